"""Serve the newsroom on this machine: prepare what is needed, then run the web server and the worker together."""

from __future__ import annotations

import errno
import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from factdesk import web_server
from factdesk.demo.loading import is_loaded
from factdesk.management.commands.demo import logins_file
from factdesk.supervising import Supervisor


class Command(BaseCommand):
    help = "Migrate, gather static files and serve; Ctrl-C stops it. --demo loads the demo newsroom first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument(
            "--no-worker", dest="worker", action="store_false", help="Pages alone: a worker runs elsewhere, or none."
        )
        parser.add_argument("--demo", action="store_true", help="Load the demo newsroom unless it is loaded.")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        refuse_a_taken_port(host, port)
        self.prepare()
        if options["demo"]:
            call_command("demo")
            if is_loaded() and logins_file().exists():
                self.stdout.write(f"The demo's logins are in {logins_file()}.")
        self.stdout.write(f"\nFactdesk serves on http://{host}:{port}/ (the desk: http://{host}:{port}/admin/)")
        self.stdout.write("Ctrl-C stops it.")
        self.stdout.flush()
        connection.close()
        sys.exit(serve(host, port, with_worker=options["worker"]))

    def prepare(self) -> None:
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except OperationalError as error:
            where = "the DATABASE_URL's database" if os.environ.get("DATABASE_URL") else str(settings.VAR)
            raise CommandError(f"The database cannot be used: {error}. Check {where}.") from error
        if static_files_changed():
            call_command("collectstatic", verbosity=0, interactive=False)
            static_stamp().write_text(static_state())


def refuse_a_taken_port(host: str, port: int) -> None:
    """Raises CommandError with the one thing to do."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                message = f"Port {port} is taken. Stop what serves there, or choose another: make run PORT={port + 1}"
            else:
                message = f"Cannot serve on {host}:{port}: {error.strerror}."
            raise CommandError(message) from error


def static_stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".gathered"


def static_state() -> str:
    """What the gathered files were made of: the requirements and our own files' times."""
    own = sorted(path for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*") if path.is_file())
    parts = [f"{path}:{path.stat().st_mtime_ns}" for path in [settings.BASE_DIR / "requirements.txt", *own]]
    return "\n".join(parts)


def static_files_changed() -> bool:
    return not static_stamp().exists() or static_stamp().read_text() != static_state()


def serve(host: str, port: int, with_worker: bool) -> int:
    """Run the web server and the worker until a signal; returns the exit code."""
    manage = str(settings.BASE_DIR / "manage.py")
    web = [sys.executable, "-m", "gunicorn", "factdesk.wsgi", "--bind", f"{host}:{port}"]
    web += ["--config", f"python:{web_server.__name__}"]
    worker = [sys.executable, manage, "work", "--parent", str(os.getpid())]
    os.chdir(settings.BASE_DIR)
    environment = {**os.environ, web_server.PARENT: str(os.getpid())}
    return Supervisor(web, worker if with_worker else None, environment).run()
