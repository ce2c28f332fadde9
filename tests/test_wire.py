"""The JSON of a reading: every field there, and the same reading back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from onrecord.records import Article, Block, Condition, Dated, Reading, Span, Stance, Statement, When
from onrecord.vocabulary import Act, BlockKind, ConditionKind, Polarity, QuotationKind
from onrecord.wire import reading_from_json, reading_to_json
from tests.strategies import readings

TEXT = "Ferry to stay\n\nIlse Marr said on Friday the ferry would stay."


def example() -> Reading:
    article = Article(
        id="a1",
        page="ferry.html",
        text=TEXT,
        blocks=(Block(BlockKind.HEADLINE, 0, 13), Block(BlockKind.PARAGRAPH, 15, len(TEXT))),
        published=Dated(date(2031, 5, 2), "meta date"),
        updated=Dated(date(2031, 5, 3), "stamp; at the top"),
    )
    said = Statement(
        id="t1",
        source=Span(15, 24),
        name="Ilse Marr",
        party="Norvania",
        cue=(Span(25, 29),),
        content=(Span(40, 60),),
        kind=QuotationKind.INDIRECT,
        polarity=Polarity.ASSERTED,
        within=None,
        when=When(None, 33, 39),
        confidence=0.9,
    )
    stance = Stance(
        id="p1",
        evidence=Span(40, 60),
        holder="Ilse Marr",
        party="Norvania",
        act=Act.COMMITS,
        measure="keep the ferry",
        codebook=None,
        target=None,
        conditions=(Condition(33, 39, ConditionKind.TIME),),
        via=("the harbour office",),
        from_statement="t1",
        when=None,
        confidence=0.5,
        trigger=Span(50, 60),
        mention=Span(15, 24),
    )
    return Reading(article, (said,), (stance,), "plain 1")


def test_every_field_of_the_record_is_there() -> None:
    value = reading_to_json(example())

    assert list(value) == ["schema", "article", "statements", "stances"]
    article = "id page outlet title byline agency dateline published updated date_evidence language copy_of text blocks"
    assert list(value["article"]) == article.split()
    assert value["article"]["outlet"] is None
    assert value["article"]["published"] == "2031-05-02"
    assert value["article"]["blocks"][0] == {"kind": "headline", "start": 0, "end": 13}
    assert value["statements"] == [
        {
            "id": "t1",
            "source": {"start": 15, "end": 24},
            "name": "Ilse Marr",
            "party": "Norvania",
            "cue": [{"start": 25, "end": 29}],
            "content": [{"start": 40, "end": 60}],
            "kind": "indirect",
            "polarity": "asserted",
            "within": None,
            "when": {"value": None, "start": 33, "end": 39},
            "confidence": 0.9,
        }
    ]
    stance = "id evidence holder party act measure codebook target conditions via from when confidence"
    assert list(value["stances"][0]) == [*stance.split(), "trigger", "mention"]
    assert value["stances"][0]["conditions"] == [{"start": 33, "end": 39, "kind": "time"}]
    assert value["stances"][0]["trigger"] == {"start": 50, "end": 60}
    assert value["stances"][0]["from"] == "t1"


def test_evidence_of_one_date_alone_reads_plainly() -> None:
    article = Article("a", "p", "x", (), updated=Dated(date(2031, 5, 3), "visible stamp"))

    assert reading_to_json(Reading(article, (), (), "r"))["article"]["date_evidence"] == "updated: visible stamp"


@given(readings())
def test_a_reading_comes_back_as_it_was_but_for_what_is_doubtful(reading: Reading) -> None:
    line = json.dumps(reading_to_json(reading))

    assert reading_from_json(json.loads(line), reading.reader) == replace(reading, doubtful=())


def test_a_reading_from_before_triggers_and_kinds_is_read() -> None:
    value = reading_to_json(example())
    (stance,) = value["stances"]
    del stance["trigger"], stance["mention"], stance["conditions"][0]["kind"]

    (read,) = reading_from_json(value, "plain 1").stances

    assert read == replace(example().stances[0], trigger=None, mention=None, conditions=(Condition(33, 39, kind=None),))


def test_evidence_that_others_wrote_is_kept() -> None:
    value = reading_to_json(example())
    value["article"]["date_evidence"] = "printed under the title"

    assert reading_from_json(value, "r").article.published == Dated(date(2031, 5, 2), "printed under the title")


@pytest.mark.parametrize(
    "spoil",
    [
        {"schema": "onrecord/2"},
        {"statements": None},
        {"statements": [{"id": "t1"}]},
        {"article": {}},
        {"article": "text"},
    ],
)
def test_what_is_no_reading_is_refused(spoil: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"not a reading|not of schema"):
        reading_from_json(reading_to_json(example()) | spoil, "r")
