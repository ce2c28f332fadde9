"""What happened to positions, for the terminal and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from onrecord.cli.acts import act_text
from onrecord.cli.cells import day_cell, outlet_cell
from onrecord.cli.standing import DISPUTED, subject_text
from onrecord.cli.terminal import print_sheet, safe_line
from onrecord.record.acts import ChangeKind
from onrecord.record.as_json import event_to_json
from onrecord.record.named import label_of
from onrecord.record.positions import Account, Change, Contradiction
from onrecord.record.recorded import Recorded
from onrecord.record.timeline import Event
from onrecord.records import Told
from onrecord.signs import CONDITION

_WORDS = {ChangeKind.FIRST: "first report", ChangeKind.CONDITION: "new condition"}
_STYLES = {ChangeKind.REVERSED: "bold red", ChangeKind.SOFTENED: "yellow", ChangeKind.CARRIED_OUT: "bold green"}
_COLUMNS = (
    *("on", "kind", "subject", "party", "measure", "measure_key", "event", "step", "before", "after"),
    *("within_article", "between", "open", "conditional", "articles", "outlets", "words"),
)
_INDENT = " " * 12
_FEW = 3


def event_lines(event: Event, recorded: Recorded) -> Iterator[Text]:
    """Yield lines about an event: when, whose position on what, what happened, and the words that tell it."""
    line = day_cell(event.on).append("  ").append_text(subject_text(event.subject))
    yield line.append(f" · {safe_line(label_of(recorded, event.measure))}")
    yield Text(_INDENT).append_text(step_text(event.what))
    for told in _shown(event.what):
        quoted = Text(f"{_INDENT}“{safe_line(told.words)}”", style="green")
        yield quoted.append(f" {outlet_cell(told.outlet)}, {safe_line(told.article)}", style="dim not green")


def print_events_csv(events: Iterable[Event], recorded: Recorded) -> None:
    """Print the events as CSV, a line each; of a contradiction ``after`` has the act of each account."""
    print_sheet(_COLUMNS, (_row(event, recorded) for event in events))


def _row(event: Event, recorded: Recorded) -> list[object]:
    what = event.what
    line = dict.fromkeys(_COLUMNS) | event_to_json(event, recorded)
    told = list(what.told) if isinstance(what, Change) else [each for account in what.accounts for each in account.told]
    if isinstance(what, Contradiction):
        line["after"] = [str(account.act) for account in what.accounts]
    line |= {
        "conditional": any(each.stance.conditions for each in told),
        "articles": list(dict.fromkeys(each.article for each in told)),
        "outlets": list(dict.fromkeys(each.outlet for each in told if each.outlet)),
        "words": list(dict.fromkeys(each.words for each in told)),
    }
    return [line[column] for column in _COLUMNS]


def step_text(what: Change | Contradiction) -> Text:
    """Return in one line what happened: from which act to which, and what the step is called."""
    if isinstance(what, Contradiction):
        sides = [_side(account) for account in what.accounts]
        settled = "not settled" if what.is_open else "settled later"
        text = Text(f"{DISPUTED} {what.kind}: ", style="bold yellow").append_text(Text(" — ").join(sides))
        return text.append(f"  {settled}", style="not bold default dim")
    conditional = any(told.stance.conditions for told in what.told)
    text = act_text(what.before).append(" → ", style="default") if what.before not in (None, what.after) else Text()
    text.append_text(act_text(what.after)).append(f" {CONDITION}" if conditional else "")
    text.append(f"  {_WORDS.get(what.kind, what.kind)}", style=_STYLES.get(what.kind, "dim"))
    return text.append("  within one article", style="dim") if what.within_article else text


def _side(account: Account) -> Text:
    """An account: the act, and the outlets or the tellers whose account it is."""
    tellers = [", ".join(told.stance.via) for told in account.told if told.stance.via]
    outlets = [outlet_cell(told.outlet) for told in account.told if not told.stance.via]
    names = list(dict.fromkeys([*outlets, *tellers]))
    more = ", …" if len(names) > _FEW else ""
    return act_text(account.act).append(f" ({safe_line(', '.join(names[:_FEW]))}{more})", style="not bold default")


def _shown(what: Change | Contradiction) -> Iterator[Told]:
    """The stances to quote: of a change the first, of a contradiction the first of each account; copies only if need be."""
    groups = [what.told] if isinstance(what, Change) else [account.told for account in what.accounts]
    yield from (min(told, key=lambda each: each.copy_of is not None) for told in groups if told)
