"""The lines of a document under preview: those that would be stored and those left out, each with its own switch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict

from sources.importing.types import CAPTION, HEADING, LIST, QUOTE, SUBTITLE, TEXT, Paragraph

KINDS = {
    TEXT: "Text",
    HEADING: "Sub-heading",
    SUBTITLE: "Subtitle",
    QUOTE: "Quotation",
    LIST: "List",
    CAPTION: "Caption",
}
ON_A_PAGE = 400  # lines that one page of the form shows; more would make it slow to open and to send
FEW = 4  # lines left out in a row that stand open; more are folded away


@dataclass(frozen=True)
class Line:
    """One line of the document. `turned` says that an editor chose the opposite of what the import would do."""

    number: int
    text: str
    kind: str
    is_cut: bool
    turned: bool = False

    @property
    def is_taken(self) -> bool:
        return self.is_cut == self.turned


Choices = dict[str, dict[str, object]]  # by line number: {"kind": …, "turned": …}; as it is kept between two visits


def lines_of(paragraphs: Iterable[Paragraph], cuts: Iterable[tuple[str, int]], chosen: Choices) -> list[Line]:
    """The document in its own order: each paragraph, and each line left out after the paragraph it follows.

    `cuts` are (text, index of the paragraph before it, or -1); `chosen` is what an editor said so far.
    """
    after = defaultdict(list)
    for text, index in cuts:
        after[index].append(text)
    found: list[tuple[str, str, bool]] = [(text, TEXT, True) for text in after.pop(-1, [])]
    for index, paragraph in enumerate(paragraphs):
        found.append((paragraph.text, paragraph.kind, False))
        found += [(text, TEXT, True) for text in after.pop(index, [])]
    found += [(text, TEXT, True) for texts in after.values() for text in texts]
    return [_line(n, *one, chosen.get(str(n), {})) for n, one in enumerate(found)]


def _line(number: int, text: str, kind: str, is_cut: bool, chosen: Mapping[str, object]) -> Line:
    return Line(number, text, str(chosen.get("kind", kind)), is_cut, bool(chosen.get("turned")))


def posted(lines: Iterable[Line], data: QueryDict) -> Choices:
    """What a sent form says of the lines it showed, as far as it differs from what the import would do."""
    turned = set(data.getlist("turn"))
    found: Choices = {}
    for line in lines:
        name = str(line.number)
        kind = data.get(f"kind-{name}", line.kind)
        found[name] = {"kind": kind if kind in KINDS or kind == line.kind else line.kind, "turned": name in turned}
    return found


def paragraphs(lines: Iterable[Line]) -> tuple[Paragraph, ...]:
    """What the lines say is to be stored."""
    return tuple(Paragraph(line.kind, line.text) for line in lines if line.is_taken)


def page_of(lines: list[Line], number: int) -> list[Line]:
    """The lines that page `number` of the form shows, counted from one."""
    return lines[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]


def page_count(lines: list[Line]) -> int:
    return max(1, -(-len(lines) // ON_A_PAGE))


def runs(lines: Iterable[Line]) -> Iterator[dict[str, object]]:
    """The lines in runs of what is stored and what is left out; a long run of the latter is folded away."""
    for is_cut, run in groupby(lines, key=lambda line: line.is_cut):
        found = list(run)
        folded = is_cut and len(found) > FEW and not any(line.turned for line in found)
        yield {"is_cut": is_cut, "lines": found, "folded": folded}


def kinds_for(line: Line) -> list[tuple[str, str]]:
    """What may be chosen for a line: the kinds of an article, and the one it has."""
    known = list(KINDS.items())
    return known if line.kind in KINDS else [(line.kind, line.kind.capitalize()), *known]
