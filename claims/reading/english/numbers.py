"""English numbers, bounds, units and what befalls those who are counted."""

from __future__ import annotations

from decimal import Decimal

from claims.reading.language import Bound, Unit, listed
from claims.reading.tokens import Phrases

ONES = listed("""zero one two three four five six seven eight nine ten eleven twelve thirteen
    fourteen fifteen sixteen seventeen eighteen nineteen""")
TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
NUMBERS = {word: n for n, word in enumerate(ONES)} | {word: 10 * n for n, word in enumerate(TENS, 2)}
SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "dozen": 12,
    "lakh": 10**5,
    "crore": 10**7,
}
GLUED_SCALES = {"m": 10**6, "k": 1000, "b": 10**9, "bn": 10**9, "mn": 10**6, "tn": 10**12}

# Wide on purpose: journalists' "dozens" has been 20 and 200.
VAGUE = Phrases(
    {
        "dozens": (20, 200),
        "scores": (30, 400),
        "hundreds": (150, 2_000),
        "thousands": (1_500, 100_000),
        "millions": (1_500_000, 10**9),
        "billions": (1_500_000_000, 10**12),
        "tens of thousands": (15_000, 200_000),
        "hundreds of thousands": (150_000, 2_000_000),
        "tens of millions": (15_000_000, 200_000_000),
        "hundreds of millions": (150_000_000, 2 * 10**9),
        "several dozen": (30, 120),
        "several hundred": (250, 1_000),
        "several thousand": (2_500, 10_000),
        "a few hundred": (200, 900),
        "a few thousand": (2_000, 9_000),
        "several": (3, 15),
        "a few": (2, 12),
        "a handful": (2, 9),
        "a couple": (2, 3),
    }
)
FRACTIONS = Phrases(
    {
        "half of": Decimal(50),
        "half the": Decimal(50),
        "a third of": Decimal("33.3"),
        "one third of": Decimal("33.3"),
        "two thirds of": Decimal("66.7"),
        "a quarter of": Decimal(25),
        "one quarter of": Decimal(25),
        "three quarters of": Decimal(75),
        "a fifth of": Decimal(20),
        "one in five": Decimal(20),
    }
)
LOWER, UPPER = Bound("lower"), Bound("upper")
ABOUT, BELOW = Bound("both", True), Bound("below", True)
BOUNDS_BEFORE = Phrases(
    dict.fromkeys(
        [
            "at least",
            "more than",
            "no fewer than",
            "no less than",
            "not less than",
            "not fewer than",
            "over",
            "above",
        ],
        LOWER,
    )
    | dict.fromkeys(["upwards of", "upward of", "in excess of", "exceeding", "a minimum of", "minimum", ">"], LOWER)
    | dict.fromkeys(
        ["well over", "just over", "slightly more than", "older than", "exceeds", "exceeded", "surpasses"], LOWER
    )
    | dict.fromkeys(["up to", "at most", "as many as", "as much as", "no more than", "not more than", "<"], UPPER)
    | dict.fromkeys(
        ["fewer than", "less than", "younger than", "under", "below", "a maximum of", "maximum", "not exceeding"], UPPER
    )
    | dict.fromkeys(["about", "around", "approximately", "roughly", "some", "an estimated", "estimated"], ABOUT)
    | dict.fromkeys(["circa", "approx", "~", "≈", "somewhere around", "in the region of", "close to"], ABOUT)
    | dict.fromkeys(["nearly", "almost", "just under", "just short of", "well over half"], BELOW)
)
BOUNDS_AFTER = Phrases(
    dict.fromkeys(["or more", "+", "plus", "and more", "and counting", "at least"], LOWER)
    | dict.fromkeys(["or fewer", "or less", "at most"], UPPER)
    | dict.fromkeys(["or so", "or thereabouts"], ABOUT)
)
ORDINALS = {
    word: n
    for n, word in enumerate(
        listed("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"),
        1,
    )
}
DEED_WORDS = frozenset(["to"])

