"""The languages the reader knows, by code. A new one is a package of tables and one line here."""

from __future__ import annotations

from claims.reading.english import ENGLISH
from claims.reading.language import Language

LANGUAGES: dict[str, Language] = {language.code: language for language in (ENGLISH,)}
