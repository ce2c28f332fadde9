"""What reviewers decided shows on the pages that list findings across articles: actors, search, and the data of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.record.verdicts import statement_finding
from onrecord.records import Finding, Judgement, Span, Statement, StatementJudgement
from onrecord.settings import Database
from onrecord.store import PageVersion, Reviews, Writer
from onrecord.vocabulary import Act, Decision, QuotationKind
from onrecord.web.pages import searching
from tests.quell import READER, keep, pellanor_turns, where
from tests.web.reading_html import lines, page, words
from tests.web.reviewing import Browser
from tests.web.spoken import TEXT, keep_grouped, spoken, whole_matter

Serve = Callable[[Database], TestClient]
NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
BY_ANA = "by Ana, 2025-06-01"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A record with statements."""
    path = tmp_path / "quell.db"
    keep_grouped(path, whole_matter())
    return path


def hear(database: Path, said: Statement, stands: Statement | None, undoes: str | None = None) -> str:
    """Decide about a statement of the article in which Melnar speaks; gives the judgement's id."""
    decision = Decision.UNDO if undoes else Decision.REJECT if stands is None else Decision.CORRECT
    id_ = f"{decision} {said.id}"
    when = NOON + timedelta(minutes=bool(undoes))
    made = StatementJudgement(id_, statement_finding("spoken", said), decision, stands, "Ana", when, undoes)
    with Reviews(database) as reviews:
        reviews.judge(made)
    return id_


def person(client: TestClient, name: str) -> dict[str, Any]:
    """An actor's data, by its name."""
    (found,) = [each for each in client.get("/actors.json").json()["actors"] if each["name"] == name]
    data: dict[str, Any] = client.get(f"/actors/{found['key']}.json").json()
    assert data["statements"] == len(data["said"])
    return data


def test_a_statement_corrected_to_another_speaker_moves_to_that_actor_and_back(serve: Serve, database: Path) -> None:
    client = serve(database)
    before = person(client, "Davor Melnar")
    denial = spoken().statements[2]

    made = hear(database, denial, replace(denial, name="Mikkel Orvik", party="Pellanor"))

    (moved,) = person(client, "Mikkel Orvik")["said"]
    assert (moved["id"], moved["decided"]) == ("t3", f"corrected {BY_ANA}")
    left = person(client, "Davor Melnar")
    assert [each["id"] for each in left["said"]] == [each["id"] for each in before["said"] if each["id"] != "t3"]
    shown = page(client.get(f"/actors/{person(client, 'Mikkel Orvik')['key']}").text)
    assert [f"corrected {BY_ANA}" in words(each) for each in shown.find_class("told")] == [True]

    hear(database, denial, None, undoes=made)

    assert person(client, "Davor Melnar") == before


def test_a_rejected_statement_is_nobodys_and_the_others_stay_the_machines(serve: Serve, database: Path) -> None:
    client = serve(database)
    hear(database, spoken().statements[2], None)

    data = person(client, "Davor Melnar")

    assert "t3" not in {each["id"] for each in data["said"]}
    assert {each["decided"] for each in data["said"]} == {None}
    table = lines(client.get(f"/actors/{data['key']}.csv").text)
    assert [line["id"] for line in table] == [each["id"] for each in data["said"]]


def test_a_record_that_was_reviewed_before_it_is_served_shows_the_same(serve: Serve, database: Path) -> None:
    denial = spoken().statements[2]
    hear(database, denial, replace(denial, name="Mikkel Orvik", party="Pellanor"))

    (moved,) = person(serve(database), "Mikkel Orvik")["said"]

    assert moved["decided"] == f"corrected {BY_ANA}"


def test_search_tells_what_was_decided_about_its_hits(serve: Serve, database: Path) -> None:
    client = serve(database)
    denial = spoken().statements[2]
    hear(database, denial, None)
    held = pellanor_turns().stances[0]
    finding = Finding("turns", held.evidence, held.holder, held.act, held.measure)
    stands = replace(held, act=Act.OPEN)
    with Reviews(database) as reviews:
        reviews.judge(Judgement("j", finding, Decision.CORRECT, stands, "Ana", NOON, None))

    statements = client.get("/search.json", params={"q": "mines drifted", "in": "statements"}).json()["hits"]
    stances = client.get("/search.json", params={"q": "minehunter", "in": "stances"}).json()["hits"]
    others = client.get("/search.json", params={"q": "fund", "in": "statements"}).json()["hits"]

    assert statements == []
    assert [(each["decided"], " open: " in each["name"]) for each in stances] == [(f"corrected {BY_ANA}", True)]
    assert {each["decided"] for each in others} == {None}
    assert f"corrected {BY_ANA}" in words(page(client.get("/search?q=minehunter&in=stances").text))


def hits(client: TestClient, query: str, sort: str) -> list[dict[str, Any]]:
    """What a search finds of one sort; the page of HTML counts as many."""
    found: list[dict[str, Any]] = client.get("/search.json", params={"q": query, "in": sort}).json()["hits"]
    shown = page(client.get("/search", params={"q": query, "in": sort}).text)
    assert words(shown.get_element_by_id(f"in-{sort}")) == f"{sort.capitalize()} {len(found)}"
    return found


