"""Found stances made into records: one for each holder, each once, with conditions, tellers and confidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from onrecord.reading.actors import prepare
from onrecord.reading.confidence import Calibration
from onrecord.reading.quotes import quotations
from onrecord.reading.segments import segment
from onrecord.reading.stances.assemble import EVIDENCE, LEAST_DOUBTFUL, Calibrations, candidates, stances_of
from onrecord.reading.stances.finding import ACTS, Found
from onrecord.reading.statements import Surroundings
from onrecord.records import Article, Block, Dated, Span
from onrecord.vocabulary import Act, BlockKind, ConditionKind

TEXT = (
    "Tarnia has ruled out sending ships to the Quell strait.\n\n"
    "Velmark and Ostland agreed to send ships to the strait once the fees are settled.\n\n"
    "Tarnia will not send ships, its navy repeated."
)
TRIGGER = Calibration((1.0, *(0.0,) * (len(EVIDENCE) - 1)), bias=0.0, least=0.0)
"""Takes the trigger's probability for the confidence."""
TRUST = Calibrations(TRIGGER, TRIGGER)


def around() -> Surroundings:
    blocks, start = [], 0
    for paragraph in TEXT.split("\n\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(paragraph)))
        start += len(paragraph) + 2
    article = Article(id="a", page="a.txt", text=TEXT, blocks=tuple(blocks))
    sentences, quoted = segment(article), quotations(TEXT, blocks)
    return Surroundings(article, sentences, quoted, prepare(article, sentences, quoted))


def span(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def found(
    trigger: str,
    act: Act,
    holders: tuple[str, ...],
    measure: str,
    *,
    conditions: tuple[str, ...] = (),
    probability: float = 0.8,
    after: int = 0,
) -> Found:
    at = TEXT.index(trigger, after)
    return Found(
        trigger=span(trigger, after),
        act=act,
        holders=tuple((span(holder, after), 0.9) for holder in holders),
        named=(),
        conditions=tuple((span(condition), 0.9) for condition in conditions),
        target=None,
        measure=tuple(span(word, at) for word in measure.split()),
        probability=probability,
        acts=tuple(0.9 if act is one else 0.1 / 8 for one in ACTS),
        vector=np.array([1.0, 0.0], dtype=np.float32),
    )


REFUSED = found("has ruled out", Act.DECLINES, ("Tarnia",), "sending ships Quell strait")
AGREED = found(
    "agreed to send",
    Act.COMMITS,
    ("Velmark", "Ostland"),
    "send ships strait",
    conditions=("once the fees are settled.",),
    probability=0.7,
)
AGAIN = found("will not send", Act.DECLINES, ("Tarnia",), "send ships", probability=0.6, after=TEXT.index("settled"))


def test_each_holder_of_an_act_has_a_stance_of_its_own() -> None:
    stances = stances_of([AGREED], (), around(), TRUST).counted
    assert [(s.id, s.holder, s.act) for s in stances] == [
        ("p1", "Velmark", Act.COMMITS),
        ("p2", "Ostland", Act.COMMITS),
    ]
    assert {s.confidence for s in stances} == {0.7}


def test_a_stance_leads_back_to_its_words() -> None:
    [stance] = stances_of([REFUSED], (), around(), TRUST).counted
    assert stance.evidence.quote(TEXT) == "Tarnia has ruled out sending ships to the Quell strait."
    assert stance.trigger is not None
    assert stance.trigger.quote(TEXT) == "has ruled out"
    assert stance.mention is not None
    assert stance.mention.quote(TEXT) == "Tarnia"
    assert stance.measure.startswith("send ships")


def test_a_condition_is_the_clause_without_its_full_stop_and_has_a_kind() -> None:
    stance, _ = stances_of([AGREED], (), around(), TRUST).counted
    [condition] = stance.conditions
    assert condition.span.quote(TEXT) == "once the fees are settled"
    assert condition.kind is ConditionKind.EVENT


def test_a_condition_that_a_longer_one_says_again_is_given_once() -> None:
    twice = replace(AGREED, conditions=((span("the fees are settled"), 0.6), (span("once the fees are settled."), 0.9)))
    stance, _ = stances_of([twice], (), around(), TRUST).counted
    assert [condition.span.quote(TEXT) for condition in stance.conditions] == ["once the fees are settled"]


def test_the_less_likely_of_two_reports_of_one_stance_counts_as_an_echo() -> None:
    evidence = {c.found.trigger: c.evidence for c in candidates([REFUSED, AGREED, AGAIN], (), around())}
    for echo in (EVIDENCE.index("echo in words"), EVIDENCE.index("echo in meaning")):
        assert evidence[REFUSED.trigger][echo] == 0.0
        assert evidence[AGREED.trigger][echo] == 0.0
        assert evidence[AGAIN.trigger][echo] > 0.5


def test_what_is_more_likely_wrong_than_allowed_is_left_out() -> None:
    strict = replace(TRIGGER, least=0.65)
    for calibrations in (Calibrations(strict, TRIGGER), Calibrations(TRIGGER, strict)):
        stances = stances_of([REFUSED, AGREED, AGAIN], (), around(), calibrations).counted
        assert [s.holder for s in stances] == ["Tarnia", "Velmark", "Ostland"]


def test_what_does_not_count_is_doubtful_as_far_as_it_is_likely_enough() -> None:
    strict = Calibrations(replace(TRIGGER, least=0.65), TRIGGER)
    elsewhere = replace(AGAIN, act=Act.OPPOSES)
    counted, doubtful = stances_of([REFUSED, AGREED, elsewhere], (), around(), strict)
    assert [(s.id, s.holder) for s in counted] == [("p1", "Tarnia"), ("p2", "Velmark"), ("p3", "Ostland")]
    assert [(s.id, s.holder, s.act) for s in doubtful] == [("d1", "Tarnia", Act.OPPOSES)]
    assert doubtful[0].confidence == pytest.approx(0.6)
    unlikely = replace(elsewhere, probability=LEAST_DOUBTFUL - 0.01)
    assert not stances_of([REFUSED, unlikely], (), around(), strict).doubtful


def test_a_reviewer_is_not_asked_again_what_counts_or_what_a_likelier_one_asks() -> None:
    again = replace(REFUSED, trigger=span("ruled out"), measure=(span("ships"),), probability=0.3)
    likelier = replace(again, probability=0.4)
    strict = Calibrations(replace(TRIGGER, least=0.65), TRIGGER)
    assert not stances_of([REFUSED, again], (), around(), strict).doubtful
    [one] = stances_of([again, likelier], (), around(), strict).doubtful
    assert one.confidence == pytest.approx(0.4)


def test_confidence_is_that_of_the_stance_whatever_is_asked_of_the_position() -> None:
    surer = replace(TRIGGER, bias=2.0)
    assert [s.confidence for s in stances_of([REFUSED], (), around(), Calibrations(TRIGGER, surer)).counted] == [0.8]


@pytest.mark.parametrize(
    ("words", "trigger", "day"),
    [
        ("Tarnia will send ships on 7 July.", "will send", None),
        ("On Tuesday Tarnia agreed to send ships.", "agreed to send", date(2031, 5, 6)),
        ("Tarnia agreed on 5 May to send ships.", "agreed", date(2031, 5, 5)),
    ],
)
def test_the_day_of_what_will_be_done_is_not_that_of_the_stance(words: str, trigger: str, day: date | None) -> None:
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(words)),)
    published = Dated(date(2031, 5, 8), "meta")
    article = Article(id="a", page="a.txt", text=words, blocks=blocks, published=published)
    sentences, quoted = segment(article), quotations(words, blocks)
    place = Surroundings(article, sentences, quoted, prepare(article, sentences, quoted))

    def at(part: str) -> Span:
        return Span(words.index(part), words.index(part) + len(part))

    shown = replace(REFUSED, trigger=at(trigger), holders=((at("Tarnia"), 0.9),), measure=(at("ships"),))
    [stance] = stances_of([shown], (), place, TRUST).counted
    assert (stance.when and stance.when.value) == day
