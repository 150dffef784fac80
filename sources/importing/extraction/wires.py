"""The world's news agencies by their names in their scripts, and where an article credits one.

The table is general knowledge: the agencies that the world's and the European alliances of news agencies list, and
private ones of like standing. A short name counts only as it is written, in capitals: "Ani" is a person's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

#: The name that an agency is known by, then its other names; by region.
TABLE = """
AFP|Agence France-Presse|Agence France Presse|AFP-JIJI|AFPBB News|AFPTV|АФП|Франс Пресс|فرانس برس|
وكالة فرانس برس|أ ف ب|خبرگزاری فرانسه|法新社|AFP通信
Reuters|Thomson Reuters|Reuters Staff|Рейтер|Рейтерс|رويترز|وكالة رويترز|رویترز|خبرگزاری رویترز|路透社|路透|ロイター|
로이터|रॉयटर्स|REUTERS
AP|Associated Press|The Associated Press|AP News|Ассошиэйтед Пресс|أسوشيتد برس|أسوشييتد برس|اسوشیتدپرس|
آسوشیتدپرس|美联社|AP通信
UPI|United Press International
Bloomberg|Bloomberg News|Блумберг|بلومبرغ|بلومبرگ|彭博社
dpa|Deutsche Presse-Agentur|Deutsche Presse Agentur|dpa-AFX|dpa-infocom|ДПА|د ب أ
KNA|Katholische Nachrichten-Agentur
epd|Evangelischer Pressedienst
SID|Sport-Informations-Dienst
dts Nachrichtenagentur|dts
APA|Austria Presse Agentur|Austria Presse-Agentur|APA-OTS
Keystone-SDA|SDA|Schweizerische Depeschenagentur|Keystone-ATS|Keystone-SDA-ATS|ATS
PA Media|Press Association|PA News Agency
ANSA|Agenzia ANSA|Redazione ANSA
Adnkronos
AGI|Agenzia Italia
LaPresse
Askanews
EFE|Agencia EFE|Agência EFE|ЭФЕ|إفي
Europa Press
Colpisa
Lusa|Agência Lusa|Agência de Notícias Lusa
Belga|Agence Belga|Belga News Agency|BELGA
ANP|Algemeen Nederlands Persbureau
TT|Tidningarnas Telegrambyrå|TT Nyhetsbyrån
NTB|Norsk Telegrambyrå
Ritzau|Ritzaus Bureau
STT|Suomen Tietotoimisto|STT-Lehtikuva
BNS|Baltic News Service
LETA
PAP|Polska Agencja Prasowa
ČTK|CTK|Česká tisková kancelář|Czech News Agency
TASR|Tlačová agentúra Slovenskej republiky
SITA|Slovenská tlačová agentúra
MTI|Magyar Távirati Iroda
Agerpres
Mediafax
BTA|БТА|Българска телеграфна агенция
BGNES
Tanjug|Танјуг|Танюг
Novinska agencija Beta
FoNet
Hina|HINA
FENA|SRNA
STA|Slovenska tiskovna agencija
MIA|МИА
ATA|Agjencia Telegrafike Shqiptare
ANA-MPA|AMNA|Athens News Agency|Athens-Macedonian News Agency|ΑΠΕ-ΜΠΕ|ΑΠΕ ΜΠΕ
Anadolu Agency|Anadolu|Anadolu Ajansı|Анадолу|الأناضول|وكالة الأناضول|آناتولی
DHA|Demirören Haber Ajansı
İHA|IHA|İhlas Haber Ajansı
ANKA
TASS|ТАСС|ИТАР-ТАСС|ITAR-TASS|Itar-Tass|تاس|وكالة تاس|خبرگزاری تاس|塔斯社|Tass|Тасс
RIA Novosti|РИА Новости|RIA|РИА|ريا نوفوستي|ریانووستی|俄新社
Interfax|Интерфакс|Interfax-Ukraine|Интерфакс-Украина|Інтерфакс-Україна|إنترفاكس|اینترفکس
Sputnik|Спутник|سبوتنيك|اسپوتنیک|卫星社
Rossiya Segodnya|Россия сегодня
ИА REGNUM|Росбалт
Ukrinform|Укринформ|Укрінформ
UNIAN|УНИАН|УНІАН
UNN|УНН
BelTA|БЕЛТА|БелТА
BelaPAN|БелаПАН
Moldpres
Armenpress|Арменпресс|Արմենպրես
Azertac|AZERTAC|AZƏRTAC|АЗЕРТАДЖ
Trend News Agency|Report Information Agency
Interpress|InterPressNews|ინტერპრესნიუსი
Kazinform|Казинформ|Қазақпарат
AKIpress|АКИpress
24.kg
Asia-Plus|Азия-Плюс
Turkmenistan Today
Bakhtar News Agency|Bakhtar|آژانس باختر|باختر آژانس
Pajhwok Afghan News|Pajhwok|آژانس خبری پژواک|پژواک خبري اژانس
Khaama Press|Khaama|خامه پرس|خبرگزاری خامه
Ariana News|خبرگزاری صدای افغان
IRNA|Islamic Republic News Agency|ایرنا|خبرگزاری ایرنا|إرنا
ISNA|ایسنا|خبرگزاری ایسنا
Fars News Agency|خبرگزاری فارس
Tasnim News Agency|Tasnim|خبرگزاری تسنیم
Mehr News Agency|خبرگزاری مهر
Associated Press of Pakistan
PPI|Pakistan Press International
PTI|Press Trust of India|पीटीआई
ANI|Asian News International|एएनआई
IANS|Indo-Asian News Service|आईएएनएस
UNI|United News of India
BSS|Bangladesh Sangbad Sangstha
UNB|United News of Bangladesh
Rastriya Samachar Samiti
Xinhua|Xinhua News Agency|新华社|新華社|新华网|Синьхуа|شينخوا|شینهوا
China News Service|CNS|中新社|中国新闻社
CNA|Central News Agency|中央社
Kyodo|Kyodo News|共同通信|共同通信社
Jiji Press|Jiji|時事通信|時事通信社
Yonhap|Yonhap News Agency|연합뉴스
Newsis|뉴시스
News1|뉴스1
KCNA|Korean Central News Agency|조선중앙통신
Montsame|МОНЦАМЭ
Antara|ANTARA News|LKBN Antara
Bernama
VNA|TTXVN|Vietnam News Agency|Thông tấn xã Việt Nam
TNA|Thai News Agency
PNA|Philippine News Agency
AKP|Agence Kampuchea Presse
AAP|Australian Associated Press
RNZ Pacific|PACNEWS
CP|The Canadian Press|Canadian Press|La Presse Canadienne|Presse Canadienne
Notimex
Prensa Latina
ACN|Agencia Cubana de Noticias
Télam|Telam
Noticias Argentinas
Agência Brasil
Agência Estado|Estadão Conteúdo|Folhapress
Agencia Andina
MercoPress
Colprensa
QNA|Qatar News Agency|وكالة الأنباء القطرية
SPA|Saudi Press Agency|وكالة الأنباء السعودية
WAM|Emirates News Agency|وكالة أنباء الإمارات
KUNA|Kuwait News Agency|وكالة الأنباء الكويتية
BNA|Bahrain News Agency
ONA|Oman News Agency
Jordan News Agency|وكالة الأنباء الأردنية
SANA|Syrian Arab News Agency|وكالة سانا
NNA|National News Agency|الوكالة الوطنية للإعلام
INA|Iraqi News Agency|وكالة الأنباء العراقية
WAFA|وكالة وفا
Ma'an News Agency|وكالة معا
MENA|Middle East News Agency|أ ش أ|وكالة أنباء الشرق الأوسط
TAP|Tunis Afrique Presse
APS|Algérie Presse Service|وكالة الأنباء الجزائرية
MAP|Maghreb Arabe Presse|وكالة المغرب العربي للأنباء
SUNA
ENA|Ethiopian News Agency
NAN|News Agency of Nigeria
GNA|Ghana News Agency
KNA Kenya|Kenya News Agency
Angop|ANGOP
NAMPA|Namibia Press Agency
SAnews
African News Agency
Panapress|PANA
AIP|Agence Ivoirienne de Presse
JTA|Jewish Telegraphic Agency
TPS|Tazpit Press Service
UCA News
Inter Press Service|IPS
"""
ROWS = TABLE.strip().replace("|\n", "|").split("\n")
#: An agency is meant and not said which.
UNNAMED = (
    "agencies|news agencies|agency|wire services|wire service|agenturen|nachrichtenagenturen|agences|agencias|agência|"
    "agências|agenzie|agentschappen|agencje|agentury|agenţii|агентства|информагентства|агенції|وكالات|الوكالات|"
    "خبرگزاری‌ها|آژانس‌ها"
)
#: What an agency of any name calls itself.
GENERIC = re.compile(
    r"\b(?:(?:press|news|telegraph(?:ic)?) agency|nachrichten-?agentur|presse-?agentur|agence de presse|"
    r"agencia de noticias|agência de notícias|agenzia di stampa|haber ajans[ıi]|agencja prasowa|tisková kancelář|"
    r"nyhetsbyr[åa]n?|nyhedsbureau|persbureau|"
    r"(?:информационное |телеграфное )?агентство|информагентство|інформагентство)\b|"
    r"^(?:وكالة (?:أنباء|الأنباء)|خبرگزاری|آژانس خبری)",
    re.IGNORECASE,
)
WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]{3}")
SHORTEST = 6  # letters of a name that may be written in any case
WORDS = re.compile(r"[^\W_]+")
JOINED = re.compile(r"\s*(?:/|\+|&|,|;|،|\bund\b|\band\b|\bet\b|\by\b|\be\b|\bи\b)\s*|\s+-\s+")
WITH_AGENCIES = re.compile(
    r"^(?:with|mit|avec|con|com|с|source|sources|quelle|quellen|fuente|fonte|источник|via|from|by|—|–|-|©|\(c\)|copyright|\s|"
    r"\d{4}|:|\bthe\b)+|"
    r"(?:\s+(?:inputs?|reports?|contributed.*|content|material|staff|newsroom|all rights.*|alle rechte.*)|[.\s])+$",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,60})[)\]）】]")
OPENING = 110  # characters in which a dateline stands
LONGEST_DATELINE = 9  # words before the agency
#: What ends a dateline: a dash, a colon or a full stop, behind the bracket of the agency.
CLOSING = re.compile(r"^\s*[)\]）】/]?\s*[.,]?\s*(?:[—–―:：/]|-+(?=\s)|\.(?=\s|$))|^\s*[)/]\s*[.]")
STROKES = re.compile(r"\s*[—–―:/()\[\]（）【】]\s*|\s-+\s?|\.-\s?|(?<=\w)\.\s")
LAST_LINES, LONGEST_LAST = 3, 12  # lines at the end that may be a credit, and their words


def agency(name: str) -> str:
    """The name that an agency is known by; "" where `name` is none, or one and something else."""
    words = WORDS.findall(name)
    bare = "".join(words)
    known = _known().get(bare.casefold(), "")
    if known and (len(bare) >= SHORTEST or not bare.isascii() or bare in _short()):
        return known
    if bare.casefold() in _unnamed():
        return "agencies"
    return name.strip() if len(words) <= 6 and GENERIC.search(name.strip()) else ""


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's."""
    return bool(agency(name))


