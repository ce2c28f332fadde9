"""Each view as HTML, as JSON and as CSV: the same data in all three."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.record.dossier import make_dossier
from onrecord.vocabulary import Act
from onrecord.wire import reading_from_json
from tests.quell import CHARTS, ESCORTS, keep, matter, report, stance
from tests.web.conftest import Serve
from tests.web.reading_html import lines, page, words


def test_the_dossier_says_what_is_in_it(pages: TestClient) -> None:
    shown = page(pages.get("/").text)
    data = pages.get("/dossier.json").json()

    assert data["counts"]["articles"] == len(matter())
    figures = [words(each) for each in shown.find_class("figures")[0]]
    assert f"{len(matter())} articles" in figures
    assert lines(pages.get("/dossier.csv").text) == [
        {name: "" if value is None else str(value) for name, value in line.items()} for line in data["outlets"]
    ]


def test_the_matrix_shows_a_sign_and_a_word_in_each_cell_and_marks_beside_them(pages: TestClient) -> None:
    shown = page(pages.get("/matrix?by=actor").text)

    (table,) = shown.find_class("matrix")
    row = next(row for row in table.iter("tr") if words(row).startswith("Davor Melnar (Karsova)"))
    cells = [words(cell) for cell in row.findall("td")]
    assert cells == ["− opposes ×2 independent sources", "○ open if"]
    empty = next(row for row in table.iter("tr") if words(row).startswith("Pellanor"))
    assert words(empty.findall("td")[1]) == "·not mentioned"
    assert "▲ threatens if turn warships back" in words(shown.find_class("alone")[0])


def test_json_csv_and_table_of_the_matrix_have_the_same_cells(pages: TestClient) -> None:
    for query in ("", "?by=actor", "?by=actor&actor=melnar", "?act=commits", "?as_of=2025-05-14&measure=escort"):
        shown = page(pages.get(f"/matrix{query}").text)
        data = pages.get(f"/matrix.json{query}").json()["positions"]
        table = lines(pages.get(f"/matrix.csv{query}").text)

        assert [(each["subject"], each["measure"], each["act"]) for each in data] == [
            (each["subject"], each["measure"], each["act"]) for each in table
        ]
        assert len(shown.find_class("cell")) == len(data) > 0


def test_a_filter_leaves_what_it_asks_for(pages: TestClient) -> None:
    def stands(query: str) -> set[tuple[str, str]]:
        return {(each["subject"], each["act"]) for each in pages.get(f"/matrix.json?{query}").json()["positions"]}

    assert stands(f"by=party&measure={ESCORTS}&actor=pellanor") == {("Pellanor", "commits")}
    assert stands(f"by=party&measure={ESCORTS}&actor=pellanor&as_of=2025-05-14") == {("Pellanor", "declines")}
    assert {act for _, act in stands("act=opposes&by=actor")} == {"opposes"}
    assert stands("outlet=no+such+outlet") == set()


@pytest.mark.parametrize("query", ["", "&as_of=0001-01-01", "&as_of=0001-01-07", "&as_of=9999-12-31"])
def test_the_first_days_and_the_last_that_there_are_can_be_asked_for(serve: Serve, tmp_path: Path, query: str) -> None:
    path = tmp_path / "early.db"
    text = "Karsova opposes the escorts."
    held = stance(text, text, "Karsova", Act.OPPOSES, ESCORTS, party="Karsova")
    keep(path, [report("early", text, [held], published=date(1, 1, 1))])
    pages = serve(path)

    for form in ("", ".json", ".csv"):
        assert pages.get(f"/matrix{form}?by=party{query}").status_code == 200
        cell = f"/cell{form}?by=party&subject=karsova&measure={ESCORTS}{query}"
        assert pages.get(cell).status_code == 200
    (position,) = pages.get(f"/matrix.json?by=party{query}").json()["positions"]
    assert (position["subject"], position["since"]) == ("Karsova", "0001-01-01")


def test_an_article_is_shown_word_for_word_with_its_findings_marked(pages: TestClient) -> None:
    for reading in matter():
        article = reading.article
        shown = page(pages.get(f"/articles/{article.id}").text)
        data = pages.get(f"/articles/{article.id}.json").json()

        (text,) = shown.find_class("text")
        blocks = [block.text_content() for block in text if block.get("id")]
        assert "\n\n".join(blocks) == article.text
        kept = reading_from_json(data, reading.reader)
        assert (kept.statements, kept.article.text) == (reading.statements, article.text)
        marks = {mark.text_content() for mark in shown.iter("mark") if mark.get("data-name")}
        for held in reading.stances:
            assert (held.trigger or held.evidence).quote(article.text) in marks
        assert len(lines(pages.get(f"/articles/{article.id}.csv").text)) == len(reading.stances) + len(
            reading.statements
        )


def test_marks_and_list_lead_to_each_other(pages: TestClient) -> None:
    shown = page(pages.get("/articles/melnar").text)

    ids = [element.get("id") for element in shown.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [link.get("href")[1:] for link in shown.iter("a") if link.get("href").startswith("#")]
    assert len(links) > 4
    assert set(links) <= set(ids)
    assert all(link.get("aria-label") for link in shown.find_class("no"))


def test_what_the_record_is_most_about_comes_first(serve: Serve, tmp_path: Path) -> None:
    groups = "".join(f'[[groups]]\nid = "{each.lower()}"\nlabel = "{each}"\n' for each in ("Mines", "Ships"))
    measures = "".join(
        f'[[measures]]\nid = "{key}"\nlabel = "{label}"\ngroup = "{group}"\n'
        for key, label, group in (("charts", CHARTS, "mines"), ("escorts", ESCORTS, "ships"))
    )
    dossier = make_dossier(tmp_path / "quell", "Quell", groups + measures)
    keep(dossier.database, matter())

    shown = words(page(serve(dossier.database).get("/matrix?by=actor").text).find_class("group")[0])
    assert shown.startswith("Ships")
