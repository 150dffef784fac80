"""The admin of claims: one file per family of models."""

from django.contrib import admin

from claims.admin.actor import ActorAdmin
from claims.admin.attribute import AttributeAdmin
from claims.admin.citation import CitationAdmin
from claims.admin.claim import ClaimAdmin
from claims.admin.contradiction import ContradictionAdmin
from claims.admin.event import EventAdmin, PlaceAdmin
from claims.admin.exporting import offer_downloads
from claims.admin.publication import JudgementAdmin, PublicationAdmin, ReadingAdmin, ReplyAdmin
from claims.admin.seen import watch_over_sources

__all__ = [
    "ActorAdmin",
    "AttributeAdmin",
    "CitationAdmin",
    "ClaimAdmin",
    "ContradictionAdmin",
    "EventAdmin",
    "JudgementAdmin",
    "PlaceAdmin",
    "PublicationAdmin",
    "ReadingAdmin",
    "ReplyAdmin",
]

watch_over_sources(admin.site)
offer_downloads(admin.site)
