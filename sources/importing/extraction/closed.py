"""Whether a page says that its text is not free to read, and whether what it gives is only the beginning."""

from __future__ import annotations

import re

from sources.importing.extraction.page import Page

#: Names that software for subscriptions gives to its parts.
PAYWALLS = ("paywall", "regwall", "subscriber-only", "premium-content-wall", "metered-content", "piano-offer")
TIERS = frozenset({"locked", "metered", "paid", "premium", "subscriber"})
#: What a page prints where its text breaks off; for text in lower case.
BREAK = re.compile(
    r"\b(?:(?:subscribe|sign (?:in|up)|log in|register) (?:now )?to (?:continue|keep|read)|"
    r"to (?:continue|keep) reading\b[^<>]{0,60}\b(?:subscri|log|sign|register)|"
    r"(?:this|the) (?:article|content|story) is (?:reserved for|for|only available to) "
    r"(?:our )?(?:paying )?subscribers|"
    r"weiterlesen mit\b|mit [^<>]{0,30}abo weiterlesen|(?:artikel|inhalt) (?:ist )?nur für abonnent|"
    r"réservé (?:à nos|aux) abonnés|la suite est réservée|abonnez-vous pour (?:lire|continuer)|"
    r"suscr[ií]bete para (?:leer|seguir)|contenido exclusivo para suscriptores|solo para suscriptores|"
    r"abbonati per (?:leggere|continuare)|contenuto riservato agli abbonati|assine para (?:ler|continuar)|"
    r"conteúdo exclusivo para assinantes|om verder te lezen\b|alleen voor abonnees|"
    r"kun for abonnenter|bli prenumerant för att|dostęp (?:tylko )?dla subskrybentów|"
    r"оформите подписку, чтобы|только для подписчиков)|有料会員限定|会員限定記事"
)
SHORT_TEXT = 300  # words; a text below this that is not free is a beginning
SHORTER_TEXT = 150  # words; so is one below this on a page that has software for subscriptions
LETTERS = (4.5, 8.5)  # to a word, with its space, in most languages
WORDS = re.compile(r"\w+")


def read(page: Page, markup: str, words: int) -> tuple[bool, bool]:
    """(only part of the text is given, the text is said not to be free).

    `words` is how many the extracted body has, `markup` the page without its scripts.
    """
    closed = page.structured.is_closed() or any(
        content.lower() in TIERS for _, content in page.meta("article:content_tier", "content_tier")
    )
    whole = _words_stated(page, words)
    if whole and words >= whole * 0.8:
        return False, closed
    said = words < SHORT_TEXT and bool(BREAK.search(_printed(page).lower()))
    broken = said or (words < SHORT_TEXT and closed) or (words < SHORTER_TEXT and _has_paywall(markup))
    return broken or whole > words * 1.6 + 80, closed or said


def _printed(page: Page) -> str:
    return " ".join(" ".join(page.tree.itertext()).split())


def _has_paywall(markup: str) -> bool:
    lowered = markup.lower()
    return any(name in lowered for name in PAYWALLS)


def _words_stated(page: Page, words: int) -> int:
    """How many words the page says its text has, by count or by giving the text; 0 where it does not say.

    A count that fits the letters of the text found is one of letters: many pages mistake the two.
    """
    stated = page.structured.text("wordCount")
    if not stated.isdecimal() or len(stated) >= 7:
        return len(WORDS.findall(page.structured.text("articleBody")))
    count = int(stated)
    fewest, most = LETTERS
    return 0 if words >= SHORT_TEXT and fewest * words <= count <= most * words else count
