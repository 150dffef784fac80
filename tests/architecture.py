"""The rules of the house, each a function from one module to what breaks it there.

A breach reads "file:line: rule". `tests/test_architecture.py` holds the whole tree to them, and each of them to a
small source that breaks it.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("sources", "claims", "factdesk")

#: What an app may not import: the arrow runs factdesk -> claims -> sources.
ABOVE = {"sources": {"claims", "factdesk"}, "claims": {"factdesk"}, "factdesk": set()}

#: The pure modules, as mypy checks them.
PURE = tuple(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["files"])
PURE_LIBRARIES = {
    "bs4", "courlan", "dateparser", "dateutil", "feedparser", "htmldate", "justext", "lxml", "lxml_html_clean",
    "protego", "pypdfium2", "rapidfuzz", "tld", "trafilatura", "warcio",
}  # fmt: skip
#: Of the standard library, what reaches the world.
WORLDLY = {
    "asyncio", "ftplib", "http.client", "http.server", "multiprocessing", "os", "pathlib", "shutil", "smtplib",
    "socket", "sqlite3", "ssl", "subprocess", "tempfile", "urllib.request",
}  # fmt: skip
CLOCKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
    ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
}  # fmt: skip

#: Modules that can open a connection, and who may import them.
CONNECTING = {"aiohttp", "http.client", "httpx", "requests", "socket", "urllib.request", "urllib3"}
MAY_CONNECT = {
    "sources/importing/fetching.py": CONNECTING,
    "factdesk/management/commands/serve.py": {"socket"},  # asks whether its own port is free
}

#: Signals are for what Django alone knows of: a migration, a connection.
SIGNALS = ("django.core.signals", "django.db.backends.signals", "django.db.models.signals", "django.dispatch")
MAY_LISTEN = {"connection_created", "post_migrate"}

#: Modules that may declare a text safe, each with the reason.
MAY_MARK_SAFE: dict[str, str] = {}

NAMES_OF_NOTHING = {"common", "core", "helper", "helpers", "misc", "service", "services", "util", "utils"}
MOST_LINES, MOST_TEST_LINES, MOST_FUNCTION_LINES = 300, 500, 60


@dataclass(frozen=True)
class Module:
    """One Python file: its path in the project and its source."""

    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, self.path)

    @property
    def app(self) -> str:
        return self.path.split("/")[0]

    @property
    def package(self) -> str:
        return ".".join(Path(self.path).parent.parts)

    @cached_property
    def imports(self) -> list[tuple[int, str, str]]:
        """Every import at any depth as (line, module, name), the name empty for `import module`."""
        return [found for node in ast.walk(self.tree) for found in _imported(node, self.package)]

    def breach(self, line: int, rule: str) -> str:
        return f"{self.path}:{line}: {rule}"


Rule = Callable[[Module], Iterator[str]]


def read_tree(root: Path = ROOT, folders: tuple[str, ...] = (*APPS, "tests")) -> list[Module]:
    """Every Python module of the project but its migrations' and caches'."""
    paths = sorted(path for folder in folders for path in (root / folder).rglob("*.py"))
    return [Module(path.relative_to(root).as_posix(), path.read_text()) for path in paths]


def _imported(node: ast.AST, package: str) -> Iterator[tuple[int, str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield node.lineno, alias.name, ""
    elif isinstance(node, ast.ImportFrom):
        above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        module = ".".join([*above, *([node.module] if node.module else [])])
        for alias in node.names:
            yield node.lineno, module, alias.name


def _within(module: str, names: set[str]) -> bool:
    return any(module == name or module.startswith(name + ".") for name in names)


def _docstrings(tree: ast.Module) -> set[ast.AST]:
    """Every string that stands as a statement by itself."""
    return {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _is_pure(path: str) -> bool:
    return any(path == pure or path.startswith(pure + "/") for pure in PURE)


def the_arrow_runs_down(module: Module) -> Iterator[str]:
    """No import of what lies above."""
    for line, imported, _ in module.imports:
        if _within(imported, ABOVE.get(module.app, set())):
            yield module.breach(line, f"{module.app} may not import {imported}")


def sources_never_names_claims(module: Module) -> Iterator[str]:
    """No string in `sources` that names a model, module or app of `claims`."""
    if module.app != "sources":
        return
    docstrings = _docstrings(module.tree)
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in docstrings:
            continue
        if re.search(r"^claims$|\bclaims\.\w", node.value):
            yield module.breach(node.lineno, f"sources may not name claims: {node.value!r}")


def own_imports_stand_on_top(module: Module) -> Iterator[str]:
    """No import of our own code inside a function."""
    functions = [n for n in ast.walk(module.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    inner = {node for function in functions for node in ast.walk(function)}
    for node in inner:
        for line, imported, _ in _imported(node, module.package):
            if _within(imported, set(APPS)):
                yield module.breach(line, f"our own {imported} is imported inside a function")


def pure_modules_import_only_pure_ones(module: Module) -> Iterator[str]:
    """The standard library without what reaches the world, the libraries of extraction, and pure modules."""
    if not _is_pure(module.path):
        return
    for line, imported, name in module.imports:
        top = imported.split(".")[0]
        if top in APPS:
            if not _leads_to_pure(imported, name):
                yield module.breach(line, f"a pure module may not import {imported} ({name})")
        elif _within(imported, WORLDLY) or _within(f"{imported}.{name}", WORLDLY):
            yield module.breach(line, f"a pure module may not import {imported}, which reaches the world")
        elif top not in PURE_LIBRARIES and top not in sys.stdlib_module_names:
            yield module.breach(line, f"a pure module may not import {imported}")


def _leads_to_pure(imported: str, name: str) -> bool:
    """Whether `from imported import name` (or `import imported`) names a pure module or something in one."""
    return any(_is_pure(f"{dotted.replace('.', '/')}.py") or _is_pure(dotted.replace(".", "/"))
               for dotted in (imported, f"{imported}.{name}"))  # fmt: skip


def pure_modules_touch_nothing(module: Module) -> Iterator[str]:
    """No file opened and no clock read: `now` is an argument."""
    if not _is_pure(module.path):
        return
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in {"input", "open", "print"}:
            yield module.breach(node.lineno, f"a pure module may not call {node.func.id}()")
        elif isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value).split(".")[-1]
            if (owner, node.func.attr) in CLOCKS:
                yield module.breach(node.lineno, f"a pure module may not read the clock: {owner}.{node.func.attr}()")


def one_module_opens_connections(module: Module) -> Iterator[str]:
    if module.app not in APPS:
        return
    for line, imported, name in module.imports:
        for connecting in CONNECTING - MAY_CONNECT.get(module.path, set()):
            if _within(imported, {connecting}) or f"{imported}.{name}" == connecting:
                yield module.breach(line, f"only sources/importing/fetching.py may import {connecting}")


def names_say_what_is_inside(module: Module) -> Iterator[str]:
    for part in Path(module.path).with_suffix("").parts:
        if part in NAMES_OF_NOTHING:
            yield module.breach(1, f"{part!r} does not say what is inside")


def nothing_is_marked_safe(module: Module) -> Iterator[str]:
    if module.app not in APPS or module.path in MAY_MARK_SAFE:
        return
    for node in ast.walk(module.tree):
        names = {getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "name", "")}
        for name in names & {"mark_safe", "SafeString", "SafeText", "__html__"}:
            yield module.breach(
                getattr(node, "lineno", 1), f"{name} declares a text safe; use format_html or a template"
            )


def templates_escape(path: str, text: str) -> Iterator[str]:
    """The same in a template."""
    if path in MAY_MARK_SAFE:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if found := re.search(r"\|\s*(safe|safeseq)\b|\bautoescape\s+off\b", line):
            yield f"{path}:{number}: {found[0]!r} declares a text safe"


def no_signals_for_our_own_models(module: Module) -> Iterator[str]:
    if module.app not in APPS:
        return
    for line, imported, name in module.imports:
        listening = imported in SIGNALS or f"{imported}.{name}" in SIGNALS
        if listening and not (module.path.endswith("/apps.py") and name in MAY_LISTEN):
            yield module.breach(line, f"no signals: call it where it happens ({imported} {name})".rstrip())


def files_stay_short(module: Module) -> Iterator[str]:
    """300 lines; 500 for tests; migrations as long as they are."""
    if "migrations" in Path(module.path).parts:
        return
    most = MOST_TEST_LINES if module.app == "tests" else MOST_LINES
    lines = module.source.count("\n")
    if lines > most:
        yield module.breach(lines, f"{lines} lines, at most {most}: split it along a seam")


def functions_stay_short(module: Module) -> Iterator[str]:
    if "migrations" in Path(module.path).parts:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_FUNCTION_LINES:
                yield module.breach(node.lineno, f"{node.name} has {lines} lines, at most {MOST_FUNCTION_LINES}")


RULES: tuple[Rule, ...] = (
    the_arrow_runs_down,
    sources_never_names_claims,
    own_imports_stand_on_top,
    pure_modules_import_only_pure_ones,
    pure_modules_touch_nothing,
    one_module_opens_connections,
    names_say_what_is_inside,
    nothing_is_marked_safe,
    no_signals_for_our_own_models,
    files_stay_short,
    functions_stay_short,
)
