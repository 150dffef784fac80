"""What was said: claims, who says them where, and which cannot both be true."""

from claims.models.actor import Actor, ActorName, ActorRole
from claims.models.citation import Citation, Quotation, Voice
from claims.models.claim import Attribute, Claim
from claims.models.contradiction import Contradiction, Judgement, Reading, ReadingWord
from claims.models.event import Event, Place
from claims.models.publication import Publication, Reply

__all__ = [
    "Actor",
    "ActorName",
    "ActorRole",
    "Attribute",
    "Citation",
    "Claim",
    "Contradiction",
    "Event",
    "Judgement",
    "Place",
    "Publication",
    "Quotation",
    "Reading",
    "ReadingWord",
    "Reply",
    "Voice",
]
