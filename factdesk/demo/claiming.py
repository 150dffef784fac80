"""The demo's claims, citations and judgements, made by the same steps as an editor's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import transaction

from claims import judging, publishing
from claims.citing import Saying, Spoken, anchor_in, cite
from claims.contradictions.suggestions import suggest_for
from claims.models import Attribute, Citation, Claim, Contradiction
from claims.roles import EDITOR, REPORTER
from factdesk.demo.loading import Furnishing, made


class Claiming:
    """Makes claims on a furnished desk."""

    def __init__(self, desk: Furnishing) -> None:
        self.desk = desk
        self.claims: dict[str, Claim] = {}
        self.suggested = 0

    def make_claims(self) -> Iterator[str]:
        """Make, cite, submit and publish each claim, and let the machine suggest; yields each claim's text."""
        for given in self.desk.data["claims"]:
            with transaction.atomic():
                claim = self._cited(given)
                self._bring_to(claim, given["status"])
            self.suggested += suggest_for(claim).new
            self.claims[given["key"]] = claim
            yield claim.text

    def judge(self) -> Iterator[str]:
        """Flag by hand what the machine did not suggest and people judged, and add the judgements."""
        for given in self.desk.data["contradictions"]:
            if given["judgements"]:
                with transaction.atomic():
                    contradiction = self._contradiction(given)
                    for judgement in given["judgements"]:
                        self._judge(contradiction, judgement)
                yield str(contradiction)

    def _cited(self, given: dict[str, Any]) -> Claim:
        claim = self._claim(given)
        for citation in given["citations"]:
            self._cite(claim, citation)
        return made(claim)

    def _claim(self, given: dict[str, Any]) -> Claim:
        desk, value = self.desk, given["value"] or {}
        return Claim(
            text=given["text"],
            kind=given["kind"],
            author=desk.users[REPORTER],
            subject=desk.actors.get(given["subject"] or ""),
            object=desk.actors.get(given["object"] or ""),
            event=desk.events.get(given["event"] or ""),
            place=desk.places.get(given["place"] or ""),
            attribute=Attribute.objects.get(name=given["attribute"]) if given["attribute"] else None,
            value_low=_decimal(value.get("low")),
            value_high=_decimal(value.get("high")),
            unit=value.get("unit", ""),
            approximate=value.get("approximate", False),
            value_date=value.get("date", ""),
            value_actor=desk.actors.get(value.get("actor", "")),
            value_text=value.get("text", ""),
            value_yes=value.get("yes"),
            period=given["period"],
        )

    def _cite(self, claim: Claim, given: dict[str, Any]) -> None:
        source = self.desk.sources[given["article"]]
        words = [given["quotation"], *filter(None, [given["second_quotation"]])]
        saying = Saying(
            tuple(anchor_in(source.current_version, piece) for piece in words),
            tuple(self._spoken(voice) for voice in given["voices"]),
            stance=given["stance"],
            language=given["language"],
            translation=given["translation"],
            translator="Factdesk" if given["translation"] else "",
        )
        cite(claim, source, self.desk.users[REPORTER], saying)

    def _spoken(self, voice: dict[str, Any]) -> Spoken:
        known = self.desk.actors.get(voice["actor"] or "") or self.desk.outlets.get(voice["outlet"] or "")
        name = str(known) if known and voice["kind"] in ("actor", "outlet") else voice["name"]
        return Spoken(voice["kind"], name, voice["role"], printed=voice["name"])

    def _bring_to(self, claim: Claim, status: str) -> None:
        if status in (Claim.Status.IN_REVIEW, Claim.Status.PUBLISHED):
            publishing.submit(claim, self.desk.users[REPORTER])
        if status == Claim.Status.PUBLISHED:
            publishing.publish(claim, self.desk.users[EDITOR])

    def _contradiction(self, given: dict[str, Any]) -> Contradiction:
        left, right = sorted((self.claims[given["left"]], self.claims[given["right"]]), key=lambda one: one.pk)
        found = Contradiction.objects.filter(left=left, right=right).first()
        if found is None:
            found = judging.flag(left, right, given["kind"], self.desk.users[EDITOR])
        found.kind = given["kind"]
        found.why, found.settles = given["why"], given["settles"]
        found.revision += 1
        found.save()
        return made(found)

    def _judge(self, contradiction: Contradiction, given: dict[str, Any]) -> None:
        evidence = Citation.objects.filter(claim=self.claims.get(given["evidence_claim"] or ""))
        if article := given.get("evidence_article"):
            evidence = evidence.filter(source=self.desk.sources[article])
        judging.judge(
            contradiction,
            self.desk.users[given["by"]],
            given["decision"],
            verdict=given["verdict"],
            cause=given["cause"],
            explanation=given["explanation"],
            evidence=evidence.first(),
        )


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))
