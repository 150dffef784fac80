"""What gunicorn is told by `manage.py serve`; it reads this module as its configuration."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from sources.stopping import when_gone

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter

worker_class, workers, threads = "gthread", 2, 4
loglevel = "warning"
graceful_timeout = 5
control_socket_disable = True
PARENT = "SERVED_BY"  # the environment's name for the number of the process that started the server


def when_ready(server: Arbiter) -> None:
    """Stop when `manage.py serve` is gone: even killed outright, it leaves nothing behind."""
    if os.environ.get(PARENT):
        when_gone(int(os.environ[PARENT]), lambda: os.kill(os.getpid(), signal.SIGTERM))