def agencies(text: str) -> tuple[str, ...]:
    """The agencies, as printed, of a credit that names nothing else: "AFP/Reuters", "with agency inputs", "dpa"."""
    bare = WITH_AGENCIES.sub("", text.strip()).strip(" ()[]")
    parts = [bare] if is_agency(bare) else [part.strip() for part in JOINED.split(bare) if part.strip()]
    return tuple(dict.fromkeys(parts)) if parts and all(map(is_agency, parts)) else ()


def in_dateline(opening: str) -> tuple[str, ...]:
    """The agencies that an opening sentence credits: "KABUL (AFP) -", "МОСКВА, 29 апреля. /ТАСС/."."""
    if begun := next((name for name in _wide() if opening.startswith(name)), ""):
        return (begun,)
    head, at, words = opening[:OPENING], 0, 0
    for stroke in STROKES.finditer(head):
        part, at = head[at : stroke.start()].strip(), stroke.end()
        found = agencies(part)
        if found and CLOSING.match(head[stroke.start() :]):
            return found
        words += len(part.split())
        if words > LONGEST_DATELINE:  # a sentence has begun
            break
    return ()


def credited(body: Sequence[str]) -> tuple[str, ...]:
    """The agencies that a text credits in its dateline, in a last line of its own or in a last bracket."""
    if not body:
        return ()
    for line in body[-LAST_LINES:][::-1]:
        short = len(line.split()) <= LONGEST_LAST
        ending = [match for match in BRACKETED.finditer(line) if len(line) - match.end() <= 1]
        found = (agencies(line.strip("()[] ")) if short else ()) or (agencies(ending[-1][1]) if ending else ())
        if found:
            return found
    return in_dateline(body[0]) or in_dateline("".join(body[1:2]))


@cache
def _known() -> dict[str, str]:
    names = [line.split("|") for line in ROWS]
    return {"".join(WORDS.findall(name)).casefold(): row[0] for row in reversed(names) for name in row}


@cache
def _short() -> frozenset[str]:
    """Names below the shortest, as they are written."""
    return frozenset("".join(WORDS.findall(name)) for line in ROWS for name in line.split("|")) | {
        "DPA",
        "EPD",
    }


@cache
def _wide() -> tuple[str, ...]:
    """Names in scripts that part no words, by which a dateline begins: "新华社北京4月29日电"."""
    return tuple(name for line in ROWS for name in line.split("|") if WIDE.match(name))


@cache
def _unnamed() -> frozenset[str]:
    return frozenset("".join(WORDS.findall(name)) for name in UNNAMED.split("|"))
