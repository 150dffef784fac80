from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import visibility
from claims.exports import TABLES
from claims.models import (
    Actor,
    ActorName,
    ActorRole,
    Attribute,
    Citation,
    Claim,
    Contradiction,
    Event,
    Judgement,
    Place,
    Publication,
    Quotation,
    Voice,
)
from claims.publishing import retract
from sources.models import Outlet, OutletDomain, Source, SourceCredit, Story
from sources.tables.writing import write_csv
from tests.builders import (
    add_version,
    cite,
    make_actor,
    make_claim,
    make_contradiction,
    make_event,
    make_outlet,
    make_public_contradiction,
    make_published_claim,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def exported(name: str, queryset: Any = None, profile: str = "raw") -> list[dict[str, str]]:
    """The rows of a table as a reader of the file meets them; the public ones unless a queryset is given."""
    rows = getattr(visibility, name)() if queryset is None else queryset
    text = "".join(write_csv(TABLES[name], rows, profile, at=AT)).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def site(settings):
    settings.SITE_URL = "https://desk.example.org/"
    return settings


def test_every_table_has_a_status_a_permalink_and_its_moment():
    assert list(TABLES) == [
        "claims", "citations", "contradictions", "sources", "outlets", "actors", "events", "stories",
        "corrections",
    ]  # fmt: skip
    for name, table in TABLES.items():
        assert {"id", "status", "permalink"} <= set(table.header), name
        assert table.header[-1] == "exported_at"
        assert len(set(table.header)) == len(table.header), name


def test_a_claim_leaves_with_its_structure(site):
    killed = Attribute.objects.create(name="people hurt at a crossing", value_type="number", unit="people")
    outlets = [make_outlet("Ariana"), make_outlet("Шамшад")]
    claim = make_claim(
        "At least 12 people were killed at the crossing.",
        status=Claim.Status.PUBLISHED,
        subject=make_actor("The ministry", kind="organisation"),
        event=make_event("Clash at the crossing"),
        place=Place.objects.create(name="Spin Boldak"),
        attribute=killed,
        value_low="12.0000",
        unit="people",
        approximate=True,
        period="2022-07",
    )
    cite(claim, make_source(outlet=outlets[0], published="2022-07-04"))
    cite(claim, make_source(outlet=outlets[1], published="2022-08"), stance="denies")
    Publication.objects.create(claim=claim, change="publication", by=make_user())
    Publication.objects.create(claim=claim, change="correction", note="Twelve, not twenty.", by=make_user())
    (row,) = exported("claims")
    assert row.pop("published_at") and row.pop("last_change_at")
    wanted = {
        "id": str(claim.pk),
        "claim": "At least 12 people were killed at the crossing.",
        "kind": "fact",
        "status": "published",
        "subject": "The ministry",
        "subject_id": str(claim.subject_id),
        "event": "Clash at the crossing",
        "place": "Spin Boldak",
        "attribute": "people hurt at a crossing",
        "value_type": "number",
        "value": "about at least 12 people",
        "value_low": "12",
        "value_high": "",
        "unit": "people",
        "approximate": "true",
        "value_yes": "",
        "period": "2022-07",
        "period_lower": "2022-07-01",
        "period_upper": "2022-07-31",
        "citations_that_assert": "1",
        "citations_that_deny": "1",
        "outlets": "Ariana | Шамшад",
        "earliest_source": "2022-07-04",
        "latest_source": "2022-08-31",
        "last_change": "correction",
        "last_change_note": "Twelve, not twenty.",
        "permalink": f"https://desk.example.org{claim.get_absolute_url()}",
        "exported_at": "2026-11-21T09:30:00Z",
    }
    assert {name: row[name] for name in wanted} == wanted


def test_a_citation_is_the_flat_row_a_colleague_wants(site):
    speaker = make_actor("Vasily Nebenzya")
    agency, outlet = make_outlet("AFP", kind="agency"), make_outlet("ViewUS")
    source = make_source(outlet=outlet, title="Border talks", url="https://example.org/a", published="2022-07~")
    claim = make_claim("Twelve people were killed.", status=Claim.Status.CORRECTED, event=make_event("Clash"))
    citation = cite(claim, source, "At least 12 people were killed", translation="“Twelve”", language="en")
    text = source.current_version.text
    start = text.index("the ministry said")
    Quotation.objects.create(
        citation=citation, version=source.current_version, exact="the ministry said", start=start, end=start + 17
    )
    citation.voices.all().delete()
    for position, fields in enumerate(
        [
            {"kind": "outlet", "outlet": outlet},
            {"kind": "outlet", "outlet": agency},
            {"kind": "actor", "actor": speaker, "name_printed": "Nebenzya", "role_printed": "envoy", "said": "2022-07"},
        ]
    ):
        Voice.objects.create(citation=citation, position=position, **fields)
    (row,) = exported("citations")
    first = text.index("At least")
    wanted = {
        "id": str(citation.pk),
        "claim_id": str(claim.pk),
        "claim": "Twelve people were killed.",
        "kind": "fact",
        "status": "corrected",
        "stance": "asserts",
        "quotation": "At least 12 people were killed […] the ministry said",
        "translation": "“Twelve”",
        "language": "en",
        "voices": "ViewUS > AFP > Vasily Nebenzya",
        "last_voice": "Vasily Nebenzya",
        "last_voice_role": "envoy",
        "last_voice_kind": "actor",
        "last_voice_printed": "Nebenzya",
        "said": "2022-07",
        "outlet": "ViewUS",
        "source_title": "Border talks",
        "source_url": "https://example.org/a",
        "published": "2022-07~",
        "published_lower": "2022-05-31",
        "published_upper": "2022-08-31",
        "version": "1",
        "version_sha256": source.current_version.sha256,
        "positions": f"{first}-{first + 30};{start}-{start + 17}",
        "event": "Clash",
        "permalink": f"https://desk.example.org{claim.get_absolute_url()}#citation-{citation.pk}",
    }
    assert {name: row[name] for name in wanted} == wanted


def test_a_citation_without_voice_outlet_or_date_leaves_empty_cells():
    source = make_source(outlet=None, published="", published_not_stated=True)
    citation = cite(make_claim(status=Claim.Status.PUBLISHED), source)
    citation.voices.all().delete()
    (row,) = exported("citations")
    empty = ("voices", "last_voice", "last_voice_role", "last_voice_kind", "outlet", "outlet_id", "event", "published")
    assert {row[name] for name in empty} == {""}
    assert row["published_not_stated"] == "true"


def test_words_that_are_not_anchored_stay_here():
    citation = cite(make_claim(status=Claim.Status.PUBLISHED), make_source())
    newer = add_version(citation.source, "Border talks ended\n\nNobody was hurt.")
    Quotation.objects.create(
        citation=citation, version=newer, exact="killed", start=0, end=6, score=0.3, state=Quotation.State.ORPHAN
    )
    (row,) = exported("citations")
    assert row["quotation"] == "At least 12 people were killed"
    assert row["version"] == "1"


def test_a_contradiction_shows_both_sides(site):
    outlets = [make_outlet("Ariana"), make_outlet("Шамшад")]
    left, right = (
        make_published_claim(text, source=make_source(outlet=outlet, published=published))
        for text, outlet, published in (("Twelve.", outlets[0], "2022-07-04"), ("Seventeen.", outlets[1], "2022"))
    )
    contradiction = make_contradiction(left, right, state=Contradiction.State.SETTLED, confirmations=2)
    Judgement.objects.create(
        contradiction=contradiction,
        by=make_user(),
        decision="settle",
        verdict="left",
        cause="other_period",
        explanation="The register says so.",
        evidence_document="Register of the hospital",
    )
    (row,) = exported("contradictions")
    wanted = {
        "kind": "number",
        "level": "speakers",
        "state": "settled",
        "status": "public",
        "verdict": "left",
        "cause": "other_period",
        "why": "One says twelve, the other says seventeen.",
        "explanation": "The register says so.",
        "evidence": "Register of the hospital",
        "left_id": str(left.pk),
        "left_claim": "Twelve.",
        "right_claim": "Seventeen.",
        "left_quotations": "At least 12 people were killed",
        "left_outlets": "Ariana",
        "right_outlets": "Шамшад",
        "left_published": "2022-07-04",
        "right_published": "2022",
        "left_permalink": f"https://desk.example.org{left.get_absolute_url()}",
        "permalink": f"https://desk.example.org/contradictions/{contradiction.pk}/",
    }
    assert {name: row[name] for name in wanted} == wanted


def test_a_denial_parts_those_who_assert_from_those_who_deny():
    claim = make_published_claim(source=make_source(outlet=make_outlet("Ariana")))
    cite(claim, make_source(outlet=make_outlet("Шамшад")), "Trade resumed", stance="denies")
    make_public_contradiction(left=claim, right=claim, kind=Contradiction.Kind.DENIAL)
    (row,) = exported("contradictions")
    assert (row["left_outlets"], row["right_outlets"]) == ("Ariana", "Шамшад")
    assert (row["left_quotations"], row["right_quotations"]) == ("At least 12 people were killed", "Trade resumed")


def test_what_is_said_before_a_verdict_stays_here():
    contradiction = make_public_contradiction()
    Judgement.objects.create(
        contradiction=contradiction, by=make_user(), decision="confirm", explanation="Ask the ministry again."
    )
    assert exported("contradictions")[0]["explanation"] == ""


def test_evidence_in_a_draft_stays_here():
    contradiction, draft = make_public_contradiction(), make_claim()
    evidence = cite(draft, make_source())
    Judgement.objects.create(
        contradiction=contradiction, by=make_user(), decision="settle", verdict="left", evidence=evidence
    )
    assert exported("contradictions")[0]["evidence"] == ""
    Claim.objects.filter(pk=draft.pk).update(status=Claim.Status.PUBLISHED)
    assert exported("contradictions")[0]["evidence"].endswith(f"#citation-{evidence.pk}")


def test_sources_outlets_and_stories_count_what_is_public(site):
    story, other = (Story.objects.create(name=name) for name in ("Borders", "Quiet"))
    outlet = make_outlet("Ariana", country="AF", owner="A trust", kind="broadcaster")
    for domain in ("ariana.example", "ariana.example.org"):
        OutletDomain.objects.create(outlet=outlet, domain=domain)
    source = make_source(outlet=outlet, title="Talks", byline="By A. Writer", published="2022-07-04")
    SourceCredit.objects.create(source=source, name="A. Writer")
    source.stories.add(story, other)
    claim = make_published_claim(source=source, event=make_event("Clash"))
    claim.event.stories.add(story, other)
    cite(make_claim(), source, "Trade resumed")
    second = make_published_claim(source=make_source(outlet=outlet))
    second.citations.get().source.stories.add(story)
    rows = exported("sources")
    assert [row["title"] for row in rows][0] == "Talks"
    assert (rows[0]["citations"], rows[0]["credited"], rows[0]["status"]) == ("1", "A. Writer", "public")
    assert rows[0]["stories"] == "Borders | Quiet"
    (row,) = exported("outlets")
    assert (row["sources"], row["domains"], row["country"]) == ("2", "ariana.example | ariana.example.org", "AF")
    rows = {row["name"]: row for row in exported("stories")}
    assert (rows["Borders"]["sources"], rows["Borders"]["events"]) == ("2", "1")
    assert (rows["Quiet"]["sources"], rows["Quiet"]["events"]) == ("1", "1")
    assert rows["Quiet"]["permalink"] == f"https://desk.example.org{other.get_absolute_url()}"


def test_actors_and_events_leave_with_what_is_public_of_them():
    actor = make_actor("Vasily Nebenzya", about="An envoy.", wikidata_id="Q7747")
    ActorName.objects.create(actor=actor, name="Небензя", kind="script")
    ActorName.objects.create(actor=actor, name="Nebensia", kind="error")
    hidden, shown = make_event("Hidden talks"), make_event("Talks", date="2022-07", parent=make_event("Larger, hidden"))
    shown.actors.add(actor)
    shown.place = Place.objects.create(name="Kabul", parent=Place.objects.create(name="Afghanistan"))
    shown.save()
    public = make_published_claim(event=shown, subject=actor).citations.get()
    draft = cite(make_claim(event=hidden), make_source())
    ActorRole.objects.create(actor=actor, title="Envoy", period="2017/..", citation=public)
    ActorRole.objects.create(actor=actor, title="Secret envoy", citation=draft)
    ActorRole.objects.create(actor=actor, title="Unfounded envoy")
    (row,) = exported("actors")
    assert (row["other_names"], row["names_in_error"]) == ("Небензя", "Nebensia")
    assert (row["roles"], row["wikidata"]) == ("Envoy (2017/..)", "Q7747")
    (row,) = exported("events")
    assert (row["title"], row["date"], row["date_lower"]) == ("Talks", "2022-07", "2022-07-01")
    assert (row["place"], row["place_within"], row["actors"]) == ("Kabul", "Afghanistan", "Vasily Nebenzya")
    assert (row["parent"], row["parent_id"], row["claims"]) == ("", "", "1")


SECRET, PRIVATE = "SECRET-7f3a", "PRIVATE-91c2"


def _secret_things() -> None:
    """What surrounds claims that readers may not see bears the one mark, what is the desk's alone the other."""
    author = User.objects.create(username=PRIVATE, last_name=PRIVATE)
    story, outlet = Story.objects.create(name=f"Story {SECRET}"), make_outlet(f"Outlet {SECRET}")
    actor, event = make_actor(f"Actor {SECRET}"), make_event(f"Event {SECRET}")
    open_source = make_source(note=PRIVATE, outlet_suggestion=PRIVATE)
    for n, fields in enumerate(
        [
            {"status": "draft"},
            {"status": "in_review"},
            {"status": "retracted"},
            {"status": "published", "hold": "legal", "hold_reason": PRIVATE},
            {"status": "corrected", "hold": "embargo"},
            {"status": "published", "hold": "reply"},
        ]
    ):
        source = make_source(f"Title\n\nWords {SECRET} {n}.", title=f"Title {SECRET}", outlet=outlet, byline=SECRET)
        source.stories.add(story)
        claim = make_claim(
            f"Claim {SECRET} {n}", subject=actor, event=event, value_text=SECRET, author=author, **fields
        )
        cite(claim, source, f"Words {SECRET} {n}", actor=actor, translation=SECRET, translator=PRIVATE)
        cite(claim, open_source, "Trade resumed", translation=SECRET)
        make_contradiction(claim, make_published_claim(), state="confirmed", confirmations=2, why=SECRET)
    public = make_published_claim(source=open_source, author=author)
    Citation.objects.filter(claim=public).update(translator=PRIVATE, added_by=author)
    Publication.objects.create(claim=public, change="publication", by=author, record={"text": PRIVATE})
    for state in ("suggested", "dismissed"):
        make_contradiction(public, kind={"suggested": "role", "dismissed": "place"}[state], state=state, why=SECRET)
    make_contradiction(public, kind="other", state="confirmed", confirmations=1, why=SECRET)
    shown = make_contradiction(public, kind="date", state="confirmed", confirmations=2, finding={"a": PRIVATE})
    Judgement.objects.create(contradiction=shown, by=author, decision="confirm", explanation=PRIVATE)


MODELS = {
    "claims": Claim,
    "citations": Citation,
    "contradictions": Contradiction,
    "sources": Source,
    "outlets": Outlet,
    "actors": Actor,
    "events": Event,
    "stories": Story,
}


def _marked(rows: list[dict[str, str]], mark: str) -> list[tuple[str, str]]:
    return [(column, cell) for row in rows for column, cell in row.items() if mark in cell]


@pytest.mark.parametrize("profile", ["excel", "raw"])
def test_nothing_that_is_not_public_leaves(profile):
    _secret_things()
    for name, model in MODELS.items():
        rows = exported(name, profile=profile)
        assert _marked(rows, SECRET) == _marked(rows, PRIVATE) == [], name
        assert _marked(exported(name, model.objects.all(), profile), SECRET), f"{name}: there was nothing to leak"


def test_what_is_private_stays_out_of_the_desks_own_tables():
    _secret_things()
    assert [*MODELS, "corrections"] == list(TABLES)
    for name, model in MODELS.items():
        assert _marked(exported(name, model.objects.all()), PRIVATE) == [], name


def test_a_retraction_takes_a_claim_out_of_every_table():
    claim = make_published_claim("Twelve.", event=make_event("Clash"), subject=make_actor("Ministry"))
    claim.citations.get().source.stories.add(Story.objects.create(name="Borders"))
    make_public_contradiction(left=claim)
    before = {name: len(exported(name)) for name in TABLES}
    assert before == {
        "claims": 2, "citations": 2, "contradictions": 1, "sources": 2, "outlets": 2,
        "actors": 1, "events": 1, "stories": 1, "corrections": 0,
    }  # fmt: skip
    retract(claim, make_user("chief"), "We were wrong.")
    after = {name: len(exported(name)) for name in TABLES}
    assert after == {
        "claims": 1, "citations": 1, "contradictions": 0, "sources": 1, "outlets": 1,
        "actors": 0, "events": 0, "stories": 0, "corrections": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "model"),
    [("sources", Source), ("outlets", Outlet), ("actors", Actor), ("events", Event), ("contradictions", Contradiction)],
)
def test_the_desk_sees_which_rows_are_public(name, model):
    make_public_contradiction(left=make_published_claim(event=make_event(), subject=make_actor()))
    make_contradiction(make_claim(event=make_event(), subject=make_actor()), make_published_claim())
    cite(Claim.objects.get(status="draft"), make_source())
    statuses = {row["status"] for row in exported(name, model.objects.all())}
    assert statuses == {"public", "internal"}
    assert {row["status"] for row in exported(name)} == {"public"}


