"""What stands above and below the body of a text dump: headline, byline, dates, captions, the site's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sources.importing.extraction import bylines, furniture, line_shapes, names
from sources.importing.extraction.bylines import MAIL, Byline
from sources.importing.extraction.dates import find_date
from sources.importing.extraction.dump_lines import LONG_WORDS, Line
from sources.importing.extraction.stamps import STAMP, UPDATED, date_line
from sources.importing.types import Candidate, Credit, StatedDate

HEAD, TAIL = 14, 6  # lines above and below the body that are looked at
HEADLINE_WORDS = range(4, 36)
SURE_WORDS = 5  # of a line that is a headline though it stands elsewhere too, or over another
MOST_PRINTS = 4  # of a headline: in a trail, over the text, among the newest and the most read
CLOSE = 5  # lines
STANDFIRST_WORDS, UNENDED_STANDFIRST = 5, 12
GLUED = re.compile(r"[a-zа-я][A-ZА-Я]")
COUNTED = re.compile(
    r"\d\s?(?:views?|reads?|shares?|comments?|min(?:ute)?s? read|просмотр\w*|kommentare)\b", re.IGNORECASE
)
CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\s?(?:[ap]m\b|uhr\b|$)", re.IGNORECASE)
FREE_MAIL = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com aol.com gmx.de gmx.net "
    "web.de mail.ru "
    "yandex.ru bk.ru list.ru inbox.ru rambler.ru proton.me protonmail.com mailbox.org posteo.de qq.com "
    "163.com".split()
)
COPYRIGHT = re.compile(r"©|\(c\)\s*(?=\d{4})|\bcopyright\b", re.IGNORECASE)
NOT_THE_OWNER = re.compile(
    r"\b(?:all (?:rights reserved|contents?)|alle rechte vorbehalten|tous droits réservés|todos los "
    r"derechos reservados|"
    r"tutti i diritti riservati|riproduzione riservata|все права защищены|copyright|by)\b|\(c\)|[©•,|·]|\.$|"
    r"\.?\s*\b\d{4}\b",
    re.IGNORECASE,
)
#: A company's legal form: the owner of the site, not the name it publishes under.
COMPANY = re.compile(
    r"\b(?:gmbh|ag|kg|ltd|limited|inc|llc|plc|s\.?\s?l\.?(?:\s?u)?|s\.?\s?a|s\.?\s?p\.?\s?a|ab|as|n\.?\s?v|b\.?\s?v|co|"
    r"corp|corporation|holdings?|"
    r"group|ооо|оао|зао|pty|subsidiary|e\.?\s?v)\b\.?\)?$",
    re.IGNORECASE,
)
#: Where a copyright line goes on from its owner to something else.
PARTS = re.compile(r"\s[–—/-](?=\s|$)|@")
LOGO = re.compile(r"^(.{2,40}?)\s+logo$|^logo(?: of| von)?\s+(.{2,40})$", re.IGNORECASE)


@dataclass
class Around:
    """What was found beside the body; every value with its candidates."""

    title: str = ""
    byline: str = ""
    signed: Byline | None = None  # its line
    credits: tuple[Credit, ...] = ()
    written: StatedDate | None = None
    published: StatedDate | None = None
    modified: StatedDate | None = None
    publisher: str = ""
    standfirst: list[Line] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)

    def note(self, name: str, value: str, line: Line | None, origin: str = "", chosen: bool = True) -> None:
        place = origin or f"line {line.number}" if line else origin
        self.candidates.append(Candidate(name, value, place, chosen))


def read(lines: list[Line], start: int, end: int) -> Around:
    """Reads the lines above `start` and from `end` on."""
    around = Around()
    head, tail = _head(lines, start), lines[end : end + TAIL]
    title = _title(head, lines, around)
    read_bylines(head, tail, around)
    read_dates(head, tail, around)
    texts = Counter(line.text for line in lines)
    _standfirst([line for line in head if texts[line.text] == 1 or line is title], title, around)
    _captions(head, title, around)
    _publisher(lines, start, end, around)
    return around


def _head(lines: list[Line], start: int) -> list[Line]:
    """The lines just above the body, up to the menu."""
    head = lines[max(0, start - HEAD) : start]
    for i in range(len(head) - 1, 0, -1):
        if head[i].bullet and head[i - 1].bullet and not _any_dates(head[i - 1 : i + 1]):
            return head[i + 1 :]
    return head


def _any_dates(lines: Iterable[Line]) -> bool:
    return any(date_line(line) for line in lines)


def _is_headline(line: Line, lines: list[Line]) -> bool:
    text = line.text
    if line.bullet or line.count not in HEADLINE_WORDS or line.furniture or furniture.INTERRUPTION.match(text):
        return False
    if text.endswith((".", ",", ";", ":", "…")) or len(GLUED.findall(text)) > 1 or furniture.is_caption(text):
        return False
    if find_date(text) or CLOCK.search(text) or COUNTED.search(text):
        return False
    if names.has_colon_label(text) or names.looks_like_a_person(names.strip_label(text)):
        return False
    if names.has_label(text) and names.names_someone(text):
        return False
    menu = sum(word.lower() in names.NOT_NAMES for word in text.split())
    if menu * 2 > len(text.split()) or MAIL.match(text):
        return False
    places = [i for i, other in enumerate(lines) if other.text == text]
    together = len(places) < 3 and places[-1] - places[0] <= max(2, len(places))
    return together or (len(places) <= MOST_PRINTS and line.count >= SURE_WORDS)


def _title(head: list[Line], lines: list[Line], around: Around) -> Line | None:
    found = [line for line in head if _is_headline(line, lines)]
    if not found:
        return None
    best = _over_standfirst(max(found, key=lambda line: _headline_score(line, head)), found, head)
    if not _is_anchored(best, head, lines):
        return None
    around.title = best.text
    for line in found:
        around.note("title", line.text, line, chosen=line is best)
    return best


def _over_standfirst(best: Line, found: list[Line], head: list[Line]) -> Line:
    """The headline right over a line that might be one: the lower is its summary."""
    above = head[head.index(best) - 1] if head.index(best) else best
    return above if above in found and above.count >= SURE_WORDS else best


def _is_anchored(line: Line, head: list[Line], lines: list[Line]) -> bool:
    """Whether more than its shape says that a line is the headline: a stamp below, the text close, a second print."""
    below = head[head.index(line) + 1 :]
    close = len(below) <= CLOSE or any(line_shapes.is_stamp(other) for other in below[: CLOSE + 1])
    return close or sum(other.text == line.text for other in lines) > 1


def _headline_score(line: Line, head: list[Line]) -> float:
    """Headlines have six to sixteen words, stand over byline and date, and close to the text."""
    at = head.index(line)
    below = head[at + 1 :]
    score = float(min(line.count, 8)) - max(0, line.count - 18) * 0.5
    if any(date_line(other) or names.has_label(other.text) for other in below[:3]):
        score += 3
    if any(date_line(other) or names.has_label(other.text) for other in head[max(0, at - 2) : at]):
        score -= 3
    return score - len(below) * 0.25 - line.depth * 2


def read_bylines(head: list[Line], tail: list[Line], around: Around) -> None:
    """The first byline above the body, one with a label before others; else the first below it."""
    found = [one for group in (head, tail) for one in sorted(bylines.find(group), key=lambda one: not one.labelled)]
    if not found:
        return
    around.byline, around.signed, around.credits = found[0].name, found[0], found[0].credits
    for one in found:
        around.note("byline", one.name, one.line, chosen=one.name == around.byline)
    for credit in around.credits:
        around.note("author", credit.name, found[0].line)


def read_dates(head: list[Line], tail: list[Line], around: Around) -> None:
    """The dates above the body; below it, those of stamps and of a signature."""
    above = [(line, stated) for line in head if (stated := date_line(line))]
    signature = _beside(around.signed, tail)
    below = [
        (line, stated)
        for line in tail[:4]
        if (stated := date_line(line)) and (line in signature or STAMP.search(line.text))
    ]
    stamps = above or below
    for line, stated in stamps:
        if UPDATED.search(line.text) and around.modified is None:
            around.modified = stated
            around.note("modified", stated.edtf, line)
    plain = [(line, stated) for line, stated in stamps if stated is not around.modified]
    if len(plain) > 1 and _is_dateline(plain[-1][0], head):
        around.written = plain[-1][1]
        around.note("written", around.written.edtf, plain.pop()[0])
    if plain:
        line, around.published = next(((one, day) for one, day in plain if STAMP.search(one.text)), plain[0])
        around.note("published", around.published.edtf, line)


def _beside(signed: Byline | None, tail: list[Line]) -> list[Line]:
    """The lines of a signature: the byline with the lines before and behind it."""
    if signed is None or signed.line not in tail:
        return []
    place = tail.index(signed.line)
    return tail[max(0, place - 1) : place + 2]


def _is_dateline(line: Line, head: list[Line]) -> bool:
    """Whether a date stands under a byline and over the text, and is no stamp of the site's own."""
    if line not in head or STAMP.search(line.text):
        return False
    above = head[max(0, head.index(line) - 2) : head.index(line)]
    return any(names.has_label(other.text) or names.looks_like_a_person(other.text) for other in above)


