"""Articles found in saved pages: ``python -m benchmarks.pages [--json] [PAGES]``.

PAGES is a folder with ``ground_truth.json`` and ``html/`` (``../shared/pages``). Measured with the models that are
shipped: the F1 of an article's words, as a bag, against its paragraphs by hand, mean over pages, for the HTML and for
what each installed text renderer makes of it (headline and captions are not counted, optional paragraphs neither
count nor cost); and the share of pairs of dumps, glued together, from which two articles come that are as good as
from each dump alone. The shipped models have learned from these same pages: what unseen outlets reach is what
``python -m training.line_model PAGES --evaluate`` prints.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean
from time import perf_counter

from rich.console import Console
from rich.table import Table

from onrecord.pages.drafts import Draft
from onrecord.pages.dump import drafts_of_dump
from onrecord.pages.html import drafts_of_html
from training.line_evaluation import article_words, glued_pairs, mean_f1, parted, rendered, words_f1
from training.page_data import GoldPage, gold_pages, renderers

PAGES = Path(__file__).resolve().parents[2] / "shared" / "pages"
GLUED_WITH = ("html-text", "w3m")


@dataclass(frozen=True)
class Measures:
    """``html`` and ``dump`` are F1 from 0 to 1, ``glued`` a share; ``seconds`` is for reading one HTML page."""

    html: float
    dump: float
    glued: float
    seconds: float
    renderer: dict[str, float]


def measure(pages: list[GoldPage]) -> Measures:
    """Return what the shipped models reach on ``pages``."""
    began = perf_counter()
    html = mean_f1(pages, lambda page: drafts_of_html(page.markup, page.name))
    seconds = (perf_counter() - began) / len(pages)
    shown = {name: rendered(render) for name, render in renderers().items()}
    by_renderer = {name: mean_f1(pages, _reader_of(render)) for name, render in shown.items()}
    outcomes = [
        parted(first, second, shown[name], drafts_of_dump).right
        for name in GLUED_WITH
        if name in shown
        for first, second in glued_pairs(pages, 1)
    ]
    return Measures(html, mean(by_renderer.values()), mean(outcomes), seconds, by_renderer)


def _reader_of(render: Callable[[GoldPage], str]) -> Callable[[GoldPage], list[Draft]]:
    return lambda page: drafts_of_dump(render(page))


def _worst(pages: list[GoldPage], count: int = 5) -> list[tuple[float, str]]:
    scored = [(words_f1(article_words(drafts_of_html(page.markup, page.name)), page), page.name) for page in pages]
    return sorted(scored)[:count]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="?", default=PAGES)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args()
    if not arguments.pages.is_dir():
        raise SystemExit(f"no pages at {arguments.pages}: nothing to measure")
    pages = list(gold_pages(arguments.pages))
    found = measure(pages)
    if arguments.json:
        print(json.dumps({key: _rounded(value) for key, value in asdict(found).items()}))
        return
    table = Table("pages to articles", "measured", "floor", "aim", title=f"{len(pages)} pages")
    table.add_row("words of the article, F1: HTML", f"{found.html:.3f}", ".93", ".96")
    table.add_row("the same pages as dumps (mean of renderers)", f"{found.dump:.3f}", ".88", ".95")
    for name, value in found.renderer.items():
        table.add_row(f"  {name}", f"{value:.3f}", "", "")
    table.add_row("glued pairs parted right", f"{found.glued:.1%}", "95%", "100%")
    table.add_row("seconds for an HTML page", f"{found.seconds:.3f}", "", "")
    Console().print(table)
    Console().print("lowest, HTML:", ", ".join(f"{name} {value:.2f}" for value, name in _worst(pages)))


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return round(value, 4) if isinstance(value, float) else value


if __name__ == "__main__":
    main()
