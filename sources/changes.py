"""What changed between two texts of one source, and how much it matters; pure.

Compared are the words. White space, datelines, stamps ("Updated 5 minutes ago"), counters and adverts are no words of
the article: where nothing else differs, nothing has changed.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from sources.importing.extraction import bylines, furniture
from sources.importing.extraction.dump_lines import Line

Op = Literal["same", "gone", "new"]
MINOR, WORDS, FACTS = "minor", "words", "facts"
MINOR_SHARE = 0.02  # of all words: a letter mended, an article of speech
MOST_PAIRS = 25_000_000  # words of one passage times words of the other; beyond, the passage counts as replaced
LONGEST_DATELINE, LONGEST_COUNTER, LONGEST_FURNITURE = 90, 60, 300  # characters
NOTE_LENGTH = 500

SYMBOLS = "%$€£₽؋"
WORD = re.compile(rf"\w+(?:[.,:]\d+)*|[{SYMBOLS}]")
PIECE = re.compile(r"\s*\S+\s*|\s+")
#: "KABUL, April 29 (Reuters) - ", "МОСКВА, 3 мая — ": a place, perhaps a day and an agency, and a dash.
DATELINE = re.compile(r"^(?=[^\w]*\w)([^.!?—–]{2,80}?)\s*(?:\s[—–-]{1,2}|[—–]{1,2})\s+")
AGENCY = re.compile(r"\([^()]{2,30}\)")
#: "1,204 views", "Updated 5 minutes ago", "4 min read": a line that counts readers or time.
COUNTER = re.compile(
    r"^\W*(?:(?:last )?updated|posted|published|обновлено|опубликовано|mis à jour|aktualisiert)?\W*"
    r"(?:vor|il y a|hace)?\W*"
    r"\d[\d.,\s]*[km]?\W*"
    r"(?:views?|reads?|shares?|likes?|comments?|reactions?|replies|(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week)s?"
    r"(?: (?:ago|read))?|просмотр\w*|комментар\w*|(?:секунд|минут|час|дн|дней)\w*(?: назад)?|"
    r"aufrufe|kommentare|minuten|stunden|tagen|vues|commentaires|minutes|heures|jours|comentarios|"
    r"بازدید|نظر|دقیقه پیش|ساعت پیش)\W*$",
    re.IGNORECASE,
)
NEGATIONS = frozenset(
    "no not never none nobody nothing nor without neither cannot n't deny denies denied denying "
    "не нет никто ничто никогда без отрицает отрицал отрицала отрицают "
    "نه نی نیست نبود هیچ بدون نکرد نمی رد".split()
)
#: Numbers in words, as news in English and Russian has them; what is not here still counts as changed wording.
NUMBERS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions trillion dozen dozens half third quarter first second "
    "ноль один одна одно два две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать "
    "четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят "
    "шестьдесят семьдесят восемьдесят девяносто сто двести триста сотни тысяча тысячи тысяч миллион миллиона "
    "миллионов миллиард миллиарда миллиардов двое трое четверо пятеро десятки".split()
)
#: How outlets say that they changed a text, in the languages we read.
NOTES = re.compile(
    r"\b(?:correct(?:ion|ed|s)|clarif(?:ication|ied|ies)|editor[’']?s?[’']? note|earlier version|previous version|"
    r"(?:was|has been|been) (?:updated|amended|edited|revised)|an error|erratum|"
    r"уточнен\w*|исправлен\w*|поправк\w*|ранее сообщалось|в предыдущей версии|обновлен\w*|"
    r"korrektur|berichtigung|richtigstellung|in einer früheren version|"
    r"correction|rectificati\w+|précision|version antérieure|corrección|rectificación|versión anterior)\b"
    r"|تصحیح|اصلاح|نسخه قبلی|سمون",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Change:
    """A run of words that both texts have, or only the older ("gone") or the newer ("new") one."""

    op: Op
    text: str


@dataclass(frozen=True)
class Difference:
    """How two texts differ: what share of their words, how much that matters, and what the page says of it."""

    share: float  # words gone and new, by the words of both, 0 to 1
    significance: str  # MINOR, WORDS or FACTS
    note: str  # the page's own words about the change, "" where it has none


def differences(old: str, new: str) -> list[Change]:
    """The two texts as runs of words; joined without the new runs they are `old`, without the gone ones `new`."""
    found: list[Change] = []
    for op, some, others in _passages(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        if op == "same":
            found.append(Change("same", "".join(some)))
        else:
            found += _by_words("".join(some), "".join(others))
    return found


def compare(old: Sequence[str], new: Sequence[str]) -> Difference:
    """Compare the paragraphs of two versions, the older first. One that only moved is no change of words."""
    all_words = [*_words(old), *_words(new)]
    common = Counter(old) & Counter(new)
    gone, added = _changed(_without(old, common), _without(new, common))
    share = (len(gone) + len(added)) / max(1, len(all_words))
    plain = {word for word in all_words if word.islower()}
    return Difference(share, _significance(gone, added, share, plain), _note(old, new))


def fingerprint(paragraphs: Iterable[str]) -> str:
    """SHA-256 of the words that count: two texts that differ in nothing else have the same."""
    return hashlib.sha256(" ".join(_words(paragraphs)).encode()).hexdigest()


def _words(paragraphs: Iterable[str]) -> Iterator[str]:
    """The words of an article in order, without what is none of its words."""
    for n, text in enumerate(paragraphs):
        if not _is_no_text(n, text):
            yield from WORD.findall(_without_dateline(text))


def _is_no_text(n: int, text: str) -> bool:
    if len(text) > LONGEST_FURNITURE:
        return False
    line = Line(n, 0, text)
    if line.is_prose:
        return False
    counts = len(text) <= LONGEST_COUNTER and COUNTER.match(text)
    return bool(counts or furniture.INTERRUPTION.match(text)) or bylines.is_stamp(line) or furniture.is_furniture(text)


def _without_dateline(text: str) -> str:
    match = DATELINE.match(text[:LONGEST_DATELINE])
    if match is None:
        return text
    shouted = any(word.isupper() and len(word) > 2 for word in re.findall(r"[^\W\d_]+", match[1]))
    return text[match.end() :] if shouted or AGENCY.search(match[1]) else text


def _without(paragraphs: Sequence[str], common: Counter[str]) -> list[str]:
    left, found = Counter(common), []
    for text in paragraphs:
        if left[text] > 0:
            left[text] -= 1
        else:
            found.append(text)
    return found


def _changed(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that only the older and only the newer paragraphs have, where they have them."""
    gone: list[str] = []
    added: list[str] = []
    for op, some, others in _passages(list(_words(old)), list(_words(new))):
        if op != "same":
            gone += some
            added += others
    return gone, added