def test_search_finds_corrections_by_their_own_words_and_what_was_read_no_more(serve: Serve, database: Path) -> None:
    client = serve(database)
    denial = spoken().statements[2]
    (read,) = hits(client, "Melnar mines drifted", "statements")
    assert hits(client, "Zubrin mines drifted", "statements") == []

    made = hear(database, denial, replace(denial, name="Oskar Zubrin", party="Karsova"))

    (found,) = hits(client, "Zubrin mines drifted", "statements")
    assert (found["name"], found["decided"]) == ("Oskar Zubrin", f"corrected {BY_ANA}")
    assert hits(client, '"denied that mines had drifted" Melnar', "statements") == []
    assert [each["name"] for each in hits(serve(database), "Zubrin", "statements")] == ["Oskar Zubrin"]
    hear(database, denial, None, made)
    assert hits(client, "Zubrin", "statements") == []
    assert hits(client, "Melnar mines drifted", "statements") == [read]


def test_search_finds_a_stance_by_the_holder_and_measure_that_a_reviewer_gave_it(serve: Serve, database: Path) -> None:
    client = serve(database)
    held = pellanor_turns().stances[0]
    finding = Finding("turns", held.evidence, held.holder, held.act, held.measure)
    stands = replace(held, holder="Oskar Zubrin", measure="lend a tender", codebook=None)
    before = hits(client, "minehunter", "stances")
    with Reviews(database) as reviews:
        reviews.judge(Judgement("j", finding, Decision.CORRECT, stands, "Ana", NOON, None))

    (found,) = hits(client, "zubrin tend*", "stances")

    assert found["name"].startswith("Oskar Zubrin")
    assert found["decided"] == f"corrected {BY_ANA}"
    after = hits(client, "minehunter", "stances")
    assert len(after) == len(before) - 1 + (held.evidence.quote(pellanor_turns().article.text).count("minehunter") > 0)
    assert not any(each["name"].startswith(f"{held.holder} ") and each["decided"] for each in after)


def test_hits_of_what_was_read_and_decided_come_in_one_order_in_parts(
    serve: Serve, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MANY", 2)
    client = serve(database)
    order = [each["address"] for each in hits(client, "the", "stances")]
    assert len(order) > 4
    held = pellanor_turns().stances[0]
    finding = Finding("turns", held.evidence, held.holder, held.act, held.measure)
    with Reviews(database) as reviews:
        reviews.judge(Judgement("j", finding, Decision.ACCEPT, held, "Ana", NOON, None))

    whole = hits(client, "the", "stances")

    assert [each["address"] for each in whole] == order
    parts = [
        [
            link.get("href")
            for link in page(client.get(f"/search?q=the&in=stances&page={n}").text).cssselect("ol.hits > li > a")
        ]
        for n in range(1, -(-len(order) // 2) + 1)
    ]
    assert [each for part in parts for each in part] == order


def test_search_knows_each_page_of_an_article_that_stands_on_two(serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "twice.db"
    keep(path, [spoken()])
    again = replace(spoken(), article=replace(spoken().article, page="again.html"))
    with Writer(path) as writer:
        writer.keep(PageVersion("again.html", "1", "1"), [again], READER)
    client = serve(path)
    assert len(hits(client, "told", "statements")) == 2

    made = hear(path, spoken().statements[0], None)

    assert hits(client, "told", "statements") == []
    found = hits(client, "drifted", "statements")
    assert len(found) == 2
    assert all(each["address"].endswith("#m-t3") for each in found)
    hear(path, spoken().statements[0], None, undoes=made)
    assert len(hits(client, "told", "statements")) == 2


def test_an_article_tells_by_ids_who_stands_by_its_findings(serve: Serve, database: Path) -> None:
    client = serve(database)
    assert "decided" not in client.get("/articles/spoken.json").json()
    envoy = spoken().statements[1]
    hear(database, envoy, replace(envoy, name="Mikkel Orvik"))

    assert client.get("/articles/spoken.json").json()["decided"] == {"t2": f"corrected {BY_ANA}"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("the fund is empty", QuotationKind.DIRECT),
        ("that Karsova would open the charts", QuotationKind.INDIRECT),
        ("“the fund is empty” and that Karsova would open the charts", QuotationKind.MIXED),
    ],
)
def test_a_corrected_content_is_direct_or_indirect_by_its_own_words(
    serve: Serve, database: Path, content: str, kind: QuotationKind
) -> None:
    browser = Browser(serve(database))
    assert isinstance(where(TEXT, content), Span)
    browser.open("/review/statements")
    while not browser.path.endswith("/spoken") or browser.fields("#correct form")["name"] != "envoy":
        browser.decide("skip")

    browser.correct(words=content, name="Mikkel Orvik")

    with Reviews(database) as reviews:
        made = reviews.statements_judged()[-1].statement
    assert made is not None
    assert made.kind is kind
    assert [span.quote(TEXT) for span in made.content] == [content]


def test_a_correction_of_anything_else_leaves_direct_and_indirect_as_they_were(serve: Serve, database: Path) -> None:
    browser = Browser(serve(database)).open("/review/statements")
    while not browser.path.endswith("/spoken"):
        browser.decide("skip")
    before = {each.id: each.kind for each in spoken().statements}

    browser.correct(name="Somebody Else")

    with Reviews(database) as reviews:
        made = reviews.statements_judged()[-1].statement
    assert made is not None
    assert made.kind is before[made.id]
