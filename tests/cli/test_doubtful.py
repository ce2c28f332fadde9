"""Doubtful stances on the command line: listed apart, told of beneath positions, and counted once somebody accepts them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.record.dossier import make_dossier
from onrecord.records import Judgement, Reading
from onrecord.store import PageVersion, View, Wanted, Writer
from onrecord.vocabulary import Act, Decision
from tests.cli.running import Run
from tests.quell import ESCORTS, doubted, doubting, galdria, keep, matter, stance

DATABASE = Path("onrecord.db")


@pytest.fixture(autouse=True)
def record(run: Run) -> None:
    """The Quell matter with two doubtful stances."""
    keep(DATABASE, [*(each for each in matter() if each.article.id != "charts"), doubted()])


def accept(path: Path = DATABASE) -> None:
    with View(path) as view, Writer(path) as writer:
        told, *_ = view.doubtful(Wanted(measure=ESCORTS))
        when = datetime(2025, 5, 20, tzinfo=UTC)
        writer.judge(Judgement("j1", told.finding, Decision.ACCEPT, told.stance, "Ada", when, None))


def keep_anew(reading: Reading, address: str | None = None) -> None:
    """Keep another reader's reading of the article."""
    with Writer(DATABASE) as writer:
        found = replace(reading, reader="by hand 2")
        writer.keep(PageVersion(address or reading.article.page, "1", "1"), [found], "by hand 2")


def take_back() -> None:
    with View(DATABASE) as view, Writer(DATABASE) as writer:
        (made,) = view.judgements()
        when = datetime(2025, 5, 21, tzinfo=UTC)
        writer.judge(Judgement("j2", made.finding, Decision.UNDO, None, "Ada", when, made.id))


def test_they_are_listed_when_asked_for_the_most_likely_first(run: Run) -> None:
    lines = run("stances", "--doubtful", "--json").lines
    rows = list(csv.DictReader(io.StringIO(run("stances", "--doubtful", "--csv").out)))
    shown = run("stances", "--doubtful").out

    assert [(line["id"], line["confidence"]) for line in lines] == [("d1", 0.25), ("d2", 0.2)]
    assert lines[1]["words"]["conditions"] == ["provided that ships are inspected on Karsovan quays"]
    assert [row["evidence"] for row in rows] == [line["words"]["evidence"] for line in lines]
    assert "Teodor Vash · Inner Sea Union · 1" in shown
    assert "“ships are inspected on Karsovan quays”" in shown
    assert "Mikkel Orvik" not in shown
    assert not any("0.25" in run("stances", form).out for form in ("--json", "--csv"))


def test_they_are_picked_like_others(run: Run) -> None:
    def ids(*arguments: str) -> list[str]:
        return [line["id"] for line in run("stances", "--doubtful", "--json", *arguments).lines]

    assert ids("--holder", "vash") == ids("--act", "supports") == ids("--measure", "escort") == ["d2"]
    nobody = run("stances", "--doubtful", "--holder", "orvik")
    assert nobody.err == "no doubtful stances found with --holder; ask for less, or leave one out\n"


def test_beneath_the_matrix_it_says_how_many_wait(run: Run) -> None:
    def last(*arguments: str) -> str:
        return run("positions", *arguments).out.splitlines()[-1]

    assert last() == "2 doubtful stances wait for review, not counted here: `onrecord stances --doubtful`"
    assert last("--measure", "escort").startswith("1 doubtful stance waits for review")
    assert last("--by", "party", "--actor", "karsova").startswith("1 doubtful stance waits")
    assert last("--as-of", "2025-05-14").startswith("2 doubtful")
    for arguments in (("--actor", "orvik"), ("--as-of", "2025-05-13"), ("--measure", "lane")):
        assert "doubtful" not in run("positions", *arguments).out
    assert "doubtful" not in run("positions", "--json").out + run("positions", "--csv").out


def test_why_shows_them_beneath_what_counts(run: Run) -> None:
    text = "Karsova rejected the escorts"
    reading = next(each for each in matter() if each.article.id == "melnar")
    words = reading.article.text
    again = stance(words, text, "Davor Melnar", Act.DECLINES, ESCORTS, party="Karsova", confidence=0.15)
    keep_anew(doubting(reading, [again]))
    lines = run("why", "Davor Melnar", "escort").out.splitlines()

    at = lines.index("doubtful, not counted:")
    assert any("outweighed" in line or "stands" in line for line in lines[:at])
    assert lines[at + 2] == "2025-05-14  ✗ declines  Hallmere Courier  0.15  melnar"
    assert lines[at + 3] == f"  “{text}”"
    assert not [line for line in run("why", "Davor Melnar", "escort", "--json").lines if line["confidence"] < 0.5]


