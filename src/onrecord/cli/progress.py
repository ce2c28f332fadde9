"""How a run goes: a bar on a terminal while it goes on, and one line of figures at its end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from onrecord.cli.options import default_database
from onrecord.cli.terminal import safe_line, say
from onrecord.pipeline import Outcome, PageFailed, PageRead, PageUnchanged
from onrecord.settings import Database, shown_database


@dataclass(slots=True)
class Tally:
    """Counts how the pages of a run went."""

    read: int = 0
    articles: int = 0
    statements: int = 0
    stances: int = 0
    unchanged: int = 0
    failed: int = 0
    missing: int = 0

    def count(self, outcome: Outcome) -> None:
        """Count a page; say so at once if it failed."""
        match outcome:
            case PageRead(readings=readings):
                self.read += 1
                self.articles += len(readings)
                self.statements += sum(len(reading.statements) for reading in readings)
                self.stances += sum(len(reading.stances) for reading in readings)
            case PageUnchanged():
                self.unchanged += 1
            case PageFailed(failure=failure, address=address, again=again):
                missing = is_missing(outcome)
                self.missing += missing
                self.failed += not missing
                kind = "not found" if missing else "still set aside" if again else "set aside"
                say(f"{kind}: {safe_line(address)}: {safe_line(failure.reason)}")

    def __str__(self) -> str:
        parts = [f"{_many(self.read, 'page')} read: {_many(self.articles, 'article')}"]
        parts[0] += f", {_many(self.statements, 'statement')}, {_many(self.stances, 'stance')}"
        parts += [f"{self.unchanged} unchanged"] if self.unchanged else []
        parts += [f"{self.failed} set aside"] if self.failed else []
        parts += [f"{self.missing} not found"] if self.missing else []
        return " · ".join(parts)

    def say_next(self, database: Database, places: Sequence[str]) -> None:
        """Say what to do next, after ``places`` were read; nothing after a slip of the pen, which was said already."""
        if not (self.read or self.unchanged or self.failed):
            if not self.missing:
                where = safe_line(", ".join(places))
                say(
                    f"there is nothing to read in {where}: save pages there as HTML, plain text or JSON lines, and read again"
                )
            return
        option = "" if database == default_database() else f" --db {shown_database(database)}"
        command = "quarantine" if self.failed else "positions" if self.stances or self.unchanged else "statements"
        say(f"next: onrecord {command}{option}")


def is_missing(outcome: Outcome) -> bool:
    """Tell whether there is nothing where the command line, or the dossier, says: a slip of the pen, not a bad page."""
    return (
        isinstance(outcome, PageFailed)
        and outcome.failure.error == "PageNotFound"
        # The address may be the same path, told from the folder of the database.
        and (outcome.address == outcome.location or outcome.location.endswith(os.sep + outcome.address))
    )


@contextmanager
def progress_bar(tally: Tally, *, shown: bool) -> Iterator[Callable[[], None]]:
    """Show ``tally`` while the block runs, if standard error is a terminal; gives what to call after each page."""
    if not (shown and sys.stderr.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, highlight=False, markup=False)
    columns = (SpinnerColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    # How many pages there are is not known before the last folder is listed: the bar counts, and promises nothing.
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("starting", total=None)
        yield lambda: progress.update(task, description=str(tally))


@contextmanager
def share_bar(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Show how much is done, if standard error is a terminal; gives what to call with the number done and the whole."""
    if not sys.stderr.isatty():
        yield lambda _done, _whole: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task(doing, total=None)
        yield lambda done, whole: progress.update(task, completed=done, total=whole)


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
