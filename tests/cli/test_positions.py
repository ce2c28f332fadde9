"""``positions``, ``why``, ``timeline`` and ``changes``: where everybody stands, and how it came so."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.cli.matrices import MOST_ROWS
from onrecord.record.dossier import make_dossier
from onrecord.records import Judgement
from onrecord.store import View, Wanted, Writer
from onrecord.vocabulary import Act, Decision
from tests.cli.running import Result, Run
from tests.quell import CHARTS, ESCORTS, keep, matter, melnar, melnar_copied, report, stance

DATABASE = Path("onrecord.db")


@pytest.fixture(autouse=True)
def record(run: Run) -> None:
    """The record in the folder that the command line runs in."""
    keep(DATABASE, matter())


def cells(done: Result, name: str) -> list[str]:
    """The cells of the first row that begins with ``name``."""
    line = next(line for line in done.out.splitlines() if line.startswith(name))
    return [cell.strip() for cell in line.removeprefix(name).split("  ") if cell.strip()]


def test_a_matrix_says_who_stands_where_and_who_is_not_mentioned(run: Run) -> None:
    done = run("positions")

    assert done.code == 0
    assert cells(done, "Davor Melnar (Karsova)") == ["− opposes ×2", "○ open if"]
    assert cells(done, "Pellanor") == ["✗ declines", "·"]
    assert cells(done, "Karsova") == ["✓ commits via", "·"]
    assert cells(done, "Ines Dacorra (Galdria)") == ["? undecided if", "·"]
    assert "· not mentioned, which is no refusal" in done.out
    # One alone threatens: nobody to compare with.
    assert "Davor Melnar (Karsova)  ▲ threatens if  turn warships back" in done.out
    assert max(len(line) for line in done.out.splitlines()) <= 100
    assert "\x1b" not in done.out


def test_parties_stand_for_all_who_speak_for_them(run: Run) -> None:
    lines = run("positions", "--by", "party", "--json").lines

    stands = {(line["subject"], line["measure"]): line for line in lines}
    assert stands["Pellanor", ESCORTS]["act"] == "commits"
    assert stands["Pellanor", ESCORTS]["since"] == "2025-05-15"
    assert stands["Karsova", ESCORTS]["act"] == "opposes"
    # Who copies a report is no witness of its own.
    assert set(stands["Karsova", ESCORTS]["articles"]) == {"copied", "intrusion", "melnar"}
    assert stands["Karsova", ESCORTS]["sources"] == 2
    assert stands["Karsova", ESCORTS]["disputed"] is True
    assert stands["Galdria", ESCORTS]["since"] is None


def test_positions_are_shown_as_they_stood_on_a_day(run: Run) -> None:
    def act(day: str) -> list[str]:
        return [
            line["act"]
            for line in run("positions", "--by", "party", "--actor", "pellanor", "--as-of", day, "--json").lines
        ]

    assert act("2025-05-13") == []
    assert act("2025-05-14") == ["declines"]
    assert act("2025-05-16") == ["commits"]


def test_positions_can_be_picked(run: Run) -> None:
    def found(*arguments: str) -> set[tuple[str, str]]:
        return {(line["subject"], line["measure"]) for line in run("positions", "--json", *arguments).lines}

    assert found("--measure", "charts") == {("Davor Melnar", CHARTS), ("Teodor Vash", CHARTS)}
    assert found("--actor", "orvik") == {("Mikkel Orvik", ESCORTS)}
    assert {name for name, _ in found("--actor", "orvik", "--actor", "dacorra")} == {"Mikkel Orvik", "Ines Dacorra"}
    # Asked for by name, somebody who is not mentioned is shown as not mentioned.
    assert cells(run("positions", "--actor", "orvik", "--measure", "charts"), "Mikkel Orvik (Pellanor)") == ["·"]


def test_positions_come_as_csv(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("positions", "--by", "party", "--csv").out)))

    (pellanor,) = [row for row in rows if row["subject"] == "Pellanor"]
    assert pellanor["conditions"] == "if parliament approves"
    assert pellanor["words"].startswith("Pellanor will send one minehunter")
    assert run("positions", "--csv", "--json").code == 2


def test_why_shows_every_stance_and_what_it_counts_for(run: Run) -> None:
    shown = run("why", "pellanor", "escort").out
    lines = run("why", "Karsova", "escort", "--json").lines

    assert shown.startswith(f"Pellanor · {ESCORTS}\n✓ commits · since 2025-05-15 · conditional")
    assert "2025-05-15  ✗ declines → ✓ commits if  reversed" in shown
    assert "2025-05-14  ✗ declines  superseded  Hallmere Courier" in shown
    assert "“Pellanor will not take part”" in shown
    assert "approval: “if parliament approves”" in shown
    assert [(line["article"], line["counts"]) for line in lines][-1] == ("agreed", "outweighed")
    assert {line["article"] for line in lines if line["counts"] == "stands"} == {"melnar", "copied", "intrusion"}
    assert lines[-1]["via"] == ["Teodor Vash"]
    assert "told by Teodor Vash" in run("why", "Karsova", "escort").out
    assert "date unknown" in run("why", "Galdria", "escort").out


def test_what_is_not_mentioned_is_never_a_refusal(run: Run) -> None:
    done = run("why", "galdria", "charts")

    assert done == Result(
        0, "", "not mentioned: no article tells where Galdria stands on 'charts'; that is no refusal\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["why", "Karsva", "escort"], "no actor in the record is called 'Karsva'; did you mean Karsova?"),
        (["why", "Melner", "escort"], "did you mean Davor Melnar?"),
        (["why", "Karsova", "escrots"], "no measure in the record is called 'escrots'"),
        (["why", "or", "escort"], "'or' may be one of several, give more of the name: "),
        (
            ["positions", "--actor", "Norvania"],
            "no actor in the record is called 'Norvania'; `onrecord positions` shows who",
        ),
        (["positions", "--measure", "tax windows"], "no measure in the record is called 'tax windows'"),
        (["timeline", "Gladria"], "no actor or measure in the record is called 'Gladria'; did you mean Galdria"),
        (["changes"], "Missing option '--since'"),
        (["positions", "--db", "nowhere.db"], "nowhere.db: no such database"),
    ],
)
def test_unknown_names_are_explained(run: Run, arguments: list[str], message: str) -> None:
    done = run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_a_timeline_is_of_an_actor_of_a_measure_or_of_all(run: Run) -> None:
    def steps(*arguments: str) -> list[tuple[object, ...]]:
        lines = run("timeline", "--json", *arguments).lines
        return [(line["on"], line["subject"], line.get("step", line["event"])) for line in lines]

    assert steps("pellanor") == [("2025-05-14", "Pellanor", "first"), ("2025-05-15", "Pellanor", "reversed")]
    assert [line[1] for line in steps(CHARTS)] == ["Davor Melnar", "Teodor Vash"]
    assert len(steps()) == len(run("positions", "--json").lines)
    assert steps()[-1][:2] == (None, "Ines Dacorra")
    assert "2025-05-16  Karsova · escort ships" in run("timeline", "Karsova").out
    assert (
        "≠ claim: − opposes (Hallmere Courier) — ✓ commits (Teodor Vash)  not settled" in run("timeline", "Karsova").out
    )


def test_changes_since_a_day_quote_their_words(run: Run) -> None:
    done = run("changes", "--since", "2025-05-15", "--by", "party")

    assert done.out.splitlines()[:3] == [
        f"2025-05-15  Pellanor · {ESCORTS}",
        "            ✗ declines → ✓ commits if  reversed",
        "            “Pellanor will send one minehunter after all, if parliament approves, Mikkel Orvik said” "
        "Hallmere Courier, turns",
    ]
    later = run("changes", "--since", "2030-01-01")
    assert later == Result(0, "", "nothing changed on 2030-01-01 or later; the last change was on 2025-05-16\n")


def test_what_happened_comes_as_csv(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("timeline", "--by", "party", "--csv").out)))
    lines = run("timeline", "--by", "party", "--json").lines

    assert [(row["on"], row["subject"], row["event"], row["step"]) for row in rows] == [
        (line["on"] or "", line["subject"], line["event"], line.get("step", "")) for line in lines
    ]
    (turned,) = [row for row in rows if row["step"] == "reversed"]
    assert (turned["before"], turned["after"], turned["conditional"]) == ("declines", "commits", "True")
    assert (turned["articles"], turned["outlets"]) == ("turns", "Hallmere Courier")
    assert turned["words"].startswith("Pellanor will send one minehunter")
    (claim,) = [row for row in rows if row["between"] == "claim"]
    assert (claim["after"], claim["open"]) == ("opposes | commits", "True")
    changes = run("changes", "--since", "2025-05-15", "--by", "party", "--csv").out.splitlines()
    assert {line.partition(",")[0] for line in changes} == {"on", "2025-05-15", "2025-05-16"}
    assert run("changes", "--since", "2025-05-15", "--csv", "--json").code == 2
    assert run("timeline", "--csv", "--json").code == 2


def test_the_reasons_of_a_position_come_as_csv(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("why", "Karsova", "escort", "--csv").out)))
    lines = run("why", "Karsova", "escort", "--json").lines

    assert [(row["counts"], row["article"], row["evidence"]) for row in rows] == [
        (line["counts"], line["article"], line["words"]["evidence"]) for line in lines
    ]
    assert run("why", "Karsova", "escort", "--csv", "--json").code == 2


def test_before_the_first_report_it_is_said_when_that_was(run: Run) -> None:
    done = run("positions", "--as-of", "1999-01-01")

    assert (done.code, done.out) == (0, "")
    assert "no positions found as of 1999-01-01; the first was told on 2025-05-" in done.err


def test_a_judgement_counts_more_than_the_reader(run: Run) -> None:
    with View(DATABASE) as view:
        (told,) = view.told(Wanted(article="agreed"))
    rejected = Judgement("j1", told.finding, Decision.REJECT, None, "Ada", datetime(2025, 5, 20, tzinfo=UTC), None)
    with Writer(DATABASE) as writer:
        writer.judge(rejected)

    assert run("why", "Karsova", "escort", "--json").lines[-1]["article"] != "agreed"
    assert not run("positions", "--by", "party", "--actor", "karsova", "--measure", "escort", "--json").lines[0][
        "disputed"
    ]

    undone = Judgement("j2", told.finding, Decision.UNDO, None, "Ada", datetime(2025, 5, 21, tzinfo=UTC), "j1")
    with Writer(DATABASE) as writer:
        writer.judge(undone)

    assert run("why", "Karsova", "escort", "--json").lines[-1]["article"] == "agreed"


def test_a_family_name_means_its_bearer_beside_groups_that_are_called_after_him(run: Run) -> None:
    text = "The Melnar cabinet backed the escorts."
    backs = stance(text, text.rstrip("."), "Melnar cabinet", Act.SUPPORTS, ESCORTS, party="Karsova")
    keep(Path("cabinet.db"), [melnar(), report("backs", text, [backs])])

    shown = run("why", "melnar", "escort", "--db", "cabinet.db").out

    assert shown.startswith("Davor Melnar (Karsova) ")
    assert run("why", "melnar cab", "escort", "--db", "cabinet.db").out.startswith("Melnar cabinet (Karsova) ")


def test_what_independent_sources_dispute_is_shown_from_both_sides(run: Run) -> None:
    text = "Karsova backed the escorts after all."
    backs = stance(
        text,
        text.rstrip("."),
        "Davor Melnar",
        Act.SUPPORTS,
        ESCORTS,
        party="Karsova",
        trigger="backed",
        mention="Karsova",
    )
    keep(Path("disputed.db"), [melnar(), melnar_copied(), report("backs", text, [backs], outlet="Harbour Post")])

    (line,) = run("positions", "--db", "disputed.db", "--actor", "melnar", "--measure", "escort", "--json").lines
    shown = run("why", "melnar", "escort", "--db", "disputed.db").out

    assert line["disputed"]
    (dispute,) = line["contradictions"]
    assert (dispute["on"], dispute["kind"]) == ("2025-05-14", "reports")
    sides = {account["act"]: {told["article"] for told in account["told"]} for account in dispute["accounts"]}
    assert sides["supports"] == {"backs"}
    assert "melnar" in sides["opposes"]
    assert "≠" in run("positions", "--db", "disputed.db", "--actor", "melnar", "--measure", "escort").out
    both = shown.partition("reports differ · 2025-05-14")[2].splitlines()[1:5]
    assert "+ supports  Harbour Post" in both[0]
    assert "Karsova backed the escorts after all" in both[1]
    assert "− opposes  Hallmere Courier" in both[2]
    assert "Karsova rejected the escorts" in both[3]


def test_an_empty_record_has_no_positions(run: Run) -> None:
    first = melnar()
    keep(Path("empty.db"), [report("empty", first.article.text, [])])
    keep(Path("new.db"), [])

    for command in (("positions",), ("timeline",), ("changes", "--since", "2025-01-01"), ("positions", "--json")):
        done = run(*command, "--db", "empty.db")
        assert (done.code, done.out) == (0, "")
        assert done.err == "no positions found in what was read\n"
        assert run(*command, "--db", "new.db").err.startswith("no positions found: nothing has been read yet; ")
    assert run("why", "Karsova", "escort", "--db", "empty.db").code == 2


def documented(section: str) -> set[str]:
    """The names of fields in the table of a section of ``docs/json.md``."""
    text = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    table = text.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    cells = [line.split(" | ")[0] for line in table.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_the_documents_name_every_field(run: Run) -> None:
    (position,) = run("positions", "--actor", "orvik", "--json").lines
    stance = run("stances", "--holder", "orvik", "--json").lines[0]
    article = {"article", "page", "outlet", "published", "updated", "copy_of", "words", "decided"}

    assert documented("Positions") == set(position)
    in_csv = run("positions", "--csv").out.splitlines()[0].split(",")
    assert set(position) - set(in_csv) == {"contradictions", "told"}
    assert documented("A stance") == set(stance) - article
    others = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8").partition("## The others")[2]
    (listed,) = [line for line in others.splitlines() if "onrecord list --json" in line]
    assert [name for name in run("list", "--json").lines[0] if f"`{name}`" not in listed] == []


def test_a_measure_of_the_codebook_is_called_as_the_codebook_calls_it(run: Run) -> None:
    text = f'[[measures]]\nid = "escorts"\nlabel = "{ESCORTS.capitalize()}"\nphrases = ["{ESCORTS}"]\n'
    make_dossier(Path("dossier"), "The Quell strait", text)
    keep(Path("dossier/onrecord.db"), matter())

    lines = run("positions", "--db", "dossier/onrecord.db", "--by", "party", "--measure", "escort", "--json").lines

    assert {(line["measure_key"], line["measure"]) for line in lines} == {("escorts", ESCORTS.capitalize())}
    assert {"Karsova", "Pellanor", "Brennland", "Galdria"} == {line["subject"] for line in lines}
    assert "hand over mine" in run("positions", "--db", "dossier/onrecord.db").out


def test_a_group_of_the_codebook_picks_its_measures(run: Run) -> None:
    entries = {"escorts": (ESCORTS, "sea"), "charts": (CHARTS, "mines"), "fund": ("pay into the fund", "mines")}
    text = '[[groups]]\nid = "sea"\nlabel = "At sea"\n\n[[groups]]\nid = "mines"\nlabel = "Mines"\n'
    for key, (label, group) in entries.items():
        text += f'\n[[measures]]\nid = "{key}"\nlabel = "{label}"\ngroup = "{group}"\n'
    make_dossier(Path("dossier"), "The Quell strait", text)
    keep(Path("dossier/onrecord.db"), matter())

    def measures(*arguments: str) -> set[str]:
        return {
            line["measure_key"] for line in run("positions", "--db", "dossier/onrecord.db", "--json", *arguments).lines
        }

    assert measures("--group", "at sea") == {"escorts"}
    assert measures("--group", "mines") == {"charts"}
    assert measures("--group", "mines", "--group", "sea") == {"escorts", "charts"}
    # What nobody mentions has no column.
    assert "pay into the fund" not in run("positions", "--db", "dossier/onrecord.db", "--group", "mines").out

    wrong = run("positions", "--db", "dossier/onrecord.db", "--group", "air")

    assert wrong.code == 2
    assert "At sea; Mines" in wrong.err


def test_those_with_the_most_positions_are_shown_unless_all_are_asked_for(run: Run) -> None:
    names = [f"{kind} {letter}" for kind in ("District", "Province") for letter in "ABCDEFGHIJKLMNOPQRS"]
    text = "\n\n".join(f"{name} backed the escorts." for name in names)
    found = [stance(text, f"{name} backed the escorts", name, Act.SUPPORTS, ESCORTS) for name in names]
    keep(DATABASE, [report("provinces", text, found)])

    shown, everybody = run("positions"), run("positions", "--all")
    rows = {name for name in names if f"{name}  " in shown.out}

    assert cells(shown, "Davor Melnar (Karsova)") == cells(everybody, "Davor Melnar (Karsova)")
    assert 0 < len(rows) < len(names)
    everything = run("positions", "--json").lines
    others = len({line["subject"] for line in everything}) - MOST_ROWS
    assert f"{others} others hold {others} positions: `onrecord positions --all`" in shown.out
    assert all(f"{name}  " in everybody.out for name in names)
    assert "--all" not in everybody.out
    assert "Province S  + supports" in run("positions", "--actor", "Province S").out
    assert everything == run("positions", "--all", "--json").lines