def test_why_without_a_position_shows_what_may_be(run: Run) -> None:
    vash = run("why", "Teodor Vash", "escort")
    quays = run("why", "Karsova", "quays")
    data = run("why", "Karsova", "quays", "--json")

    assert (vash.code, vash.err) == (0, "")
    assert vash.out.splitlines()[:2] == [
        f"Teodor Vash (Inner Sea Union) · {ESCORTS}",
        "no position: no stance on it is likely enough to count; that is no refusal",
    ]
    assert "“Teodor Vash called on Karsova to hand over its mine charts”" in vash.out
    assert "ships are inspected on Karsovan quays" in quays.out
    assert (data.out, data.code) == ("", 0)
    assert "not mentioned" in data.err


def test_why_knows_who_is_named_by_doubtful_stances_alone(run: Run) -> None:
    reading = galdria()
    words = reading.article.text
    stranger = stance(words, "Galdria will decide on escorts", "Runa Pell", Act.SUPPORTS, ESCORTS, confidence=0.1)
    keep_anew(doubting(reading, [stranger]))

    assert run("why", "Runa", "escort").out.startswith(f"Runa Pell · {ESCORTS}\nno position")
    # Nobody in the record becomes another one by it, and who is nowhere is told as before.
    assert run("why", "Pellanor", "escort").out.startswith("Pellanor ")
    assert "did you mean Karsova?" in run("why", "Karsva", "escort").err


def test_one_accepted_counts_until_that_is_taken_back(run: Run) -> None:
    accept()

    (line,) = run("positions", "--actor", "vash", "--measure", "escort", "--json").lines
    assert (line["act"], line["confidence"], line["articles"]) == ("supports", 1.0, ["charts"])
    assert [each["id"] for each in run("stances", "--doubtful", "--json").lines] == ["d1"]
    assert run("positions").out.splitlines()[-1].startswith("1 doubtful stance waits")
    assert (
        run("stances", "--holder", "vash", "--measure", "escort", "--json").lines[0]["decided"].startswith("accepted")
    )

    take_back()

    assert run("positions", "--actor", "vash", "--measure", "escort", "--json").lines == []
    assert len(run("stances", "--doubtful", "--json").lines) == 2


def test_one_accepted_stays_when_the_article_is_read_anew(run: Run) -> None:
    accept()
    reading = doubted()
    # Another stance is called as the accepted one was.
    found = (replace(reading.stances[0], id="d2"), reading.stances[1])
    keep_anew(replace(reading, stances=found, doubtful=reading.doubtful[:1]))

    assert run("positions", "--actor", "vash", "--measure", "escort", "--json").lines[0]["act"] == "supports"
    assert run("stances", "--doubtful", "--json").lines[0]["measure"] == "inspect ships on its quays"


def test_an_article_at_two_addresses_has_each_once(run: Run) -> None:
    keep_anew(doubted(), address="again.html")
    assert len(run("stances", "--doubtful", "--json").lines) == 2
    assert run("positions").out.splitlines()[-1].startswith("2 doubtful stances wait")

    accept()

    (line,) = run("positions", "--actor", "vash", "--measure", "escort", "--json").lines
    assert (line["sources"], line["articles"]) == (1, ["charts"])
    assert [each["id"] for each in run("stances", "--doubtful", "--json").lines] == ["d1"]


def test_one_accepted_is_on_the_measure_of_a_codebook_that_changes(run: Run) -> None:
    entry = '[[measures]]\nid = "{id}"\nlabel = "{label}"\nphrases = ["' + ESCORTS + '"]\n'
    make_dossier(Path("dossier"), "The Quell strait", entry.format(id="ships", label="Ships in the strait"))
    database = Path("dossier/onrecord.db")
    keep(database, [doubted()])

    def measure() -> list[str]:
        return [line["measure_key"] for line in run("positions", "--db", database, "--actor", "vash", "--json").lines]

    assert run("stances", "--db", database, "--doubtful", "--json").lines[0]["codebook"] == "ships"
    accept(database)
    assert "ships" in measure()

    Path("dossier/codebook.toml").write_text(entry.format(id="escorts", label="Escorts"), encoding="utf-8")
    assert "escorts" in measure()
    assert "ships" not in measure()
