"""The admin of sources: one file per family of models."""

from sources.admin.batch import ImportBatchAdmin, ImportItemAdmin
from sources.admin.checking import SiteAdmin
from sources.admin.feed import FeedAdmin
from sources.admin.outlet import OutletAdmin, StoryAdmin
from sources.admin.rule import OutletRuleAdmin
from sources.admin.source import SourceAdmin
from sources.admin.version import CaptureAdmin, SourceVersionAdmin

__all__ = [
    "CaptureAdmin",
    "FeedAdmin",
    "ImportBatchAdmin",
    "ImportItemAdmin",
    "OutletAdmin",
    "OutletRuleAdmin",
    "SiteAdmin",
    "SourceAdmin",
    "SourceVersionAdmin",
    "StoryAdmin",
]
