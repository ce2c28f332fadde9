"""Positions for the terminal, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from onrecord.cli.acts import act_text
from onrecord.cli.terminal import print_sheet, safe_line
from onrecord.record.as_json import position_to_json
from onrecord.record.matrix import Value
from onrecord.record.positions import HeldCondition, NotMentioned, Position, Subject
from onrecord.record.recorded import Recorded
from onrecord.signs import CONDITION, NOT_MENTIONED

DISPUTED = "≠"
"""Stands where accounts contradict each other and nothing has settled it, or where a party is divided."""

OTHERS = "via"
"""Stands where only a teller of another camp reports the position."""

LEGEND = (
    f"{NOT_MENTIONED} not mentioned, which is no refusal",
    f"{CONDITION}: on conditions",
    f"{OTHERS}: told by another only",
    "×n: n independent sources",
    f"{DISPUTED} accounts differ",
)
"""What the signs beside an act mean, one at a time."""

_COLUMNS = (
    *(
        "kind",
        "subject",
        "party",
        "measure",
        "measure_key",
        "act",
        "direction",
        "firmness",
        "since",
        "direction_since",
        "last",
    ),
    *("conditions", "targets", "via", "own_word", "sources", "articles", "outlets", "disputed", "divided"),
    *("undated", "confidence", "words"),
)


def position_text(value: Value) -> Text:
    """Return a position in a few characters: ``✓ commits if ×2``; a dot where nothing is mentioned."""
    if isinstance(value, NotMentioned):
        return Text(NOT_MENTIONED, style="dim")
    text = act_text(value.act)
    if value.conditions:
        text.append(f" {CONDITION}", style="not bold")
    if not value.own_word:
        text.append(f" {OTHERS}", style="not bold yellow")
    if value.sources > 1:
        text.append(f" ×{value.sources}", style="not bold default")
    if value.disputed or value.divided:
        text.append(f" {DISPUTED}", style="bold yellow")
    return text


def subject_text(subject: Subject) -> Text:
    """Return the name of an actor with the party it speaks for."""
    text = Text(safe_line(subject.name), style="bold")
    if subject.party and subject.party != subject.name:
        text.append(f" ({safe_line(subject.party)})", style="not bold dim")
    return text


def summary(position: Position) -> Iterator[Text]:
    """Yield lines that say where the position stands: act, since when, how firm, by whose account, on what."""
    facts = [f"since {position.since}" if position.since else "date unknown", str(position.firmness)]
    if position.last and position.last != position.since:
        facts.append(f"last told {position.last}")
    facts.append("1 source" if position.sources == 1 else f"{position.sources} independent sources")
    facts.append(f"in {len(position.articles)} articles" if len(position.articles) > 1 else "in 1 article")
    if not position.own_word:
        tellers = dict.fromkeys(", ".join(via) for via in position.via)
        facts.append(f"told only by {'; '.join(tellers)}")
    line = act_text(position.act)
    yield line.append(f" · {safe_line(' · '.join(facts))}", style="not bold default")
    for condition in position.conditions:
        yield Text("  ").append_text(_condition(condition))
    if position.divided:
        yield Text(f"  {DISPUTED} those who speak for it stand on opposite sides", style="yellow")
    if position.disputed:
        yield Text(f"  {DISPUTED} accounts contradict each other, and nothing later settles it", style="yellow")


def print_positions_csv(positions: Iterable[Position], recorded: Recorded) -> None:
    """Print the positions as CSV, a line each; ``words`` are those told last."""
    print_sheet(_COLUMNS, (_row(position, recorded) for position in positions))


def _row(position: Position, recorded: Recorded) -> list[object]:
    line = position_to_json(position, recorded) | {
        "conditions": [condition.words for condition in position.conditions],
        "via": [", ".join(via) for via in position.via],
        "words": position.told[-1].words,
    }
    return [line[column] for column in _COLUMNS]


def _condition(condition: HeldCondition) -> Text:
    text = Text(f"{condition.kind or 'condition'}: ", style="bold")
    text.append(f"“{safe_line(condition.words)}”", style="not bold yellow")
    told = f" ×{condition.sources}" if condition.sources > 1 else ""
    return text.append(f" {condition.first or 'date ?'}{told}", style="not bold dim")
