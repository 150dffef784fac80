"""The admin of sources: one file per family of models."""

from sources.admin.batch import ImportBatchAdmin, ImportItemAdmin
from sources.admin.outlet import OutletAdmin, StoryAdmin
from sources.admin.source import SourceAdmin
from sources.admin.version import CaptureAdmin, SourceVersionAdmin

__all__ = [
    "CaptureAdmin",
    "ImportBatchAdmin",
    "ImportItemAdmin",
    "OutletAdmin",
    "SourceAdmin",
    "SourceVersionAdmin",
    "StoryAdmin",
]
