"""Settings in processes of their own: what is wrong says what to do, what is public is safe as it comes."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

VARIABLE = re.compile(r"FACTDESK_[A-Z_]+|DATABASE_URL|PORT")
OURS = ("FACTDESK_", "DJANGO_", "DATABASE_URL")
PUBLIC = {
    "FACTDESK_HOSTS": "desk.example,www.desk.example",
    "FACTDESK_SECRET_KEY": "".join(map(chr, range(48, 112))),
    "FACTDESK_BEHIND_PROXY": "true",
}


@pytest.fixture
def manage(tmp_path):
    """Run manage.py in an environment of its own."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        environment = {**clean, "FACTDESK_VAR": str(tmp_path / "var"), **variables}
        command = [sys.executable, "-W", "ignore", "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    return run


def value(manage, name: str, **variables: str) -> str:
    script = f"from django.conf import settings; print(repr(getattr(settings, {name!r}, None)))"
    answer = manage("shell", "-v", "0", "-c", script, **variables)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("variables", "to_do"),
    [
        ({"FACTDESK_SECRET_KEY": "short"}, "make a longer one"),
        ({"DATABASE_URL": "mysql://a:b@127.0.0.1/c"}, "must name a PostgreSQL database"),
        ({"FACTDESK_VAR": "/proc/factdesk"}, "set FACTDESK_VAR to one that is"),
        ({"FACTDESK_SECOND_PERSON": "ture"}, "FACTDESK_SECOND_PERSON is “ture”: write true or false"),
        ({"FACTDESK_HSTS_SECONDS": "a year"}, "FACTDESK_HSTS_SECONDS is “a year”: write a number of seconds"),
        ({"FACTDESK_HSTS_SECONDS": "-1"}, "write a number of seconds"),
        ({"FACTDESK_SITE_URL": "desk.example"}, "FACTDESK_SITE_URL is “desk.example”: write the whole address"),
    ],
)
def test_a_wrong_value_stops_everything_with_what_to_do(manage, variables, to_do):
    answer = manage("check", **variables)
    assert answer.returncode == 1
    assert to_do in answer.stderr.strip().splitlines()[-1]


def test_what_the_settings_read_is_documented_and_what_is_documented_is_read():
    read = set()
    for path in (ROOT / "factdesk").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and VARIABLE.fullmatch(node.value):
                read.add(node.value)
    page = (ROOT / "docs/reference/settings.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", page, flags=re.MULTILINE)) == read


def test_production_settings_pass_the_check_for_deployment(manage):
    answer = manage("check", "--deploy", "--fail-level", "WARNING", **PUBLIC)
    assert answer.returncode == 0, answer.stderr
    assert "no issues" in answer.stdout + answer.stderr


def test_a_public_address_without_a_word_on_the_proxy_is_warned_of(manage):
    undeclared = {name: value for name, value in PUBLIC.items() if name != "FACTDESK_BEHIND_PROXY"}
    answer = manage("check", "--deploy", "--fail-level", "WARNING", **undeclared)
    assert answer.returncode == 1
    assert "factdesk.W001" in answer.stderr
    assert "FACTDESK_BEHIND_PROXY" in answer.stderr
    assert "1 issue" in answer.stderr
    for declared in ({"FACTDESK_BEHIND_PROXY": "false"}, {"FACTDESK_SSL_REDIRECT": "false"}):
        assert "factdesk.W001" not in manage("check", "--deploy", **undeclared, **declared).stderr


@pytest.mark.parametrize(
    ("name", "variables", "expected"),
    [
        ("SECURE_HSTS_SECONDS", {}, "0"),
        ("SECURE_HSTS_SECONDS", {"FACTDESK_HOSTS": "desk.example"}, "3600"),
        ("SECURE_HSTS_SECONDS", {"FACTDESK_HSTS_SECONDS": "31536000"}, "31536000"),
        ("SECURE_HSTS_INCLUDE_SUBDOMAINS", {"FACTDESK_HOSTS": "desk.example"}, "False"),
        ("SECURE_HSTS_INCLUDE_SUBDOMAINS", {"FACTDESK_HSTS_SUBDOMAINS": "true"}, "True"),
        ("SECURE_HSTS_PRELOAD", {"FACTDESK_HOSTS": "desk.example"}, "False"),
        ("SECURE_HSTS_PRELOAD", {"FACTDESK_HSTS_PRELOAD": "yes"}, "True"),
        ("SECURE_PROXY_SSL_HEADER", {"FACTDESK_HOSTS": "desk.example"}, "None"),
        ("SECURE_PROXY_SSL_HEADER", {"FACTDESK_BEHIND_PROXY": "1"}, "('HTTP_X_FORWARDED_PROTO', 'https')"),
    ],
)
def test_defaults_are_careful_and_each_can_be_set(manage, name, variables, expected):
    assert value(manage, name, **variables) == expected


def test_processes_that_start_at_once_share_one_key_of_their_own(tmp_path):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    script = "from factdesk import settings; print(settings.SECRET_KEY)"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**clean, "FACTDESK_VAR": str(tmp_path / "var")},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    keys = {one.communicate(timeout=60)[0].strip() for one in started}
    kept = tmp_path / "var" / "secret_key"
    assert keys == {kept.read_text().strip()}
    assert len(keys.pop()) > 50
    assert kept.stat().st_mode & 0o777 == 0o600
