import time

import pytest
from django.db.models import QuerySet

from claims.folding import fold
from claims.models import Actor, ActorName, Claim, Contradiction, Event, Place
from claims.search import LONGEST, SearchError, Term, matching, parse
from sources.models import Source
from tests.builders import cite, make_actor, make_claim, make_event, make_public_contradiction, make_source


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ("   \0 ", ()),
        ("mosque Kunduz", (Term("mosque"), Term("Kunduz"))),
        ('"foreign minister" -Lavrov', (Term("foreign minister"), Term("Lavrov", True))),
        ('-"foreign minister" Kabul', (Term("foreign minister", True), Term("Kabul"))),
        ('"never  closed', (Term("never closed"),)),
        ("«Аль-Каида»", (Term("Аль-Каида"),)),
        ("Abu-Bakr - five", (Term("Abu-Bakr"), Term("-"), Term("five"))),
        ('"" \u200c one', (Term("one"),)),
        ('before"after"', (Term("before"), Term("after"))),
    ],
)
def test_it_reads_words_phrases_and_what_to_leave_out(text, terms):
    assert parse(text) == terms


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * (LONGEST + 1), "at most 200 characters"),
        ("a b c d e f g h i j k l m", "at most 12 words"),
        ("-only -minus", "add a word to look for"),
    ],
)
def test_it_says_what_to_do_with_a_search_it_cannot_make(text, sentence):
    with pytest.raises(SearchError, match=sentence):
        parse(text)


@pytest.mark.parametrize("piece", ['"', "-", ' "', '-"', "\u200c", "a "])
def test_it_reads_any_text_in_linear_time(piece):
    started = time.perf_counter()
    for _ in range(200):
        try:
            parse((piece * LONGEST)[:LONGEST])
        except SearchError:
            continue
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("МОСКВА", "москва"),
        ("Королёв", "королев"),
        ("كابل", "کابل"),
        ("می‌شود", "میشود"),
        ("علي", "علی"),
        ("كتاب", "کتـاب"),
        ("the minister’s", "the minister's"),
    ],
)
def test_letters_that_readers_type_for_one_another_are_equal(written, typed):
    assert fold(written) == fold(typed)


def _found(rows: QuerySet, text: str) -> set:
    return set(matching(rows, text))


@pytest.mark.django_db
class TestMatching:
    @pytest.mark.parametrize("text", ["ПОСОЛ", "посол кабуле", '"посол России"', "росси"])
    def test_it_finds_cyrillic_whatever_the_case(self, text):
        claim = make_claim("Посол России остался в Кабуле.")
        make_claim("Ambassador of another state left.")
        assert _found(Claim.objects.all(), text) == {claim}

    @pytest.mark.parametrize("text", ["كابل", "کابل", "می‌شود", "ميشود"])
    def test_it_finds_dari_in_either_spelling(self, text):
        claim = make_claim("سفارت در کابل دوباره باز می‌شود")
        assert _found(Claim.objects.all(), text) == {claim}

    def test_all_words_must_occur_but_not_in_the_same_text(self):
        claim = make_claim("The crossing was closed.")
        cite(claim, make_source(), "Trade resumed.")
        assert _found(Claim.objects.all(), "CROSSING resumed") == {claim}
        assert not _found(Claim.objects.all(), "crossing hospital")

    def test_it_looks_into_words_translations_and_names_of_subjects(self):
        claim = make_claim("Something happened.", subject=make_actor("Zamir Kabulov"))
        ActorName.objects.create(actor=claim.subject, name="Замир Кабулов")
        cite(claim, make_source(), translation="The envoy spoke of wheat.")
        for text in ("killed", "wheat", "kabulov", "замир"):
            assert _found(Claim.objects.all(), text) == {claim}, text

    def test_words_with_a_dash_before_them_must_not_occur(self):
        kept, _ = make_claim("Wheat arrived in Kabul."), make_claim("Wheat arrived in Herat.")
        assert _found(Claim.objects.all(), "wheat -herat") == {kept}
        assert _found(Claim.objects.all(), 'wheat -"arrived in herat"') == {kept}

    @pytest.mark.parametrize("text", ["100%", "a_b", "c:\\d", "it's"])
    def test_signs_of_the_database_mean_themselves(self, text):
        claim = make_claim(f"It says {text} here.")
        make_claim("It says 100 and axb and c:d and its here.")
        assert _found(Claim.objects.all(), text) == {claim}

    def test_it_finds_sources_actors_events_and_contradictions(self):
        source, actor = make_source(title="Мост открыт"), make_actor("Mawlawi Muttaqi")
        event = make_event("Opening", place=Place.objects.create(name="Термез"))
        make_event("Closing without a place")
        pair = make_public_contradiction(why="One says twelve.")
        assert _found(Source.objects.all(), "МОСТ") == {source}
        assert _found(Actor.objects.all(), "muttaqi") == {actor}
        assert _found(Event.objects.all(), "термез") == {event}
        assert _found(Contradiction.objects.all(), "says TWELVE") == {pair}
        assert Event.objects.count() == 1 + len(_found(Event.objects.all(), "closing -термез"))
