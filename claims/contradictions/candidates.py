"""Which claims are worth comparing with one claim: the only part that grows with the database.

Claims meet by what an editor said they share (event, subject, object, attribute) and by rare words.
Each block is capped, so that a huge event stays as cheap as a small one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from claims.models import Claim, ReadingWord

PER_BLOCK = 20  # newest claims taken from each shared field
RARE = 200  # a word in more claims than this tells nothing
WORDS_USED = 8  # of a claim's words, its rarest
MOST = 60  # pairs compared for one claim


def candidates(claim: Claim) -> QuerySet[Claim]:
    """Up to 60 other claims that may speak of the same matter, with all that comparing needs."""
    found: Counter[int] = Counter()
    for weight, block in _blocks(claim):
        for pk in block:
            found[pk] += weight
    best = [pk for pk, _ in found.most_common(MOST)]
    return for_comparing(Claim.objects.filter(pk__in=best))


def for_comparing(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """With all that a statement is made of, in a fixed number of queries."""
    return claims.select_related("event", "attribute", "place__parent", "value_actor", "reading").prefetch_related(
        "citations__source__outlet", "citations__voices__outlet"
    )


def _blocks(claim: Claim) -> Iterable[tuple[int, Iterable[int]]]:
    others = Claim.objects.comparable().exclude(pk=claim.pk).order_by("-pk")
    shared = {"event": claim.event_id, "subject": claim.subject_id, "object": claim.object_id}
    for field, value in shared.items():
        if value is None:
            continue
        same = others.filter(**{f"{field}_id": value})
        if claim.attribute_id:
            yield 4, same.filter(attribute_id=claim.attribute_id).values_list("pk", flat=True)[:PER_BLOCK]
        yield 2, same.values_list("pk", flat=True)[:PER_BLOCK]
    yield from _by_words(claim, others)


def _by_words(claim: Claim, others: QuerySet[Claim]) -> Iterable[tuple[int, Iterable[int]]]:
    words = list(ReadingWord.objects.filter(reading=claim.pk).values_list("word", flat=True))
    counts = dict(ReadingWord.objects.filter(word__in=words).order_by().values_list("word").annotate(n=Count("pk")))
    rarest = sorted((word for word in words if 1 < counts.get(word, 0) <= RARE), key=lambda word: (counts[word], word))
    sharing = Q(reading__words__word__in=rarest[:WORDS_USED])
    shared = others.filter(sharing).annotate(n=Count("reading__words", filter=sharing)).filter(n__gte=2)
    yield 1, shared.order_by("-n", "-pk").values_list("pk", flat=True)[: 2 * PER_BLOCK]