D = Decimal
UNITS = {
    **dict.fromkeys(["%", "percent", "pct"], Unit("percent", "percent")),
    **dict.fromkeys(["point", "points"], Unit("points", "point")),
    **dict.fromkeys(["minute", "minutes"], Unit("duration", "minute", D(1) / 1440)),
    **dict.fromkeys(["hour", "hours"], Unit("duration", "hour", D(1) / 24)),
    **dict.fromkeys(["day", "days"], Unit("duration", "day")),
    **dict.fromkeys(["week", "weeks"], Unit("duration", "week", D(7))),
    **dict.fromkeys(["month", "months"], Unit("duration", "month", D("30.44"))),
    **dict.fromkeys(["year", "years"], Unit("duration", "year", D("365.25"))),
    **dict.fromkeys(["km", "kilometre", "kilometres", "kilometer", "kilometers"], Unit("length", "km", D(1000))),
    **dict.fromkeys(["m", "metre", "metres", "meter", "meters"], Unit("length", "m")),
    **dict.fromkeys(["mile", "miles"], Unit("length", "mile", D("1609.344"))),
    **dict.fromkeys(["foot", "feet", "ft"], Unit("length", "foot", D("0.3048"))),
    **dict.fromkeys(["kg", "kilogram", "kilograms", "kilo", "kilos"], Unit("mass", "kg")),
    **dict.fromkeys(["tonne", "tonnes", "ton", "tons"], Unit("mass", "tonne", D(1000))),
    **dict.fromkeys(["pound", "pounds", "lb", "lbs"], Unit("mass", "pound", D("0.4536"))),
    **dict.fromkeys(["hectare", "hectares"], Unit("area", "hectare", D(10000))),
    **dict.fromkeys(["acre", "acres"], Unit("area", "acre", D("4046.86"))),
    **dict.fromkeys(["barrel", "barrels"], Unit("volume", "barrel", D("158.987"))),
    **dict.fromkeys(["litre", "litres", "liter", "liters"], Unit("volume", "litre")),
    **dict.fromkeys(["mph"], Unit("speed", "mph", D("1.609344"))),
    **dict.fromkeys(["kph", "kmh"], Unit("speed", "kph")),
    **dict.fromkeys(["megawatt", "megawatts", "mw"], Unit("power", "MW")),
    **dict.fromkeys(["magnitude"], Unit("magnitude", "magnitude")),
    **dict.fromkeys(["degree", "degrees"], Unit("degrees", "degree")),
    **dict.fromkeys(["times"], Unit("times", "times")),
}
PEOPLE = {
    word: singular
    for singular, words in {
        "person": "person people persons individuals lives others victims",
        "man": "man men",
        "woman": "woman women",
        "child": "child children kids boys girls youngsters minors infants babies",
        "civilian": "civilian civilians villagers residents inhabitants locals",
        "soldier": "soldier soldiers troops servicemen personnel peacekeepers marines paratroopers",
        "police officer": "police policeman policemen officers cops",
        "militant": "militants insurgents rebels fighters gunmen terrorists extremists jihadists attackers",
        "worker": "worker workers employees staff miners labourers laborers builders",
        "student": "student students pupils schoolchildren schoolgirls teenagers",
        "passenger": "passenger passengers travellers travelers tourists pilgrims",
        "protester": "protester protesters protestors demonstrators",
        "prisoner": "prisoner prisoners detainees inmates captives hostages",
        "migrant": "migrant migrants refugees asylum-seekers",
        "citizen": "citizen citizens nationals voters members supporters",
        "journalist": "journalist journalists reporters",
        "patient": "patient patients",
        "crew member": "crew sailors seamen fishermen",
        "Afghan": "afghans",
        "Russian": "russians",
        "American": "americans",
        "suspect": "suspect suspects",
        "doctor": "doctors medics nurses",
        "diplomat": "diplomat diplomats",
    }.items()
    for word in words.split()
}
CURRENCIES = {
    **dict.fromkeys(["$", "dollar", "dollars", "usd", "us$"], "USD"),
    **dict.fromkeys(["€", "euro", "euros", "eur"], "EUR"),
    **dict.fromkeys(["£", "gbp", "sterling"], "GBP"),
    **dict.fromkeys(["₽", "rouble", "roubles", "ruble", "rubles", "rub"], "RUB"),
    **dict.fromkeys(["¥", "yen", "jpy"], "JPY"),
    **dict.fromkeys(["yuan", "renminbi", "cny", "rmb"], "CNY"),
    **dict.fromkeys(["₹", "rupee", "rupees", "inr"], "INR"),
    **dict.fromkeys(["afghani", "afghanis", "afn"], "AFN"),
    **dict.fromkeys(["hryvnia", "hryvnias", "uah"], "UAH"),
    **dict.fromkeys(["franc", "francs", "chf"], "CHF"),
    **dict.fromkeys(["lira", "liras", "try"], "TRY"),
}
COUNT_ROLES = {
    word: role
    for role, words in {
        "killed": """kill killed kills killing dead die died dies dying deaths death fatalities
    fatality toll slain perished murdered executed casualties""",
        "injured": """injured injure injures injuring injuries wounded wound wounds wounding hurt
    hospitalised hospitalized""",
        "arrested": "arrested arrest arrests arresting detained detain detains detaining",
        "missing": "missing unaccounted",
        "displaced": "displaced displace displaces displacing homeless uprooted",
        "evacuated": "evacuated evacuate evacuates evacuating evacuees",
        "rescued": "rescued rescue rescues rescuing saved",
        "kidnapped": "kidnapped kidnap kidnaps kidnapping abducted abduct abducts abducting",
        "freed": "freed free frees freeing released release releases releasing",
        "trapped": "trapped trap traps trapping stranded",
        "infected": "infected infect infects infecting sickened",
        "sentenced": "sentenced convicted jailed imprisoned",
        "dismissed": "dismissed sacked fired laid",
        "expelled": "expelled expel expels expelling deported deport deports",
        "deployed": "deployed deploy deploys deploying",
        "attended": "attended attend attends attending gathered marched rallied protested",
    }.items()
    for word in words.split()
}
PART_WORDS = Phrases(
    dict.fromkeys(
        [
            "including",
            "among them",
            "among whom",
            "of them",
            "of whom",
            "includes",
            "included",
            "mostly",
            "among which",
        ],
        True,
    )
)
CHANGE_STEMS = frozenset(
    listed("rise fall grow increase decrease drop cut raise reduce climb jump lower move go up down change")
)
IDENTIFIER_WORDS = frozenset(
    listed("""flight resolution article section chapter no number nr channel route highway room
    phase type boeing airbus version grade district page case id record act law
    protocol paragraph clause unit brigade battalion division regiment apollo windows
    iphone formula euro""")
)
RANGE_WORDS = frozenset(["to", "or"])
RANGE_PAIRS = {"between": "and", "from": "to"}
AGE_WORDS = frozenset(["old", "aged", "age"])
CLOCK_WORDS = frozenset(listed("am pm a.m p.m a.m. p.m. gmt utc est hrs o'clock"))
PRONOUN_NUMBERS = frozenset(["one"])
SINGLE_ARTICLES = frozenset(["a", "an"])
PARTITIVES = frozenset(["of", "the", "more", "other", "another", "further"])