def _significance(gone: list[str], added: list[str], share: float, plain: set[str]) -> str:
    moved = {word.casefold() for word in gone} & {word.casefold() for word in added}
    if any(_carries_a_fact(word) or _is_name(word, plain | moved) for word in (*gone, *added)):
        return FACTS
    return MINOR if share <= MINOR_SHARE else WORDS


def _carries_a_fact(word: str) -> bool:
    """A number or a denial: where it changed its place, the fact is another."""
    return word[0].isdigit() or word in SYMBOLS or word.casefold() in NEGATIONS | NUMBERS


def _is_name(word: str, known: set[str]) -> bool:
    """A capital shows a name, unless the word stands elsewhere without one, as the first word of a sentence does."""
    return word[0].isupper() and word.casefold() not in known


def _note(old: Sequence[str], new: Sequence[str]) -> str:
    """The first paragraph that only the newer text has and that speaks of a change."""
    known = set(old)
    return next((text for text in new if text not in known and NOTES.search(text)), "")[:NOTE_LENGTH]


def _passages(old: list[str], new: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """The two sequences as ("same", run, run) and ("changed", run of the older, run of the newer), in order.

    Longest common subsequence by bit-parallel Indel distance; too large for that, all between the common ends.
    """
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    some, others = old[start : len(old) - end], new[start : len(new) - end]
    if start:
        yield "same", old[:start], new[:start]
    if len(some) * len(others) > MOST_PAIRS:
        yield "changed", some, others
    else:
        yield from _joined(some, others)
    if end:
        yield "same", old[len(old) - end :], new[len(new) - end :]


def _joined(old: list[str], new: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    gone: list[str] = []
    added: list[str] = []
    for edit in Indel.opcodes(old, new):
        some, others = old[edit.src_start : edit.src_end], new[edit.dest_start : edit.dest_end]
        if edit.tag == "equal":
            if gone or added:
                yield "changed", gone, added
            gone, added = [], []
            yield "same", some, others
        else:
            gone += some
            added += others
    if gone or added:
        yield "changed", gone, added


def _common(some: list[str], others: list[str]) -> int:
    """How many leading elements are the same."""
    return next((n for n, (a, b) in enumerate(zip(some, others, strict=False)) if a != b), min(len(some), len(others)))


def _by_words(old: str, new: str) -> Iterator[Change]:
    for op, some, others in _passages(PIECE.findall(old), PIECE.findall(new)):
        if op == "same":
            yield Change("same", "".join(some))
            continue
        if some:
            yield Change("gone", "".join(some))
        if others:
            yield Change("new", "".join(others))
