"""Who stands where on what, for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.table import Table
from rich.text import Text

from onrecord.cli.grid import Grid, tables
from onrecord.cli.standing import LEGEND, position_text, subject_text
from onrecord.cli.terminal import safe_line
from onrecord.cli.wrapping import joined
from onrecord.record.actors import folded
from onrecord.record.doubtful import Doubts
from onrecord.record.entries import told_by
from onrecord.record.matrix import Matrix, matrix
from onrecord.record.named import label_of
from onrecord.record.positions import NOT_MENTIONED, NotMentioned, Position, Subject, SubjectKind
from onrecord.record.recorded import Recorded

_WIDEST_SUBJECT = 34

MOST_ROWS = 30
"""So many actors are shown if not all are asked for: on a terminal nobody looks through hundreds that are named once."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose positions are asked for, on what and as of which day; empty and ``None`` ask for nothing in particular."""

    kind: SubjectKind
    subjects: Collection[Subject] = ()
    measures: Collection[str] = ()
    as_of: date | None = None

    @property
    def is_everything(self) -> bool:
        """Tell whether all actors on all measures are asked for, as they stand now."""
        return self.kind is SubjectKind.ACTOR and not self.subjects and not self.measures and self.as_of is None


def asked_positions(recorded: Recorded, asked: Asked) -> list[Position]:
    """Return the positions that are asked for, by the names of their subjects."""
    subjects, measures = set(asked.subjects), set(asked.measures)
    found = [
        position
        for position in recorded.index.positions(asked.kind, asked.as_of)
        if (not subjects or position.subject in subjects) and (not measures or position.measure in measures)
    ]
    return sorted(found, key=lambda each: (folded(each.subject.name), each.subject.key, each.measure))


def shown_positions(
    recorded: Recorded, asked: Asked, width: int, most: int | None = MOST_ROWS
) -> Iterator[Table | Text]:
    """Yield tables and lines of at most ``width`` columns; nothing if there are no positions.

    A measure on which one alone stands compares nobody: such measures are listed beneath the tables, unless they were
    asked for. Of more subjects than ``most``, those with the most positions are shown, unless they were asked for.
    """
    everything = asked_positions(recorded, asked)
    told_most = set(asked.subjects) or _told_most(everything, most)
    found = [position for position in everything if position.subject in told_most]
    holders = Counter(position.measure for position in everything)
    of_those = {position.measure for position in found}
    shared = set(asked.measures) or {measure for measure in of_those if holders[measure] > 1}
    alone = [position for position in found if position.measure not in shared]
    listed = {position.subject for position in alone}
    rows = {position.subject for position in found if position.measure in shared}
    rows.update(subject for subject in asked.subjects if subject not in listed)
    if shared and rows:
        compared = matrix(recorded.index, asked.kind, subjects=rows, measures=shared, as_of=asked.as_of)
        for table in tables(_grid(compared, recorded), width):
            yield table
            yield Text()
    if alone:
        yield Text("on what one alone is reported:", style="dim")
        yield _listed(alone, recorded)
        yield Text()
    if alone or (shared and rows):
        yield from (Text(line, style="dim") for line in joined(LEGEND, width))
    if len(found) < len(everything):
        others = len({position.subject for position in everything}) - len(told_most)
        yield Text(
            f"{others} others hold {len(everything) - len(found)} positions: `onrecord positions --all`", style="dim"
        )


def _told_most(positions: Sequence[Position], most: int | None) -> set[Subject]:
    """The subjects with the most positions, then from the most sources, so many of them at most."""
    held = Counter(position.subject for position in positions)
    sources: Counter[Subject] = Counter()
    for position in positions:
        sources[position.subject] += position.sources
    ranked = sorted(held, key=lambda subject: (-held[subject], -sources[subject], folded(subject.name), subject.key))
    return set(ranked[:most])


def doubtful_among(doubts: Doubts, asked: Asked) -> int:
    """Count the doubtful stances that bear on what is asked for."""
    subjects = {subject.key for subject in asked.subjects}
    found = {
        each.finding
        for cell, told in doubts.by_cell.items()
        if cell.kind is asked.kind and (not subjects or cell.key in subjects)
        if not asked.measures or cell.measure in asked.measures
        for each in told
        if asked.as_of is None or told_by(each, asked.as_of)
    }
    return len(found)


def doubtful_line(count: int) -> Text:
    """Give the line that says how many doubtful stances bear on what is shown."""
    many = "1 doubtful stance waits" if count == 1 else f"{count} doubtful stances wait"
    return Text(f"{many} for review, not counted here: `onrecord stances --doubtful`", style="dim")


def _grid(compared: Matrix, recorded: Recorded) -> Grid:
    return Grid(
        rows=[subject_text(subject) for subject in compared.rows],
        columns=[Text(safe_line(label_of(recorded, measure)), style="bold") for measure in compared.columns],
        cells=[
            [None if isinstance(value, NotMentioned) else position_text(value) for value in values]
            for values in compared.values
        ],
        empty=position_text(NOT_MENTIONED),
    )


def _listed(positions: Sequence[Position], recorded: Recorded) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, show_header=False)
    table.add_column(max_width=_WIDEST_SUBJECT, overflow="fold")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for position in positions:
        label = Text(safe_line(label_of(recorded, position.measure)))
        table.add_row(subject_text(position.subject), position_text(position), label)
    return table
