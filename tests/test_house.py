"""The house around the code: locks, Makefile, scripts, and what no file of the project may hold."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from pip._internal.models.index import PyPI

from tests.architecture import APPS, read_tree
from tests.conftest import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")
SCRIPTS = [*sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tools").iterdir()), ".ci/run"]
SETTINGS_OF_THE_HOUSE = [*LOCKS, "requirements.in", "requirements-dev.in", "pyproject.toml", "Makefile", *SCRIPTS]

#: The hosts that packages come from, asked of pip, and folders that only one machine has.
REGISTRIES = (PyPI.netloc, PyPI.file_storage_domain)
SHARED = ROOT.parent / "shared"
DEVELOPERS_FOLDERS = (ROOT, SHARED) if SHARED.is_dir() else ()
OF_ONE_MACHINE = re.compile(
    r"(?<![\w.:/%})-])/(?:home/\w|root/|Users/\w)|"
    + "|".join(rf"{re.escape(str(name))}(?![\w.-])" for name in (*REGISTRIES, *DEVELOPERS_FOLDERS))
)


def entries(lock: str) -> dict[str, str]:
    """Each package of a lock with everything said of it: version, marker, hashes."""
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    return {re.match(r"[\w.-]+", line)[0]: line for line in text.splitlines() if line and not line.startswith("#")}


def wanted(list_: str) -> set[str]:
    """The packages that a .in file names."""
    names = re.findall(r"^[A-Za-z][\w.-]*", (ROOT / list_).read_text(), flags=re.MULTILINE)
    return {canonical(name) for name in names}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def made_by_running(path: Path) -> bool:
    """Whether a file is none of the project's own: the environment, data, caches of tools."""
    caches = path.parts[0].startswith(".") and path.parts[0] not in {".ci", ".editorconfig", ".gitignore"}
    return caches or path.parts[0] == "var" or "__pycache__" in path.parts


def project_files() -> list[Path]:
    """What git tracks or would track; without git, everything but what a running Factdesk makes."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True) if shutil.which("git") else None
    if listing is not None and listing.returncode == 0:
        paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not made_by_running(path.relative_to(ROOT))]
    return [path for path in paths if path.is_file()]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_a_hash(lock: str) -> None:
    for name, entry in entries(lock).items():
        assert re.match(rf"{re.escape(name)}==\S+", entry), entry[:80]
        assert "--hash=sha256:" in entry, name


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_its_list_names(lock: str) -> None:
    assert wanted(lock.replace(".txt", ".in")) - set(entries(lock)) == set()


def test_the_lock_for_development_holds_the_other_one_unchanged() -> None:
    """So one environment serves both, and tests run on what users get."""
    development = entries("requirements-dev.txt")
    assert {name: entry for name, entry in entries("requirements.txt").items() if development.get(name) != entry} == {}


@pytest.mark.parametrize("name", SETTINGS_OF_THE_HOUSE)
def test_packages_come_from_wherever_the_user_gets_packages(name: str) -> None:
    text = (ROOT / name).read_text()
    assert re.findall(r"\w+://(?!factdesk:)\S+|--(?:extra-)?index-url|--find-links|--trusted-host| @ ", text) == []


def test_every_library_that_is_imported_is_asked_for_by_name() -> None:
    """Not only there because another package happens to need it."""
    distributions = packages_distributions()
    imported = {
        name.split(".")[0] for module in read_tree(folders=APPS) for _, name, _ in module.imports if name
    } - set(sys.stdlib_module_names)
    needed = {canonical(distributions[name][0]) for name in imported if name in distributions}
    assert needed - wanted("requirements.in") == set()


def test_make_help_names_every_target() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)[1].split()
    printed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True, env=quiet_make()).stdout
    assert re.findall(r"^  make (\S+)\s+\S", printed, flags=re.MULTILINE) == phony


def quiet_make() -> dict[str, str]:
    """The environment without what an outer make passes on."""
    return {key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_can_be_run_and_read(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)
    subprocess.run(["bash", "-n", name], cwd=ROOT, check=True)


@pytest.fixture
def find_python(tmp_path: Path):
    """Run tools/find_python on a machine that has only the pythons given: name -> shell script."""

    def find(**pythons: str) -> subprocess.CompletedProcess[str]:
        for name, script in pythons.items():
            program = tmp_path / name.replace("_", ".")
            program.write_text(f"#!/bin/sh\n{script}\n")
            program.chmod(0o755)
        return subprocess.run(
            ["/bin/bash", "tools/find_python"], cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True
        )

    return find


WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1 ;; esac'


def test_a_python_that_can_make_environments_is_found(find_python) -> None:
    assert find_python(python3="exit 0").stdout.endswith("/python3\n")


def test_the_python_without_venv_is_passed_over(find_python) -> None:
    assert find_python(python3=WITHOUT_VENV, python3_12="exit 0").stdout.endswith("/python3.12\n")


@pytest.mark.parametrize(
    ("pythons", "to_do"),
    [
        ({"python3": WITHOUT_VENV}, "apt-get install python3-venv "),
        ({"python3": "exit 1"}, "apt-get install python3 python3-venv "),
        ({}, "apt-get install python3 python3-venv "),
    ],
)
def test_where_no_python_will_do_it_says_the_one_thing_to_do(find_python, pythons, to_do: str) -> None:
    answer = find_python(**pythons)
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert [line for line in answer.stderr.splitlines() if line.startswith("To do: ")] == [
        f"To do: {to_do}       (as root, or with sudo in front)"
    ]


def test_no_file_names_one_persons_machine_or_a_registry() -> None:
    found = []
    for path in project_files():
        text = path.read_bytes().decode("utf-8", errors="replace")
        if "\0" not in text:
            found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in OF_ONE_MACHINE.finditer(text)]
    assert found == []


@pytest.mark.parametrize("text", ["see /{}/ann", "'/{}/x'"])
@pytest.mark.parametrize("folder", ["home", "root", "Users"])
def test_a_path_of_one_machine_is_seen(text: str, folder: str) -> None:
    assert OF_ONE_MACHINE.search(text.format(folder))


@pytest.mark.parametrize("host", REGISTRIES)
def test_a_registry_is_seen(host: str) -> None:
    assert OF_ONE_MACHINE.search(f"https://{host}/simple")


@pytest.mark.parametrize("text", ["https://example.org/home/x", "/admin/home/", "var/home/x", "the packages' index"])
def test_ordinary_addresses_are_left_alone(text: str) -> None:
    assert not OF_ONE_MACHINE.search(text)


def test_all_static_files_can_be_collected(tmp_path: Path) -> None:
    """A stylesheet that names a missing file would stop a server from starting."""
    storages = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()


def test_every_python_file_can_be_read_by_the_oldest_python_promised() -> None:
    for module in read_tree():
        ast.parse(module.source, module.path, feature_version=(3, 11))
