"""Imports go one way: analysis knows nothing of the store, the store only the ground floor, the faces know all."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord

PACKAGE = Path(onrecord.__file__).parent

GROUND_FLOOR = {"version", "records", "vocabulary", "errors", "settings", "signs", "wire"}
ANALYSIS = ["pages", "reading", "record"]
FACES = {"cli", "web", "export", "pipeline", "cluster", "api", "__main__", ""}

# What each room may import, besides itself: the rooms before it on the way.
ALLOWED = dict.fromkeys(GROUND_FLOOR, GROUND_FLOOR)
ALLOWED |= {room: GROUND_FLOOR | set(ANALYSIS[:number]) for number, room in enumerate(ANALYSIS)}
ALLOWED["store"] = GROUND_FLOOR


def room_of(module: str) -> str:
    """The first part of a name below the package: ``onrecord.pages.html`` is in ``pages``, the root in ``""``."""
    room = module.partition(".")[2].partition(".")[0]
    return room if (PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").is_file() else ""


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__"), path


def imported(path: Path) -> Iterator[str]:
    """The modules of the package that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            # `from onrecord import errors` imports a room.
            at_root = node.module == "onrecord"
            names = [f"onrecord.{alias.name}" for alias in node.names] if at_root else [node.module or ""]
        else:
            continue
        for name in names:
            if name == "onrecord" or name.startswith("onrecord."):
                yield name


@pytest.mark.parametrize(("module", "path"), [pytest.param(*each, id=each[0]) for each in modules()])
def test_imports_go_one_way(module: str, path: Path) -> None:
    room = room_of(module)
    if room in FACES:
        # Faces stand side by side: the command line starts the page, and nothing of it is needed to serve one.
        wrong = [name for name in imported(path) if room == "web" and room_of(name) == "cli"]
        assert not wrong, f"{module} must not import {wrong}"
        return
    assert room in ALLOWED, f"{module} is in a room that this test does not know"
    wrong = [name for name in imported(path) if room_of(name) not in ALLOWED[room] | {room}]
    assert not wrong, f"{module} must not import {wrong}"


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = {"numpy", "onnxruntime", "lxml", "sqlalchemy", "trafilatura", "rich", "click"}
    program = "import sys, onrecord; print(*{name.partition('.')[0] for name in sys.modules})"

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()

    assert heavy.isdisjoint(loaded)


def test_help_loads_nothing_that_only_reading_needs() -> None:
    heavy = {"numpy", "onnxruntime", "lxml", "sqlalchemy", "trafilatura", "rich"}
    program = (
        "import sys, onrecord.cli; onrecord.cli.main(['--help']); print(*{n.partition('.')[0] for n in sys.modules})"
    )

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert heavy.isdisjoint(said.splitlines()[-1].split())
