"""Holds the tree to the rules in tests/architecture.py, and each rule to a source that breaks it."""

from __future__ import annotations

import pytest

from tests import architecture
from tests.architecture import PURE, ROOT, RULES, Module, Rule, read_tree, templates_escape

TREE = read_tree()
TEMPLATES = sorted(path for folder in ("templates", *architecture.APPS) for path in (ROOT / folder).rglob("*.html"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps_the_rule(rule: Rule) -> None:
    breaches = [breach for module in TREE for breach in rule(module)]
    assert not breaches, "\n" + "\n".join(breaches)


def test_templates_declare_nothing_safe() -> None:
    breaches = [
        breach for path in TEMPLATES for breach in templates_escape(path.relative_to(ROOT).as_posix(), path.read_text())
    ]
    assert not breaches, "\n" + "\n".join(breaches)


def test_every_pure_module_exists() -> None:
    """A name misspelt in pyproject.toml would leave its module unchecked."""
    assert [name for name in PURE if not (ROOT / name).exists()] == []


def test_every_exception_is_still_needed() -> None:
    excepted = {*architecture.MAY_CONNECT, *architecture.MAY_MARK_SAFE}
    assert sorted(path for path in excepted if not (ROOT / path).exists()) == []


BREACHES = [
    ("the_arrow_runs_down", "sources/editing.py", "from claims.models import Claim"),
    ("the_arrow_runs_down", "sources/editing.py", "import factdesk.settings"),
    ("the_arrow_runs_down", "sources/editing.py", "if TYPE_CHECKING:\n    from claims import models"),
    ("the_arrow_runs_down", "claims/search.py", "from factdesk import health"),
    ("sources_never_names_claims", "sources/models/source.py", "claim = ForeignKey('claims.Claim', CASCADE)"),
    ("sources_never_names_claims", "sources/models/source.py", "apps.get_model('claims', 'Claim')"),
    ("own_imports_stand_on_top", "claims/search.py", "def f():\n    from sources.models import Source"),
    ("own_imports_stand_on_top", "claims/search.py", "class A:\n    def f(self):\n        import claims.models"),
    ("pure_modules_import_only_pure_ones", "sources/edtf.py", "from django.utils import timezone"),
    ("pure_modules_import_only_pure_ones", "sources/edtf.py", "from sources.models import Source"),
    ("pure_modules_import_only_pure_ones", "sources/edtf.py", "from sources import models"),
    ("pure_modules_import_only_pure_ones", "claims/reading/dates.py", "import sqlite3"),
    ("pure_modules_import_only_pure_ones", "claims/reading/dates.py", "from urllib import request"),
    ("pure_modules_import_only_pure_ones", "claims/contradictions/compare/a.py", "import environ"),
    ("pure_modules_touch_nothing", "sources/versions.py", "text = open('words').read()"),
    ("pure_modules_touch_nothing", "sources/versions.py", "now = datetime.now(UTC)"),
    ("pure_modules_touch_nothing", "sources/versions.py", "now = datetime.date.today()"),
    ("pure_modules_touch_nothing", "sources/versions.py", "import time\nnow = time.time()"),
    ("one_module_opens_connections", "sources/importing/feeds.py", "import urllib3.util"),
    ("one_module_opens_connections", "claims/search.py", "from urllib.request import urlopen"),
    ("one_module_opens_connections", "claims/search.py", "from http import client"),
    ("one_module_opens_connections", "factdesk/health.py", "def f():\n    import socket"),
    ("names_say_what_is_inside", "claims/utils.py", ""),
    ("names_say_what_is_inside", "sources/core/words.py", ""),
    ("nothing_is_marked_safe", "claims/public/pages.py", "from django.utils.safestring import mark_safe"),
    ("nothing_is_marked_safe", "claims/public/pages.py", "text = safestring.SafeString(text)"),
    ("no_signals_for_our_own_models", "claims/models/claim.py", "from django.dispatch import receiver"),
    ("no_signals_for_our_own_models", "claims/search.py", "from django.db.models import signals"),
    ("no_signals_for_our_own_models", "claims/apps.py", "from django.db.models.signals import post_save"),
    ("files_stay_short", "claims/search.py", "\n" * 301),
    ("files_stay_short", "tests/claims/test_search.py", "\n" * 501),
    ("functions_stay_short", "claims/search.py", "def f():\n" + "    pass\n" * 60),
    ("functions_stay_short", "claims/search.py", "class A:\n    async def f(self):\n" + "        pass\n" * 60),
]


@pytest.mark.parametrize(("name", "path", "source"), BREACHES)
def test_the_rule_sees_a_breach_and_says_where(name: str, path: str, source: str) -> None:
    breaches = list(getattr(architecture, name)(Module(path, source)))
    assert len(breaches) == 1
    assert breaches[0].startswith(f"{path}:")


KEPT = [
    ("sources/editing.py", '"""Knows nothing of claims.models."""\nfrom sources.models import Source'),
    ("claims/search.py", "from sources.models import Source\nfrom claims.models import Claim"),
    ("factdesk/demo/load.py", "from claims.models import Claim\ndef f():\n    from playwright import sync_api"),
    ("sources/edtf.py", "import re\nfrom datetime import date\nfrom urllib.parse import urlsplit"),
    ("claims/reading/dates.py", "from sources import edtf\nfrom sources.edtf import EDTF\nimport dateparser"),
    ("claims/contradictions/detector.py", "from claims.contradictions.compare import values\nday = date(2022, 4, 29)"),
    ("sources/importing/fetching.py", "import socket\nimport urllib3"),
    ("sources/apps.py", "from django.db.models.signals import post_migrate"),
    ("claims/search.py", "\n" * 300),
    ("claims/migrations/0001_initial.py", "\n" * 900),
    ("claims/search.py", "def f():\n" + "    pass\n" * 59),
]


@pytest.mark.parametrize(("path", "source"), KEPT)
def test_no_rule_sees_a_breach_where_there_is_none(path: str, source: str) -> None:
    assert [breach for rule in RULES for breach in rule(Module(path, source))] == []


@pytest.mark.parametrize("line", ["{{ text|safe }}", "{{ texts | safeseq }}", "{% autoescape off %}"])
def test_a_template_that_declares_a_text_safe_is_seen(line: str) -> None:
    assert list(templates_escape("templates/page.html", f"<p>\n{line}\n</p>"))[0].startswith("templates/page.html:2:")


def test_a_template_that_escapes_is_left_alone() -> None:
    assert list(templates_escape("templates/page.html", "{{ text|linebreaks }} {% autoescape on %} safe")) == []
