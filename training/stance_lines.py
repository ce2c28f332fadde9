"""Stances in the short form (``gold/lines``) as labels: the words that show the act, who holds it, on what it depends.

The measure is written in base form, so its words are found in the text by their first five letters, as the scorer compares
them: in the stance's own sentence, nearest to the trigger, else in the sentences before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.gold import SHARED, scorer
from onrecord.records import Span
from onrecord.vocabulary import Act
from training.naming import NamedPlaces

GOLD = SHARED / "gold"
FIELDS = ("s", "trigger", "holder words", "holder", "party", "act", "measure", "target", "conditions", "via")
STEM = 5
"""Letters by which words of a measure are compared, as in ``score.py``."""
MEASURE_REACH = 3
"""Sentences before the stance's own in which words of its measure are looked for."""


@dataclass(frozen=True, slots=True)
class StanceLabel:
    """The stances that one trigger shows: one for each holder. ``measure`` and ``target`` are words, a span each.

    ``named`` are the places that name the holders whom the words beside the trigger do not (:mod:`training.naming`).
    """

    trigger: Span
    act: Act
    holders: tuple[Span, ...]
    named: tuple[Span, ...]
    conditions: tuple[Span, ...]
    target: tuple[Span, ...]
    measure: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class StanceLine:
    """One line of the short form, as it stands there; ``None`` for ``-``."""

    s: int
    trigger: str | None
    holder_words: str | None
    holder: str
    party: str | None
    act: Act
    measure: str
    target: str | None
    conditions: tuple[str, ...]
    via: tuple[str, ...]


def article_path(article_id: str) -> Path:
    """Return the file with the numbered sentences of an article of ``gold/lines``."""
    own = GOLD / "lines" / "in" / f"{article_id}.txt"
    return own if own.exists() else GOLD / "train" / "in" / f"{article_id}.txt"


def lines_of(article_id: str) -> list[StanceLine]:
    """Return the stances of an article of ``gold/lines``."""
    return read_lines(GOLD / "lines" / f"{article_id}.txt")


def read_lines(path: Path) -> list[StanceLine]:
    """Return the stances of a file in the short form."""
    rows = path.read_text(encoding="utf8").splitlines()
    return [_line(row) for row in rows if row.strip() and row.strip() != "none"]


def _line(row: str) -> StanceLine:
    fields = dict(zip(FIELDS, (field.strip() for field in re.split(r" \|(?: |$)", row)), strict=True))
    values = {name: None if value == "-" else value for name, value in fields.items()}

    def several(name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in (values[name] or "").split(";;") if part.strip())

    return StanceLine(
        s=int(fields["s"]),
        trigger=values["trigger"],
        holder_words=values["holder words"],
        holder=fields["holder"],
        party=values["party"],
        act=Act(fields["act"]),
        measure=fields["measure"],
        target=values["target"],
        conditions=several("conditions"),
        via=several("via"),
    )


@dataclass(frozen=True, slots=True)
class LineText:
    """The words of an article, as the scorer cuts them, with offsets; ``first`` is where each sentence's words begin."""

    words: Sequence[tuple[str, int, int]]
    first: Mapping[int, int]

    def sentence(self, s: int) -> range:
        return range(self.first[s], self.first.get(s + 1, len(self.words)))

    def spans(self, run: frozenset[int]) -> tuple[Span, ...]:
        return (Span(self.words[min(run)][1], self.words[max(run)][2]),) if run else ()

    def runs(self, s: int, quote: str) -> list[frozenset[int]]:
        """Every place where the words of ``quote`` stand in sentence ``s``."""
        wanted = [word for word, _, _ in scorer().words(quote)]
        inside = self.sentence(s)
        starts = inside[: len(inside) - len(wanted) + 1] if wanted else range(0)
        return [
            frozenset(range(at, at + len(wanted)))
            for at in starts
            if [w for w, _, _ in self.words[at : at + len(wanted)]] == wanted
        ]


def stance_labels(article_id: str) -> tuple[str, tuple[StanceLabel, ...]]:
    """Return an article's text (a line for each sentence) and the labels of its stances, in the order of the text."""
    folder = article_path(article_id).parent.parent
    gold = scorer().Gold(str(folder), article_id, data={"statements": [], "stances": []})
    text = "\n".join(gold.sentences[k] for k in sorted(gold.sentences))
    here = LineText(scorer().words(text), gold.first)
    places = NamedPlaces.of(text, here.words)
    labels = (_label(line, here, gold, places) for line in lines_of(article_id))
    return text, joined(label for label in labels if label is not None)


