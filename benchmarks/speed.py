"""Speed, memory, start and size, in one run: ``python -m benchmarks.speed [--articles N] [--json]``.

What is compared is measured in the same run on the same articles, so that the ratios hold on any machine. The articles
are those of ``../shared/corpus``; BERT-base needs a Python with torch and transformers (``--torch-python``). What
cannot be measured here is left out, with a word.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.installed_size import sizes
from benchmarks.processes import on_cores, onrecord, run
from benchmarks.rates import CORPUS, Rates, corpus_lines, rates

ROOT = Path(__file__).resolve().parents[1]
FIRST_PAGE = ROOT / "demo" / "pages" / "courier-1-hallmere-plan.html"
STARTS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``floor`` and ``aim`` are least values where ``more_is_better``, else most."""

    key: str
    what: str
    value: float
    unit: str
    floor: float | None = None
    aim: float | None = None
    more_is_better: bool = True

    @property
    def verdict(self) -> str:
        def reached(bound: float) -> bool:
            return self.value >= bound if self.more_is_better else self.value <= bound

        if self.aim is not None and reached(self.aim):
            return "aim"
        if self.floor is not None:
            return "floor" if reached(self.floor) else "BELOW FLOOR"
        return ""


def rate_figures(found: Rates) -> Iterator[Figure]:
    """What one process does on one core, in thousands of word pieces per processor second and in ratios."""
    yield Figure("rate.articles", "articles a second, one core", found.articles_per_second, "/s")
    yield Figure("rate.ours", "whole pages to statements", found.pages_to_statements / 1000, "k pieces/s")
    yield Figure("rate.encoder", "the encoder alone, same windows", found.encoder_alone / 1000, "k pieces/s")
    yield Figure("rate.share", "ours against the encoder alone", 100 * found.share_of_encoder, "%", 70, 85)
    cost = 100 * found.stance_cost
    yield Figure("rate.stances", "stances, beside statements alone", cost, "% more", 15, more_is_better=False)
    if found.bert_base is not None and found.times_bert is not None:
        yield Figure("rate.bert", "BERT-base, 32-bit, same windows", found.bert_base / 1000, "k pieces/s")
        yield Figure("rate.times_bert", "ours against BERT-base", found.times_bert, "times", 10, 20)


def process_figures(lines: Sequence[str]) -> Iterator[Figure]:
    """Peak memory and the gain of a second process, on the articles in ``lines``."""
    cores = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        pages = folder / "articles.jsonl"
        pages.write_text("".join(lines), encoding="utf-8")
        one = run(onrecord("read", str(pages), "--db", "one.db", "--jobs", "1"), cores[:2], folder)
        yield Figure("memory.peak", "peak memory, one process", one.peak_mib, "MiB", 700, 400, more_is_better=False)
        if len(cores) < 2:
            return
        two = run(onrecord("read", str(pages), "--db", "two.db", "--jobs", "2"), cores[:2], folder)
        yield Figure("jobs.times", "--jobs 2 against --jobs 1, two cores", one.seconds / two.seconds, "times", 1.7, 1.9)


def start_figure() -> Figure:
    """Median seconds from the start of ``onrecord read PAGE --json`` to its first line of output."""
    core = sorted(os.sched_getaffinity(0))[:1]
    seconds = []
    with tempfile.TemporaryDirectory() as made:
        for _ in range(STARTS):
            first = run(onrecord("read", str(FIRST_PAGE), "--json"), core, Path(made)).first_line_seconds
            if first is None:
                raise RuntimeError("onrecord read --json printed nothing")
            seconds.append(first)
    return Figure(
        "start.first_line", "start to first result", statistics.median(seconds), "s", 2, 1, more_is_better=False
    )


def size_figure() -> Figure:
    return Figure(
        "size.installed", "installed, without extras", sum(sizes().values()), "MB", 300, 200, more_is_better=False
    )


def show(figures: Sequence[Figure], console: Console) -> None:
    table = Table(title="Speed, memory, start, size")
    for heading in ("what", "measured", "floor", "aim", "reached"):
        table.add_column(heading, justify="left" if heading in {"what", "reached"} else "right")
    for figure in figures:
        bounds = ["" if bound is None else f"{bound:g}" for bound in (figure.floor, figure.aim)]
        table.add_row(figure.what, f"{figure.value:.2f} {figure.unit}", *bounds, figure.verdict)
    console.print(table)


def measure(articles: int, torch_python: str | None, bert_every: int, console: Console) -> Iterator[Figure]:
    """Yield every figure that can be measured here; say on ``console`` which cannot."""
    yield start_figure()
    yield size_figure()
    if not CORPUS.is_file():
        console.print("SKIPPED: rates and memory need ../shared/corpus.", style="yellow")
        return
    lines = corpus_lines(articles)
    yield from process_figures(lines)
    if torch_python is None:
        console.print("SKIPPED: BERT-base needs --torch-python, a Python with torch and transformers.", style="yellow")
    with on_cores(sorted(os.sched_getaffinity(0))[:1]):
        found = rates(lines, torch_python, bert_every)
    yield from rate_figures(found)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--articles", type=int, default=100, help="how many articles of the corpus (default: 100)")
    parser.add_argument("--torch-python", help="a Python that has torch and transformers, to run BERT-base")
    parser.add_argument("--bert-every", type=int, default=4, help="BERT-base reads each N-th window (default: 4)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    console = Console(stderr=True)
    figures = list(measure(options.articles, options.torch_python, options.bert_every, console))
    if options.json:
        print(json.dumps({figure.key: asdict(figure) for figure in figures}))
    else:
        show(figures, Console())
    return 1 if any(figure.verdict == "BELOW FLOOR" for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
