from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT

#: What is tried in a process that has given up everything; each must raise.
FORBIDDEN = {
    "a connection": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "a socket": "import socket; socket.socket()",
    "a name looked up": "import socket; socket.getaddrinfo('localhost', 80)",
    "a pair of sockets": "import socket; socket.socketpair()",
    "a process": "import subprocess; subprocess.run(['true'])",
    "a shell": "import os; os.system('true')",
    "a fork": "import os; os.fork()",
    "another program": "import os; os.execv('/bin/true', ['true'])",
    "a program started": "import os; os.posix_spawn('/bin/true', ['true'], {})",
    "a file written": "open('/tmp/confined', 'w')",
    "a file appended to": "import os; os.open('/tmp/confined', os.O_WRONLY | os.O_CREAT)",
    "a temporary file": "import tempfile; tempfile.NamedTemporaryFile()",
    "a file read": "open('/etc/passwd')",
    "a file of ours": f"open({str(ROOT / 'manage.py')!r})",
    "a file by a detour": "import sysconfig; open(sysconfig.get_path('stdlib') + '/../../../etc/passwd')",
    "a file removed": "import os; os.remove('/tmp/confined')",
    "a file renamed": "import os; os.rename('/tmp/confined', '/tmp/confined2')",
    "a folder": "import os; os.mkdir('/tmp/confined')",
    "a library": "import ctypes; ctypes.CDLL('libm.so.6')",
    "a database": "import sqlite3; sqlite3.connect(':memory:')",
    "a signal": "import os; os.kill(os.getppid(), 0)",
    "a higher limit": "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))",
}
ALLOWED = {
    "a module": "import wave",
    "a file of Python's": "import sysconfig; open(sysconfig.get_path('stdlib') + '/wave.py').close()",
    "a date": "import datetime; datetime.datetime.now().astimezone()",
}
SCRIPT = """
import json, sys, sysconfig
import ctypes, socket, sqlite3, subprocess, tempfile, resource
from pathlib import Path
from sources.importing import confinement
confinement.refuse([Path(sysconfig.get_path("stdlib"))])
said = {}
for name, code in json.loads(sys.argv[1]).items():
    try:
        exec(code)
    except confinement.Confined:
        said[name] = "refused"
    except BaseException as error:
        said[name] = repr(error)
    else:
        said[name] = "done"
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def tried() -> dict[str, str]:
    command = [sys.executable, "-c", SCRIPT, json.dumps({**FORBIDDEN, **ALLOWED})]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_confined_process_may_not_open(name: str, tried: dict[str, str]) -> None:
    # Python looks for a place for temporary files before it names one: it finds none.
    assert tried[name] == "refused" or (name == "a temporary file" and "No usable temporary" in tried[name])


@pytest.mark.parametrize("name", ALLOWED)
def test_a_confined_process_may_still_have(name: str, tried: dict[str, str]) -> None:
    assert tried[name] == "done"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's limits are read from /proc")
def test_the_kernel_holds_the_limits() -> None:
    script = (
        "from sources.importing import confinement; confinement.limit(700_000_000);"
        "print(open('/proc/self/limits').read(), open('/proc/self/status').read())"
    )
    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    limits = {line[:25].strip(): line[25:].split()[:2] for line in said.splitlines() if line.startswith("Max ")}
    assert limits["Max address space"] == ["700000000", "700000000"]
    assert limits["Max file size"] == limits["Max core file size"] == limits["Max processes"] == ["0", "0"]
    assert limits["Max open files"] == ["32", "32"]
    assert "NoNewPrivs:\t1" in said
