"""English names, nationalities, titles and offices."""

from __future__ import annotations

from claims.reading.language import listed
from claims.reading.tokens import Phrases

ALIASES = {
    "u.s": "united states",
    "us": "united states",
    "usa": "united states",
    "u.s.a": "united states",
    "america": "united states",
    "uk": "united kingdom",
    "u.k": "united kingdom",
    "britain": "united kingdom",
    "great britain": "united kingdom",
    "un": "united nations",
    "u.n": "united nations",
    "eu": "european union",
    "e.u": "european union",
    "taleban": "taliban",
    "kiev": "kyiv",
    "burma": "myanmar",
    "russian federation": "russia",
    "islamic emirate": "islamic emirate of afghanistan",
    "is": "islamic state",
    "isis": "islamic state",
    "isil": "islamic state",
}
DEMONYMS = {
    demonym: country
    for country, demonyms in {
        "afghanistan": "afghan afghans",
        "russia": "russian russians",
        "united states": "american americans",
        "united kingdom": "british britons briton",
        "china": "chinese",
        "iran": "iranian iranians",
        "iraq": "iraqi iraqis",
        "pakistan": "pakistani pakistanis",
        "india": "indian indians",
        "ukraine": "ukrainian ukrainians",
        "france": "french frenchman",
        "germany": "german germans",
        "italy": "italian italians",
        "spain": "spanish spaniards",
        "poland": "polish poles",
        "turkey": "turkish turks",
        "syria": "syrian syrians",
        "israel": "israeli israelis",
        "palestine": "palestinian palestinians",
        "egypt": "egyptian egyptians",
        "libya": "libyan libyans",
        "yemen": "yemeni yemenis",
        "saudi arabia": "saudi saudis",
        "lebanon": "lebanese",
        "jordan": "jordanian jordanians",
        "japan": "japanese",
        "south korea": "korean",
        "tajikistan": "tajik tajiks",
        "uzbekistan": "uzbek uzbeks",
        "turkmenistan": "turkmen",
        "kazakhstan": "kazakh kazakhs",
        "kyrgyzstan": "kyrgyz",
        "belarus": "belarusian belarusians",
        "georgia": "georgian georgians",
        "armenia": "armenian armenians",
        "azerbaijan": "azerbaijani azeri",
        "canada": "canadian canadians",
        "mexico": "mexican mexicans",
        "brazil": "brazilian brazilians",
        "argentina": "argentine argentinian",
        "australia": "australian australians",
        "nigeria": "nigerian nigerians",
        "kenya": "kenyan kenyans",
        "somalia": "somali somalis",
        "sudan": "sudanese",
        "ethiopia": "ethiopian ethiopians",
        "south africa": "south-african",
        "philippines": "filipino filipinos philippine",
        "indonesia": "indonesian indonesians",
        "thailand": "thai thais",
        "vietnam": "vietnamese",
        "bangladesh": "bangladeshi bangladeshis",
        "nepal": "nepalese nepali",
        "greece": "greek greeks",
        "sweden": "swedish swedes",
        "norway": "norwegian norwegians",
        "denmark": "danish danes",
        "netherlands": "dutch",
        "hungary": "hungarian hungarians",
        "serbia": "serbian serbs",
        "qatar": "qatari qataris",
        "algeria": "algerian algerians",
        "tunisia": "tunisian tunisians",
        "morocco": "moroccan moroccans",
        "cuba": "cuban cubans",
        "venezuela": "venezuelan venezuelans",
        "colombia": "colombian colombians",
    }.items()
    for demonym in demonyms.split()
}
HONORIFICS = frozenset(
    listed("mr mrs ms miss dr sir lady lord prof rev sheikh mullah maulvi mawlawi gen col lt maj sgt")
)
NOT_NAMES = frozenset(
    listed("""monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december i the a an in on at
    by for from to of and or but if when while after before as it he she they we you
    this that these those there his her their our its no not new at least more than
    about nearly over some breaking update updated exclusive analysis opinion report
    reports police officials""")
)
NAME_LINKS = frozenset(listed("of al ul ur bin ibn van von de da di del el la bint abu"))
LOCATIVES = frozenset(listed("in at near outside around across inside throughout off"))
SPEECH_STEMS = frozenset(
    listed("""say said tell told announce deny confirm claim report add state warn insist
    declare argue reveal admit accuse according""")
)
OFFICES = {
    word: office
    for office, words in {
        "minister": "minister ministers secretary",
        "president": "president",
        "vice-president": "vice-president",
        "premier": "premier chancellor",
        "head": """head chief director directress chairman chairwoman chair chairperson leader boss
        manager manageress ceo""",
        "spokesperson": "spokesman spokeswoman spokesperson spokeswomen spokesmen",
        "ambassador": "ambassador",
        "envoy": "envoy representative",
        "commander": "commander general admiral colonel",
        "governor": "governor",
        "mayor": "mayor",
        "judge": "judge justice",
        "prosecutor": "prosecutor",
        "king": "king queen emir sultan",
        "pope": "pope",
        "member": "member lawmaker senator deputy mp councillor councilman councilwoman congressman congresswoman",
        "adviser": "adviser advisor aide",
        "chargé": "chargé",
        "consul": "consul",
        "founder": "founder",
        "editor": "editor",
        "professor": "professor",
        "analyst": "analyst",
        "officer": "officer",
        "rector": "rector",
        "speaker": "speaker",
        "commissioner": "commissioner",
        "treasurer": "treasurer",
        "coordinator": "coordinator",
        "inspector": "inspector",
    }.items()
    for word in words.split()
}
SINGLE_OFFICES = frozenset(
    ["president", "premier", "king", "pope", "minister", "governor", "mayor", "head", "ambassador"]
)
OFFICE_WORDS = frozenset(
    listed("""foreign prime deputy vice first second interior defence defense finance health
    education justice economy economic energy agriculture culture interim acting
    senior special permanent presidential security intelligence military army navy
    police general supreme state political press chief co assistant under executive
    managing trade transport labour labor information internal external affairs
    attorney ex former then retired""")
)
RANK_STEMS = frozenset(["deputy", "vice", "assistant"])
PORTFOLIO_OFFICES = frozenset(["minister", "ministers"])
OFFICE_LINKS = frozenset(listed("of for to the in and on at"))
OFFICE_VERBS = Phrases(
    dict.fromkeys(listed("is was as become became becomes remains remained being been named appointed elected"), True)
    | {f"{verb} as": True for verb in listed("serves served serving works worked working acts acted acting")}
    | {f"took {post} as": True for post in ("over", "office", "up duties")}
    | {f"{verb} as": True for verb in listed("described identified listed introduced presented known installed")}
    | {f"introduced {who} as": True for who in ("himself", "herself")}
    | dict.fromkeys(["has", "had", "have", "who", "that", "which"], False)
)
OFFICE_EXITS = Phrases(
    {f"{verb} as": True for verb in listed("resigned resigns quit quits dismissed removed sacked fired suspended")}
    | {f"{verb} down as": True for verb in listed("stepped steps stood")}
)
OFFICE_JOINTS = frozenset(["and"])
OFFICE_ADVERBS = frozenset(listed("also now still already then once currently formally officially formerly previously"))
TITLE_WORDS = frozenset(
    listed("""commercial technical financial medical scientific legal regional local logistics
    sales marketing production operations procurement personnel project office plant
    factory bank company communications human resources quality research""")
)
EPITHETS = frozenset(
    listed("""new newly current longtime long-time veteran prominent influential powerful
    outspoken controversial popular local incoming present serving sitting long""")
)
POST_WORDS = frozenset(listed("post posts office offices position positions role roles job jobs"))
HOLD_STEMS = frozenset(listed("hold occupy"))
OTHER_WORDS = frozenset(listed("other another further additional else"))
ARTICLES = frozenset(["the", "a", "an", "its", "his", "her", "their"])
FORMER_WORDS = frozenset(listed("former ex then-former retired late onetime ousted deposed outgoing erstwhile"))
ACTING_WORDS = frozenset(listed("acting interim caretaker provisional"))
