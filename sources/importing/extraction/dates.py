"""Dates that a document prints, read without guessing: what is ambiguous is no date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from sources.importing.types import StatedDate

GREGORIAN_MONTHS = (
    "january jan janvier janv januar jänner jänn enero ene gennaio gen janeiro januari januar января январь "
    "янв січня "
    "ژانویه جنوری يناير ینایر جنوري stycznia leden ledna ocak",
    "february feb février févr fév februar febrero febbraio fevereiro fev februari февраля февраль фев лютого "
    "فوریه فبروری فبراير فبروري lutego února şubat",
    "march mar mars märz mär marzo março maart марта март мар березня مارس مارچ marca března mart",
    "april apr avril avr abril abr aprile апреля апрель апр квітня آوریل اپریل أبريل kwietnia dubna nisan",
    "may mai mayo maggio mag maio mei maj мая май травня مه می مئی مايو maja května mayıs",
    "june jun juin juni junio giugno giu junho июня июнь июн червня ژوئن جون يونيو czerwca června haziran",
    "july jul juillet juil juli julio luglio lug julho июля июль июл липня ژوئیه جولای يوليو جولاي lipca "
    "července temmuz",
    "august aug août agosto ago augustus augusti августа август авг серпня اوت آگوست اگست أغسطس sierpnia srpna ağustos",
    "september sep sept septembre septiembre settembre setembro сентября сентябрь сен вересня سپتامبر سپتمبر "
    "سبتمبر września září eylül",
    "october oct octobre oktober okt octubre ottobre ott outubro out октября октябрь окт жовтня اکتبر اکتوبر أكتوبر "
    "października října ekim",
    "november nov novembre noviembre novembro ноября ноябрь ноя листопада نوامبر نومبر نوفمبر listopada kasım",
    "december dec décembre déc dezember dez diciembre dic dicembre dezembro desember декабря декабрь дек грудня "
    "دسامبر دسمبر ديسمبر grudnia prosince aralık",
)
#: The months of the Solar Hijri calendar, by their Dari, Pashto and Persian names.
SOLAR_MONTHS = (
    "حمل فروردین وری",
    "ثور اردیبهشت غویی",
    "جوزا خرداد غبرګولی",
    "سرطان تیر چنګاښ",
    "اسد مرداد زمری",
    "سنبله شهریور وږی",
    "میزان مهر تله",
    "عقرب آبان لړم",
    "قوس آذر لیندۍ",
    "جدی دی مرغومی",
    "دلو بهمن سلواغه",
    "حوت اسفند کب",
)
MONTHS = {name: n for n, names in enumerate(GREGORIAN_MONTHS, 1) for name in names.split()}
SOLAR = {name: n for n, names in enumerate(SOLAR_MONTHS, 1) for name in names.split()}

DIGITS = {ord(digit): str(n % 10) for n, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
MONTH = rf"(?P<month>{'|'.join(sorted({**MONTHS, **SOLAR}, key=len, reverse=True))})(?!\w)\.?"
DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?(?!\d)"
YEAR = r"(?P<year>\d{4})(?!\d)"
OF = r"(?:\s+(?:of|de|del|di))?"
CLOCK = (
    r"(?P<hour>[0-2]?\d)[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"(?:\s?(?P<half>[ap]\.?m\b\.?))?(?:\s?(?:uhr|h)\b)?(?:\s*(?P<zone>Z|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|"
    r"(?:UTC|GMT))(?!\w))?"
)
ISO = re.compile(
    r"(?<![\d-])(?P<year>[12]\d{3})-(?P<month>\d{2})(?:-(?P<day>\d{2})(?!\d))?"
    r"(?:[T ]+(?P<hour>[0-2]\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?"
    r"\s?(?P<zone>Z|[+-]\d{2}:?\d{2}|UTC|GMT)?)?(?![\d-])",
    re.IGNORECASE,
)
WORDED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{DAY}\s*-?{OF}\s*(?<!\w){MONTH}{OF}[\s,-]*{YEAR}",
        rf"(?<!\w){MONTH}\s*{DAY},?\s+{YEAR}",
        rf"(?<![\w\d])(?<!\d[ .]){MONTH}{OF},?\s+{YEAR}",
    )
)
EAST_ASIAN = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?:(?P<day>\d{1,2})\s*[日일])?")
YEAR_FIRST = re.compile(r"(?<![\d./-])(?P<year>[12]\d{3})([./])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d./-])")
NUMERIC = re.compile(r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<year>[12]\d{3})(?![\d/-])")
COMPACT = re.compile(r"(?P<year>[12]\d{3})(?P<month>[01]\d)(?P<day>[0-3]\d)")
TIME = re.compile(rf"^(?:\s|[,|·–—-]|at\b|um\b|à\b|a las\b|в\b|kl\.?|om\b|ساعت)*{CLOCK}", re.IGNORECASE)
LONGEST = 200
YEAR_DIGITS = re.compile(r"\d{4}")  # every pattern above holds a year so written
CLOCK_BEFORE = re.compile(rf"(?<!\d){CLOCK}\s*[,|·–—-]?\s*$", re.IGNORECASE)


def read_date(printed: str) -> StatedDate | None:
    """The one date that `printed` states, in English, Russian, German, French, Spanish, Dari, Persian and others.

    Day or month precision. A number pair that may be read either way (03/04/2022) is None; with dots the day comes
    first, as it does wherever dots are used.
    """
    found = find_date(printed)
    return found[0] if found else None


def read_machine_date(value: str) -> StatedDate | None:
    """A machine-readable value: ISO 8601, RFC 2822, a bare year or eight digits; else as printed."""
    value = value.strip()
    if re.fullmatch(r"[12]\d{3}", value):
        return StatedDate(value, value)
    if match := COMPACT.fullmatch(value):
        return _stated(value, match.groupdict())
    found = find_date(value)
    return StatedDate(value, found[0].edtf, found[0].moment) if found else None


def find_date(line: str) -> tuple[StatedDate, str] | None:
    """The first date in a short line and the rest of the line without it; None where there is none."""
    if len(line) > LONGEST or not YEAR_DIGITS.search(line):
        return None
    plain = line.translate(DIGITS)  # one character for one, so that positions stay
    for pattern in (ISO, *WORDED, EAST_ASIAN, YEAR_FIRST, NUMERIC):
        for match in pattern.finditer(plain):
            found = _with_time(line, plain, match)
            if found:
                return found
    return None


def _with_time(line: str, plain: str, match: re.Match[str]) -> tuple[StatedDate, str] | None:
    parts = match.groupdict()
    end = match.end()
    if not parts.get("hour") and (clock := TIME.match(plain[end:])):
        parts.update(clock.groupdict())
        end += clock.end()
    elif not parts.get("hour") and (clock := CLOCK_BEFORE.search(plain[: match.start()])):
        parts.update(clock.groupdict())  # "14:26, 28 April 2024"
    stated = _stated(line[match.start() : end].strip(), parts)
    return (stated, f"{line[: match.start()]} {line[end:]}") if stated else None


def _stated(printed: str, parts: dict[str, str | None]) -> StatedDate | None:
    try:
        year, month, day = _numbers(parts)
        if not 1000 <= year <= 2999:
            return None
        if day is None:
            return StatedDate(printed, date(year, month, 1).strftime("%Y-%m"))
        whole = date(year, month, day)
    except ValueError:
        return None
    return StatedDate(printed, whole.isoformat(), _moment(whole, parts))


def _numbers(parts: dict[str, str | None]) -> tuple[int, int, int | None]:
    year = int(parts["year"] or 0)
    if "a" in parts:
        day, month = _order(int(parts["a"] or 0), int(parts["b"] or 0), parts.get("sep") or "")
        return year, month, day
    name = (parts["month"] or "").lower()
    day_printed = parts.get("day")
    day_or_none = int(day_printed) if day_printed else None
    if name in SOLAR and year < 1600:
        return from_solar_hijri(year, SOLAR[name], day_or_none)
    return year, MONTHS[name] if name in MONTHS else int(name), day_or_none


def _order(first: int, second: int, separator: str) -> tuple[int, int]:
    if separator == "." or first > 12 or first == second:
        return first, second
    if second > 12:
        return second, first
    raise ValueError("day and month cannot be told apart")


def _moment(day: date, parts: dict[str, str | None]) -> str:
    if not parts.get("hour") or not parts.get("zone"):
        return ""
    hour = int(parts["hour"] or 0)
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    minute, second = int(parts["minute"] or 0), int(parts.get("second") or 0)
    try:
        return datetime(
            day.year, day.month, day.day, hour, minute, second, tzinfo=_zone(parts["zone"] or "")
        ).isoformat()
    except ValueError:  # 25:00, or an offset of more than a day: the day still stands
        return ""


def _zone(text: str) -> timezone:
    digits = re.sub(r"\D", "", text)
    if not digits:
        return UTC
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(-ahead if "-" in text else ahead)


def from_solar_hijri(year: int, month: int, day: int | None) -> tuple[int, int, int | None]:
    """A day of the Solar Hijri calendar (1206 to 1498) in the Gregorian one; ValueError where there is no such day.

    A year is a leap year if it leaves 1, 5, 9, 13, 17, 22, 26 or 30 when divided by 33 (the rule documented for .NET's
    PersianCalendar). A month alone spans two Gregorian months, so it is refused.
    """
    if day is None or not 1206 <= year <= 1498 or not 1 <= day <= (31 if month <= 6 else 30):
        raise ValueError("not a day of the Solar Hijri calendar")
    cycle, within = divmod(year - 1, 33)
    leaps = cycle * 8 + sum(1 for leap in (1, 5, 9, 13, 17, 22, 26, 30) if leap <= within)
    before = (month - 1) * 31 - max(0, month - 7)
    found = date(622, 3, 21) + timedelta(days=(year - 1) * 365 + leaps + before + day - 1)
    return found.year, found.month, found.day
