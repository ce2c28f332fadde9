"""Stances for a person to read, by holder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from onrecord.cli.acts import LONGEST, act_text, condition_word
from onrecord.cli.cells import confidence_cell, day, day_cell, id_cell, outlet_cell
from onrecord.cli.terminal import safe_line
from onrecord.cli.wrapping import wrapped
from onrecord.record.reviewed import Review
from onrecord.records import Told

_INDENT = " " * 4


def holders_table(stances: Sequence[Told], width: int, review: Review) -> Iterator[Text]:
    """Yield lines of at most ``width`` columns: for each holder a heading, and lines for each stance.

    Holders with most stances come first. A stance's first line has the date, the outlet, the act, the confidence, the
    beginning of the article's id and the measure; the others the words, the conditions, who told it, and which reviewer
    decided about it.
    """
    by_holder: dict[str, list[Told]] = defaultdict(list)
    for told in stances:
        by_holder[told.stance.holder].append(told)
    outlet = max((cell_len(outlet_cell(told.outlet)) for told in stances), default=0)
    for holder in sorted(by_holder, key=lambda holder: (-len(by_holder[holder]), holder)):
        heading = _heading(holder, by_holder[holder])
        heading.truncate(width, overflow="ellipsis")
        yield heading
        for told in sorted(by_holder[holder], key=lambda told: (day(told.published) or "9", told.article, told.order)):
            for line in told_lines(told, outlet, review.decision_on(told)):
                yield from wrapped(line, width)
        yield Text()


def told_lines(told: Told, outlet: int, decided: str | None) -> list[Text]:
    """Return the lines of one stance, its outlet's name filled to ``outlet`` columns; ``decided``: who stands by it."""
    stance = told.stance
    outlet_name = Text(set_cell_size(outlet_cell(told.outlet), outlet))
    cells = [Text(""), day_cell(told.published), outlet_name, act_text(stance.act, width=LONGEST)]
    cells += [confidence_cell(stance.confidence), id_cell(told.article), Text(safe_line(stance.measure))]
    first = Text("  ").join(cells)
    notes = [f"told by {', '.join(stance.via)}"] if stance.via else []
    notes += [f"copy of {told.copy_of}"] if told.copy_of else []
    notes += [decided] if decided else []
    told_by = [Text(f"{_INDENT}{safe_line(' · '.join(notes))}", style="dim")] if notes else []
    return [first, Text(_INDENT).append(quoted(told.words), style="green"), *condition_lines(told), *told_by]


def condition_lines(told: Told) -> Iterator[Text]:
    """Yield a line for each condition: its kind and its words."""
    for condition, words in zip(told.stance.conditions, told.condition_words, strict=True):
        yield Text(_INDENT).append(f"{condition_word(condition)}: ", style="bold").append(quoted(words), style="yellow")


def quoted(words: str) -> str:
    """Return words of an article in quotation marks, as one line."""
    return f"“{safe_line(words)}”"


def _heading(holder: str, stances: Sequence[Told]) -> Text:
    parties = sorted({told.stance.party for told in stances if told.stance.party} - {holder})
    heading = Text(safe_line(holder), style="bold")
    if parties:
        heading.append(f" · {safe_line(', '.join(parties))}", style="not bold")
    return heading.append(f" · {len(stances)}", style="not bold dim")
