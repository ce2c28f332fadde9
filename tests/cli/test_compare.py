"""``onrecord compare``: two reports, or all of a story, side by side."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.pipeline.grouping import group_waiting
from onrecord.records import Finding, Judgement, Reading
from onrecord.store import Reviews, Writer
from onrecord.vocabulary import Decision
from tests.cli.running import Run
from tests.quell import keep
from tests.record.comparison.reports import Report, courier, observer
from tests.record.word_vectors import WordVectors


@pytest.fixture(autouse=True)
def record(run: Run) -> None:
    """The record in the folder that the command line runs in."""
    copy = Report("copied", copy_of="courier").statement("the ferry company has sold all tickets", "Pieter Amsing")
    keep(Path("onrecord.db"), [courier(), observer(), copy.reading(), silent()])


def silent() -> Reading:
    """A report in which nothing was found."""
    return Report("silent").reading()


def test_two_reports_stand_side_by_side_in_three_parts(run: Run) -> None:
    done = run("compare", "courier", "observer")

    assert done.code == 0
    parts = [line.strip() for line in done.out.splitlines() if " · " in line]
    assert "both tell · 1" in parts
    assert "they differ · 1" in parts
    assert any(part.startswith("only outlet ?") and part.endswith("courier · 2") for part in parts)
    assert "[people]" in done.out
    assert "[fools]" in done.out


def test_json_is_one_object_for_two_reports(run: Run) -> None:
    (line,) = run("compare", "courier", "observer", "--json").lines

    assert (line["a"], line["b"]) == ("courier", "observer")
    assert {(match["a"], match["b"]) for match in line["matches"]} == {("p1", "p1"), ("t1", "t2")}
    assert (line["only_a"], line["only_b"]) == (["p2", "t2"], ["t1"])


def table(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


def test_csv_of_two_reports_has_each_match_and_each_lone_claim(run: Run) -> None:
    lines = table(run("compare", "courier", "observer", "--csv").out)

    assert [line["relation"] for line in lines].count("only a") == 2
    assert {(line["a_article"], line["b_article"]) for line in lines} == {("courier", "observer")}
    told = {(line["relation"], line["a_claim"], line["b_claim"]): line for line in lines}
    (conflict,) = [line for line in lines if line["relation"] == "conflict"]
    assert {conflict["on"], conflict["a_kind"], conflict["b_kind"]} == {"wording", "statement"}
    assert 0 < float(conflict["confidence"]) <= 1
    assert (conflict["a_words"], conflict["a_holder"]) != (conflict["b_words"], "")
    alone = told["only b", "", "t1"]
    assert (alone["a_words"], alone["confidence"], alone["b_kind"]) == ("", "", "statement")
    stance = next(line for line in lines if line["a_kind"] == line["b_kind"] == "stance")
    assert stance["a_act"] == stance["b_act"] == "commits"
    assert stance["a_measure"]
    both = run("compare", "courier", "observer", "--csv", "--json")
    assert (both.code, both.err) == (2, "onrecord: --json and --csv exclude each other\n")


def test_csv_of_a_story_has_its_claims_down_and_its_reports_across(run: Run) -> None:
    with Writer(Path("onrecord.db")) as writer:
        group_waiting(writer, WordVectors())

    lines = table(run("compare", "courier", "--csv").out)

    reports = [name for name in lines[0] if name.endswith((" (courier)", " (observer)"))]
    assert len(reports) == 2
    assert [sum(bool(line[name]) for name in reports) for line in lines] == [int(line["told"]) for line in lines]
    assert {"conflict", "only here"} < {line["relation"] for line in lines}


def test_a_report_and_itself_and_its_copy(run: Run) -> None:
    itself, copy = run("compare", "courier", "courier"), run("compare", "courier", "copied")

    assert "this is one article, compared with itself" in itself.out
    assert "they differ" not in itself.out
    assert "only " not in itself.out
    assert "they are one witness" in copy.out


def test_a_report_in_which_nothing_was_found(run: Run) -> None:
    done = run("compare", "courier", "silent")

    assert done.code == 0
    assert "nothing was found in it that could be compared" in done.out
    assert run("compare", "courier", "silent", "--json").lines[0]["matches"] == []


def test_wrong_names_are_said(run: Run) -> None:
    assert "no article whose id begins with 'nobody'" in run("compare", "courier", "nobody").err
    assert run("compare", "courier", "nobody").code == 2
    assert run("compare", "nobody").code == 2


def reject_first_stance(reading: Reading) -> None:
    """Decide that the report does not tell its first stance."""
    held = reading.stances[0]
    finding = Finding(reading.article.id, held.evidence, held.holder, held.act, held.measure)
    with Reviews(Path("onrecord.db")) as reviews:
        reviews.judge(Judgement("j1", finding, Decision.REJECT, None, "Ana", datetime(2025, 6, 1, tzinfo=UTC), None))


def test_reports_are_compared_as_they_stand_after_review(run: Run) -> None:
    before = run("compare", "courier", "observer", "--json").lines[0]
    reject_first_stance(courier())

    (after,) = run("compare", "courier", "observer", "--json").lines

    assert "Pellanor will send" in run("compare", "courier", "observer").out
    assert {(match["a"], match["b"]) for match in before["matches"]} == {("p1", "p1"), ("t1", "t2")}
    assert {(match["a"], match["b"]) for match in after["matches"]} == {("t1", "t2")}
    assert "p1" in after["only_b"]


def test_the_reports_of_a_story_are_compared_as_they_stand_after_review(run: Run) -> None:
    with Writer(Path("onrecord.db")) as writer:
        group_waiting(writer, WordVectors())
    before = run("compare", "courier", "--json").lines
    reject_first_stance(courier())
    after = run("compare", "courier", "--json").lines

    assert [len(line["matches"]) for line in (*before, *after)] == [2, 1]
