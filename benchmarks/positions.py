"""Positions of a million stances, and one article more: ``python -m benchmarks.positions [--stances N] [--json]``.

The stances are made from a seed (:mod:`benchmarks.record_maker`). Measured on one core, in seconds of that core: every
position of every actor and party, from the stances alone; a plain pass over the same stances, which only counts them by
holder and measure, so that the ratio tells on any machine; and a new article with the positions that it touches
computed anew, for articles of the latest day and of any day. Last, an article with a second person of the family name
that occurs most, so that nobody knows any more whom the name alone means: what taking it in costs, and what all the
positions cost that this touches.
"""

from __future__ import annotations

import argparse
import gc
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from statistics import median
from time import process_time

from rich.console import Console
from rich.table import Table

from benchmarks.record_maker import DAYS, Maker
from onrecord.record.index import PositionIndex
from onrecord.record.positions import SubjectKind
from onrecord.records import Told

SEED = 20251101
ARTICLES_MORE = 200


@dataclass(frozen=True)
class Measures:
    """Seconds of one core; updates in milliseconds. ``ratio`` is positions against the plain pass."""

    stances: int
    positions: int
    largest_cell: int
    positions_seconds: float
    plain_seconds: float
    ratio: float
    update_ms_median: float
    update_ms_slowest: float
    namesake_ms: float
    namesake_positions: int
    namesake_positions_ms: float


def measure(stances: int) -> Measures:
    """Make ``stances`` stances and measure what this module says."""
    maker = Maker(SEED)
    told = maker.stances(stances)
    more = [
        maker.article(DAYS - 1 if number % 2 else number * DAYS // ARTICLES_MORE) for number in range(ARTICLES_MORE)
    ]
    # What was made stays to the end; without this, Python looks again and again whether it can be thrown away.
    gc.collect()
    gc.freeze()
    try:
        return measure_on(told, more)
    finally:
        gc.unfreeze()


def measure_on(told: Sequence[Told], more: Sequence[Sequence[Told]]) -> Measures:
    """Measure all positions of ``told``, and what each article of ``more`` costs after that."""
    began = process_time()
    plain = Counter((each.stance.holder, each.stance.measure) for each in told)
    plain_seconds = process_time() - began
    began = process_time()
    index = PositionIndex(told)
    positions = sum(1 for kind in SubjectKind for _ in index.positions(kind))
    seconds = process_time() - began
    updates = sorted(1000 * update_seconds(index, article) for article in more)
    namesake_seconds, touched, anew = namesake(index, told)
    largest = max(len(position.told) for kind in SubjectKind for position in index.positions(kind))
    assert plain.total() == len(told)
    return Measures(
        stances=len(told),
        positions=positions,
        largest_cell=largest,
        positions_seconds=seconds,
        plain_seconds=plain_seconds,
        ratio=seconds / plain_seconds,
        update_ms_median=median(updates),
        update_ms_slowest=updates[-1],
        namesake_ms=1000 * namesake_seconds,
        namesake_positions=touched,
        namesake_positions_ms=1000 * anew,
    )


def update_seconds(index: PositionIndex, article: Sequence[Told]) -> float:
    """Add an article to an index, compute every position that it touches, and return the seconds it took."""
    began = process_time()
    for cell in index.replace(article[0].article, article):
        index.position(cell)
    return process_time() - began


def namesake(index: PositionIndex, told: Sequence[Told]) -> tuple[float, int, float]:
    """Add a second person of the commonest family name; return the seconds, the positions touched, and their seconds."""
    names = Counter(each.stance.holder for each in told if " " not in each.stance.holder)
    family = names.most_common(1)[0][0]
    model = next(each for each in told if each.stance.holder == family)
    second = replace(model, article="namesake", copy_of=None, stance=replace(model.stance, holder=f"Second {family}"))
    began = process_time()
    cells = index.replace("namesake", [second])
    taken_in = process_time()
    touched = sum(1 for cell in cells if index.position(cell) is not None)
    return taken_in - began, touched, process_time() - taken_in


def show(measured: Measures, console: Console) -> None:
    """Print the figures."""
    table = Table("", "measured", title=f"{measured.stances} stances, {measured.positions} positions, one core")
    table.add_row("all positions", f"{measured.positions_seconds:.1f} s")
    table.add_row("a plain pass over the stances", f"{measured.plain_seconds:.2f} s")
    table.add_row("ratio", f"{measured.ratio:.1f}")
    table.add_row(f"one article more, median of {ARTICLES_MORE}", f"{measured.update_ms_median:.1f} ms")
    table.add_row("one article more, slowest", f"{measured.update_ms_slowest:.1f} ms")
    table.add_row("an article with a namesake of the commonest name", f"{measured.namesake_ms:.1f} ms")
    table.add_row(
        f"the {measured.namesake_positions} positions that it touches", f"{measured.namesake_positions_ms:.1f} ms"
    )
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.positions", description=__doc__)
    parser.add_argument("--stances", type=int, default=1_000_000, help="how many stances (default: 1000000)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    measured = measure(options.stances)
    if options.json:
        print(json.dumps(asdict(measured)))
    else:
        show(measured, Console())


if __name__ == "__main__":
    main()
