"""What was published, and what both apps stand on."""

from sources.models.batch import ImportBatch, ImportItem
from sources.models.outlet import Outlet, OutletDomain
from sources.models.source import Capture, Source, SourceAddress, SourceCredit, SourceVersion
from sources.models.story import Story

__all__ = [
    "Capture",
    "ImportBatch",
    "ImportItem",
    "Outlet",
    "OutletDomain",
    "Source",
    "SourceAddress",
    "SourceCredit",
    "SourceVersion",
    "Story",
]
