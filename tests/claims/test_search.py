import time

import pytest
from django.db.models import QuerySet

from claims.models import Actor, ActorName, Citation, Claim, Contradiction, Event, Place
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
        ('"never  closed', (Term("never"), Term("closed"))),
        ('5" gun', (Term("5"), Term("gun"))),
        ('"', ()),
        ("Kunduz −mosque –school", (Term("Kunduz"), Term("mosque", True), Term("school", True))),
        ("Kunduz — mosque-", (Term("Kunduz"), Term("mosque"))),
        ("«Аль-Каида»", (Term("Аль-Каида"),)),
        ("Abu-Bakr - five", (Term("Abu-Bakr"), Term("five"))),
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

    @pytest.mark.parametrize("text", ["ivanov", "the younger", "Иванов", "press secretary's", "ivanov crossing"])
    def test_the_name_of_a_speaker_finds_what_was_said(self, text):
        speaker = make_actor("Ivanov")
        ActorName.objects.create(actor=speaker, name="Иванов")
        claim = make_claim("The crossing was closed.")
        citation = cite(claim, make_source(), actor=speaker)
        citation.voices.update(name_printed="the press secretary's, Ivanov the Younger")
        cite(make_claim("The crossing was opened."), make_source())
        assert _found(Claim.objects.all(), text) == {claim}
        assert _found(Citation.objects.all(), text) == {citation}
        pair = make_public_contradiction(left=claim)
        assert _found(Contradiction.objects.all(), text) == {pair}
        assert claim not in _found(Claim.objects.all(), f'crossing -"{text.split()[0]}"')

    @pytest.mark.parametrize("text", ["khwaja-rawan", "Khwaja–Rawan", "KHWAJA‑RAWAN", '"khwaja rawan"'])
    @pytest.mark.parametrize("written", ["Khwaja Rawan fell.", "Khwaja-Rawan fell.", "Khwaja—Rawan fell."])
    def test_hyphens_and_dashes_part_words_as_spaces_do(self, written, text):
        claim = make_claim(written)
        make_claim("Rawan of Khwaja fell.")
        assert _found(Claim.objects.all(), text) == {claim}

    def test_a_day_finds_what_has_it_as_its_date(self):
        dated = make_claim("It was so.", value_date="2024-03-21")
        event = make_event("Prayer", date="2024-03-21")
        of_event, source = make_claim("It fell.", event=event), make_source(published="2024-03-21")
        written = make_claim("On 2024-03-21 it rained.")
        others = [make_claim("In March.", value_date="2024-03"), make_claim("No date at all.")]
        assert _found(Claim.objects.all(), "2024-03-21") == {dated, of_event, written}
        assert _found(Event.objects.all(), "2024-03-21") == {event}
        assert _found(Source.objects.all(), "2024-03-21") == {source}
        assert _found(Claim.objects.all(), "a -2024-03-21") == {others[0], others[1]}
        assert not _found(Claim.objects.all(), "2024-13-45")

    def test_the_reason_of_the_machine_is_searched_only_where_readers_see_it(self):
        seen = make_public_contradiction(why="", reason="Twelve against seventeen.")
        make_public_contradiction(why="", reason="Twelve against seventeen.", outdated=True)
        make_public_contradiction(why="They differ.", reason="Twelve against seventeen.")
        assert _found(Contradiction.objects.all(), "against") == {seen}

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


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "typed"), [("ЛАВРОВ", "лавров"), ("Пётр", "петр"), ("كابل", "کابل"), ("Ann", "ann")]
)
def test_an_actor_is_known_by_a_name_whatever_its_case_in_any_script(written, typed):
    actor, other = make_actor(written), make_actor("Somebody")
    ActorName.objects.create(actor=other, name=f"{written} the younger")
    assert Actor.objects.known_as(f" {typed} ").get() == actor
    assert Actor.objects.known_as(f"{typed} The Younger").get() == other
