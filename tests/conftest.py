"""What every test stands on: a data folder of its own, the engine in use, the shared data, a browser."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import django
import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, Page, Route, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() not in ("", "0", "false")

# Set before Django reads its settings, so that no test touches the data of this checkout.
# For the same reason the settings module is named here and not in pyproject.toml, which is read earlier.
VAR = Path(tempfile.mkdtemp(prefix="factdesk-tests-"))
(VAR / "static").mkdir()  # where collected files would be; the middleware that serves them asks for the folder
os.environ["FACTDESK_VAR"] = str(VAR)
os.environ["DJANGO_SETTINGS_MODULE"] = "factdesk.settings"
django.setup()

ENGINE = "postgres" if os.environ.get("DATABASE_URL") else "sqlite"
ENGINE_MARKS = {"postgres", "sqlite"}

BROWSERS = ("/usr/bin/chromium", "chromium-browser", "google-chrome")
BROWSER_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_report_header() -> str:
    return f"engine: {ENGINE}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only the other engine can show, and put the browser last.

    Playwright keeps an event loop running in this thread once it has started; tests that come after it would see it.
    """
    elsewhere = [item for item in items if _marks(item) & ENGINE_MARKS and ENGINE not in _marks(item)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
    items[:] = sorted((item for item in items if item not in elsewhere), key=lambda item: "browser" in _marks(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a browser or engine test that skips has failed: it was there to be run."""
    report = yield
    needed = _marks(item) & {"browser", *ENGINE_MARKS}
    if IN_CI and needed and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} may not be left out in CI ({', '.join(sorted(needed))}). {reason}"
    return report


def pytest_unconfigure() -> None:
    shutil.rmtree(VAR, ignore_errors=True)


def _marks(item: pytest.Item) -> set[str]:
    return {mark.name for mark in item.iter_markers()}


@pytest.fixture(scope="session", autouse=True)
def plain_static_files() -> Iterator[None]:
    """Pages name their static files as they are: nothing has to be collected before a template can be shown."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Passwords are hashed the quick way: the slow one is Django's to test."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder `shared` beside the project, with measuring data. Tests that read it skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"there is no folder 'shared' beside {ROOT.name}")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, started once."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium is installed (apt-get install chromium)")
    try:
        playwright = sync_playwright().start()
    except Exception as error:  # whatever keeps the driver from starting, it is not for these tests to judge
        pytest.skip(f"the browser's driver does not start: {error} (apt-get install libatomic1)")
    with pytest.MonkeyPatch.context() as patch:
        # Django takes Playwright's event loop for an asynchronous view. It is none: these tests wait for each step.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield started
        started.close()
    playwright.stop()


@pytest.fixture
def browser_page(browser: Browser, live_server) -> Iterator[Page]:
    """An empty page of a fresh visitor; `page.goto("/claims/")` goes to the live server.

    No page may ask another host for anything, break the content security policy or raise an error in a script:
    each of these fails the test at its end.
    """
    problems: list[str] = []

    def stay_here(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(live_server.url).netloc:
            route.continue_()
        else:
            problems.append(f"asked for {route.request.url}")
            route.abort()

    context = browser.new_context(base_url=live_server.url, locale="en-GB", timezone_id="UTC", reduced_motion="reduce")
    context.set_default_timeout(10_000)
    context.route("**/*", stay_here)
    context.on("weberror", lambda error: problems.append(f"script error: {error.error}"))
    context.on(
        "console",
        lambda message: "Content Security Policy" in message.text and problems.append(f"policy: {message.text}"),
    )
    yield context.new_page()
    context.close()
    assert not problems, "\n".join(problems)
