"""The example in docs/positions.md is what the code makes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from onrecord.record.index import PositionIndex
from onrecord.record.positions import Contradiction
from onrecord.record.timeline import Event, timeline_of_measure
from onrecord.records import Told
from onrecord.vocabulary import Act
from tests.record.telling import SHIPS, cell, told

PAGE = Path(__file__).resolve().parents[2] / "docs" / "positions.md"


def tables() -> tuple[list[list[str]], list[list[str]], str]:
    """The rows of the two tables, and the sentence under them."""
    example = PAGE.read_text(encoding="utf-8").partition("## An example")[2].strip()
    _, first, second, sentence = example.split("\n\n")
    rows = [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
        for table in (first, second)
    ]
    return rows[0], rows[1], sentence


def telling(row: list[str]) -> Told:
    article, published, outlet, copy_of, teller, act, condition = row
    return told(
        Act(act),
        article,
        date.fromisoformat(published),
        outlet=outlet,
        copy_of=copy_of or None,
        via=(teller,) if teller else (),
        conditions=((condition, None),) if condition else (),
    )


def shown(event: Event) -> list[str]:
    what = event.what
    if isinstance(what, Contradiction):
        acts = [account.act for account in what.accounts]
        articles = [each.article for account in what.accounts for each in account.told]
        return [str(event.on), "contradiction", ", ".join(acts), ", ".join(articles)]
    return [str(event.on), what.kind, what.after, ", ".join(each.article for each in what.told)]


def test_the_example_is_what_the_code_makes_of_it() -> None:
    tellings, history, sentence = tables()
    index = PositionIndex(map(telling, tellings))
    assert [shown(event) for event in timeline_of_measure(index, SHIPS)] == history
    found = index.position(cell(), date(2025, 5, 9))
    assert found is not None
    disputed = "disputed" if found.disputed else "undisputed"
    (condition,) = found.conditions
    assert sentence == (
        f"On 2025-05-09 he {found.act}, since {found.since}, {found.firmness} ({condition.words}), "
        f"by {found.sources} independent sources, {disputed}."
    )
