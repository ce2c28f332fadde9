"""What reviewers decided shows in the commands that look at the record, with who decided it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.record.verdicts import statement_finding
from onrecord.records import Finding, Judgement, Reading, Statement, StatementJudgement
from onrecord.store import Reviews
from onrecord.vocabulary import Act, Decision
from tests.cli.running import Run
from tests.quell import keep, melnar, pellanor_turns
from tests.web.spoken import spoken, whole_matter

DATABASE = Path("onrecord.db")
NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def record(run: Run) -> None:
    """The record in the folder that the command line runs in."""
    keep(DATABASE, whole_matter())


def judge(reading: Reading, decision: Decision, act: Act | None = None, holder: str | None = None) -> None:
    """Decide about the first stance of a reading."""
    held = reading.stances[0]
    finding = Finding(reading.article.id, held.evidence, held.holder, held.act, held.measure)
    stands = replace(held, act=act or held.act, holder=holder or held.holder)
    made = Judgement("j1", finding, decision, None if decision is Decision.REJECT else stands, "Ana", NOON, None)
    with Reviews(DATABASE) as reviews:
        reviews.judge(made)


def hear(said: Statement, stands: Statement | None, id_: str = "h1") -> None:
    """Decide about a statement of the article in which Melnar speaks."""
    decision = Decision.REJECT if stands is None else Decision.CORRECT
    made = StatementJudgement(id_, statement_finding("spoken", said), decision, stands, "Ana", NOON, None)
    with Reviews(DATABASE) as reviews:
        reviews.judge(made)


def test_a_corrected_stance_is_listed_as_it_was_corrected_and_by_whom(run: Run) -> None:
    before = run("stances", "--json").lines
    judge(pellanor_turns(), Decision.CORRECT, Act.OPEN, "Sela Brandt")

    (line,) = run("stances", "--json", "--holder", "brandt").lines
    (row,) = csv.DictReader(io.StringIO(run("stances", "--csv", "--holder", "brandt").out))

    assert (line["act"], line["decided"]) == ("open", "corrected by Ana, 2025-06-01")
    assert (row["act"], row["decided"]) == ("open", "corrected by Ana, 2025-06-01")
    assert run("stances", "--json", "--holder", "orvik").lines == []
    others = [each for each in run("stances", "--json").lines if each["article"] != "turns"]
    assert others == [each for each in before if each["article"] != "turns"]
    assert all(each["decided"] is None for each in others)
    assert "corrected by Ana, 2025-06-01" in run("stances", "--holder", "brandt").out


def test_filters_ask_what_stands_after_review(run: Run) -> None:
    judge(pellanor_turns(), Decision.CORRECT, Act.THREATENS)

    assert [each["article"] for each in run("stances", "--json", "--act", "threatens").lines] == [
        "melnar",
        "copied",
        "turns",
    ]
    assert run("stances", "--json", "--act", "threatens", "--outlet", "post").lines == []
    assert "turns" not in {each["article"] for each in run("stances", "--json", "--since", "2025-05-16").lines}


def test_a_rejected_stance_is_listed_no_more_and_its_article_says_so(run: Run) -> None:
    judge(pellanor_turns(), Decision.REJECT)

    assert "turns" not in {each["article"] for each in run("stances", "--json").lines}
    shown = run("show", "turns")
    assert "no stances found" in shown.out
    assert "1 that reviewers rejected left out" in shown.err
    assert run("show", "turns", "--json").lines[0]["stances"] == []


def test_an_accepted_finding_stays_when_a_new_reading_drops_it(run: Run) -> None:
    judge(melnar(), Decision.ACCEPT)
    keep(DATABASE, [replace(melnar(), stances=(), reader="another 2")])

    found = [each for each in run("stances", "--json").lines if each["article"] == "melnar"]

    assert [each["decided"] for each in found] == ["accepted by Ana, 2025-06-01"]
    shown = run("show", "melnar")
    assert "accepted by Ana, 2025-06-01" in shown.out


def test_statements_and_their_article_are_shown_as_corrected(run: Run) -> None:
    _, envoy, denial = spoken().statements
    hear(envoy, replace(envoy, name="Mikkel Orvik"))
    hear(denial, None, "h2")

    lines = run("statements", "--json", "--speaker", "orvik").lines
    shown = run("show", "spoken", "--json").lines[0]

    assert [(each["name"], each["decided"]) for each in lines] == [("Mikkel Orvik", "corrected by Ana, 2025-06-01")]
    assert [each["name"] for each in shown["statements"]] == ["Davor Melnar", "Mikkel Orvik"]
    assert shown["decided"] == {"t2": "corrected by Ana, 2025-06-01"}
    assert "[corrected by Ana, 2025-06-01]" in run("statements", "--speaker", "orvik").out
    rows = list(csv.DictReader(io.StringIO(run("statements", "--csv", "--speaker", "orvik").out)))
    assert [row["decided"] for row in rows] == ["corrected by Ana, 2025-06-01"]
    assert run("statements", "--json", "--speaker", "envoy").lines == []
