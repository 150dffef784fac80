"""The demo newsroom: load it once, or take it away."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from claims.models import Claim, Contradiction
from factdesk import private_files
from factdesk.demo.claiming import Claiming
from factdesk.demo.loading import DemoError, Furnishing, Login, is_loaded, read_file
from factdesk.demo.removing import remove_demo
from sources.models import Source


class Command(BaseCommand):
    help = "Load the demo newsroom once, through the real import path; --remove takes it away and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="Remove everything that the demo made.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            self.remove()
        elif is_loaded():
            self.stdout.write("The demo newsroom is loaded.")
        else:
            self.load()

    def load(self) -> None:
        desk = Furnishing(read_file())
        try:
            claiming, logins = self.furnish(desk)
        except DemoError as error:
            raise CommandError(f"The demo was not loaded. {error}") from error
        self.stdout.write(
            f"Demo newsroom: {Source.objects.count()} articles, {Claim.objects.count()} claims, "
            f"{claiming.suggested} suggested contradictions, {Contradiction.objects.public().count()} published."
        )
        for login in desk.logins:
            self.stdout.write(f"  log in as {login.name} with the password {login.password}")
        self.stdout.write(f"  (these are kept in {logins}, readable by you alone)")

    @transaction.atomic
    def furnish(self, desk: Furnishing) -> tuple[Claiming, Path]:
        """All of it or nothing: half a demo, left by an error or a kill, would count as loaded."""
        desk.furnish()
        self.go_through("Importing", desk.import_articles(), len(desk.data["articles"]))
        claiming = Claiming(desk)
        self.go_through("Claims", claiming.make_claims(), len(desk.data["claims"]))
        judged = [given for given in desk.data["contradictions"] if given["judgements"]]
        self.go_through("Judging", claiming.judge(), len(judged))
        return claiming, write_logins(desk.logins)

    def remove(self) -> None:
        if not is_loaded():
            self.stdout.write("There is no demo newsroom here.")
            return
        done = remove_demo()
        logins_file().unlink(missing_ok=True)
        self.stdout.write(f"Removed {done.removed} rows of the demo newsroom.")
        for kept in done.kept:
            self.stdout.write(f"  kept, since somebody has built on it: {kept}")

    def go_through(self, name: str, steps: Iterable[str], total: int) -> None:
        bar = tqdm(steps, desc=name, total=total, unit="", file=sys.stderr, leave=True, mininterval=0.5)
        for _ in bar:
            pass


def logins_file() -> Path:
    return settings.VAR / "demo-logins.txt"


def write_logins(logins: list[Login]) -> Path:
    path = logins_file()
    private_files.write(path, "".join(f"{login.name} {login.password}\n" for login in logins))
    return path
