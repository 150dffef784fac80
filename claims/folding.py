"""Letters as search compares them."""

from __future__ import annotations

#: Characters that readers type for one another, and those that count for nothing: tatweel, the zero-width
#: joiners, the soft hyphen, the vowel marks of Arabic script.
ALIKE_FROM, ALIKE_TO = "يىكё’‘“”«»", 'ییکе\'\'""""'
IGNORED = "ـ\u200c\u200d\u00ad" + "".join(map(chr, range(0x064B, 0x0653)))
_TABLE = {**str.maketrans(ALIKE_FROM, ALIKE_TO), **dict.fromkeys(map(ord, IGNORED))}


def fold(text: str | None) -> str | None:
    """The text as search compares it; None stays None, as NULL does."""
    return None if text is None else text.casefold().translate(_TABLE)
