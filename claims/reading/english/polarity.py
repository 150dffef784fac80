"""English negation, modality, and words that stand in opposite pairs."""

from __future__ import annotations

from claims.reading.language import Concept, Cue, Opposites, listed
from claims.reading.tokens import Phrases

CUES = Phrases(
    dict.fromkeys(
        listed("""not never cannot n't isn't aren't wasn't weren't hasn't haven't hadn't don't
    doesn't didn't won't wouldn't can't couldn't shouldn't hardly barely neither nor"""),
        Cue("not"),
    )
    | dict.fromkeys(["no", "none", "nobody", "nothing", "without", "no one", "lack of", "absence of"], Cue("lack"))
    | dict.fromkeys(["not a single", "not one", "not one single", "not even one", "zero"], Cue("lack"))
    | dict.fromkeys(["zero tolerance", "zero emission", "zero emissions", "zero sum", "zero hour"], Cue(""))
    | dict.fromkeys(
        listed("""denied denies deny denying refuted refutes refute rejected rejects rejecting
    disputed disputes dismissed dismisses"""),
        Cue("denial"),
    )
    | dict.fromkeys(
        [
            f"{verb} to"
            for verb in listed("refused refuses refuse refusing declined declines decline failed fails fail failing")
        ],
        Cue("refusal"),
    )
    | dict.fromkeys(["ruled out", "rules out", "rule out", "ruling out", "excluded", "far from"], Cue("exclusion"))
    | dict.fromkeys(["no longer", "not anymore", "ceased to", "stopped", "stops", "ended", "ceases to"], Cue("ended"))
    | dict.fromkeys(["not yet", "yet to", "has yet to", "have yet to", "had yet to"], Cue("pending"))
    | dict.fromkeys(["not only", "not just", "not least", "if not", "whether or not", "no doubt", "why not"], Cue(""))
    | dict.fromkeys(["no fewer than", "no less than", "no more than", "not less than", "not more than"], Cue(""))
    | dict.fromkeys(["no .", "no matter", "not exceeding", "not fewer than", "no later than", "nothing but"], Cue(""))
)

PERFECT_WORDS = frozenset(listed("has have had hasn't haven't hadn't"))

# name: positive words, negative words, how a reader sees each side, durable, sequential
PAIRS: dict[str, tuple[str, str, str, str, bool, bool]] = {
    "recognition": (
        "recognise recognize",
        "derecognise unrecognised",
        "recognised",
        "not recognised",
        True,
        False,
    ),
    "ban": (
        "ban outlaw prohibit forbid illegal unlawful",
        "unban legal lawful legalise",
        "banned",
        "not banned",
        True,
        True,
    ),
    "listing": ("blacklist", "delist", "on the list", "off the list", True, True),
    "custody": (
        "arrest detain jail imprison capture",
        "release free unharmed acquit",
        "held",
        "released",
        True,
        True,
    ),
    "life": ("alive survive", "dead die kill", "alive", "dead", True, True),
    "opening": ("open reopen", "close shut", "open", "closed", True, True),
    "force": ("valid", "invalid annul repeal revoke rescind suspend", "in force", "not in force", True, True),
    "signature": ("sign ratify", "unsign", "signed", "not signed", True, False),
    "support": ("support endorse favour favor", "oppose condemn", "supports", "opposes", True, False),
    "acceptance": ("accept approve", "reject refuse veto", "accepted", "rejected", False, False),
    "outcome": ("win victory", "lose defeat", "won", "lost", False, False),
    "direction": (
        "rise increase grow climb surge soar gain",
        "fall decrease drop decline plunge slump shrink",
        "rose",
        "fell",
        False,
        False,
    ),
    "guilt": ("guilty convict", "innocent acquit", "guilty", "not guilty", True, False),
    "presence": ("attend participate", "absent boycott skip", "was present", "was not present", False, False),
    "journey": ("travel", "", "went", "did not go", False, False),
    "holding": ("arrive", "", "happened", "did not happen", False, False),
    "membership": ("join", "quit withdraw", "joined", "left", True, True),
    "confirmation": ("confirm", "refute disprove", "confirmed", "refuted", False, False),
    "success": ("succeed success", "fail failure", "succeeded", "failed", False, False),
    "control": ("capture seize", "recapture retake", "taken", "retaken", True, True),
    "beginning": ("begin start launch happen", "cancel postpone", "took place", "called off", False, True),
    "guarantee": ("extend prolong", "expire", "extended", "expired", True, False),
    "safety": ("safe", "unsafe danger", "safe", "unsafe", True, False),
    "possibility": ("possible possibly", "impossible impossibly", "possible", "impossible", True, False),
    "truth": ("true", "false fake untrue", "true", "false", False, False),
    "appointment": ("appoint", "sack oust", "appointed", "dismissed", True, True),
}


def _concepts() -> dict[str, Concept]:
    table: dict[str, Concept] = {}
    for name, (positive, negative, *_) in PAIRS.items():
        table.update({word: Concept(name, False) for word in negative.split() if word not in table})
        table.update({word: Concept(name, True) for word in positive.split() if word not in table})
    return table


