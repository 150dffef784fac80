"""What keeps the suite honest: no needed test slips away in CI, and the throw-away PostgreSQL leaves nothing behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SKIPS_FOR_WANT_OF_A_BROWSER = "import pytest\n\n@pytest.mark.browser\ndef test_a():\n    pytest.skip('no Chromium')\n"
ON_POSTGRESQL = {"DATABASE_URL": "postgres://nobody@127.0.0.1/asked"}  # named, never connected to
FOR_POSTGRESQL_ALONE = "import pytest\n\n@pytest.mark.postgres\ndef test_a():\n    pass\n"


@pytest.fixture
def run_suite(tmp_path: Path):
    """Run a small suite under this suite's conftest: source, with environment variables set."""

    def run(source: str, **variables: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "test_small.py").write_text(source)
        clean = {key: value for key, value in os.environ.items() if key not in {"CI", "DATABASE_URL"}}
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-ra", "-W", "ignore", str(tmp_path)],
            cwd=ROOT,
            env={**clean, **variables},
            capture_output=True,
            text=True,
        )

    return run


def test_a_browser_test_may_skip_at_home(run_suite) -> None:
    answer = run_suite(SKIPS_FOR_WANT_OF_A_BROWSER)
    assert answer.returncode == 0
    assert "no Chromium" in answer.stdout


def test_in_ci_the_same_skip_is_a_failure_that_says_why(run_suite) -> None:
    answer = run_suite(SKIPS_FOR_WANT_OF_A_BROWSER, CI="true")
    assert answer.returncode == 1
    assert "may not be left out in CI (browser). Skipped: no Chromium" in answer.stdout


@pytest.mark.parametrize(("variables", "outcome"), [({}, "1 deselected"), (ON_POSTGRESQL, "1 passed")])
def test_a_test_of_one_engine_runs_on_that_engine_alone(run_suite, variables: dict[str, str], outcome: str) -> None:
    assert outcome in run_suite(FOR_POSTGRESQL_ALONE, **variables).stdout


@pytest.fixture
def with_postgres():
    """The arguments that start tools/with_postgres; skips where it says that there is no PostgreSQL."""
    check = subprocess.run(["tools/with_postgres", "--check"], cwd=ROOT, capture_output=True, text=True)
    if check.returncode:
        pytest.skip(check.stderr.strip())
    return ["tools/with_postgres"]


@pytest.mark.postgres
def test_the_commands_exit_status_is_passed_on(with_postgres) -> None:
    assert subprocess.run([*with_postgres, "bash", "-c", "exit 7"], cwd=ROOT).returncode == 7


@pytest.mark.postgres
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_command_leaves_no_cluster_behind(with_postgres, end: signal.Signals) -> None:
    command = ["bash", "-c", "echo ready; exec sleep 60"]
    started = subprocess.Popen(
        [*with_postgres, *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A shell that runs the tests in the background has them ignore Ctrl-C, and what they start too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    announced = re.search(r" cluster in (\S+), ", started.stdout.readline())
    assert announced, "the server did not start"
    assert Path(announced[1]).is_dir()
    assert started.stdout.readline() == "ready\n"
    os.killpg(started.pid, end)
    assert started.wait(timeout=120) == 128 + end
    assert not Path(announced[1]).exists()
