#!/usr/bin/env python
"""Pictures of the demo newsroom for docs/images: starts a server of its own on a free port, and stops it.

Run it as `make screenshots`; it needs Chromium.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SIZES = {"": (1280, 900), "-phone": (390, 844), "-dark": (1280, 900)}
READERS = {"home": "/", "contradiction": "/contradictions/3/"}
DESK = {"desk": "/desk/sources/2/", "review": "/admin/claims/contradiction/3/change/"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, seconds: int = 120) -> None:
    for _ in range(seconds):
        try:
            urlopen(f"{address}/healthz", timeout=2).close()
            return
        except (URLError, OSError):
            time.sleep(1)
    raise SystemExit("The server did not start.")


def take(browser: Browser, address: str, password: str) -> None:
    for suffix, (width, height) in SIZES.items():
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            color_scheme="dark" if suffix == "-dark" else "light",
        )
        page = context.new_page()
        for name, path in READERS.items():
            page.goto(path)
            page.screenshot(path=IMAGES / f"{name}{suffix}.png")
        page.goto("/admin/login/")
        page.get_by_label("Username").fill("demo-editor")
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Log in").click()
        for name, path in DESK.items():
            page.goto(path)
            page.screenshot(path=IMAGES / f"{name}{suffix}.png")
        context.close()


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "FACTDESK_VAR": var}
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "manage.py", "serve", "--demo", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(address)
            logins = dict(line.split() for line in (Path(var) / "demo-logins.txt").read_text().splitlines())
            with sync_playwright() as playwright:
                chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
                take(browser, address, logins["demo-editor"])
                browser.close()
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
