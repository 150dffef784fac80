"""What a stored page gives with a rule that is not saved yet, beside what is stored of it now."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sources.admin.differing import Part, parts_of
from sources.changes import Change, differences
from sources.importing import captures, hinting, parsing
from sources.importing.storable import storable
from sources.importing.types import Extracted, ImportRefused
from sources.models import Capture
from sources.versions import compose

if TYPE_CHECKING:
    from datetime import datetime

    from sources.importing.extraction.rule_matches import Match
    from sources.models import Outlet, OutletRule

LOOKED_AT = 200  # of the outlet's newest captures, for those whose path fits


@dataclass(frozen=True)
class Tried:
    """One stored page, read with a rule."""

    capture: Capture
    problem: str = ""  # a sentence, where it cannot be read so
    extracted: Extracted | None = None
    changes: tuple[Change, ...] = ()  # from the text as stored to the text with the rule
    matches: tuple[Match, ...] = ()

    @property
    def parts(self) -> list[Part]:
        """The changes as the page shows them."""
        return parts_of(self.changes)

    @property
    def is_same(self) -> bool:
        return all(one.op == "same" for one in self.changes)


def newest_captures(outlet: Outlet, path: str, most: int) -> list[Capture]:
    """The newest stored web pages of an outlet whose path begins so."""
    rows = Capture.objects.filter(source__outlet=outlet, media_type__icontains="html").exclude(url="")
    rows = rows.select_related("source").defer("candidates", "headers").order_by("-captured_at", "-pk")[:LOOKED_AT]
    return [one for one in rows if urlsplit(one.url).path.startswith(path)][:most]


def tried(capture: Capture, rule: OutletRule, now: datetime) -> Tried:
    """The page of a capture read with `rule` in the place of what is saved; nothing is stored."""
    try:
        page = capture.as_page(captures.read(capture.sha256))
        hints = replace(hinting.hints_for(page), rules=rule.as_rules())
        extracted = storable(parsing.extract(page, now, hints))
        matches = parsing.matches(page, hints.rules)
    except (OSError, EOFError, zlib.error):
        return Tried(capture, "The bytes of this page are gone from the captures.")
    except ImportRefused as refusal:
        return Tried(capture, str(refusal))
    text = compose(extracted.title, extracted.paragraphs).text
    return Tried(capture, "", extracted, tuple(differences(capture.version.text, text)), matches)
