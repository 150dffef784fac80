"""What surrounds an article on a page: menus, teasers, calls to share or subscribe; in the words news sites use."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"[.!?…。！？؟۔।]['\"”»“’)\]」』]*$")
BULLET = re.compile(r"^(?:[•·●▪◦‣*»›>–-]\s+|\d{1,3}[.)]\s+|[•·●▪◦‣]$)")
WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
WORD = re.compile(r"\w+")


def word_count(line: str) -> int:
    """Words, where the script parts them; else half the characters, which is about as much."""
    words = len(WORD.findall(line))
    wide = 0 if line.isascii() else len(WIDE.findall(line))
    return words if wide < 5 else max(words, wide // 2)


def is_sentence(line: str) -> bool:
    return bool(SENTENCE_END.search(line))


def _any(*phrases: str) -> str:
    return "|".join(phrases)


COMMENTS = r"comments?|kommentare?|commentaires?|comentarios?|comentários?|комментари\w*|commenti|kommentarer|نظرات"
POINTERS = _any(
    r"read (?:also|more|next|here)|also read|see also|related|watch|listen|podcast",
    r"lesen sie (?:auch|hier|mehr|dazu)|mehr zum thema|auch interessant|lire (?:aussi|également)",
    r"à lire(?: aussi| également)?|voir aussi|lea también|lee (?:también|más)|(?:te|le) puede interesar",
    r"leggi (?:anche|qui)|vedi anche|читайте (?:также|ещё|еще|далее|також)|смотрите также|les også",
    r"läs (?:också|även)|læs også|lees (?:ook|verder)|leia (?:também|mais)|veja também",
    r"czytaj (?:też|także|również)|zobacz (?:też|także|również)|čtěte také|بیشتر بخوانید|همچنین بخوانید|اقرأ أيض[اً]*",
)
#: How a line begins that points away from the article, or closes it. This and the next are for lines in lower case:
#: they are asked of every line, and a pattern that need not care for case takes a third of the time.
OPENING = re.compile(
    "(?:"
    + _any(
        rf"(?:{COMMENTS})\b.{{0,12}}$",
        rf"\d+\s+(?:{COMMENTS}|replies)\b",
        POINTERS,
        r"about the (?:author|writer)s?|über (?:den|die) autor|sobre el autor|об авторе",
        r"more (?:from|in|on|about|stories|news)\b|recommended|trending|popular|most (?:read|popular|"
        r"viewed)|keep reading",
        r"latest\b.{0,20}$|you (?:may|might) (?:also )?(?:like|be)|up next|share (?:this|on|it)|filed under|"
        r"posted (?:in|by)",
        r"tags?\s*:?|topics?\s*:?|categor(?:y|ies)\b|schlagw[oö]rter|themen\b|теги|etiquetas|mots[- ]clés",
        r"(?:skip|jump|go|quick access|direct access|zum|aller|ir|saltar|перейти) (?:to|au|al|к)?\s*(?:the "
        r")?(?:main|content|inhalt|"
        r"menu|navigation|search|footer|contenu|contenido|основн)",
        r"mehr aus|das könnte|sur le même|más (?:sobre|información)|relacionad|по теме|ещё",
    )
    + ")"
)
#: What a line says somewhere that speaks of the site and not of its subject.
ABOUT_THE_SITE = re.compile(
    _any(
        r"©|\(c\)\s*\d{4}|\ball rights reserved|copyright\b|alle rechte vorbehalten|tous droits réservés|все права",
        r"todos los derechos",
        r"\b(?:newsletters?|sign up|log in|subscribe|cookies?|javascript|privacy policy|terms of (?:use|service)",
        r"datenschutz|impressum|abonnieren|abonnez|suscr[ií]b|подпи(?:ш|с)|e-?mail address)\b",
    )
)
#: A line after which no article goes on.
CLOSING = re.compile(
    "^(?:"
    + _any(
        rf"\d*\s*(?:{COMMENTS}|reactions?|replies|responses?)\s*[:(]?\s*\d*\)?",
        r"(?:leave|add|post) a (?:comment|reply).*|about the (?:author|writer)s?",
        r"(?:related|recommended|trending|popular|most (?:read|popular))\b.{0,30}|more (?:from|in|on|"
        r"stories|news).{0,60}",
        r"you (?:may|might) (?:also )?(?:like|be).*|.{0,12}©.*|copyright\b.*",
    )
    + ")$",
    re.IGNORECASE,
)
#: The site's own line, though it be a sentence.
COPYRIGHT_LINE = re.compile(
    r"^\W*(?:©|ⓒ|\(c\)|copyright\b)(?=.{0,60}(?:\b(?:19|20)\d\d\b|reserved|vorbehalten|réservés|reservados|riservati|"
    r"защищены)).{0,160}$",
    re.IGNORECASE,
)
BUTTONS = _any(
    r"share|print|save|e-?mail|copy link|tweet|facebook|twitter|x|whatsapp|linkedin|pinterest|telegram|"
    r"reddit|instagram",
    r"flipboard|pocket|sms|gift|follow|subscribe|sign up|log in|listen|play|pause|close|menu|teilen|drucken|merken",
    r"partager|imprimer|compartir|condividi|поделиться|اشتراک[‌ ]?گذاری",
)
ADVERTISEMENT = _any(
    r"advertisement|advertising|advert|anzeige|werbung|publicit[ée]|publicidad|publicidade|pubblicità|annonse|annons",
    r"reklama|реклама|sponsored(?: content)?|ad|promoted",
)
#: A line inside an article's run of lines that is no part of it.
INTERRUPTION = re.compile(
    "^(?:"
    + _any(
        rf"(?:{ADVERTISEMENT})\b[^.!?]{{0,25}}",
        rf"(?:{POINTERS}|video)\s*[:|–-].*",
        r"(?:read|show|load|see|view|learn) more\W*",
        rf"(?:{BUTTONS})\W*",
        r"(?:continue reading|story continues|article continues).*",
        r"pic\.twitter\.com\S*|https?://\S+|— .{0,60}\(@\w+\).*",
    )
    + ")$",
    re.IGNORECASE,
)
PHOTO = r"photo|foto|fotos|bild|bildrechte|image|credit|picture|photograph|фото|عکس"
AGENCY_PHOTO = r"getty|reuters|afp|dpa|ap|epa|tass|shutterstock|kremlin|imago|alamy"
#: A picture's line: it starts with its credit, or ends with it.
CREDIT_LINE = re.compile(
    rf"^(?:(?:{PHOTO}|quelle|fuente|crédit)s?\s*(?:by|von|de|par|credit)?\s*[:©/].{{0,80}}|©.{{0,80}})$",
    re.IGNORECASE,
)
CREDIT_END = re.compile(
    rf"(?:(?:\(|\b|/\s?)(?:{PHOTO}|{AGENCY_PHOTO})\s*(?:by|:|/|©|images|photo)[^.!?]{{0,60}}\)?"
    rf"|[(/]\s?(?:{AGENCY_PHOTO})[^.!?]{{0,40}}\)?|©[^.!?]{{0,60}})$",
    re.IGNORECASE,
)
#: "… of US troops. /Kremlin": a sentence, then a stroke and a name.
STROKE_CREDIT = re.compile(r"[.!?…”\"]\s*/\s?[^\W\d_][\w .’'&-]{1,40}$")


def is_furniture(line: str) -> bool:
    """Whether a line plainly belongs to the page and not to its article."""
    lowered = line.lower()
    return bool(OPENING.match(lowered) or ABOUT_THE_SITE.search(lowered))


def is_caption(line: str) -> bool:
    """Whether a line is a picture's: it carries a photographer's or an agency's credit as pictures do."""
    if STROKE_CREDIT.search(line) or CREDIT_LINE.match(line):
        return True
    return word_count(line) < 40 and not is_sentence(line) and bool(CREDIT_END.search(line))
