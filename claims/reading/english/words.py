"""English words of little content, irregular forms, words that mean the same, kinds of events."""

from __future__ import annotations

from itertools import chain

from claims.reading.language import listed


def _grouped(table: dict[str, str]) -> dict[str, str]:
    """{"kill": "dead die"} to {"dead": "kill", "die": "kill", "kill": "kill"}."""
    return {word: key for key, words in table.items() for word in chain([key], words.split())}


STOP_WORDS = frozenset(
    listed("""a an the this that these those some any each every all both either neither such
    same other another one ones i me my we us our you your he him his she her it its
    they them their who whom whose which what when where why how and or but nor so yet
    if unless because although though while whereas since until than then as of in on
    at by for from ever to into onto with within about over under after before between
    among through during against across along around near off out up down above below
    via per upon toward towards amid amidst despite is are was were be been being am
    has have had having do does did doing will would shall should may might can could
    must ought not no never none nothing nobody n't isn't aren't wasn't weren't hasn't
    haven't hadn't don't doesn't didn't won't wouldn't can't couldn't cannot shouldn't
    also only just even still already very too more most less least much many few
    several there here now again further however meanwhile thus therefore mr mrs ms dr
    said say says saying told tell tells according added adds reported reports
    reportedly report announced announces announcing announce stated states stating
    claimed claims claiming claim today yesterday tomorrow monday tuesday wednesday
    thursday friday saturday sunday week weeks month months year years day days get
    gets got make makes made take takes took come comes came go goes went put puts
    leave leaves left leaving 'll 're 've it's that's there's let's new latest least
    likely including included include like without due dozens hundreds thousands
    millions billions old first second third only approximately nearly almost roughly
    exactly""")
)
COMMON_STEMS = frozenset(
    listed("""people person man woman child official official government state country nation
    president ministry minister leader group city town area region part time number
    world international public national local force member police army military news
    media source spokesman party attack kill injure arrest situation issue case call
    plan talk meet visit work back show last first two three end start set see hold
    keep use""")
)
IRREGULAR = {
    **{
        "men": "man",
        "women": "woman",
        "children": "child",
        "people": "people",
        "lives": "life",
        "wives": "wife",
    },
    **{"died": "die", "dying": "die", "dies": "die", "dead": "dead", "deadly": "dead", "deaths": "death"},
    **{"slain": "slay", "slew": "slay", "shot": "shoot", "won": "win", "lost": "lose", "losing": "lose"},
    **{"held": "hold", "met": "meet", "led": "lead", "fled": "flee", "fell": "fall", "fallen": "fall"},
    **{"rose": "rise", "risen": "rise", "rising": "rise", "rises": "rise", "grew": "grow", "grown": "grow"},
    **{"began": "begin", "begun": "begin", "gave": "give", "given": "give", "knew": "know", "known": "know"},
    **{
        "sent": "send",
        "sold": "sell",
        "bought": "buy",
        "brought": "bring",
        "built": "build",
        "sought": "seek",
    },
    **{"struck": "strike", "hurt": "hurt", "hit": "hit", "saw": "see", "seen": "see", "spoke": "speak"},
    **{"wrote": "write", "written": "write", "stole": "steal", "broke": "break", "broken": "break"},
    **{
        "chose": "choose",
        "chosen": "choose",
        "flew": "fly",
        "flown": "fly",
        "drove": "drive",
        "sank": "sink",
    },
    **{"withdrew": "withdraw", "withdrawn": "withdraw", "overthrew": "overthrow", "became": "become"},
    **{"recognition": "recognise", "recognized": "recognise", "withdrawal": "withdraw", "visitor": "visitor"},
    **{"explosion": "explosion", "explosions": "explosion", "arrival": "arrive", "denial": "deny"},
    **{
        "approval": "approve",
        "removal": "remove",
        "agreement": "agree",
        "agreements": "agree",
        "agreed": "agree",
    },
    **{
        "agree": "agree",
        "agrees": "agree",
        "agreeing": "agree",
        "freed": "free",
        "freeing": "free",
        "fleeing": "flee",
    },
    **{"suspension": "suspend", "closure": "close", "opening": "open", "evacuation": "evacuate"},
    **{
        "expulsion": "expel",
        "invasion": "invade",
        "decision": "decide",
        "accession": "join",
        "election": "elect",
    },
    **{"this": "this", "his": "his", "us": "us", "news": "news", "united": "united", "crisis": "crisis"},
    **{
        "red": "red",
        "bed": "bed",
        "need": "need",
        "needs": "need",
        "feed": "feed",
        "seed": "seed",
        "speed": "speed",
    },
    **{
        "bring": "bring",
        "king": "king",
        "kings": "king",
        "thing": "thing",
        "string": "string",
        "spring": "spring",
    },
    **{
        "bus": "bus",
        "plane": "plane",
        "planes": "plane",
        "buses": "bus",
        "gas": "gas",
        "series": "series",
        "species": "species",
        "status": "status",
    },
    **{"plane": "plane", "planes": "plane", "free": "free", "frees": "free", "flee": "flee", "flees": "flee"},
}
SAME_MEANING = _grouped(
    {
        "kill": "dead die death fatal fatality slay toll murder perish lethal casualty",
        "injure": "wound hurt injury",
        "arrest": "detain detention custody apprehend",
        "bomb": "bomber blast explosion explode suicide-bomb detonate",
        "quake": "earthquake tremor",
        "crash": "collide collision",
        "shoot": "gunman gunmen gunfire shooting",
        "leader": "chief head boss",
        "recognise": "recognize acknowledge",
        "terrorist": "terror",
        "visit": "trip",
        "fighter": "militant insurgent rebel",
        "diplomat": "envoy ambassador",
        "release": "free",
        "ban": "outlaw prohibit forbid",
        "vote": "ballot poll",
        "protest": "protester demonstrate demonstrator rally",
        "airplane": "plane jet airliner aircraft",
        "ship": "vessel boat",
        "soldier": "troop serviceman servicemen",
        "policeman": "policemen",
        "deal": "agreement accord pact treaty",
        "assist": "aid help",
        "trade": "commerce turnover",
        "attack": "assault raid",
        "resign": "quit",
        "begin": "start launch commence",
        "meet": "talk summit meeting",
    }
)
EVENT_KINDS = {
    **dict.fromkeys(listed("bomb blast explosion explode detonate"), "explosion"),
    **dict.fromkeys(listed("shoot gunman gunmen gunfire"), "shooting"),
    **dict.fromkeys(listed("quake earthquake tremor aftershock"), "quake"),
    **dict.fromkeys(listed("crash collide derail collision"), "crash"),
    **dict.fromkeys(listed("flood mudslide landslide"), "flood"),
    **dict.fromkeys(listed("storm hurricane typhoon cyclone tornado blizzard"), "storm"),
    **dict.fromkeys(listed("wildfire blaze inferno"), "fire"),
    **dict.fromkeys(listed("airstrike shell missile drone rocket"), "strike"),
    **dict.fromkeys(listed("stampede crush"), "crush"),
    **dict.fromkeys(listed("sink capsize shipwreck"), "sinking"),
    **dict.fromkeys(listed("avalanche"), "avalanche"),
    **dict.fromkeys(listed("outbreak epidemic cholera ebola"), "disease"),
    **dict.fromkeys(listed("election elect referendum"), "vote"),
    **dict.fromkeys(listed("hijack"), "hijacking"),
    **dict.fromkeys(listed("stab knife"), "stabbing"),
}
WIDE_SCOPE = frozenset(listed("nationwide countrywide worldwide globally overall total cumulative cumulatively"))
