"""Load the demo newsroom: articles through the import, claims through the desk's own steps."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from claims.models import Actor, ActorName, ActorRole, Attribute, Event, Place
from claims.roles import CHIEF, EDITOR, REPORTER, make_roles
from factdesk.models import DemoRow
from sources.importing import pipeline
from sources.importing.documents import from_file
from sources.importing.types import Outcome
from sources.models import ImportBatch, Outlet, OutletDomain, Source, Story

FOLDER = Path(__file__).resolve().parent
Row = TypeVar("Row", bound=models.Model)


class DemoError(Exception):
    """The demo cannot be loaded. The message says why."""


@dataclass(frozen=True)
class Login:
    name: str
    password: str


def is_loaded() -> bool:
    return DemoRow.objects.exists()


def read_file() -> dict[str, Any]:
    """The newsroom as its authors wrote it."""
    return json.loads((FOLDER / "newsroom.json").read_text())


def made(row: Row) -> Row:
    """Remember that the demo made this row."""
    DemoRow.objects.create(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)
    return row


class Furnishing:
    """The rows that claims stand on, by the keys that the file uses."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.users: dict[str, User] = {}
        self.logins: list[Login] = []
        self.outlets: dict[str, Outlet] = {}
        self.places: dict[str, Place] = {}
        self.actors: dict[str, Actor] = {}
        self.events: dict[str, Event] = {}
        self.sources: dict[str, Source] = {}

    @transaction.atomic
    def furnish(self) -> None:
        make_roles()
        for role in (REPORTER, EDITOR, CHIEF):
            self._make_user(role)
        self.story = made(Story.objects.create(**self.data["story"]))
        for given in self.data["attributes"]:
            made(Attribute.objects.create(**given))
        for given in self.data["outlets"]:
            self._make_outlet(given)
        for given in self.data["places"]:
            parent = self.places.get(given["parent"] or "")
            self.places[given["key"]] = made(Place.objects.create(name=given["name"], parent=parent))
        for given in self.data["actors"]:
            self.actors[given["key"]] = made(
                Actor.objects.create(name=given["name"], kind=given["kind"], about=given["about"])
            )
        for given in self.data["actors"]:
            self._name_and_place(given)
        for given in self.data["events"]:
            self._make_event(given)

    def import_articles(self) -> Iterator[str]:
        """Import each article by the real pipeline; yields a line for each. Raises DemoError."""
        batch = made(ImportBatch.objects.create(origin=ImportBatch.Origin.DEMO, started_by=self.users[REPORTER]))
        for given in self.data["articles"]:
            now = timezone.now()
            page = replace(from_file(FOLDER / given["file"], now), url=given["url"])
            done = pipeline.import_document(batch, page, now, self.story)
            if done.source is None or done.outcome != Outcome.NEW:
                raise DemoError(f"{given['file']} could not be imported: {done.reason}")
            self._answer_questions(done.source, given)
            self.sources[given["file"]] = made(done.source)
            yield f"{done.outcome}: {done.source}"

    def _make_user(self, role: str) -> None:
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(f"demo-{role}", password=password, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        self.users[role] = made(user)
        self.logins.append(Login(user.username, password))

    def _make_outlet(self, given: dict[str, Any]) -> None:
        fields = {name: given[name] for name in ("name", "kind", "country", "language", "owner", "about")}
        outlet = self.outlets[given["key"]] = made(Outlet.objects.create(**fields))
        for domain in given["domains"]:
            OutletDomain.objects.create(outlet=outlet, domain=domain)

    def _name_and_place(self, given: dict[str, Any]) -> None:
        actor = self.actors[given["key"]]
        for name in given["aliases"]:
            ActorName.objects.create(actor=actor, **name)
        for role in given["roles"]:
            organisation = self.actors.get(role["organisation"] or "")
            ActorRole.objects.create(actor=actor, title=role["title"], organisation=organisation, period=role["period"])

    def _make_event(self, given: dict[str, Any]) -> None:
        event = made(
            Event.objects.create(
                title=given["title"],
                date=given["date"],
                place=self.places.get(given["place"] or ""),
                parent=self.events.get(given["parent"] or ""),
                summary=given["summary"],
            )
        )
        event.actors.set(self.actors[key] for key in given["actors"])
        event.stories.add(self.story)
        self.events[given["key"]] = event

    def _answer_questions(self, source: Source, given: dict[str, Any]) -> None:
        """What an editor does after an import: give what the page did not state, or say that it states none."""
        if source.outlet is None:
            source.outlet = self.outlets[given["outlet"]]
        if not source.title:
            source.title = given["expected"]["title"]
        source.published_not_stated = not source.published
        source.revision += 1
        source.save()
