"""``onrecord why``: every stance behind a position, with its words, and what each counts for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.text import Text

from onrecord.cli.acts import act_text, condition_word
from onrecord.cli.cells import ID_SHOWN, confidence_cell, day, day_cell, outlet_cell
from onrecord.cli.happened import step_text
from onrecord.cli.standing import DISPUTED, subject_text, summary
from onrecord.cli.terminal import safe_line
from onrecord.record.as_json import told_to_json
from onrecord.record.bearing import Counts, counts_for
from onrecord.record.named import label_of
from onrecord.record.positions import Contradiction, ContradictionKind, History, Position, Subject
from onrecord.record.recorded import Recorded
from onrecord.record.timeline import events_of
from onrecord.records import Told

_STYLES = {Counts.STANDS: "bold green", Counts.SUPERSEDED: "dim", Counts.OUTWEIGHED: "yellow", Counts.UNDATED: "yellow"}


def shown_account(
    position: Position, history: History, recorded: Recorded, doubtful: Sequence[Told] = ()
) -> Iterator[Text]:
    """Yield the position, how it came about, and every stance that bears on it, newest first, unknown dates last.

    ``doubtful`` are those that would bear on it if they counted.
    """
    yield _heading(position.subject, label_of(recorded, position.measure))
    yield from summary(position)
    for contradiction in position.contradictions:
        yield from _both_sides(contradiction)
    yield Text()
    for event in events_of(history):
        yield Text("  ").append_text(day_cell(event.on)).append("  ").append_text(step_text(event.what))
    yield Text()
    for told in (*reversed(history.told), *history.undated):
        yield from _told_lines(told, counts_for(position, told))
        yield Text()
    yield from _doubtful_lines(doubtful)


def shown_doubtful(subject: Subject, label: str, doubtful: Sequence[Told]) -> Iterator[Text]:
    """Yield that somebody has no position on the measure called ``label``, and the doubtful stances on it."""
    yield _heading(subject, label)
    yield Text("no position: no stance on it is likely enough to count; that is no refusal")
    yield Text()
    yield from _doubtful_lines(doubtful)


def account_to_json(position: Position, history: History) -> Iterator[dict[str, Any]]:
    """Yield an object for each stance, oldest first: whose position it bears on, what it ``counts`` for, and the stance."""
    for told, account in account_of(position, history):
        yield {**account, **told_to_json(told)}


def account_of(position: Position, history: History) -> Iterator[tuple[Told, dict[str, str]]]:
    """Yield each stance, oldest first, with whose position it bears on and what it ``counts`` for."""
    whose = {
        "kind": str(position.subject.kind),
        "subject": position.subject.name,
        "measure_key": position.measure,
    }
    for told in (*history.told, *history.undated):
        yield told, {**whose, "counts": str(counts_for(position, told))}


def _heading(subject: Subject, label: str) -> Text:
    return subject_text(subject).append(f" · {safe_line(label)}", style="bold")


def _doubtful_lines(doubtful: Sequence[Told]) -> Iterator[Text]:
    if doubtful:
        yield Text("doubtful, not counted:", style="bold")
        yield Text()
    for told in doubtful:
        yield from _told_lines(told, None)
        yield Text()


def _both_sides(contradiction: Contradiction) -> Iterator[Text]:
    """The accounts of a dispute that is open, one beneath the other, with their words; copies are named behind them."""
    who = "reports differ" if contradiction.kind is ContradictionKind.REPORTS else "another claims the opposite"
    yield Text(f"  {DISPUTED} {who} · {contradiction.on or 'date ?'}", style="bold yellow")
    for account in contradiction.accounts:
        originals = {told.article: told for told in account.told}
        for told in account.told:
            if told.copy_of in originals:
                continue
            line = Text("    ").append_text(act_text(account.act)).append(f"  {outlet_cell(told.outlet)}  ")
            line.append(safe_line(told.article)[:ID_SHOWN], style="cyan")
            if told.stance.via:
                line.append(f"  told by {safe_line(', '.join(told.stance.via))}", style="dim")
            copies = sum(other.copy_of == told.article for other in account.told)
            if copies:
                line.append(f"  and {copies} {'copy' if copies == 1 else 'copies'}", style="dim")
            yield line
            yield Text(f"      “{safe_line(told.words)}”", style="green")


def _told_lines(told: Told, counts: Counts | None) -> Iterator[Text]:
    stance = told.stance
    line = Text(_date(told)).append("  ").append_text(act_text(stance.act))
    if counts is not None:
        line.append(f"  {counts}", style=_STYLES[counts])
    line.append(f"  {outlet_cell(told.outlet)}  ").append_text(confidence_cell(stance.confidence)).append("  ")
    yield line.append(safe_line(told.article)[:ID_SHOWN], style="cyan")
    yield Text(f"  “{safe_line(told.words)}”", style="green")
    holder = stance.holder if stance.party in (None, stance.holder) else f"{stance.holder} ({stance.party})"
    facts = [holder, stance.measure, *(f"toward {target}" for target in [stance.target] if target)]
    facts += [f"told by {', '.join(stance.via)}"] if stance.via else []
    facts += [f"copy of {told.copy_of}"] if told.copy_of else []
    yield Text(f"  {safe_line(' · '.join(facts))}", style="dim")
    for condition, words in zip(stance.conditions, told.condition_words, strict=True):
        yield Text(f"  {condition_word(condition)}: ").append(f"“{safe_line(words)}”", style="yellow")


def _date(told: Told) -> str:
    """The day that the stance was told, or of which it tells."""
    when = told.stance.when
    if when and when.value and when.value != told.published:
        return f"{when.value} (published {day(told.published) or '?'})"
    return day(told.published) or "date ?"