def _standfirst(head: list[Line], title: Line | None, around: Around) -> None:
    """The summary right under the headline: full sentences, or a long line over the byline or the day."""
    if title is None:
        return
    below = head[head.index(title) + 1 :]
    for place, line in enumerate(below):
        over_stamp = any(line_shapes.is_stamp(other) for other in below[place + 1 : place + 4])
        summary = line.count >= (
            STANDFIRST_WORDS if line.sentence else UNENDED_STANDFIRST if over_stamp else LONG_WORDS
        )
        if (
            not summary
            or line.bullet
            or line.furniture
            or furniture.is_caption(line.text)
            or line_shapes.is_stamp(line)
        ):
            return
        around.standfirst.append(line)


def _captions(head: list[Line], title: Line | None, around: Around) -> None:
    """Lines between the headline and the byline or dateline that are neither."""
    if title is None:
        return
    below = head[head.index(title) + 1 :]
    ends = [i for i, line in enumerate(below) if line.text == around.byline or date_line(line)]
    between = below[: ends[-1]] if ends else []
    known = {title.text, around.byline, *(line.text for line in around.standfirst)}
    for line in below:
        plain = line.text not in known and not date_line(line) and not line.furniture and not line.bullet
        if plain and (
            furniture.is_caption(line.text) or (line in between and line.count >= 5 and not names.has_label(line.text))
        ):
            around.captions.append(line.text)


