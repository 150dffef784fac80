"""What was published, and what both apps stand on."""

from sources.models.batch import ImportBatch, ImportItem
from sources.models.capture import Capture
from sources.models.checking import Site, SourceCheck
from sources.models.feed import Feed, FeedCheck, SeenEntry
from sources.models.likeness import SameText, TextBand
from sources.models.outlet import Outlet, OutletDomain
from sources.models.rule import OutletRule, RecurringLine
from sources.models.source import (
    Disagreement,
    Source,
    SourceAddress,
    SourceCredit,
    SourceVersion,
)
from sources.models.stored import StoredFile
from sources.models.story import Story

__all__ = [
    "Capture",
    "Disagreement",
    "Feed",
    "FeedCheck",
    "ImportBatch",
    "ImportItem",
    "Outlet",
    "OutletDomain",
    "OutletRule",
    "RecurringLine",
    "SameText",
    "SeenEntry",
    "Site",
    "Source",
    "SourceAddress",
    "SourceCheck",
    "SourceCredit",
    "SourceVersion",
    "StoredFile",
    "Story",
    "TextBand",
]
