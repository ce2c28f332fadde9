"""Who is who, decided on the page: merged, split, renamed, taken back, and kept when anything is read anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.store import PageVersion, Reviews, Writer
from tests.quell import matter
from tests.web.reviewing import Browser


@pytest.fixture
def ada(pages: TestClient) -> Browser:
    return Browser(pages)


def actors(ada: Browser) -> set[str]:
    return {each["name"] for each in ada.client.get("/actors.json").json()["actors"]}


def test_two_actors_are_merged_and_parted_again(ada: Browser) -> None:
    before = actors(ada)
    assert {"Davor Melnar", "Teodor Vash"} <= before
    ada.open("/actors/davor%20melnar")
    assert "Merge, split or rename" in ada.text
    ada.open("/review/actors/davor%20melnar").send("#merge", other="Teodor Vash", name="The Melnar office")

    assert ada.path == "/review/actors/davor%20melnar"
    assert actors(ada) == before - {"Davor Melnar", "Teodor Vash"} | {"The Melnar office"}
    matrix = ada.client.get("/matrix.csv?by=actor").text
    assert "actor,Teodor Vash" not in matrix
    assert "actor,The Melnar office" in matrix
    assert "local merges" in ada.text

    ada.send("form.undo")
    assert actors(ada) == before
    assert ada.client.get("/matrix.csv?by=actor").text != matrix


def test_names_are_split_off_and_kept_when_anything_is_read_anew(ada: Browser, record: Path) -> None:
    ada.open("/review/actors/davor%20melnar").send("#merge", other="Teodor Vash")
    names = ada.find("#split label[for^=split-]")
    number = next(number for number, name in enumerate(names) if name.startswith("Teodor Vash"))
    ada.send("#split", **{f"split-{number}": "yes", "name": "T. Vash"})

    assert "T. Vash" in actors(ada)
    with Writer(record) as writer:
        for reading in matter():
            version = PageVersion(reading.article.page, "1", "1")
            writer.keep(version, [replace(reading, reader="by hand 2")], "by hand 2")
    assert {"Davor Melnar", "T. Vash"} <= actors(ada)
    assert "Teodor Vash" not in actors(ada)


def test_names_that_changed_since_the_page_was_made_are_not_split_off_by_their_places(
    ada: Browser, record: Path
) -> None:
    for other in ("Teodor Vash", "Mikkel Orvik"):
        ada.open("/review/actors/davor%20melnar").send("#merge", other=other, name="Davor Melnar")
    assert "at least one, and not all" in ada.send("#split").text
    late = Browser(ada.client).open("/review/actors/davor%20melnar")
    names = ada.open("/review/actors/davor%20melnar").find("#split label[for^=split-]")
    orvik = next(number for number, name in enumerate(names) if name.startswith("Mikkel Orvik"))
    ada.send("#split", **{f"split-{orvik}": "yes"})
    before = actors(ada)
    assert "Mikkel Orvik" in before

    late.send("#split", **{"split-0": "yes"})

    assert late.page.status_code == 400
    assert "the names have changed meanwhile" in late.text
    assert actors(ada) == before
    with Reviews(record) as reviews:
        assert reviews.made() == (0, 0, 3)


def test_a_form_that_is_sent_twice_counts_once(ada: Browser, record: Path) -> None:
    once = ada.open("/review/actors/davor%20melnar")
    again = Browser(ada.client)
    again.page = once.page
    for each in (once, again):
        each.send("#merge", other="Teodor Vash", name="The Melnar office")
        assert (each.page.status_code, each.path) == (200, "/review/actors/davor%20melnar")
    with Reviews(record) as reviews:
        assert reviews.made() == (0, 0, 1)


def test_an_actor_is_renamed(ada: Browser, record: Path) -> None:
    ada.open("/review/actors/davor%20melnar").send("#rename", name="D. Melnar")
    assert "D. Melnar" in actors(ada)
    assert "Davor Melnar" not in actors(ada)
    with Reviews(record) as reviews:
        assert [each.who for each in reviews.actors_judged()] == ["local"]


@pytest.mark.parametrize(
    ("form", "changed", "why"),
    [
        ("#merge", {"other": "Nobody Known"}, "no other actor is called 'Nobody Known'"),
        ("#merge", {"other": "Davor Melnar"}, "no other actor"),
        ("#rename", {"name": " "}, "merged with another, split, or given another name"),
        ("#rename", {"name": "n" * 301}, "at most 300"),
        ("#rename", {"do": "sell"}, "merged with another"),
        ("#rename", {"do": "undo", "undoes": "none"}, "only what you decided yourself"),
        ("#rename", {"do": "split"}, "the names have changed meanwhile"),
    ],
)
def test_what_cannot_be_is_said(ada: Browser, record: Path, form: str, changed: dict[str, str], why: str) -> None:
    ada.open("/review/actors/davor%20melnar").send(form, **changed)
    assert ada.page.status_code == 400
    assert why in ada.text
    with Reviews(record) as reviews:
        assert reviews.made() == (0, 0, 0)


def test_an_actor_that_is_not_there_has_its_own_page(ada: Browser) -> None:
    assert ada.open("/review/actors/nobody").page.status_code == 404