def _publisher(lines: list[Line], start: int, end: int, around: Around) -> None:
    """The site as the page names itself: in its copyright line, or by its logo if a second line agrees."""
    owners = {_owner(line.text): line for line in lines[end:] if COPYRIGHT.search(line.text) and line.count <= 14}
    owners.pop("", None)
    if len(owners) == 1:
        name, line = next(iter(owners.items()))
        around.publisher = "" if COMPANY.search(name) else name
        around.note("publisher", name, line, f"copyright, line {line.number}", chosen=bool(around.publisher))
    for name, line in _logos((*lines[:start], *lines[end:])).items():
        agreed = around.byline.startswith((f"{name}'s", f"{name}’s"))
        chosen = agreed and not around.publisher
        around.publisher = name if chosen else around.publisher
        around.note("publisher", name, line, f"logo, line {line.number}", chosen=chosen)
    for line in lines[max(0, start - HEAD) : start] + lines[end : end + TAIL]:
        if (mail := MAIL.match(line.text)) and mail[1].lower() not in FREE_MAIL:
            around.note("publisher", mail[1].lower(), line, "mail address", chosen=False)


def _owner(text: str) -> str:
    parts = (part.strip(" .&–—-") for part in PARTS.split(NOT_THE_OWNER.sub(" ", text)))
    name = " ".join(next(filter(None, parts), "").split())
    return (
        name
        if 1 <= len(name.split()) <= 6 and not furniture.is_caption(name) and names.kind_of(name) != "other"
        else ""
    )


def _logos(lines: Iterable[Line]) -> dict[str, Line]:
    found: dict[str, Line] = {}
    for line in lines:
        if match := LOGO.match(line.text):
            found.setdefault((match[1] or match[2]).strip(), line)
    return found
