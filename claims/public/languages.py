"""Names of languages for readers."""

from __future__ import annotations

from django.utils.translation import get_language_info

#: Languages that Django's own list lacks or names otherwise.
NAMES = {"prs": "Dari", "ps": "Pashto", "uz": "Uzbek", "tg": "Tajik", "ckb": "Central Kurdish", "zh": "Chinese"}


def language_name(code: str) -> str:
    """The English name of a language by its code; the code itself where we know no name."""
    primary = code.replace("_", "-").split("-")[0].lower()
    if primary in NAMES:
        return NAMES[primary]
    try:
        return str(get_language_info(primary)["name"])
    except KeyError:
        return code
