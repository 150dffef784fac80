"""Who may do what in the admin: every model, every role, asked by its addresses."""

from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.urls import reverse

from claims.models import Attribute, Citation, Judgement, Place, Publication, Reading, Reply
from sources.importing.types import Outcome
from sources.models import Capture, Feed, ImportBatch, ImportItem, OutletRule, Site, Story
from tests import builders
from tests.staff import Staff

pytestmark = pytest.mark.django_db

# v: sees the list, a: adds, c: changes, d: deletes
TABLE = {
    # model: (reporter, editor, chief)
    "claims.actor": ("vac", "vac", "vacd"),
    "claims.attribute": ("v", "v", "vacd"),
    "claims.citation": ("vc", "vcd", "vcd"),
    "claims.claim": ("vac", "vacd", "vacd"),
    "claims.contradiction": ("va", "vac", "vacd"),
    "claims.event": ("vac", "vac", "vacd"),
    "claims.judgement": ("v", "v", "v"),
    "claims.place": ("vac", "vac", "vacd"),
    "claims.publication": ("v", "v", "v"),
    "claims.reading": ("", "", ""),
    "claims.reply": ("vac", "vac", "vacd"),
    "sources.capture": ("v", "v", "v"),
    "sources.feed": ("v", "vacd", "vacd"),
    "sources.importbatch": ("v", "v", "v"),
    "sources.importitem": ("v", "v", "v"),
    "sources.outlet": ("va", "va", "vacd"),
    "sources.outletrule": ("v", "vacd", "vacd"),
    "sources.site": ("v", "v", "v"),
    "sources.source": ("vc", "vc", "vcd"),
    "sources.sourceversion": ("v", "v", "v"),
    "sources.story": ("v", "v", "vacd"),
    "auth.user": ("", "", "vac"),
    "auth.group": ("", "", "v"),
}
OURS = ("claims", "sources", "auth")


def make_one_of_each() -> dict:
    """A row of every model, none of them published or protected."""
    source, claim, user = builders.make_source(), builders.make_claim(), builders.make_user()
    batch = ImportBatch.objects.create(origin="command")
    capture = Capture(source=source, version=source.current_version, captured_at=datetime(2022, 7, 5, tzinfo=UTC))
    capture.sha256, capture.size = "0" * 64, 1
    capture.save()
    contradiction = builders.make_contradiction()
    rows = [
        source,
        claim,
        user,
        batch,
        capture,
        contradiction,
        source.current_version,
        builders.make_actor(),
        builders.make_event(),
        builders.make_outlet(),
        builders.cite(builders.make_claim(), builders.make_source()),
        Attribute.objects.create(name="mood of the day", value_type="text"),
        ImportItem.objects.create(batch=batch, target="x", outcome=Outcome.NEW),
        Judgement.objects.create(contradiction=builders.make_contradiction(), by=user, decision="confirm"),
        Publication.objects.create(claim=builders.make_claim(), by=user, change="publication"),
        Reading.objects.create(claim=builders.make_claim(), version=1, data={}),
        Reply.objects.create(claim=claim, question="Why?"),
        Place.objects.create(name="Somewhere"),
        Story.objects.create(name="A story"),
        Feed.objects.create(url="https://news.example/feed"),
        Site.objects.create(host="news.example"),
        OutletRule.objects.create(outlet=builders.make_outlet(), body="p"),
    ]
    return {row._meta.label_lower: row for row in rows} | {"auth.group": None}


def allowed(client: Staff, label: str, row) -> str:
    name = f"admin:{label.replace('.', '_')}"
    row = row or client.user.groups.first()
    listed = client.get(reverse(f"{name}_changelist")).status_code == 200
    added = client.get(reverse(f"{name}_add")).status_code == 200
    page = client.get(reverse(f"{name}_change", args=[row.pk]))
    changed = page.status_code == 200 and b'name="_save"' in page.content
    deleted = client.get(reverse(f"{name}_delete", args=[row.pk])).status_code == 200
    return "".join(letter for letter, may in zip("vacd", (listed, added, changed, deleted), strict=True) if may)


@pytest.mark.parametrize(("place", "role"), list(enumerate(["reporter", "editor", "chief"])))
def test_each_role_may_do_what_the_table_says(place, role):
    client, rows = Staff(role), make_one_of_each()

    found = {label: allowed(client, label, rows[label]) for label in TABLE}

    assert found == {label: roles[place] for label, roles in TABLE.items()}


def test_the_table_names_every_model_of_the_admin():
    ours = {model._meta.label_lower for model in admin.site._registry if model._meta.app_label in OURS}

    assert ours == set(TABLE)


@pytest.mark.parametrize("label", TABLE)
def test_who_is_not_staff_is_sent_to_sign_in(client, label):
    address = reverse(f"admin:{label.replace('.', '_')}_changelist")

    answer = client.get(address)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


def test_a_reporter_may_not_change_what_readers_see():
    claim = builders.make_published_claim()

    for row in (claim, Citation.objects.get(claim=claim)):
        assert "c" not in allowed(Staff("reporter"), row._meta.label_lower, row)
        assert "c" in allowed(Staff("editor"), row._meta.label_lower, row)


@pytest.mark.parametrize("role", ["editor", "chief"])
def test_nobody_deletes_what_readers_saw(role):
    for status in ("published", "corrected", "retracted"):
        assert "d" not in allowed(Staff(role), "claims.claim", builders.make_claim(status=status))


def test_nobody_changes_what_was_retracted():
    assert "c" not in allowed(Staff("chief"), "claims.claim", builders.make_claim(status="retracted"))
