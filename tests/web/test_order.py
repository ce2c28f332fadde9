"""What comes first in lists, what is left out of tables, and that a drawing holds all its dots."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.record.dossier import make_dossier
from onrecord.vocabulary import Act
from onrecord.web.pages import matrix, timeline
from tests.quell import keep, report, stance
from tests.web.conftest import Serve
from tests.web.reading_html import page, words

CODEBOOK = "".join(
    [
        *(f'[[groups]]\nid = "{each.lower()}"\nlabel = "{each}"\n' for each in ("Mines", "Ships")),
        *(
            f'[[measures]]\nid = "{key}"\nlabel = "{label}"\ngroup = "{group}"\n'
            for key, label, group in (
                ("charts", "publish the charts", "mines"),
                ("escorts", "escort merchant ships", "ships"),
                ("pilots", "pay the pilots", "ships"),
            )
        ),
    ]
)
TEXT = "Abel Quist, Zora Fenn and Zora Lund spoke of escorts, of pilots and of a new lighthouse on the cape."
HELD = (
    ("Zora Fenn", "escorts", "escort merchant ships"),
    ("Zora Fenn", "pilots", "pay the pilots"),
    ("Zora Fenn", None, "a new lighthouse on the cape"),
    ("Zora Lund", "escorts", "escort merchant ships"),
    ("Zora Lund", "pilots", "pay the pilots"),
    ("Abel Quist", "escorts", "escort merchant ships"),
)


@pytest.fixture
def quays(serve: Serve, tmp_path: Path) -> TestClient:
    """A record in which the first by name has the fewest positions, and the first group of the codebook none."""
    dossier = make_dossier(tmp_path / "quays", "Quays", CODEBOOK)
    held = [
        stance(TEXT, TEXT, holder, Act.SUPPORTS, measure, party="Karsova", codebook=key)
        for holder, key, measure in HELD
    ]
    keep(dossier.database, [report("quays", TEXT, held)])
    return serve(dossier.database)


def row_heads(pages: TestClient, address: str) -> list[str]:
    return [words(each) for each in page(pages.get(address).text).xpath("//tbody//th")]


def test_actors_with_most_positions_come_first_and_data_are_in_the_order_of_names(quays: TestClient) -> None:
    assert row_heads(quays, "/actors") == ["Zora Fenn", "Zora Lund", "Abel Quist"]
    names = [each["name"] for each in quays.get("/actors.json").json()["actors"]]
    assert names == ["Abel Quist", "Zora Fenn", "Zora Lund"]


def test_those_who_speak_most_for_a_party_come_first(quays: TestClient) -> None:
    members = page(quays.get("/parties/karsova").text).xpath("//h2[.='Who speaks for it']/following-sibling::p[1]/a")
    assert [words(each) for each in members] == ["Zora Fenn", "Zora Lund", "Abel Quist"]


def test_an_actor_s_positions_on_the_codebook_s_measures_come_before_others(quays: TestClient) -> None:
    shown = page(quays.get("/actors/zora%20fenn").text)

    followed, others = ([words(each) for each in held.iter("li")] for held in shown.find_class("alone"))
    assert ["escort merchant ships" in followed[0], "pay the pilots" in followed[1]] == [True, True]
    assert ["lighthouse" in each for each in others] == [True]
    assert words(shown.xpath("//h3")[0]) == "On measures that the codebook does not name"


def test_an_actor_s_page_and_a_measure_s_lead_to_party_and_actors(quays: TestClient) -> None:
    assert page(quays.get("/actors/zora%20fenn").text).xpath("//main//a[@href='/parties/karsova']")
    links = page(quays.get("/measures/escorts").text).xpath("//tbody//th/a/@href")
    assert links == ["/actors/abel%20quist", "/actors/zora%20fenn", "/actors/zora%20lund"]


def test_groups_of_measures_on_which_most_stand_come_first_and_empty_ones_are_folded(quays: TestClient) -> None:
    groups = page(quays.get("/measures").text).find_class("group")

    heads = [words(each.find("summary")) for each in groups]
    assert heads == [
        "Ships 2 measures, 5 positions",
        "Mines 1 measure, no positions",
        "Other measures 1 measure, 1 position",
    ]
    assert [each.get("open") is not None for each in groups] == [True, False, True]
    # Whoever asks for a name sees what is called so, though nobody stands on it.
    (found,) = page(quays.get("/measures?name=charts").text).find_class("group")
    assert found.get("open") is not None


def test_the_matrix_has_no_column_without_a_position(quays: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "ROWS", 2)

    def columns(address: str) -> list[str]:
        return [words(each) for each in page(quays.get(address).text).xpath("//table[@class='matrix']/thead//th")]

    assert columns("/matrix?by=actor") == ["escort merchant ships", "pay the pilots"]
    assert columns("/matrix?by=actor&down=2") == ["escort merchant ships"]
    assert len(quays.get("/matrix.json?by=actor&down=2").json()["positions"]) == len(HELD)


def test_long_lists_lead_to_their_first_and_last_part(quays: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "SHOWN", 1)

    def ways(number: int) -> dict[str, str]:
        links = page(quays.get(f"/timeline?by=actor&page={number}").text).find_class("parts")[0].iter("a")
        return {words(each).split()[0]: each.get("href")[-1] for each in links}

    in_all = len(HELD)
    assert ways(1) == {"next": "2", "last": str(in_all)}
    assert ways(3) == {"first": "1", "previous": "2", "next": "4", "last": str(in_all)}
    assert ways(in_all) == {"first": "1", "previous": str(in_all - 1)}


def test_measures_that_are_called_so_are_found_before_those_that_articles_call_so(quays: TestClient) -> None:
    hits = quays.get("/search.json?q=pilots&in=measures").json()["hits"]
    assert [each["name"] for each in hits][:1] == ["pay the pilots"]


def test_the_queue_says_what_the_codebook_calls_a_measure(quays: TestClient) -> None:
    assert "in the codebook: escort merchant ships" in " ".join(row_heads(quays, "/review/queue"))
    assert not any("in the codebook" in each for each in row_heads(quays, "/review/queue") if "lighthouse" in each)


def test_the_confidence_of_the_reader_is_explained_where_it_stands(quays: TestClient) -> None:
    shown = page(quays.get("/cell?by=actor&subject=zora+fenn&measure=escorts").text)
    (term,) = shown.find_class("told")[0].xpath(".//a[@href='/words#confidence']")
    assert term.text == "0.90"
    assert page(quays.get("/words").text).get_element_by_id("confidence") is not None


def test_what_was_decided_leads_back_to_what_waits(quays: TestClient) -> None:
    shown = page(quays.get("/review/decisions").text)
    assert {"/review", "/review/statements", "/review/queue"} <= set(shown.xpath("//main//a/@href"))
    assert [words(each).split()[0] for each in shown.xpath("//form//label[select]")] == ["By", "Show"]


@pytest.mark.parametrize("undated", [False, True])
def test_every_dot_stands_within_the_drawing(serve: Serve, tmp_path: Path, undated: bool) -> None:
    measures = [f"repair pier {number}" for number in range(90)]
    codebook = "".join(f'[[measures]]\nid = "pier-{n}"\nlabel = "{each}"\n' for n, each in enumerate(measures))
    dossier = make_dossier(tmp_path / "piers", "Piers", codebook)
    text = f"Karsova wants to {', '.join(measures)}."
    held = [
        stance(text, text, "Karsova", Act.DEMANDS, each, party="Karsova", codebook=f"pier-{number}")
        for number, each in enumerate(measures)
    ]
    first, later = held[:1], held[1:]
    keep(
        dossier.database,
        [
            report("first", text, first, published=date(2025, 5, 1)),
            report("later", text, later[:40], published=date(2025, 5, 14)),
            report("last", text, later[40:], published=None if undated else date(2025, 5, 15)),
        ],
    )

    (drawing,) = page(serve(dossier.database).get("/timeline").text).find_class("drawing")

    places = [float(dot.get("cx")) for dot in drawing.find_class("dot")]
    assert len(places) == len(measures)
    assert len(set(places)) == len(places)
    assert max(places) + 9 <= float(drawing.get("width"))
