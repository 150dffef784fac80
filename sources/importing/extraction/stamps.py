"""Lines that say when a page was put out: a date and little else."""

from __future__ import annotations

import re

from sources.importing.extraction import names
from sources.importing.extraction.dates import find_date
from sources.importing.extraction.dump_lines import Line
from sources.importing.types import StatedDate

POST_WORDS = re.compile(
    r"\b(?:published|posted|updated|modified|last|written|first|on|at|in|by|date|stand|veröffentlicht|"
    r"artikel|aktualisiert|am|"
    r"um|uhr|publié|mis|à|jour|le|modifié|publicado|actualizado|el|a|las|pubblicato|aggiornato|il|"
    r"опубликовано|обновлено|"
    r"г|года|в|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|"
    r"mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|"
    r"miércoles|jueves|viernes|sábado|domingo|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|"
    r"et|est|edt|cet|cest|bst|gmt|utc|ist|msk|admin|min|minutes?|read|views?|comments?|منتشر|شده|تاریخ|شنبه|جمعه)\b",
    re.IGNORECASE,
)
UPDATED = re.compile(
    r"\b(?:updated|modified|aktualisiert|mis à jour|modifié|actualizado|aggiornato|обновлено|به‌روز)\b",
    re.IGNORECASE,
)
#: "By Amina Karimi on Monday," before the date itself.
LEADING_TO_DATE = re.compile(rf"(?:[\s,]+{POST_WORDS.pattern})+[\s,]*$", re.IGNORECASE)
STAMP = re.compile(r"[·|•]|\badmin\b|\b(?:published|posted|veröffentlicht|publié|publicado|опубликовано|منتشر)\b", re.I)


def date_line(line: Line) -> StatedDate | None:
    """The date of a line that is a stamp: a date and, beside it, at most a name and words such as "Updated"."""
    if line.count > 24 or (line.sentence and line.count > 14):
        return None
    found = find_date(line.text)
    if not found or len(found[0].edtf) < 7:
        return None
    rest = POST_WORDS.sub(" ", found[1])
    named = [part.strip() for part in re.split(r"[,|·•/–-]", rest) if re.search(r"[^\W\d_]{2}", part)]
    plain = [
        part for part in named if not names.looks_like_a_person(names.strip_label(part)) and not names.has_label(part)
    ]
    return found[0] if sum(len(part.split()) for part in plain) <= 3 else None
