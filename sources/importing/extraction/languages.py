"""Which language a text is in: by script, then by the commonest small words; empty where that does not decide."""

from __future__ import annotations

import re
from collections import Counter

STOP_WORDS = {
    "en": "the of and to in that is was for with on as by at from it he his has have which not are were be this",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch werden wird hat bei sind",
    "fr": "le la les des et une est dans pour qui par sur au pas plus avec ce sont aux ont cette mais ses été du",
    "es": "el la los las de que y en un una por con para del se es al lo como más su no ha sus pero ha fue este",
    "it": "il di che la e per un una in del della con non sono si le da dei nel alla gli come più anche ha questo è",
    "pt": "de que o a e do da em um uma para com não os as no na por mais dos como foi ao das se são também pelo ele",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er ook als maar door naar heeft bij om worden",
    "pl": "i w na z do się nie że to jest o jak po co dla od za są przez tym ale przy który oraz jego został",
    "cs": "a v na se je že s z do to i o k ve za pro jako po ale by podle který jsou byl také od při jeho",
    "sv": "och att det i en som på är av för med den till har inte om ett de var från men kan vi så ska efter",
    "no": "og i det på som er en til av for at med har de ikke den et om fra men var kan vi å ble etter også seg",
    "da": "og i det at er en til på af for som med de den har ikke et om fra men var kan vi blev efter også sig",
    "tr": "ve bir bu da de için ile olarak çok daha olan en gibi sonra kadar ne var ancak her iki olduğu göre",
    "id": "yang dan di dengan untuk dari ini pada tidak itu dalam akan ke juga ada oleh adalah sebagai karena telah",
    "ro": "și de în la cu pe nu din este că pentru care mai au fost ca a un sau prin după iar acest între fi sunt",
    "hu": "a az és hogy nem is egy volt de meg csak már ez azt ki mint még lesz van el miatt szerint után vagy",
    "fi": "ja on ei se että oli mutta hän joka ovat kun myös kuin sen tai hänen ole mukaan jo vain nyt sekä jos",
    "ru": "и в не на что с по а как его от это но у из за к для он был о их мы же после также года ли при до",
    "uk": "і в не на що з та у як його за до це про від для він але був які після також під час є ці й що",
    "bg": "и на в за от да се не са с че по е при като това който след или до но как ще към бе са през има",
    "fa": "و در به از که این را با است برای آن یک می‌شود شده بود خود تا بر هم نیز کرد شد اما می دارد های می‌کند",
    "ps": "د په او چې کې ته له دي یې دا نه هم شوي دی سره کړي لپاره شو هغه وي پر کوي ده به يې کړ چی",
    "ar": "في من على أن إلى التي عن مع هذا الذي كان هذه بعد قال ما لا بين كما ذلك قد أو ولا إن وقد عند كل",
    "ur": "کے کی میں ہے اور سے کا کو پر نے کہ ہیں اس یہ تھا نہیں کر بھی گیا لیے ایک جو تو ہو تھے رہا ان",
}
LANGUAGES_OF = {word: [] for words in STOP_WORDS.values() for word in words.split()}  # type: dict[str, list[str]]
for _language, _words in STOP_WORDS.items():
    for _word in set(_words.split()):
        LANGUAGES_OF[_word].append(_language)

#: Scripts that one language (of those a newsroom is likely to meet) writes.
OWN_SCRIPT = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),  # after Japanese, which uses them too
)
#: Any of the scripts that are asked for below; most texts hold none of them.
OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0530-\u10ff\u3040-\ud7af]")
PASHTO_LETTERS = re.compile("[ټډړښږڼځڅېۍ]")
WORDS = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
SAMPLE = 20_000


def detect(text: str) -> str:
    """The ISO 639-1 code of the language of `text`, or "" where the text is too short or undecided."""
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample)) if OTHER_SCRIPT.search(sample) else 0
    for code, script in OWN_SCRIPT if letters else ():
        if len(script.findall(sample)) > letters * (0.1 if code == "ja" else 0.3):
            return code
    words = [word.lower() for word in WORDS.findall(sample)]
    if len(words) < 8:
        return ""
    if letters and len(PASHTO_LETTERS.findall(sample)) > letters * 0.01:
        return "ps"
    return _by_stop_words(words)


def _by_stop_words(words: list[str]) -> str:
    hits = Counter(language for word in words for language in LANGUAGES_OF.get(word, ()))
    (best, most), (_, second) = [*hits.most_common(2), ("", 0), ("", 0)][:2]
    sure = most >= max(3, len(words) * 0.08) and most >= second * 1.15
    return best if sure else ""
