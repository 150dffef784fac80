"""`make bench`: measure, and print what was measured. Nothing here asserts. Arguments choose among the parts."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings")
django.setup()

from benchmarks import contradictions, extraction, likeness, parsing, speed, versions  # noqa: E402 - settings first

PARTS = {
    "extraction": extraction.report,
    "speed": speed.report,
    "parsing": lambda: parsing.report(pages=1_000),
    "versions": versions.report,
    "likeness": likeness.report,
    "contradictions": contradictions.report,
}

unknown = set(sys.argv[1:]) - set(PARTS)
if unknown:
    sys.exit(f"There is no part {', '.join(sorted(unknown))}: choose among {', '.join(PARTS)}.")
for name in sys.argv[1:] or PARTS:
    PARTS[name]()