def packed_labels(rows: Iterable[Mapping[str, Any]], text: str, sentences: Sequence[Span]) -> tuple[StanceLabel, ...]:
    """Return the labels of stances that are kept as word positions (``training/data/stances.json``)."""
    words = scorer().words(text)
    starts = [start for _, start, _ in words]
    here = LineText(words, {n: bisect_left(starts, sentence.start) for n, sentence in enumerate(sentences)})
    places = NamedPlaces.of(text, words)

    def run(first_last: Sequence[int]) -> frozenset[int]:
        return frozenset(range(first_last[0], first_last[1] + 1))

    def label(row: Mapping[str, Any]) -> StanceLabel:
        trigger = run(row["trigger"])
        s = bisect_right([here.first[n] for n in range(len(sentences))], min(trigger)) - 1
        holders = here.spans(run(row["holder words"])) if row["holder words"] else ()
        return StanceLabel(
            trigger=here.spans(trigger)[0],
            act=Act(row["act"]),
            holders=holders,
            named=_named(row["holder"], here.spans(trigger)[0], holders, places),
            conditions=tuple(span for place in row["conditions"] for span in here.spans(run(place))),
            target=measure_words(row["target"] or "", s, trigger, here),
            measure=measure_words(row["measure"], s, trigger, here),
        )

    return joined(label(row) for row in rows)


def joined(labels: Iterable[StanceLabel]) -> tuple[StanceLabel, ...]:
    """Join the labels that have the same trigger, and put them in the order of the text."""
    by_trigger: dict[Span, StanceLabel] = {}
    for label in labels:
        before = by_trigger.get(label.trigger)
        by_trigger[label.trigger] = label if before is None else _joined(before, label)
    return tuple(by_trigger[trigger] for trigger in sorted(by_trigger))


def _label(line: StanceLine, here: LineText, gold: Any, places: NamedPlaces) -> StanceLabel | None:
    trigger, holder = placed(line, here)
    if not trigger:
        return None
    return StanceLabel(
        trigger=here.spans(trigger)[0],
        act=line.act,
        holders=here.spans(holder),
        named=_named(line.holder, here.spans(trigger)[0], here.spans(holder), places),
        conditions=tuple(span for words in line.conditions for span in here.spans(gold.find(line.s, words))),
        target=measure_words(line.target or "", line.s, trigger, here),
        measure=measure_words(line.measure, line.s, trigger, here),
    )


def _named(name: str, trigger: Span, holders: tuple[Span, ...], places: NamedPlaces) -> tuple[Span, ...]:
    found = places.naming(name, trigger, holders[0] if holders else None)
    return () if found is None else (found,)


def placed(line: StanceLine, here: LineText) -> tuple[frozenset[int], frozenset[int]]:
    """Find the words of a line's trigger and holder; empty where the sentence does not have them.

    The same words may stand there twice: the trigger and the holder that are nearest to each other are meant.
    """
    triggers = here.runs(line.s, line.trigger) if line.trigger else []
    holders = here.runs(line.s, line.holder_words) if line.holder_words else []
    trigger = min(triggers, key=lambda run: min((_apart(run, h) for h in holders), default=0), default=frozenset())
    holder = min(holders, key=lambda run: _apart(run, trigger), default=frozenset()) if trigger else frozenset()
    return trigger, holder


def _apart(run: frozenset[int], other: frozenset[int]) -> int:
    return max(0, min(run) - max(other), min(other) - max(run))


def measure_words(phrase: str, s: int, trigger: frozenset[int], here: LineText) -> tuple[Span, ...]:
    score = scorer()
    wanted = {word[:STEM] for word, _, _ in score.words(phrase) if word not in score.STOP}
    middle = (min(trigger) + max(trigger)) / 2
    found: list[Span] = []
    for stem in wanted:
        for k in range(s, max(-1, s - MEASURE_REACH - 1), -1):
            if k not in here.first:
                continue
            same = [at for at in here.sentence(k) if here.words[at][0][:STEM] == stem]
            if same:
                at = min(same, key=lambda place: abs(place - middle))
                found.append(Span(here.words[at][1], here.words[at][2]))
                break
    return tuple(sorted(found))


def _joined(a: StanceLabel, b: StanceLabel) -> StanceLabel:
    """Join two stances that the same words show: "agreed", said of two holders or of two measures."""

    def both(x: tuple[Span, ...], y: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(sorted({*x, *y}))

    return StanceLabel(
        trigger=a.trigger,
        act=a.act,
        holders=both(a.holders, b.holders),
        named=both(a.named, b.named),
        conditions=both(a.conditions, b.conditions),
        target=both(a.target, b.target),
        measure=both(a.measure, b.measure),
    )


def line_ids() -> Iterator[str]:
    """Yield the ids of the articles of ``gold/lines``."""
    for path in sorted((GOLD / "lines").glob("*.txt")):
        yield path.stem
