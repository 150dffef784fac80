"""Every address × every role, in one table. An address that is missing here fails."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from django.contrib.auth.models import Group, User
from django.urls import NoReverseMatch, get_resolver, reverse

from claims.models import Attribute, Judgement, Place, Publication, Reading, Reply
from sources.models import Capture, Feed, ImportBatch, ImportItem, OutletRule, Site, Story
from tests.builders import (
    cite,
    make_actor,
    make_claim,
    make_contradiction,
    make_event,
    make_outlet,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db

READER, NOBODY, FORMER = "reader", "nobody", "former"
REPORTER, EDITOR, CHIEF, ROOT = "reporter", "editor", "chief", "root"
ROLES = (READER, NOBODY, FORMER, REPORTER, EDITOR, CHIEF, ROOT)
ALL, NONE = frozenset(ROLES), frozenset[str]()
DESK, EDITORS, CHIEFS, ROOTS = (frozenset(ROLES[n:]) for n in (3, 4, 5, 6))

#: Addresses by name: who is answered with a page (200). Readers' lists and pages of drafts are told apart below.
PAGES = {
    **dict.fromkeys(
        ["home", "search", "corrections", "corrections_export", "method", "healthz", "readyz"]
        + [f"{name}_list" for name in ("claim", "contradiction", "source", "outlet", "actor", "event")]
        + [f"{name}_export" for name in ("claim", "contradiction", "source", "outlet", "actor", "event", "citation")],
        ALL,
    ),
    # Nothing here is published: a draft's address is not found, whoever asks.
    **dict.fromkeys(
        [f"{name}_detail" for name in ("claim", "contradiction", "source", "outlet", "actor", "event", "story")], NONE
    ),
    **dict.fromkeys(["admin:index", "admin:jsi18n", "desk:import", "desk:read", "desk:claims"], DESK),
    "admin:login": ALL - DESK,  # who is in goes on to the desk
    "admin:password_change": DESK,
    "admin:password_change_done": DESK,
    "admin:autocomplete": NONE,  # asks for its parameters
    "admin:logout": NONE,  # only by POST
    "admin:view_on_site": NONE,
    "admin:app_list": DESK,
    "admin:auth_user_password_change": CHIEFS,
    "admin:claims_claim_step": NONE,  # only by POST
    "admin:claims_contradiction_judge": EDITORS,
    "desk:preview": NONE,  # of one's own imports alone
    "admin:sources_source_take": NONE,  # only by POST
    "admin:sources_source_fetch_again": NONE,  # only by POST
    "admin:sources_outletrule_try": NONE,  # only by POST
    "admin:sources_importbatch_progress": DESK,
    "admin:sources_importbatch_undo": EDITORS,
    "admin:sources_importbatch_retry": NONE,  # only by POST
    "admin:sources_importitem_retry": NONE,  # only by POST
    "admin:sources_feed_opml": EDITORS,
}

#: Admin pages by model: who may see, add, change and delete.
MODELS = {
    "sources_source": (DESK, NONE, DESK, NONE),  # added by an import alone; a cited one is not deleted
    "sources_outlet": (DESK, DESK, CHIEFS, CHIEFS),
    "sources_story": (DESK, CHIEFS, CHIEFS, CHIEFS),
    "sources_sourceversion": (DESK, NONE, NONE, NONE),
    "sources_capture": (DESK, NONE, NONE, NONE),
    "sources_importbatch": (DESK, NONE, NONE, NONE),
    "sources_importitem": (DESK, NONE, NONE, NONE),
    "sources_feed": (DESK, EDITORS, EDITORS, EDITORS),
    "sources_site": (DESK, NONE, NONE, NONE),
    "sources_outletrule": (DESK, EDITORS, EDITORS, EDITORS),
    "claims_actor": (DESK, DESK, DESK, CHIEFS),
    "claims_event": (DESK, DESK, DESK, CHIEFS),
    "claims_place": (DESK, DESK, DESK, CHIEFS),
    "claims_attribute": (DESK, CHIEFS, CHIEFS, CHIEFS),
    "claims_claim": (DESK, DESK, DESK, EDITORS),
    "claims_citation": (DESK, NONE, DESK, EDITORS),  # added at the reading desk alone
    "claims_contradiction": (DESK, DESK, EDITORS, CHIEFS),
    "claims_judgement": (DESK, NONE, NONE, NONE),
    "claims_publication": (DESK, NONE, NONE, NONE),
    "claims_reading": (ROOTS, NONE, NONE, NONE),
    "claims_reply": (DESK, DESK, DESK, CHIEFS),
    "auth_user": (CHIEFS, CHIEFS, CHIEFS, ROOTS),
    "auth_group": (CHIEFS, ROOTS, ROOTS, ROOTS),
}


def named_addresses() -> Iterator[str]:
    """The name of every address of the project, with its namespace."""

    def walk(patterns, namespace=""):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner)
            elif pattern.name:
                yield f"{namespace}{pattern.name}"

    yield from sorted(set(walk(get_resolver().url_patterns)))


def expected(name: str) -> frozenset[str] | None:
    """Who is answered with a page at an address; None where the table does not know it."""
    if name in PAGES:
        return PAGES[name]
    model, _, page = name.removeprefix("admin:").replace("simple_history", "past").rpartition("_")
    if name.startswith("admin:axes_"):
        return ROOTS
    if model not in MODELS:
        return None
    view, add, _change, delete = MODELS[model]
    return {"changelist": view, "change": view, "history": view, "past": view, "add": add, "delete": delete}.get(page)


@pytest.fixture
def rows():
    """One unpublished row of each kind; nothing of it may reach a reader."""
    source, claim = make_source(), make_claim("An unpublished draft.")
    citation = cite(claim, source)
    editor = make_user(EDITOR)
    contradiction = make_contradiction(claim, make_claim("Another draft."))
    batch = ImportBatch.objects.create(origin="command")
    return {
        "claim": claim,
        "contradiction": contradiction,
        "source": source,
        "outlet": source.outlet,
        "actor": make_actor(),
        "event": make_event(),
        "story": Story.objects.create(name="A story"),
        "citation": citation,
        "place": Place.objects.create(name="Hairatan"),
        "judgement": Judgement.objects.create(contradiction=contradiction, by=editor, decision="confirm"),
        "publication": Publication.objects.create(claim=claim, by=editor, change="publication"),
        "reading": Reading.objects.create(claim=claim, version=1, data={}),
        "reply": Reply.objects.create(outlet=make_outlet(), question="Is it so?"),
        "sourceversion": source.current_version,
        "capture": Capture.objects.create(
            source=source, version=source.current_version, captured_at=source.created_at, sha256="0" * 64, size=1
        ),
        "importbatch": batch,
        "importitem": ImportItem.objects.create(batch=batch, target="a", outcome="new"),
        "feed": Feed.objects.create(url="https://news.example/feed"),
        "site": Site.objects.create(host="news.example"),
        "outletrule": OutletRule.objects.create(outlet=make_outlet(), body="p"),
        "attribute": Attribute.objects.create(name="people seen", value_type="number"),
        "user": make_user(REPORTER),
        "group": Group.objects.get(name=REPORTER),
    }


def address_of(name: str, rows: dict) -> str | None:
    """An address with a row's key in it; None where it cannot be asked for without more."""
    if name == "admin:app_list":
        return reverse(name, args=["claims"])
    words = name.partition(":")[2].split("_") if ":" in name else ["", *name.split("_")]
    row = rows["source"] if name == "desk:read" else rows.get(words[1] if len(words) > 1 else "")
    if name == "admin:claims_claim_step":
        return reverse(name, args=[rows["claim"].pk, "submit"])
    if name == "admin:claims_contradiction_judge":
        return reverse(name, args=[rows["contradiction"].pk])
    if name == "admin:auth_user_password_change":
        return reverse(name, args=[rows["user"].pk])
    if name.endswith("_simple_history"):
        return reverse(name, args=[row.pk, row.history.latest().pk])
    for args in ([], [row.pk] if row else [1], [1, 1]):
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return None


