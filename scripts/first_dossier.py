"""What docs/the-first-dossier.md shows: the two pages that the project began with, as a dossier, and how well it is read.

The pages are in ``../shared/seeds`` and stay there: the document has our words, what the program prints with each
quotation cut to a few words, and figures. The dossier's codebook and what its record should hold stand in
``docs/first-dossier``.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from benchmarks.dossiers import Checked, Outcome, check, load_expected
from benchmarks.gold import SHARED, gold_text, right_stances, score_gold, scorer
from onrecord.record.dossier import DATABASE
from onrecord.records import Reading, Stance, Told
from onrecord.store import View
from onrecord.wire import reading_to_json
from scripts.shown import ROOT, block, printed

DOCUMENT = "docs/the-first-dossier.md"
DOSSIER = ROOT / "docs" / "first-dossier"
SEEDS = SHARED / "seeds"
DEV = SHARED / "gold" / "dev"
ARTICLES = {"s01a": "the summit, first page", "s01b": "the summit, second page", "s02": "Nigeria"}
DAYS = {"002_ac9b6a256edaf299.txt": "2025-09-05"}
"""The days of pages that do not give their own."""

MOST_WORDS = 15

DOUBTFUL = "doubtful"
"""What the record does not count, and offers a reviewer as a doubtful stance that is right."""
_NOT_FOUND = (Outcome.WRONG_ACT, Outcome.MISSING)

_QUOTED = re.compile(r"“(.*)”")


def available() -> bool:
    """Whether the pages are there to be read."""
    return SEEDS.is_dir()


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Make the dossier and read its pages, once in a process."""
    made = tempfile.TemporaryDirectory(prefix="onrecord-first-")
    folder = Path(made.name)
    shutil.copytree(DOSSIER, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.db*"))
    shutil.copytree(SEEDS, folder / "pages")
    for page in sorted(path.name for path in SEEDS.iterdir()):
        day = f" --published {DAYS[page]}" if page in DAYS else ""
        printed(f"onrecord read pages/{page}{day}", folder=folder)
    return made


def told(command: str, lines: int | None = None) -> str:
    """Return a console block with ``command`` and what it prints in the dossier, quotations cut.

    A command that finds nothing of what it is asked for is shown with what it says to that.
    """
    try:
        output = printed(command, folder=Path(_folder().name))
    except RuntimeError as error:
        output = str(error).partition("\n")[2]
    return block(command, "\n".join(shortened(line) for line in output.splitlines()), lines)


def shortened(line: str) -> str:
    """Return a line in which a quotation has at most :data:`MOST_WORDS` words, and an ellipsis for the others."""

    def cut(found: re.Match[str]) -> str:
        words = found[1].split()
        return f"“{' '.join(words[:MOST_WORDS])} …”" if len(words) > MOST_WORDS else found[0]

    return _QUOTED.sub(cut, line)


def figures() -> str:
    """Return what the scorer says of each article and of all three, as a table."""
    readings = _readings()
    rows = [(f"{name}: {about}", {name: readings[name]}) for name, about in ARTICLES.items()]
    return _table(
        ("article", "stances", "read", "position F1", "stance F1", "act right", "condition F1", "measure"),
        [_figures_row(title, chosen) for title, chosen in [*rows, ("all", readings)]],
    )


def expectations() -> str:
    """Return for each position that the record must hold whether it does, as a table with a line that counts."""
    with View(Path(_folder().name) / DATABASE) as view:
        counted, doubtful = list(view.told()), list(view.doubtful())
    found = list(zip(_checked(counted), _checked(doubtful), strict=True))
    counts = Counter(_outcome_name(*each) for each in found)
    summary = ", ".join(f"{counts[name]} {name}" for name in (str(Outcome.FOUND), DOUBTFUL, *map(str, _NOT_FOUND)))
    rows = [
        (each.expected.what, each.expected.article or "", _outcome(each, doubt), _condition(each))
        for each, doubt in found
    ]
    return f"{len(found)} positions: {summary}.\n\n" + _table(("position", "article", "record", "condition"), rows)


def unasked(most: int) -> str:
    """Return the surest of those stances that the scorer does not count as right, as a table of at most ``most`` rows."""
    wrong: list[tuple[Stance, str]] = []
    for name, reading in _readings().items():
        gold = scorer().Gold(str(DEV), name)
        predicted = scorer().Reading(gold, reading_to_json(reading))
        judged = zip(reading.stances, right_stances(gold, predicted), strict=True)
        wrong += [(stance, name) for stance, is_right in judged if not is_right]
    wrong.sort(key=lambda each: -each[0].confidence)
    rows = [(stance.holder, str(stance.act), stance.measure, name) for stance, name in wrong[:most]]
    heading = f"{len(wrong)} stances are not those of the annotation; the surest {len(rows)} of them:\n\n"
    return heading + _table(("holder", "act", "measure", "article"), rows)


@cache
def _readings() -> dict[str, Reading]:
    """Return the reading of each article by its name in the annotation: that which shares most words with it."""
    with View(Path(_folder().name) / DATABASE) as view:
        kept = list(view.readings())
    return {name: max(kept, key=lambda reading: _shared_words(name, reading)) for name in ARTICLES}


def _shared_words(name: str, reading: Reading) -> int:
    return (Counter(gold_text(DEV, name).split()) & Counter(reading.article.text.split())).total()


def _figures_row(title: str, readings: dict[str, Reading]) -> tuple[str, ...]:
    score = score_gold(DEV, readings)[0]
    read = sum(len(reading.stances) for reading in readings.values())
    spans = [f"{score[name]['F1']:.1f}" for name in ("position", "stance")]
    shares = {name: f"{score[name]['share'] or 0:.1f} %" for name in ("act", "measure")}
    condition = f"{score['condition']['F1']:.1f}"
    return (title, str(score["stance"]["n"]), str(read), *spans, shares["act"], condition, shares["measure"])


def _checked(told: Sequence[Told]) -> list[Checked]:
    articles = {name: {reading.article.id} for name, reading in _readings().items()}
    return list(check(load_expected(DOSSIER / "expected.toml"), told, articles))


def _outcome_name(checked: Checked, doubt: Checked) -> str:
    """What has become of an expectation: what counts goes before what is doubtful, and that before what is wrong."""
    if checked.outcome is not Outcome.FOUND and doubt.outcome is Outcome.FOUND:
        return DOUBTFUL
    return str(checked.outcome)


def _outcome(checked: Checked, doubt: Checked) -> str:
    name = _outcome_name(checked, doubt)
    acts = ", ".join(checked.acts)
    if name == DOUBTFUL:
        return f"*{name}*" + (f"; counted: {acts}" if acts else "")
    if checked.outcome is Outcome.MISSING:
        return f"**{name}**"
    if checked.outcome is Outcome.WRONG_ACT:
        return f"**{name}**: {acts}"
    teller = checked.expected.via
    return f"{acts}, but not as told by {teller}" if teller and not checked.teller_found else acts


def _condition(checked: Checked) -> str:
    if not checked.expected.conditional:
        return ""
    return "found" if checked.condition_found else "missing"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(_lines([headings, ["---"] * len(headings), *rows]))


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
