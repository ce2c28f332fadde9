"""What holds for every view: an address that is whole, the same data in each form, headers, and a description."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from onrecord.web.openapi import description
from onrecord.web.views import Endpoint
from tests.quell import ESCORTS as MEASURE
from tests.web.conftest import Serve
from tests.web.reading_html import lines, page

ESCORTS = quote(MEASURE)
VIEWS = {
    "/dossier": "outlets",
    "/dossier?since=2025-01-01T00:00:00%2B00:00": "outlets",
    "/matrix": "positions",
    "/matrix?by=actor&as_of=2025-05-15": "positions",
    f"/cell?by=party&subject=pellanor&measure={ESCORTS}": "stances",
    f"/cell?by=party&subject=pellanor&measure={ESCORTS}&as_of=2025-05-14": "stances",
    "/timeline": "events",
    "/timeline?by=actor&subject=davor%20melnar": "events",
    f"/timeline?measure={ESCORTS}": "events",
    "/actors": "actors",
    "/actors?name=melnar": "actors",
    "/actors/davor%20melnar": "said",
    "/parties/karsova": "standing",
    "/measures": "measures",
    f"/measures/{ESCORTS}": "positions",
    "/articles": "articles",
    "/articles/spoken": "stances+statements",
    "/articles/spoken?q=fund&show=stances": "stances+statements",
    "/stories": "stories",
    "/stories/spoken": "reports",
    "/search?q=fund": "hits",
    "/search?q=fund&in=statements": "hits",
    "/words": "",
}


def split(address: str) -> tuple[str, str]:
    path, _, query = address.partition("?")
    return path, f"?{query}" if query else ""


@pytest.mark.parametrize("address", VIEWS)
def test_every_view_has_a_page_with_a_heading_and_links_to_its_data(whole: TestClient, address: str) -> None:
    path, query = split(address)

    answer = whole.get(address)

    assert answer.status_code == 200
    shown = page(answer.text)
    assert [element.tag for element in shown.iter("h1", "main")].count("h1") == 1
    assert shown.find(".//title").text.strip()
    data = [link.get("href") for link in shown.iter("a") if link.text in ("JSON", "CSV")]
    assert data == [f"{path}.json{query}", f"{path}.csv{query}"]


@pytest.mark.parametrize("address", VIEWS)
def test_json_and_csv_have_the_same_lines(whole: TestClient, address: str) -> None:
    path, query = split(address)

    data = whole.get(f"{path}.json{query}").json()
    table = whole.get(f"{path}.csv{query}")

    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    parts = [name for name in VIEWS[address].split("+") if name]
    if parts:
        assert len(lines(table.text)) == sum(len(data[name]) for name in parts) > 0


@pytest.mark.parametrize("address", VIEWS)
def test_every_answer_carries_the_safe_headers_and_nothing_runs_in_a_page(whole: TestClient, address: str) -> None:
    answer = whole.get(address)

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    shown = page(answer.text)
    assert all(script.get("src", "").startswith("/static/") and not script.text for script in shown.iter("script"))
    assert not list(shown.iter("style", "iframe", "object", "embed", "img", "base"))
    for element in shown.iter():
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
        for name in ("href", "src", "action"):
            target = element.get(name)
            assert target is None or target.startswith(("/", "#", "?")), f"{element.tag} leads to {target}"
            assert target is None or not target.startswith("//")


@pytest.mark.parametrize("address", VIEWS)
def test_links_within_a_page_lead_somewhere(whole: TestClient, address: str) -> None:
    shown = page(whole.get(address).text)

    ids = [element.get("id") for element in shown.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = {link.get("href")[1:] for link in shown.iter("a") if (link.get("href") or "").startswith("#")}
    assert links <= set(ids)


def test_links_from_page_to_page_lead_to_pages(whole: TestClient) -> None:
    seen: set[str] = set()
    waiting = ["/dossier"]
    while waiting and len(seen) < 150:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = whole.get(address)
        assert answer.status_code == 200, f"{address}: {answer.text}"
        if answer.headers["content-type"].startswith("text/html"):
            found = [link.get("href") for link in page(answer.text).iter("a")]
            waiting += [each.partition("#")[0] for each in found if each.startswith("/")]
    assert len(seen) > 40


def test_the_api_is_described_as_it_is(whole: TestClient) -> None:
    described = whole.get("/openapi.json").json()

    assert described["openapi"].startswith("3.1")
    for route in whole.app.routes:  # type: ignore[attr-defined]
        endpoint = getattr(route, "endpoint", None)
        if isinstance(endpoint, Endpoint) and endpoint.form:
            operation = described["paths"][re.sub(r":\w+}", "}", route.path)]["get"]
            assert operation["summary"] == endpoint.view.summary
            asked = {each["name"] for each in operation["parameters"] if each["in"] == "query"}
            assert asked == {parameter.name for parameter in endpoint.view.parameters}
    names = [
        operation["operationId"] for operations in described["paths"].values() for operation in operations.values()
    ]
    assert len(names) == len(set(names))
    assert description([])["paths"] == {}


def test_every_field_of_the_answers_is_named_in_the_csv_too(whole: TestClient) -> None:
    positions: list[dict[str, Any]] = whole.get("/matrix.json").json()["positions"]

    columns = whole.get("/matrix.csv").text.splitlines()[0].split(",")

    assert set(positions[0]) - {"direction", "told", "contradictions"} <= set(columns)


def test_a_foreign_name_for_the_server_is_refused(serve: Serve, record: Path) -> None:
    pages = serve(record)

    assert pages.get("/dossier", headers={"host": "rebound.example"}).status_code == 400
