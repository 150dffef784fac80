"""Printed bylines -> the names in them, people told apart from agencies and from roles."""

from __future__ import annotations

import re

from sources.importing.extraction import wires
from sources.importing.types import Credit

BY = (
    r"(?:(?:written|posted|published|reported|reporting|story|text|words|report|analysis|opinion|column|kolumne) )?by"
    r"|(?:eine? )?(?:kolumne|kommentar|gast(?:beitrag|kommentar)|leitartikel|glosse|essay|analyse|interview) von"
    r"|author(?:s|\(s\))?|von|autor(?:en|in|es|a)?|text|par|auteur|por|di|av|af|door|przez|автор[ы]?|текст|автори?"
    r"|نویسنده|نوشته|بقلم|کاتب|لیکوال|著者|文|記者"
)
LABEL = re.compile(rf"^\W*(?:{BY})(?:\s*[:：]\s*|\s+(?=(?-i:[^\W\d_a-zа-яё])))", re.IGNORECASE)
COLON_LABEL = re.compile(rf"^\W*(?:{BY})\s*[:：]\s*", re.IGNORECASE)
BARE_LABEL = re.compile(rf"^\W*(?:{BY})\s*[:：]?$", re.IGNORECASE)
LEADING_BY = re.compile(
    r"^(?:(?:written|posted|reported|story|text|words) )?(?:by|von|par|por|автор:?)\s*:?\s+", re.IGNORECASE
)
#: "Daniel Kim Views": a counter of readers or comments whose number was printed apart.
COUNTER = re.compile(
    r"\s*[|·•–-]?\s*(?:(?<![\d.,])\d[\d.,]*\s*[km]?\s*)?(?<![^\W\d_])(?:views?|reads?|shares?|comments?|likes?|followers?|просмотр\w*|"
    r"aufrufe|vues|visitas|lecturas|min(?:ute)?s? read|tips meg|follow|folgen|suivre|seguir)\s*:?\s*\d*\s*$",
    re.IGNORECASE,
)
WRITTEN_BY = re.compile(
    r"^\W*(?:written by|verfasst von|geschrieben von|écrit par|escrito por|scritto da|geschreven door|skrevet a[vf]|"
    r"skriven av|napisane przez|autore|yazan|ditulis oleh|tác giả|написано(?: автором)?|كتبه|執筆者|글쓴이|작성자)"
    r"\s*:?\s*$",
    re.IGNORECASE,
)
#: A day or an hour behind a name: "Amina Karimi 05.01.2025".
STAMPED = re.compile(
    r"(?:^|\s+)(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}[:.]\d\d(?!\d)|"
    r"\d{1,2}\.? [^\W\d_]{3,10}\.? \d{4}).*$"
)
ROLES = frozenset(
    "admin administrator webmaster editor editors editorial staff writer writers reporter reporters "
    "correspondent newsroom "
    "team desk redaktion redaktionen redacción redaccion redazione rédaction redaction redação redacao "
    "redakce redakcja "
    "redactie moderator guest contributor contributors author user news web online board agencies agency "
    "bureau service "
    "wire report by our the and of special digital redaktor редакция редактор корреспондент администратор "
    "unknown anonymous "
    "undefined null none super superuser root twitter facebook instagram linkedin whatsapp telegram share "
    "email developer journalist journalistin journaliste periodista giornalista jornalista dziennikarz "
    "журналист nachrichten noticias notícias notizie actualités новости nyheter haberler berita".split()
)
#: The buttons beside a byline: nobody's name.
BUTTONS = frozenset(
    "twitter facebook instagram linkedin whatsapp pinterest reddit flipboard tiktok youtube snapchat bluesky mastodon "
    "mailto email e-mail tweet rss".split()
)
#: What one who writes is called, before the name or behind it, and the words that go before such a title.
PROFESSIONS = frozenset(
    "editor reporter writer correspondent journalist columnist redakteur redakteurin korrespondent korrespondentin "
    "journalistin kolumnist kolumnistin volontär volontärin journaliste rédacteur rédactrice chroniqueur periodista "
    "redactor redactora giornalista redattore redattrice jornalista redaktør redaktör dziennikarz dziennikarka "
    "журналист корреспондент редактор".split()
)
RANKS = frozenset(
    "staff senior chief deputy assistant associate managing executive freelance guest special national foreign "
    "political parliamentary sports business economics lifestyle science health education culture arts technology "
    "crime legal environment defence defense diplomatic".split()
)
#: A newsroom's writers together: a role, no name.
WRITERS = re.compile(r"\bstaff (?:writers|reporters|correspondents)$", re.IGNORECASE)
#: The world's news agencies and words that only their names carry.
AGENCIES = frozenset(
    "afp reuters ap apa dpa tass тасс epa efe ansa upi pti ani ians xinhua interfax интерфакс sputnik "
    "yonhap kyodo kna epd "
    "sid ntb tt bernama anadolu irna isna tasnim pajhwok khaama lusa belga anp ria тк риа новости spa wam "
    "petra belta "
    "ukrinform unian azertac trend kazinform kabar avesta aap cp jiji afpbb".split()
)
AGENCY_NAMES = re.compile(
    r"\b(?:associated press|press agency|agence france[- ]presse|deutsche presse[- ]agentur|press trust of india|asian "
    r"news international|"
    r"europa press|canadian press|press association|pa media|news agency|nachrichtenagentur|agencia|agência|agenzia|"
    r"presseagentur|информационное агентство|агентство|خبرگزاری|آژانس)\b",
    re.IGNORECASE,
)
ORGANISATION = re.compile(
    r"\b(?:news|times|post|press|redaktion|media|staff|newsroom|team|editorial|desk|tv|radio|gazette|herald|"
    r"tribune|daily|"
    r"journal|magazine|zeitung|nachrichten|institute|ministry|university|foundation|network|online|"
    r"reporters|writers)\b",
    re.IGNORECASE,
)
SEPARATORS = re.compile(
    r"\s*(?:;|\||(?<=\s)/(?=\s)| & |\band\b|\bund\b|\bog\b|\boch\b|\bet\b|\by\b|\be\b(?= [A-ZÀ-Ý])|\bи\b|,|"
    r"\bwith\b|\bmit\b|، )\s*"
)
#: A body's own press service: it credits nobody.
DESK = re.compile(
    r"\b(?:press[- ](?:service|office|cent(?:re|er)|department)|пресс-(?:служба|центр|бюро)|"
    r"presse(?:stelle|dienst|amt)|"
    r"(?:service|bureau) de presse|(?:oficina|servicio|gabinete) de prensa|ufficio stampa|assessoria de imprensa|"
    r"biuro prasowe|دفتر مطبوعاتی|دفتر رسانه‌ای)\b",
    re.IGNORECASE,
)
#: "… in Kabul", "…, Kabul": where the reporter was.
PLACE = re.compile(r"\s+(?:in|aus|from|à|en|desde|из|в)\s+(?:[A-ZÀ-ÞА-ЯЁ][\w’'.-]*\s?){1,4}$")
COMMA_PLACE = re.compile(r"^(.*\S)\s*[,،]\s*([^\W\d_][\w’'-]*(?:\s[^\W\d_][\w’'-]*){0,2})$")
#: "…, edited by …": who else had a hand in it.
OTHERS = re.compile(
    r"\s*[,;.–—-]?\s*\b(?:edited|editing|compiled|translated|bearbeitet|redigiert|übersetzt|adapté|traduit|editado|"
    r"traducido|перев[её]л[аи]?|перевод|редактор)\b.*$",
    re.IGNORECASE,
)
NOT_A_NAME = re.compile(r"https?:|www\.|@|\d|\.(?:com|org|net|de|fr|ru)\b|[<>{}=_]|[?!:]", re.IGNORECASE)
PARTICLES = frozenset(
    "de da di del della der den van von und y e la le el al bin ibn ter ten dos das du zu af av o".split()
)
NAME_WORD = re.compile(r"^[^\W\d_a-zа-яё][^\W\d_]*(?:[’'.-][^\W\d_]*)*\.?$")
NOT_NAMES = frozenset(
    "home about contact news world politics sports sport business opinion logo menu search login index "
    "latest more read "
    "weitere informationen mehr startseite "
    "share popular privacy policy terms subscribe newsletter video photo photos gallery culture science "
    "technology health "
    "travel weather best top stories story article articles next previous page main content links poll get "
    "time your us "
    "comments views print email save follow breaking live media games shop jobs cookies settings facebook twitter "
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
NEITHER = NOT_NAMES | ROLES


def strip_label(line: str) -> str:
    """The byline in a line: without "By", "Written by:" and without a counter of readers behind it."""
    text = LABEL.sub("", line, count=1)
    return COUNTER.sub("", LEADING_BY.sub("", text)).strip(" ,;|·•–-")


def has_label(line: str) -> bool:
    """Whether a short line says that it is a byline."""
    return bool(LABEL.match(line)) and len(line.split()) <= 14


def has_colon_label(line: str) -> bool:
    """Whether a line says so with a colon ("Written By: …"), which no sentence does."""
    return bool(COLON_LABEL.match(line))


def is_bare_label(line: str) -> bool:
    """Whether a line is a label whose name was printed apart."""
    return bool(BARE_LABEL.match(line))


def looks_like_a_person(text: str) -> bool:
    """Two to four capitalised words that are not words of a menu."""
    words = text.split()
    if not 2 <= len(words) <= 5 or NOT_A_NAME.search(text):
        return False
    named = [word for word in words if word.lower() not in PARTICLES]
    if len(named) < 2 or any(word.strip(".").lower() in NEITHER for word in words):
        return False
    return all(NAME_WORD.match(word) for word in named) and not text.isupper()


def without_place(byline: str) -> str:
    """A byline without the place that it ends with: "Amina Karimi in Kabul", "Amina Karimi, Kabul"."""
    bare = PLACE.sub("", byline)
    match = COMMA_PLACE.match(bare)
    if match and looks_like_a_person(match[1]) and all(NAME_WORD.match(word) for word in match[2].split()):
        return match[1]
    return bare


def without_role(byline: str) -> str:
    """A person's name without a title: "Redakteur Karl Ebert", "Amina Karimi Staff Writer"; else as it was."""
    words = byline.split()
    titles = [word.strip("().").lower() for word in words]
    start, end = int(titles[:1] != [] and titles[0] in PROFESSIONS), len(words)
    if titles and titles[-1] in PROFESSIONS:
        end -= 1
        while end and titles[end - 1] in RANKS:
            end -= 1
    bare = " ".join(words[start:end])
    two = sum(word.lower() not in PARTICLES for word in words[start:end]) == 2
    return bare if two and looks_like_a_person(bare) and not ORGANISATION.search(bare) else byline


def is_desk(text: str) -> bool:
    """Whether a short line names a press service or a news agency, and no person."""
    if not 1 <= len(text.split()) <= 6 or NOT_A_NAME.search(text):
        return False
    return bool(DESK.search(text) or AGENCY_NAMES.search(text)) or text.casefold() in AGENCIES or wires.is_agency(text)


def is_written_by(label: str) -> bool:
    """Whether a label of two or three words is one of authors: "Written by", "Verfasst von", "Написано автором"."""
    return bool(WRITTEN_BY.match(label))


def is_byline(line: str) -> bool:
    """Whether a line is "By" and a name, or a label with a colon and whatever is credited."""
    return has_label(line) and (has_colon_label(line) or names_someone(line))


def names_someone(text: str) -> bool:
    """Whether a byline names a person, an agency or a body's writers."""
    return any(looks_like_a_person(one.name) or one.kind != "person" for one in credits_in(strip_label(text)))


def is_role(name: str) -> bool:
    """Whether a credit names only a function: "admin", "Staff Writer", "By our correspondent"."""
    words = re.findall(r"[^\W\d_]+", name.lower())
    return not words or all(word in ROLES for word in words)


def credit(name: str, organisation: bool = False) -> Credit | None:
    """One name as a credit; None where it names nobody (a role alone, an address)."""
    name = " ".join(name.split()).strip(" ,;:|·•–-()")
    name = name if organisation else _without_buttons(name)
    desk = is_role(name) or (not organisation and DESK.search(name))
    if not 2 <= len(name) <= 80 or desk or re.search(r"https?:|www\.|\S@\S|^@|[<>{}=:：]", name):
        return None
    return Credit(name, kind_of(name, organisation))


def _without_buttons(name: str) -> str:
    """A name without the buttons printed behind it; "" where what holds them is no person's name."""
    words = name.split()
    plain = [word.strip(".,|/").lower() not in BUTTONS for word in words]
    if all(plain):
        return name
    bare = " ".join(words[: plain.index(False)])
    return bare if not any(plain[plain.index(False) :]) and looks_like_a_person(bare) else ""


def kind_of(name: str, organisation: bool = False) -> str:
    """ "agency" for an agency, an all-capital acronym or a declared organisation; "other" for a role; else "person"."""
    words = re.findall(r"[^\W\d_]+", name.lower())
    bare = [word.lower() for word in name.split() if word.isupper() or len(words) == 1]  # "AFP Kabul", and no "Ani Lee"
    wired = len(words) <= 2 and any(word in AGENCIES for word in bare)
    if organisation or wired or AGENCY_NAMES.search(name) or wires.is_agency(name):
        return "agency"
    if len(words) == 1 and re.fullmatch(r"[A-Z][A-Z.]{1,9}", name):
        return "agency"
    if (re.search(r"['’]s\s", name) and words[-1] in ROLES) or WRITERS.search(name):
        return "other"
    return "agency" if ORGANISATION.search(name) else "person"


def credits_in(byline: str) -> tuple[Credit, ...]:
    """The credits that a byline names, each once, in its order."""
    found: dict[str, Credit] = {}
    if re.search(r"https?:|www\.", byline):
        return ()
    for part in SEPARATORS.split(_without_lone_place(OTHERS.sub("", LEADING_BY.sub("", byline)))):
        bare = PLACE.sub("", STAMPED.sub("", COUNTER.sub("", part)))
        one = credit(bare if found else without_role(bare))
        if one and len(one.name.split()) <= 7 and not (found and _is_function(one)):
            found.setdefault(one.name.casefold(), one)
    return tuple(found.values())


def _is_function(credit: Credit) -> bool:
    """Whether a credit behind a name says what that person is: "Political Editor"."""
    return credit.kind != "agency" and credit.name.split()[-1].lower() in ROLES


def _without_lone_place(names: str) -> str:
    """Full names without the one word behind a last comma, unless it is an agency: names come in two words."""
    match = COMMA_PLACE.match(names)
    lone = match and len(match[2].split()) == 1 and kind_of(match[2]) == "person"
    return match[1] if match and lone and looks_like_a_person(match[1]) else names