def test_the_desk_sees_that_a_claim_is_held():
    make_published_claim(hold="legal", hold_reason="Lawyers look at it.")
    make_claim()
    assert [row["status"] for row in exported("claims", Claim.objects.all())] == ["held", "draft"]
    assert [row["status"] for row in exported("citations", Citation.objects.all())] == ["held"]


def _many(count: int) -> None:
    judge, larger = User.objects.create(username=f"judge of {count}"), make_event()
    make_published_claim(event=larger)
    for n in range(count):
        source, story = make_source(), Story.objects.create(name=f"Story {count} {n}")
        source.stories.add(story)
        OutletDomain.objects.create(outlet=source.outlet, domain=f"o{count}-{n}.example")
        SourceCredit.objects.create(source=source, name="A. Writer")
        actor = make_actor()
        event = make_event(place=Place.objects.create(name=f"Place {count} {n}"), parent=larger)
        event.actors.add(actor)
        event.stories.add(story)
        ActorName.objects.create(actor=actor, name=f"Other {n}")
        claim = make_published_claim(source=source, event=event, subject=actor, value_actor=actor)
        other = cite(claim, source, "Trade resumed", actor=actor)
        ActorRole.objects.create(actor=actor, title="Envoy", organisation=actor, citation=other)
        contradiction = make_public_contradiction(left=claim)
        Publication.objects.create(claim=claim, change="update", by=judge, note="A later count.")
        Judgement.objects.create(
            contradiction=contradiction, by=judge, decision="settle", verdict="left", evidence=other
        )


