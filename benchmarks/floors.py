"""Accuracy floors: figures that may rise and never fall.

``floors.toml`` has a table for each benchmark (``[pages]`` is ``python -m benchmarks.pages --json``), with the lowest
value allowed for each of its figures, named by their path in the JSON (``"polnear.source"``). A floor lower than one
that ever stood in the file's history fails as well; ``[retired]`` gives the reason for one that was given up.

Run it as ``python -m benchmarks.floors``. It ends with 0 if every figure stands on or above its floor, else with 1.
What needs the texts in ``../shared`` is skipped, with a word, where there are none.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "benchmarks" / "floors.toml"
RETIRED = "retired"

Floors = Mapping[str, float]
"""Floor by name; a name is the benchmark and the figure's path, such as ``pages.html.f1``."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure beside its floor; ``value`` is ``None`` where the benchmark did not give it."""

    name: str
    floor: float
    value: float | None

    @property
    def holds(self) -> bool:
        return self.value is not None and self.value >= self.floor


def parse(text: str) -> tuple[dict[str, float], frozenset[str]]:
    """Return the floors in ``text`` (TOML) and the names that it declares retired."""
    tables = tomllib.loads(text)
    retired = frozenset(tables.pop(RETIRED, {}))
    return {f"{table}.{key}": float(value) for table, keys in tables.items() for key, value in keys.items()}, retired


def flatten(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """Yield each number in nested ``figures`` with its path, joined by points."""
    for key, value in figures.items():
        if isinstance(value, Mapping):
            yield from flatten(value, f"{prefix}{key}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield f"{prefix}{key}", float(value)


def fallen(now: Floors, retired: frozenset[str], earlier: Sequence[Floors]) -> list[str]:
    """Return a line for each floor of an ``earlier`` version that is lower now, or gone without a reason."""
    highest: dict[str, float] = {}
    for version in earlier:
        for name, floor in version.items():
            highest[name] = max(floor, highest.get(name, floor))
    return [
        f"{name}: {now.get(name, 'gone')}, but it once stood at {floor}"
        for name, floor in sorted(highest.items())
        if name not in retired and now.get(name, float("-inf")) < floor
    ]


def earlier_versions(path: Path) -> list[Floors]:
    """Return the floors of each committed version of ``path``; none where there is no history to read."""

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout if done.returncode == 0 else ""

    name = path.relative_to(ROOT).as_posix()
    texts = (git("show", f"{commit}:{name}") for commit in git("log", "--format=%H", "--", name).split())
    return [parse(text)[0] for text in texts if text]


def measure(benchmark: str) -> dict[str, float]:
    """Run ``benchmarks.<benchmark> --json`` and return its figures; raise ``CalledProcessError`` if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{benchmark}", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(flatten(json.loads(done.stdout)))


def compare(floors: Floors) -> Iterator[Measured]:
    """Measure every benchmark that has a floor and yield its figures beside their floors."""
    for benchmark in sorted({name.partition(".")[0] for name in floors}):
        figures = measure(benchmark)
        for name, floor in floors.items():
            table, _, figure = name.partition(".")
            if table == benchmark:
                yield Measured(name, floor, figures.get(figure))


def show(measured: list[Measured], console: Console) -> None:
    """Print the figures beside their floors."""
    table = Table(title="Accuracy floors")
    for heading in ("figure", "floor", "measured", ""):
        table.add_column(heading, justify="left" if heading in {"figure", ""} else "right")
    for line in measured:
        value = "not given" if line.value is None else f"{line.value:.3f}".rstrip("0").rstrip(".")
        table.add_row(line.name, f"{line.floor:g}", value, "" if line.holds else "BELOW")
    console.print(table)


def main() -> int:
    console = Console()
    floors, retired = parse(FLOORS.read_text(encoding="utf-8"))
    lowered = fallen(floors, retired, earlier_versions(FLOORS))
    for line in lowered:
        console.print(f"A floor was lowered: {line}", style="bold red")
    if not SHARED.is_dir():
        console.print("SKIPPED: the accuracy floors need the texts in ../shared, and there are none.", style="yellow")
        return 1 if lowered else 0
    measured = list(compare(floors))
    show(measured, console)
    return 0 if not lowered and all(line.holds for line in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