def log_in(client, role: str) -> None:
    if role == READER:
        return
    if role == ROOT:
        user = User.objects.create_superuser("root")
    elif role == FORMER:
        user = make_user(EDITOR, is_active=False)
    else:
        user = make_user("" if role == NOBODY else role)
    client.force_login(user)


@cache
def all_names() -> tuple[str, ...]:
    return tuple(named_addresses())


def test_every_address_is_in_the_table():
    unknown = [name for name in all_names() if expected(name) is None]
    assert not unknown, f"Say in this table who may ask for: {unknown}"


@pytest.mark.parametrize("role", ROLES)
def test_who_is_answered(role, rows, client):
    log_in(client, role)
    wrong = []
    for name in all_names():
        if name == "admin:logout" or (role == ROOT and name.startswith("admin:axes_")):
            continue  # axes is a library: what matters is that nobody else gets in
        address = address_of(name, rows)
        answered = client.get(address).status_code == 200
        if answered != (role in expected(name)):
            wrong.append(f"{name} ({address}): {'answered' if answered else 'refused'}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("role", "model"),
    [(role, model) for model in MODELS for role in ROLES[1:6] if role not in MODELS[model][2]],
)
def test_who_may_change_by_post(role, model, rows, client):
    """A crafted form reaches a row only where the table lets it: who may not change is refused, whatever is sent."""
    log_in(client, role)
    row = rows[model.rpartition("_")[2]]
    before = type(row).objects.filter(pk=row.pk).values().get()
    response = client.post(reverse(f"admin:{model}_change", args=[row.pk]), {"text": "Crafted", "name": "Crafted"})
    assert response.status_code in (302, 403)
    assert type(row).objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("role", [READER, NOBODY, FORMER, REPORTER])
def test_who_may_judge_publish_or_retract(role, rows, client):
    log_in(client, role)
    claim, contradiction = rows["claim"], rows["contradiction"]
    judged = client.post(reverse("admin:claims_contradiction_judge", args=[contradiction.pk]), {"decision": "dismiss"})
    assert judged.status_code in (302, 403)
    for step in ("publish", "send-back", "send_back", "retract", "hold", "release"):
        response = client.post(reverse("admin:claims_claim_step", args=[claim.pk, step]), {"note": "x"})
        assert response.status_code in (302, 403, 404, 405)
    contradiction.refresh_from_db(), claim.refresh_from_db()
    assert contradiction.judgements.count() == 1
    assert (claim.status, claim.hold) == ("draft", "")


def test_asking_changes_nothing(rows, client):
    """GET on every address, as the one who may do most, leaves every row as it is."""
    log_in(client, ROOT)
    models = [type(row) for row in rows.values() if type(row) is not User]
    before = [list(model.objects.order_by("pk").values()) for model in models]
    for name in all_names():
        if name != "admin:logout":
            client.get(address_of(name, rows))
    assert [list(model.objects.order_by("pk").values()) for model in models] == before
