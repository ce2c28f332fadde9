"""Copies among articles that are kept: the same whatever the order, and right again when pages change."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from onrecord.pages.articles import articles_of
from onrecord.pages.sources import refs_of
from onrecord.pipeline.copying import find_copies, find_waiting
from onrecord.records import Article, Given
from onrecord.store import PageVersion, View, Writer
from tests.wires import FOOTER, LOCAL, OTHER, READER, WIRE, article, edited, reading

DEMO = Path(__file__).parents[1] / "demo" / "pages"
DAY, NEXT = date(2031, 5, 5), date(2031, 5, 6)


def keep(writer: Writer, articles: Iterable[Article], version: str = "1") -> None:
    for each in articles:
        writer.keep(PageVersion(each.page, version, version), [reading(each)], READER)
        find_copies(writer, each.page)


def originals(path: Path) -> dict[str, str | None]:
    with View(path) as view:
        return {each.article.id: each.article.copy_of for each in view.readings()}


def kept(path: Path, articles: Iterable[Article]) -> dict[str, str | None]:
    with Writer(path) as writer:
        keep(writer, articles)
    return originals(path)


def press() -> Sequence[Article]:
    """An agency's report, what four outlets made of it, another reporter's account, and a reporter's own story."""
    return [
        article("agency", WIRE, agency="CPA", published=DAY),
        article("whole", WIRE, published=DAY),
        article("cut", WIRE[:4], published=NEXT),
        article("edited", (*edited(WIRE), LOCAL[0]), published=DAY),
        article("undated", WIRE[2:7], published=None),
        article("part", (*LOCAL, *WIRE[:3]), published=NEXT),
        article("own", OTHER, published=DAY),
    ]


FOUND = {
    "agency": None, "whole": "agency", "cut": "agency", "edited": "agency", "undated": "agency", "part": None, "own": None,
}  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_what_is_found_does_not_depend_on_the_order(tmp_path: Path, seed: int) -> None:
    articles = list(press())
    random.Random(seed).shuffle(articles)

    assert kept(tmp_path / "record.db", articles) == FOUND


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_copies_do_not_go_in_a_ring_where_one_has_no_date(tmp_path: Path, order: tuple[int, ...]) -> None:
    articles = [
        article("gull", WIRE[:-1], published=DAY),
        article("heron", (*WIRE, LOCAL[0]), published=date(2031, 5, 7)),
        article("ibis", WIRE, published=None),
    ]

    found = kept(tmp_path / "record.db", [articles[n] for n in order])

    assert found == {"gull": None, "heron": "gull", "ibis": "gull"}


def test_an_original_that_comes_later_takes_its_copies_over(tmp_path: Path) -> None:
    agency, *others = press()
    before = kept(tmp_path / "record.db", others)

    assert before["cut"] == "edited"
    assert kept(tmp_path / "record.db", [agency]) == FOUND


def test_a_thousand_copies_of_one_article_have_one_original(tmp_path: Path) -> None:
    original = article("original", WIRE[:3], published=DAY)
    copies = [article(f"copy{n}", WIRE[:3], published=NEXT) for n in range(1000)]
    random.Random(1).shuffle(copies)

    found = kept(tmp_path / "record.db", [*copies[:900], original, *copies[900:]])

    assert found.pop("original") is None
    assert set(found.values()) == {"original"}
    assert len(found) == 1000


def test_the_same_article_at_two_addresses_is_no_copy(tmp_path: Path) -> None:
    once = article("once", WIRE)

    assert kept(tmp_path / "record.db", [once, replace(once, page="elsewhere.html")]) == {"once": None}


def test_one_outlets_furniture_makes_no_copies(tmp_path: Path) -> None:
    articles = [
        article(f"a{n}", (f"{LOCAL[n]} It was the {n}th day.", WIRE[n], *FOOTER), outlet="Harbour Post")
        for n in range(8)
    ]  # fmt: skip

    assert set(kept(tmp_path / "record.db", articles).values()) == {None}


def test_a_page_that_changes_takes_its_copies_with_it(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    wire, copy = article("wire", WIRE, agency="CPA"), article("copy", WIRE[:6])
    with Writer(path) as writer:
        keep(writer, [wire, copy])
        assert originals(path) == {"wire": None, "copy": "wire"}

        rewritten = replace(article("rewritten", OTHER), page=wire.page)
        keep(writer, [rewritten], "2")
        assert originals(path) == {"rewritten": None, "copy": None}

        corrected = replace(article("corrected", (*WIRE, LOCAL[0]), agency="CPA"), page=wire.page)
        keep(writer, [corrected], "3")
        assert originals(path) == {"corrected": None, "copy": "corrected"}

        writer.keep_unchanged(PageVersion(wire.page, "1", "1"), READER)
        find_copies(writer, wire.page)
        assert originals(path) == {"wire": None, "copy": "wire"}


def test_an_article_that_came_with_its_original_keeps_it(tmp_path: Path) -> None:
    told = replace(article("told", WIRE), copy_of="something else")

    assert kept(tmp_path / "record.db", [told, article("wire", WIRE, agency="CPA")])["told"] == "something else"


def test_articles_that_were_kept_before_are_caught_up_with(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Writer(path) as writer:
        for each in press():
            writer.keep(PageVersion(each.page, "1", "1"), [reading(each)], READER)
        find_waiting(writer)

    assert originals(path) == FOUND


def test_keys_of_another_method_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    kept(path, list(press())[1:])
    with create_engine(f"sqlite:///{path}").begin() as connection:
        connection.execute(text("UPDATE copy_marks SET method = 'another'"))
        connection.execute(text("UPDATE copy_keys SET key = key + 1"))
    agency = article("agency", WIRE, agency="CPA", published=DAY)
    with Writer(path) as writer:
        find_waiting(writer)
        keep(writer, [agency])

    assert originals(path) == FOUND


def test_the_demonstration_pages_have_one_copy(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    pages = [ref.load() for ref in refs_of(str(DEMO), Given())]
    articles = [replace(each, page=page.address) for page in pages for each in articles_of(page)]

    found = {copy: original for copy, original in kept(path, articles).items() if original}

    by_id = {each.id: Path(each.page).stem for each in articles}
    named = {by_id[copy]: by_id[original] for copy, original in found.items()}
    assert named == {"observer-1-agency-report": "post-1-fourteen-states"}
    (copy,) = found
    with View(path) as view:
        taken = view.taken(copy)
    assert taken is not None
    assert taken[0] == found[copy]
    assert taken[1].copy