QUERIES = {
    "claims": 8,
    "citations": 9,
    "contradictions": 10,
    "sources": 3,
    "outlets": 2,
    "actors": 3,
    "events": 4,
    "stories": 1,
    "corrections": 1,
}


@pytest.mark.parametrize("name", TABLES)
def test_a_page_costs_the_same_queries_however_many_rows_it_has(name):
    _many(1)
    counts = []
    for more in (0, 9):
        _many(more)
        with CaptureQueriesContext(connection) as queries:
            assert len(exported(name)) >= 1 + more
        counts.append(len(queries))
    assert counts == [QUERIES[name]] * 2


def test_a_thousand_citations_cost_the_queries_of_ten():
    claim, source = make_claim(status=Claim.Status.PUBLISHED), make_source()
    Citation.objects.bulk_create(Citation(claim=claim, source=source) for _ in range(999))
    exact, version = "Trade resumed", source.current_version
    start = version.text.index(exact)
    for citation in Citation.objects.all():
        citation.quotations.bulk_create(
            [Quotation(citation=citation, version=version, exact=exact, start=start, end=start + len(exact))]
        )
    Voice.objects.bulk_create(Voice(citation=one, kind="outlet_itself") for one in Citation.objects.all())
    counts = []
    for count in (10, 999):
        with CaptureQueriesContext(connection) as queries:
            assert (
                len(exported("citations", Citation.objects.filter(pk__in=Citation.objects.order_by("pk")[:count])))
                == count
            )
        counts.append(len(queries))
    assert counts == [7, 7]


def test_no_text_of_a_version_is_fetched():
    make_public_contradiction()
    with CaptureQueriesContext(connection) as queries:
        for name in TABLES:
            exported(name)
    fetched = [one["sql"] for one in queries if '"sources_sourceversion"."text"' in one["sql"]]
    assert fetched == []
