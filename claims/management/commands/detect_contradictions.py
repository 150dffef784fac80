"""Compare claims and suggest contradictions, now; what a person judged is never touched."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.db.models import Q
from tqdm import tqdm

from claims.contradictions.suggestions import Suggested, suggest_for
from claims.models import Claim
from claims.reading.reader import VERSION

PAUSE = 0.02  # seconds after each claim, so that editors on SQLite get their turn


class Command(BaseCommand):
    help = "Suggest contradictions for claims not read yet by this version; --all compares every claim again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="Compare every claim again.")

    def handle(self, *args: Any, **options: Any) -> None:
        claims = Claim.objects.comparable().order_by("pk")
        if not options["all"]:
            claims = claims.filter(Q(reading=None) | Q(reading__version__lt=VERSION))
        keys = claims.values_list("pk", flat=True)
        done, count = Suggested(), 0
        progress = tqdm(keys, total=len(keys), desc="Comparing", unit="claim", disable=not sys.stderr.isatty())
        for pk in progress:
            claim = Claim.objects.filter(pk=pk).first()
            if claim is None:
                continue  # somebody deleted it meanwhile
            done, count = done + suggest_for(claim), count + 1
            if connection.vendor == "sqlite":
                time.sleep(PAUSE)
        self.stdout.write(
            f"{count} claims compared in {done.compared} pairs: {done.new} new suggestions, {done.known} known."
        )
