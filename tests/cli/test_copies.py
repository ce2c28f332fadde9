"""Copies in ``onrecord list`` and ``show``."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.pipeline.copying import find_waiting
from onrecord.store import PageVersion, Writer
from tests.cli.running import Run
from tests.wires import LOCAL, READER, WIRE, article, reading


@pytest.fixture(autouse=True)
def record(run: Run) -> None:
    """The record in the folder that the command line runs in."""
    articles = [
        article("wire", WIRE, agency="CPA"),
        article("shortened", (LOCAL[0], *WIRE[:5])),
        article("column", (*LOCAL, *WIRE[:3])),
    ]
    with Writer(Path("onrecord.db")) as writer:
        for each in articles:
            writer.keep(PageVersion(each.page, "1", "1"), [reading(each)], READER)
        find_waiting(writer)


def test_list_marks_copies(run: Run) -> None:
    lines = {line.split()[0]: line for line in run("list").out.splitlines()[1:]}

    assert "[copy of wire] Hospital ships" in lines["shortened"]
    assert "copy of" not in lines["wire"] + lines["column"]
    assert {line["id"]: line["copy_of"] for line in run("list", "--json").lines} == {
        "wire": None,
        "shortened": "wire",
        "column": None,
    }


def test_show_tells_what_is_taken_and_what_is_own(run: Run) -> None:
    copy, column = run("show", "shortened").out.splitlines(), run("show", "column").out.splitlines()

    assert copy[0].startswith("a copy of wire: ")
    assert copy[0].endswith("% of its prose")
    assert copy[1].startswith("  its own: Hospital ships for the islands For the fishermen")
    assert copy[2] == ""
    assert column[0].startswith("no copy, but takes from wire: ")
    assert not run("show", "wire").out.startswith(("a copy", "no copy"))