CONCEPTS = _concepts()
STANDS_FOR = {
    "journey": ("presence", "presence"),
    "holding": ("beginning", "beginning"),
    "opening": ("beginning", ""),  # what closed had begun
}
OPPOSITES = {
    name: Opposites(*rest, *STANDS_FOR.get(name, ()))  # type: ignore[arg-type]
    for name, (_, _, *rest) in PAIRS.items()
}


def _phrases(concept: Concept, verbs: str, *ends: str) -> dict[str, Concept]:
    """Each verb with each end: "took" and "part"."""
    return {f"{verb} {end}": concept for verb in verbs.split() for end in ends}


TAKE, BE, STAY = "take takes took taken taking", "is are was were been being be", "stay stays stayed staying"
LEAD, REMAIN = "lead leads led leading head heads headed heading", "remain remains remained remaining"
PRESENT, AWAY = Concept("presence", True), Concept("presence", False)
WENT, AT_HOME = Concept("journey", True), Concept("journey", False)
TOOK_PLACE, CALLED_OFF = Concept("beginning", True), Concept("beginning", False)
CONCEPT_PHRASES = Phrases(
    _phrases(PRESENT, TAKE, "part")
    | _phrases(PRESENT, "present", "at", "for", "when")
    | _phrases(PRESENT, BE, "present", "in attendance")
    | _phrases(PRESENT, LEAD, *(f"{whose} delegation" for whose in ("the", "a", "its", "his", "her", "their")))
    | _phrases(AWAY, "not", "present", "in attendance")
    | _phrases(AWAY, STAY, "away")
    | _phrases(AWAY, "miss misses missed", "the")
    | _phrases(WENT, "cut cuts cutting", "the ribbon", "a ribbon")
    | _phrases(WENT, "flew flies fly went go goes gone", "to")
    | _phrases(AT_HOME, f"{STAY} {REMAIN}", "in", "at", "behind", "home", "at home")
    | _phrases(AT_HOME, "represented", "by")
    | _phrases(AT_HOME, "sent sends", "his deputy", "her deputy", "its deputy", "a deputy", "an aide")
    | _phrases(TOOK_PLACE, TAKE, "place")
    | _phrases(TOOK_PLACE, "go goes went gone going", "ahead", "ahead as planned")
    | _phrases(TOOK_PLACE, "was were been be", "held")
    | _phrases(CALLED_OFF, "call calls called calling", "off")
    | _phrases(CALLED_OFF, "put puts", "off")
    | {
        "in force": Concept("force", True),
        "into force": Concept("force", True),
        "in effect": Concept("force", True),
        "under arrest": Concept("custody", True),
        "in custody": Concept("custody", True),
        "behind bars": Concept("custody", True),
        "set free": Concept("custody", False),
        "at large": Concept("custody", False),
        "terrorist list": Concept("listing", True),
        "sanctions list": Concept("listing", True),
        "list of terrorist": Concept("listing", True),
        "list of banned": Concept("listing", True),
        "removed from the list": Concept("listing", False),
        "struck off": Concept("listing", False),
        "taken off": Concept("listing", False),
        "shut down": Concept("opening", False),
        "pulled out": Concept("membership", False),
        "pulls out": Concept("membership", False),
        "turned down": Concept("acceptance", False),
        "voted against": Concept("support", False),
        "voted for": Concept("support", True),
    }
)
REVERSERS = frozenset(
    listed("""lift remove revoke cancel overturn scrap withdraw annul rescind repeal drop end
    ease relax abolish delete exclude reverse""")
)
MODALS = Phrases(
    dict.fromkeys(
        ["will", "shall", "plans to", "plan to", "intends to", "set to", "is to", "are to", "due to be"],
        "future",
    )
    | dict.fromkeys(["going to", "expected to", "scheduled to", "vows to", "promises to", "vowed to", "'ll"], "future")
    | dict.fromkeys(["may", "might", "could", "possibly", "perhaps", "likely to", "reportedly considering"], "possible")
    | dict.fromkeys(["considering", "mulls", "mulling", "ready to", "prepared to", "willing to"], "possible")
    | dict.fromkeys(["would"], "conditional")
    | dict.fromkeys(["should", "must", "ought to", "urges", "urged", "calls for", "called for", "demands"], "demand")
    | dict.fromkeys(["demanded", "wants", "wanted", "asks", "asked", "proposes", "proposed", "suggests"], "demand")
    | dict.fromkeys(["suggested", "recommended", "recommends", "asked to", "calls on", "called on", "seeks"], "demand")
)
CONDITIONS = Phrases(
    dict.fromkeys(["if", "unless", "provided that", "on condition that", "as long as", "in case", "in the event"], True)
)
CLAUSE_WORDS = frozenset(
    listed("but although though while whereas because since despite after before however until and")
)
HEARSAY_STEMS = frozenset(
    listed("""claim report allegation accuse accusation rumour rumor suggestion charge
    speculation statement news assertion evidence sign proof involvement involve
    knowledge plan ever any having been yet fact idea possibility""")
)
