"""Search: what is found, in which order, in which context, and where a hit opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.settings import Database
from onrecord.store import PageVersion, Writer
from onrecord.store.search import Hit, Search, Sort, terms_of
from onrecord.web.context import excerpt, found_in
from onrecord.web.pages import searching
from tests.quell import READER, keep, matter, report
from tests.web.reading_html import page, words
from tests.web.spoken import spoken


@pytest.fixture
def search(database: Database) -> Iterator[Search]:
    keep(database, [*matter(), spoken()])
    with Search(database) as opened:
        opened.take_in_new()
        yield opened


def articles(search: Search, query: str) -> list[str]:
    hits = search.find(query, Sort.ARTICLE)
    found = search.readings_at([hit.reading for hit in hits])
    return [found[hit.reading].article.id for hit in hits]


def test_all_words_must_be_there_whatever_their_case_and_accents(search: Search) -> None:
    assert articles(search, "charts FUND") == ["spoken"]
    assert articles(search, "chàrts fund") == ["spoken"]
    assert articles(search, "charts nowhere") == []


def test_words_in_quotation_marks_must_stand_in_a_row(search: Search) -> None:
    assert articles(search, '"open the charts"') == ["spoken"]
    assert articles(search, '"charts the open"') == []


def test_an_asterisk_stands_for_any_ending(search: Search) -> None:
    assert articles(search, "repor*") != []
    assert "spoken" in articles(search, "drift*")
    assert articles(search, "drift") == []


@pytest.mark.parametrize(
    "query", ["", "  ", '"', "*", "()", '" OR 1=1 --', "NOT", "AND AND", "a:b", "^x", "NEAR(a b)", "'", "&|!"]
)
def test_no_query_is_taken_for_an_order(search: Search, query: str) -> None:
    for sort in Sort:
        found = search.find(query, sort)
        assert search.count(query, sort) == len(found)


def test_the_latest_come_first_and_undated_ones_last(search: Search) -> None:
    found = articles(search, "escorts")

    days = {reading.article.id: reading.article.published for reading in [*matter(), spoken()]}
    shown = [days[each] for each in found]
    dated = [each.value for each in shown if each is not None]
    assert len(dated) > 2
    assert dated == sorted(dated, reverse=True)
    assert shown[: len(dated)] == [each for each in shown if each is not None]


def test_hits_are_counted_and_given_in_parts(search: Search) -> None:
    whole = search.find("the", Sort.STANCE)

    assert search.count("the", Sort.STANCE) == len(whole) > 3
    assert search.find("the", Sort.STANCE, 1, 2) == whole[1:3]
    assert search.find("the", Sort.STANCE, len(whole), 5) == []


def test_what_is_not_to_be_found_is_neither_given_nor_counted(search: Search) -> None:
    whole = search.find("the", Sort.STANCE)
    without = {whole[0].key, whole[2].key}

    left = search.find("the", Sort.STANCE, without=without)

    assert left == [whole[1], *whole[3:]]
    assert search.count("the", Sort.STANCE, without) == len(left)
    assert search.find("the", Sort.STANCE, 1, 1, without) == [whole[3]]


def test_statements_and_stances_are_found_by_who_and_what(search: Search) -> None:
    (said,) = search.find("denied drifted Melnar", Sort.STATEMENT)
    (held,) = search.find('Melnar "once the fund is full"', Sort.STANCE)

    assert said.position == 2
    assert held == Hit(Sort.STANCE, said.reading, 0)


def test_what_is_no_longer_current_is_not_found(search: Search, database: Database) -> None:
    with Writer(database) as writer:
        changed = report("spoken2", "Melnar changed his mind.", [])
        writer.keep(PageVersion("spoken.html", "2", "2"), [changed], READER)
    search.take_in_new()

    assert articles(search, "charts fund") == []
    assert search.count("charts fund", Sort.ARTICLE) == 0
    assert articles(search, '"changed his mind"') == ["spoken2"]


def test_nothing_is_taken_in_twice(search: Search) -> None:
    assert search.take_in_new() == 0


def test_words_are_found_again_where_they_stand() -> None:
    text = "The Élan sailed. The elan, they said, sailed on."

    spans = found_in(text, terms_of("elan"))

    assert [span.quote(text) for span in spans] == ["Élan", "elan"]
    assert [span.quote(text) for span in found_in(text, terms_of('"they said"'))] == ["they said"]
    assert found_in(text, terms_of("sail*")) == found_in(text, terms_of("sailed"))


def test_an_excerpt_shows_the_place_with_most_of_the_words() -> None:
    text = f"Ships came. {'x ' * 300}Ships left the port at night. {'y ' * 300}"

    cut = excerpt(text, terms_of("ships port"))

    assert "".join(part.words for part in cut.parts if part.hit) == "Shipsport"
    assert text[cut.at :].startswith("Ships left")
    assert len("".join(part.words for part in cut.parts)) < 300


def test_hits_open_where_the_words_stand(whole: TestClient) -> None:
    shown = page(whole.get("/search?q=drifted&in=articles").text)

    (hit,) = shown.find_class("hits")[0].findall(".//a")
    address, _, place = hit.get("href").partition("#")
    article = page(whole.get(address).text)
    (target,) = [element for element in article.iter() if element.get("id") == place]
    assert "drifted" in target.text_content()
    (marked,) = [mark for mark in article.iter("mark") if mark.get("class") == "hit"]
    assert marked.text_content() == "drifted"
    assert "mines had drifted" in words(shown.find_class("hits")[0])


def test_measures_and_actors_are_found_by_any_of_their_names(whole: TestClient) -> None:
    hits = whole.get("/search.json?q=melnar").json()["hits"]

    assert {hit["sort"] for hit in hits} >= {"actors", "articles", "stances", "statements"}
    assert "/actors/davor%20melnar" in {hit["address"] for hit in hits if hit["sort"] == "actors"}
    assert whole.get("/search.json?q=charts&in=measures").json()["hits"][0]["address"].startswith("/measures/")


def test_dates_keep_their_place_far_back_and_far_ahead(tmp_path: Path) -> None:
    path = tmp_path / "dates.db"
    text = "A convoy sailed."
    keep(path, [report("undated", text, [], published=None), report("dated", text, [])])
    with Search(path) as search:
        search.take_in_new()
        assert articles(search, "convoy") == ["dated", "undated"]


def test_every_page_of_hits_gives_all_of_them_as_data(whole: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MANY", 1)
    asked = "q=the&in=stances"

    shown = page(whole.get(f"/search?{asked}&page=2").text)

    (hit,) = shown.find_class("hits")[0].findall(".//a")
    data = whole.get(f"/search.json?{asked}&page=2")
    assert data.status_code == 200
    assert data.json() == whole.get(f"/search.json?{asked}").json()
    assert data.json()["hits"][1]["address"] == hit.get("href")
    table = whole.get(f"/search.csv?{asked}&page=2")
    assert table.status_code == 200
    assert table.text == whole.get(f"/search.csv?{asked}").text
    beyond = [whole.get(f"/search{form}?{asked}&page=999").status_code for form in ("", ".json", ".csv")]
    assert beyond == [404, 404, 404]
