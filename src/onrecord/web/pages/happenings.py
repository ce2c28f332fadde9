"""What happened to positions, event by event: what the timeline, a cell and the dossier list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.record.acts import ChangeKind
from onrecord.record.as_json import event_to_json
from onrecord.record.positions import Change, Contradiction, ContradictionKind
from onrecord.record.recorded import Recorded
from onrecord.record.timeline import Event
from onrecord.records import Told
from onrecord.signs import SIGNS
from onrecord.web.live import Current
from onrecord.web.pages.addresses import subject_address, told_address
from onrecord.web.templating import address

COLUMNS = (
    *("on", "kind", "subject", "party", "measure", "measure_key", "event", "step", "before", "after", "open"),
    *("articles", "outlets", "words"),
)
_WORDS = {
    ChangeKind.FIRST: "first report",
    ChangeKind.CONDITION: "new condition",
    ContradictionKind.REPORTS: "reports differ",
    ContradictionKind.CLAIM: "claim",
}


@dataclass(frozen=True, slots=True)
class Side:
    """An act, and whoever tells it: outlets, or tellers of another camp."""

    act: str
    sign: str
    tellers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that tell of an event, with the outlet and the place where they stand."""

    words: str
    outlet: str | None
    address: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as it is shown: what it is called, the acts that it goes through or that contradict each other."""

    event: Event
    label: str
    word: str
    sides: tuple[Side, ...]
    conditional: bool
    within_article: bool
    is_open: bool
    quoted: tuple[Quoted, ...]
    subject_address: str
    cell_address: str

    @property
    def is_contradiction(self) -> bool:
        """Tell whether accounts contradict each other, instead of a position changing."""
        return isinstance(self.event.what, Contradiction)

    def as_json(self, recorded: Recorded) -> dict[str, Any]:
        """Give the event as the command line's JSON has it."""
        return event_to_json(self.event, recorded)

    def row(self, recorded: Recorded) -> Sequence[object]:
        """Give the event in :data:`COLUMNS`."""
        line = self.as_json(recorded)
        told = _told(self.event.what)
        line |= {
            "step": line.get("step") or line.get("between"),
            "articles": list(dict.fromkeys(each.article for each in told)),
            "outlets": list(dict.fromkeys(each.outlet for each in told if each.outlet)),
            "words": [each.words for each in self.quoted],
        }
        return [line.get(column) for column in COLUMNS]


def event_line(current: Current, event: Event) -> EventLine:
    """Make the line of an event."""
    what, subject = event.what, event.subject
    change = what if isinstance(what, Change) else None
    cell = address("cell", by=str(subject.kind), subject=subject.key, measure=event.measure)
    return EventLine(
        event=event,
        label=current.label(event.measure),
        word=_WORDS.get(what.kind, str(what.kind)),
        sides=tuple(_sides(what)),
        conditional=change is not None and any(told.stance.conditions for told in change.told),
        within_article=change is not None and change.within_article,
        is_open=isinstance(what, Contradiction) and what.is_open,
        quoted=tuple(Quoted(told.words, told.outlet, told_address(told)) for told in _shown(what)),
        subject_address=subject_address(subject),
        cell_address=cell,
    )


def _sides(what: Change | Contradiction) -> Iterator[Side]:
    if isinstance(what, Change):
        if what.before not in (None, what.after):
            yield Side(str(what.before), SIGNS[what.before].mark, ())
        yield Side(str(what.after), SIGNS[what.after].mark, ())
        return
    for account in what.accounts:
        tellers = [", ".join(told.stance.via) or told.outlet or "outlet unknown" for told in account.told]
        yield Side(str(account.act), SIGNS[account.act].mark, tuple(dict.fromkeys(tellers)))


def _shown(what: Change | Contradiction) -> Iterator[Told]:
    """The stances to quote: of a change the first, of a contradiction the first of each account; copies only if need be."""
    groups = [what.told] if isinstance(what, Change) else [account.told for account in what.accounts]
    yield from (min(told, key=lambda each: each.copy_of is not None) for told in groups if told)


def _told(what: Change | Contradiction) -> Sequence[Told]:
    if isinstance(what, Change):
        return what.told
    return [told for account in what.accounts for told in account.told]
