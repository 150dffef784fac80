"""Between whom a contradiction stands, computed from the voices of both claims' citations."""

from __future__ import annotations

from django.db.models import Q

from claims.models import Citation, Claim, Contradiction, Voice

Level = Contradiction.Level
#: The most telling level wins: outlets' own accounts, one origin told differently, speakers, one outlet alone.
ORDER = (Level.OUTLETS, Level.RELAY, Level.SPEAKERS, Level.WITHIN)


def level_of(left: Claim, right: Claim) -> str:
    """The level of the pair: the most telling one among all pairs of their citations."""
    lefts, rights = (list(claim.citations.in_full()) for claim in (left, right))
    if left.pk == right.pk:
        rights = [one for one in rights if one.stance == Citation.Stance.DENIES]
        lefts = [one for one in lefts if one.stance == Citation.Stance.ASSERTS]
    found = {_level_between(one, other) for one in lefts for other in rights if one.pk != other.pk}
    return next((level for level in ORDER if level in found), Level.SPEAKERS)


def refresh_levels(*claims: Claim) -> None:
    """Compute the levels of the claims' contradictions anew, after their citations, voices or outlets changed."""
    touched = Contradiction.objects.filter(Q(left__in=claims) | Q(right__in=claims)).order_by("pk")
    for contradiction in touched.select_related("left", "right"):
        level = level_of(contradiction.left, contradiction.right)
        if level != contradiction.level:
            contradiction.level = level
            contradiction.save(update_fields=["level", "updated_at"])


def _level_between(one: Citation, other: Citation) -> str:
    if one.agencies & other.agencies:
        return Level.RELAY
    if not (_is_own_account(one) and _is_own_account(other)):
        return Level.SPEAKERS
    same = one.source.outlet_id is not None and one.source.outlet_id == other.source.outlet_id
    return Level.WITHIN if same or one.source_id == other.source_id else Level.OUTLETS


def _is_own_account(citation: Citation) -> bool:
    voice = citation.last_voice
    return voice is not None and voice.kind in (Voice.Kind.ITSELF, Voice.Kind.OUTLET)
