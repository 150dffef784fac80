"""Letters as names and searches compare them. Pure."""

from __future__ import annotations

from typing import overload

#: Characters that readers type for one another, and those that count for nothing: tatweel, the zero-width
#: joiners, the soft hyphen, the vowel marks of Arabic script. Hyphens and dashes part words as spaces do.
DASHES = "-‐‑‒–—―−"
ALIKE_FROM, ALIKE_TO = "يىكё’‘“”«»" + DASHES, 'ییکе\'\'""""' + " " * len(DASHES)
IGNORED = "ـ\u200c\u200d\u00ad" + "".join(map(chr, range(0x064B, 0x0653)))
_TABLE = {**str.maketrans(ALIKE_FROM, ALIKE_TO), **dict.fromkeys(map(ord, IGNORED))}


@overload
def fold(text: str) -> str: ...
@overload
def fold(text: None) -> None: ...
def fold(text: str | None) -> str | None:
    """The text as it is compared; None stays None, as NULL does."""
    return None if text is None else text.casefold().translate(_TABLE)
