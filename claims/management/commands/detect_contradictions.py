"""Compare claims and suggest contradictions, now; what a person judged is never touched."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q
from tqdm import tqdm

from claims.contradictions.suggestions import Suggested, suggest_for
from claims.models import Claim
from claims.reading.reader import VERSION


class Command(BaseCommand):
    help = "Suggest contradictions for claims not read yet by this version; --all compares every claim again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="Compare every claim again.")

    def handle(self, *args: Any, **options: Any) -> None:
        claims = Claim.objects.comparable().order_by("pk")
        if not options["all"]:
            claims = claims.filter(Q(reading=None) | Q(reading__version__lt=VERSION))
        keys = claims.values_list("pk", flat=True)
        done = Suggested()
        progress = tqdm(keys, total=len(keys), desc="Comparing", unit="claim", disable=not sys.stderr.isatty())
        for pk in progress:
            done += suggest_for(Claim.objects.get(pk=pk))
        self.stdout.write(
            f"{len(keys)} claims compared in {done.compared} pairs: {done.new} new suggestions, {done.known} known."
        )
