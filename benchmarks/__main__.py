"""`make bench`: measure, and print what was measured with n and 95 % intervals. Nothing here asserts."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings")
django.setup()

from benchmarks import contradictions  # noqa: E402 - the settings come first

contradictions.report()
