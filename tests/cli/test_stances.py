"""``onrecord stances``: who stands where, one stance at a time."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.quell import ESCORTS, keep, matter, melnar, report


@pytest.fixture(autouse=True)
def record(run: Run) -> None:
    """The record in the folder that the command line runs in."""
    keep(Path("onrecord.db"), matter())


def test_stances_are_shown_by_holder_within_the_width(run: Run) -> None:
    lines = run("stances").out.splitlines()

    assert lines[0] == "Davor Melnar · Karsova · 6"
    at = lines.index("Mikkel Orvik · Pellanor · 1")
    assert lines[at + 1 : at + 5] == [
        f"  2025-05-15  Hallmere Courier  ✓ commits    0.90  turns     {ESCORTS}",
        "    “Pellanor will send one minehunter after all, if parliament approves, Mikkel Orvik said”",
        "    approval: “if parliament approves”",
        "",
    ]
    assert any("told by Teodor Vash" in line for line in lines)
    assert any(line.startswith("  date ?") for line in lines)
    assert max(len(line) for line in lines) <= 100


def test_stances_can_be_picked(run: Run) -> None:
    def articles(*arguments: str) -> list[str]:
        return [line["article"] for line in run("stances", "--json", *arguments).lines]

    assert articles("--holder", "orvik") == ["turns"]
    assert articles("--act", "threatens") == ["melnar", "copied"]
    assert articles("--measure", "lane") == ["frigates"]
    assert articles("--outlet", "post") == ["intrusion", "agreed"]
    assert articles("--since", "2025-05-16") == ["agreed"]
    assert "1 of the articles have no date" in run("stances", "--since", "2025-05-16").err
    for form in ((), ("--json",), ("--csv",)):
        nobody = run("stances", "--holder", "nobody", "--act", "open", *form)
        assert nobody.err == "no stances found with --holder and --act; ask for less, or leave one out\n"
    assert run("stances", "--act", "hopes").code == 2


def test_stances_quote_their_words_as_json_and_csv(run: Run) -> None:
    (line,) = run("stances", "--holder", "orvik", "--json").lines
    (row,) = csv.DictReader(io.StringIO(run("stances", "--holder", "orvik", "--csv").out))

    assert line["words"]["conditions"] == ["if parliament approves"]
    assert line["conditions"][0]["kind"] == "approval"
    assert (line["act"], line["measure"], line["copy_of"]) == ("commits", ESCORTS, None)
    assert (row["act"], row["conditions"], row["kinds"]) == ("commits", "if parliament approves", "approval")
    assert row["evidence"] == line["words"]["evidence"]
    assert run("stances", "--csv", "--json").code == 2
    assert next(iter(csv.DictReader(io.StringIO(run("stances", "--holder", "Karsova", "--csv").out))))["party"]


def test_an_article_is_shown_with_its_stances(run: Run) -> None:
    shown = run("show", "turns").out

    assert "[act p1 commits: will send] one minehunter after all, [condition p1: if parliament approves]" in shown
    assert f" p1  ✓ commits  Mikkel Orvik (Pellanor) · {ESCORTS} · 0.90" in shown


def test_hostile_characters_never_reach_the_output(run: Run) -> None:
    override, escape = "\N{RIGHT-TO-LEFT OVERRIDE}", "\x1b"
    text = f"Karsova{override} {escape}[31mrejected the escorts"
    stance = replace(
        melnar().stances[0], holder=f"Kar{escape}sova", measure=override, via=(f"a{escape}",), target=override,
        codebook=escape, evidence=replace(melnar().stances[0].evidence, start=0, end=len(text)), trigger=None,
    )  # fmt: skip
    keep(Path("onrecord.db"), [report(f"a{escape}", text, [stance], outlet=escape)])

    commands = [
        ("stances",),
        ("show", f"a{escape}"),
        ("positions",),
        ("timeline",),
        ("changes", "--since", "2025-01-01"),
    ]
    commands += [("why", f"kar{escape}sova", override)]

    for done in [run(*command, *form) for command in commands for form in ((), ("--json",))]:
        assert done.code == 0
        assert done.out
        assert not {override, escape} & set(done.out + done.err)
    for words in (f"nobody{escape}", override * 2):
        done = run("why", words, "escort")
        assert done.code == 2
        assert not {override, escape} & set(done.out + done.err)
