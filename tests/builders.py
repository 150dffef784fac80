"""Rows for tests, made the short way: each takes only what the test is about."""

from __future__ import annotations

import hashlib
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User

from claims.anchoring import quote
from claims.models import Actor, Citation, Claim, Contradiction, Event, Quotation, Voice
from claims.roles import make_roles
from sources.models import Outlet, Source, SourceVersion

numbers = count(1)

TEXT = (
    "Border talks ended\n\n"
    "At least 12 people were killed at the crossing on 3 July, the ministry said.\n\n"
    "Trade resumed."
)


def make_user(role: str = "", **fields: Any) -> User:
    """A member of staff in the given group; without a role, a user who may do nothing."""
    n = next(numbers)
    user = User.objects.create_user(
        fields.pop("username", f"{role or 'user'}{n}"), password="correct horse battery", is_staff=bool(role), **fields
    )
    if role:
        if not Group.objects.filter(name=role).exists():  # a flushed test database has lost them
            make_roles()
        user.groups.add(Group.objects.get(name=role))
    return user


def make_outlet(name: str = "", **fields: Any) -> Outlet:
    return Outlet.objects.create(name=name or f"Outlet {next(numbers)}", **fields)


def make_source(text: str = TEXT, **fields: Any) -> Source:
    """A dated source of an outlet, with one version."""
    fields.setdefault("title", f"Border talks ended {next(numbers)}")
    fields.setdefault("published", "2022-07-04")
    if "outlet" not in fields:
        fields["outlet"] = make_outlet()
    source = Source.objects.create(**fields)
    add_version(source, text)
    return source


def add_version(source: Source, text: str) -> SourceVersion:
    blocks, start = [], 0
    for block in text.split("\n\n"):
        blocks.append(["title" if start == 0 else "text", start, start + len(block)])
        start += len(block) + 2
    version = SourceVersion.objects.create(
        source=source,
        number=source.versions.count() + 1,
        text=text,
        blocks=blocks,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    source.current_version = version
    source.save(update_fields=["current_version"])
    return version


def make_claim(text: str = "", **fields: Any) -> Claim:
    return Claim.objects.create(text=text or f"Twelve people were killed at crossing {next(numbers)}.", **fields)


def cite(claim: Claim, source: Source, words: str = "At least 12 people were killed", **fields: Any) -> Citation:
    """A citation by words that stand in the source, said by the outlet itself unless `actor` is given."""
    actor = fields.pop("actor", None)
    citation = Citation.objects.create(claim=claim, source=source, **fields)
    version = source.current_version
    start = version.text.index(words)
    anchor = quote(version.text, start, start + len(words))
    Quotation.objects.create(
        citation=citation,
        version=version,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        start=anchor.start,
        end=anchor.end,
    )
    kind = Voice.Kind.ACTOR if actor else Voice.Kind.ITSELF
    Voice.objects.create(citation=citation, kind=kind, actor=actor, name_printed=str(actor or ""))
    return citation


def make_published_claim(text: str = "", **fields: Any) -> Claim:
    """A claim readers may read, cited in a source of its own unless `source` is given."""
    source = fields.pop("source", None) or make_source()
    claim = make_claim(text, status=Claim.Status.PUBLISHED, **fields)
    cite(claim, source)
    return claim


def make_contradiction(left: Claim | None = None, right: Claim | None = None, **fields: Any) -> Contradiction:
    left, right = left or make_published_claim(), right or make_published_claim()
    left, right = sorted((left, right), key=lambda claim: claim.pk)
    fields.setdefault("kind", Contradiction.Kind.NUMBER)
    fields.setdefault("why", "One says twelve, the other says seventeen.")
    return Contradiction.objects.create(left=left, right=right, **fields)


def make_public_contradiction(**fields: Any) -> Contradiction:
    return make_contradiction(state=Contradiction.State.CONFIRMED, confirmations=2, **fields)


def make_actor(name: str = "", **fields: Any) -> Actor:
    return Actor.objects.create(name=name or f"Ivan Petrov {next(numbers)}", **fields)


def make_event(title: str = "", **fields: Any) -> Event:
    return Event.objects.create(title=title or f"Clash at crossing {next(numbers)}", **fields)
