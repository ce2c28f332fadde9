"""Addresses made up, and a record that cannot be read: each has its own page and status, and nothing is lost."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.errors import StoreError
from onrecord.store import View
from onrecord.web.app import make_app
from onrecord.web.settings import Settings
from tests.quell import keep, matter
from tests.web.conftest import Serve
from tests.web.reading_html import lines, page, words
from tests.web.spoken import HARM, hostile, spoken

UNKNOWN = {
    "/articles/no-such-article": "no article 'no-such-article'",
    "/actors/nobody": "no actor 'nobody'",
    "/parties/nobody": "no party 'nobody'",
    "/measures/no-such-measure": "no measure 'no-such-measure'",
    "/stories/no-such-story": "no story 'no-such-story'",
    "/cell?subject=nobody&measure=x": "no actor 'nobody'",
    "/timeline?subject=nobody": "no party 'nobody'",
    "/comparison?a=melnar&b=nothing": "no article 'nothing'",
    "/across?story=nothing": "no story 'nothing'",
    "/matrix?by=actor&actor=Melnor": "did you mean Davor Melnar",
    "/matrix?down=9": "does not go so far",
    "/timeline?page=999": "does not go so far",
    "/no/such/page": "there is no page at /no/such/page",
}

WRONG = {
    "/matrix?colour=red": "knows no 'colour'",
    "/matrix?by=planet": "it can be actor, party",
    "/matrix?as_of=yesterday": "not a date",
    "/matrix?as_of=2025-13-40": "not a date",
    "/matrix?by=actor&by=party": "given 2 times",
    "/timeline?page=0": "not a number",
    "/timeline?page=-1": "not a number",
    "/timeline?page=9999999999999999999999": "not a number",
    "/timeline?read_since=noon": "not a moment",
    "/timeline?read_since=2025-05-01T00:00": "not a moment of the form 2025-09-05T12:00:00Z",
    "/cell?subject=karsova": "measure is missing",
}


@pytest.mark.parametrize("address", UNKNOWN)
def test_what_is_not_in_the_record_has_a_page_that_says_so(whole: TestClient, address: str) -> None:
    assert_refused(whole, address, 404, UNKNOWN[address])


@pytest.mark.parametrize("address", WRONG)
def test_an_address_that_makes_no_sense_is_told_what_is_known(whole: TestClient, address: str) -> None:
    assert_refused(whole, address, 400, WRONG[address])


@pytest.mark.parametrize(("address", "reason"), [("/articles/", "no article ''"), ("/stories/", "no story ''")])
def test_no_name_at_all_is_nothing_in_the_record(whole: TestClient, address: str, reason: str) -> None:
    answer = whole.get(address)
    assert answer.status_code == 404
    assert reason in words(page(answer.text).find_class("reason")[0])


def test_the_beginning_of_an_id_loads_nothing(whole: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def all_of_them(*_: object) -> None:
        raise AssertionError("readings are loaded that nobody asked for")

    monkeypatch.setattr(View, "readings", all_of_them)
    assert whole.get("/articles/melna").status_code == 404
    assert whole.get("/articles/melnar").status_code == 200


def assert_refused(pages: TestClient, address: str, status: int, reason: str) -> None:
    answer = pages.get(address)
    assert answer.status_code == status
    assert reason in words(page(answer.text).find_class("reason")[0])
    path, _, query = address.partition("?")
    data = pages.get(f"{path}.json?{query}")
    assert data.status_code == status
    if path != "/no/such/page":
        assert reason in data.json()["error"]["reason"]
        assert reason in pages.get(f"{path}.csv?{query}").text


def test_a_page_can_only_be_asked_for(whole: TestClient) -> None:
    assert whole.post("/matrix").status_code in (403, 405)
    assert whole.head("/matrix").status_code == 200


def test_an_article_may_be_called_like_a_form_of_data(serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "named.db"
    reading = spoken()
    keep(path, [replace(reading, article=replace(reading.article, id="notes.json"))])
    pages = serve(path)

    assert pages.get("/articles/notes.json").headers["content-type"].startswith("text/html")
    assert pages.get("/articles/notes.json.json").json()["article"]["id"] == "notes.json"


def test_an_article_full_of_markup_is_shown_as_text(serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "hostile.db"
    keep(path, [*matter(), hostile()])
    pages = serve(path)
    harm = HARM.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    subject = pages.get("/matrix.json?by=actor&act=declines").json()["positions"]
    key = next(each for each in pages.get("/actors.json").json()["actors"] if "script" in each["name"])["key"]
    measure = next(each for each in subject if "script" in each["measure"])["measure_key"]

    addresses = ["/dossier", "/matrix", "/matrix?by=actor", "/timeline", "/timeline?by=actor", "/actors", "/measures"]
    addresses += [
        "/articles",
        "/articles/hostile",
        "/search?q=script",
        "/stories",
        "/review",
        "/articles/hostile?q=alert",
    ]
    addresses += [str(pages.build_request("GET", "/cell", params=each).url) for each in _cells(key, measure)]
    for address in addresses:
        answer = pages.get(address)
        assert answer.status_code == 200, answer.text
        shown = page(answer.text)
        assert all(script.get("src", "").startswith("/static/") for script in shown.iter("script"))
        assert not list(shown.iter("img"))
        for element in shown.iter():
            assert not [name for name in element.attrib if name.startswith("on")]
            assert not (element.get("href") or "/").startswith(("javascript:", "http"))
    (text,) = page(pages.get("/articles/hostile").text).find_class("text")
    assert harm in text.text_content()
    data = pages.get("/articles/hostile.json").json()
    assert data["article"]["outlet"] == harm
    assert {line["who"] for line in lines(pages.get("/articles/hostile.csv").text)} == {harm}


def test_a_database_that_is_gone_is_told_and_another_one_in_its_place_is_shown(serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "moving.db"
    keep(path, matter())
    pages = serve(path)
    assert pages.get("/dossier").status_code == 200

    for each in tmp_path.glob("moving.db*"):
        each.unlink()
    gone = pages.get("/dossier.json")

    assert gone.status_code == 503
    assert "gone" in gone.json()["error"]["reason"]
    assert int(gone.headers["retry-after"]) > 0
    assert "onrecord" in page(pages.get("/dossier").text).find(".//title").text
    keep(path, [spoken()])
    assert pages.get("/dossier.json").json()["counts"]["articles"] == 1


def test_a_database_of_a_newer_version_is_told(serve: Serve, record: Path) -> None:
    pages = serve(record)
    with sqlite3.connect(record) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("DELETE FROM copies")
        connection.execute("UPDATE readings SET matched = 'otherwise'")

    answer = pages.get("/matrix.json")

    assert answer.status_code == 503
    assert "newer version" in answer.json()["error"]["reason"]


def test_a_locked_database_is_told_or_does_not_matter(serve: Serve, record: Path) -> None:
    pages = serve(record)
    connection = sqlite3.connect(record, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        answers = {address: pages.get(address) for address in ("/matrix", "/articles/melnar", "/dossier")}
    finally:
        connection.execute("ROLLBACK")
        connection.close()

    # Whoever reads does not wait for one who writes.
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(answers, 200)


def test_no_database_is_no_server(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such database"):
        make_app(Settings(tmp_path / "none.db"))


def _cells(key: str, measure: str) -> list[dict[str, str]]:
    return [{"by": "actor", "subject": key, "measure": measure}]
