"""The demonstration pages, which newcomers see first, are read as ``demo/README.md`` says they should be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

import onrecord
from onrecord.records import Article, Reading, Statement
from onrecord.vocabulary import BlockKind, Polarity, QuotationKind
from scripts.shown import printed

PAGES = Path(__file__).resolve().parents[1] / "demo" / "pages"
SHOWN = re.compile(r"^\t\$\(call shown,[^,]*,(.*)\)$", re.MULTILINE)
FURNITURE = (
    "cookie",
    "Advertisement",
    "ADVERTISEMENT",
    "READ MORE",
    "Most viewed",
    "Most read",
    "Sign up",
    "Share ",
    "Tweet this",
    "Herring quota",
    "Metro line",
    "Tides today",
    "More on this story",
    "Log in",
    "Copyright",
    "Reuse this content",
)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return list(onrecord.read(PAGES))


def named(readings: Sequence[Reading], page: str) -> list[Article]:
    return [reading.article for reading in readings if page in reading.article.page]


def words_of(reading: Reading, statement: Statement) -> str:
    return " ".join(span.quote(reading.article.text) for span in statement.content)


def find(readings: Sequence[Reading], page: str, words: str) -> list[Statement]:
    """Return the statements of a page with these words in their content."""
    return [
        statement
        for reading in readings
        if page in reading.article.page
        for statement in reading.statements
        if words in words_of(reading, statement)
    ]


def test_the_pages_are_many_and_of_both_kinds() -> None:
    endings = [path.suffix for path in PAGES.iterdir()]
    assert len(endings) >= 8
    assert set(endings) == {".html", ".txt"}


def test_a_page_may_hold_two_articles(readings: list[Reading]) -> None:
    assert len(readings) == len(list(PAGES.iterdir())) + 1
    first, second = named(readings, "observer-2")
    assert first.title == "Melnar draws a line in the Quell and leaves the door open"
    assert second.title == "Pellanor will send no ships to the Quell, Orvik tells parliament"
    assert "Orrin" not in first.text
    assert "Admiralty" not in second.text


def test_no_furniture_is_left_in_the_text(readings: list[Reading]) -> None:
    left = [(r.article.page, words) for r in readings for words in FURNITURE if words in r.article.text]
    assert left == []


def test_nothing_of_an_article_is_lost(readings: list[Reading]) -> None:
    lasts = {
        "courier-1": "which adds eleven days.",
        "courier-2": "the second week of July.",
        "courier-3": "“We have waited long enough for the tide,” she said.",
        "courier-4": "It was a dummy, the navy said.",
        "post-1": '"They fail because nobody has agreed what the captain may do when he is stopped," Garrick said.',
        "post-2": "without asking the ports.",
        "post-3": "it said in a statement.",
        "post-4": "too deep for the cleared lane.",
        "observer-1": "publish their mine charts by 31 May.",
        "observer-3": "Nor did she repeat that foreign warships would be turned back.",
    }
    lost = [page for page, words in lasts.items() if words not in named(readings, page)[0].text]
    assert lost == []


def test_dates_are_those_of_the_pages(readings: list[Reading]) -> None:
    published = {page: named(readings, page)[0].published for page in ("courier-1", "courier-3", "post-1", "post-4")}
    assert {page: dated.value for page, dated in published.items() if dated} == {
        "courier-1": date(2025, 5, 13),
        "courier-3": date(2025, 5, 15),
        "post-1": date(2025, 5, 13),
        "post-4": date(2025, 5, 16),
    }
    updated = named(readings, "courier-1")[0].updated
    assert updated is not None
    assert updated.value == date(2025, 5, 14)


def test_a_page_without_a_date_gets_none(readings: list[Reading]) -> None:
    (article,) = named(readings, "observer-3")
    assert article.published is None
    assert article.updated is None


def test_outlets_and_agency(readings: list[Reading]) -> None:
    outlets = {reading.article.outlet for reading in readings if reading.article.page.endswith(".html")}
    assert outlets == {"The Hallmere Courier", "Harbour Post"}
    assert named(readings, "post-1")[0].agency == "CPA"
    assert named(readings, "post-1")[0].dateline == "HALLMERE"


def test_key_points_and_captions_are_blocks_of_their_own(readings: list[Reading]) -> None:
    (article,) = named(readings, "courier-2")
    kinds = {block.kind for block in article.blocks}
    assert {BlockKind.HEADLINE, BlockKind.SUMMARY, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CAPTION} <= kinds


def test_every_article_has_statements_that_quote_it(readings: list[Reading]) -> None:
    for reading in readings:
        assert len(reading.statements) >= 5, reading.article.page
        for statement in reading.statements:
            spans = [*statement.cue, *statement.content, *([statement.source] if statement.source else [])]
            assert all(span.quote(reading.article.text).strip() for span in spans)


def test_the_outlet_that_shortens_the_quotation_is_seen(readings: list[Reading]) -> None:
    full = find(readings, "courier-2", "If a single foreign gun enters the Quell")
    short = find(readings, "post-2", "If a single foreign gun enters the Quell")
    assert [statement.name for statement in full + short] == ["Davor Melnar", "Davor Melnar"]
    assert find(readings, "courier-2", "before the fees are settled") != []
    assert find(readings, "post-2", "before the fees are settled") == []


def test_a_plain_quotation_is_direct_and_its_speaker_is_the_person_meant_by_he(readings: list[Reading]) -> None:
    (statement,) = find(readings, "post-1", "I will decide on ships when I have read the text")
    assert statement.name == "Coll Hargrave"
    assert statement.kind is QuotationKind.DIRECT


def test_what_somebody_would_not_say_is_withheld(readings: list[Reading]) -> None:
    (statement,) = find(readings, "courier-3", "whether the charts would be handed over")
    assert statement.name == "Ruta Zelen"
    assert statement.polarity is Polarity.WITHHELD


def test_stances_quote_their_article(readings: list[Reading]) -> None:
    for reading in readings:
        assert reading.stances, reading.article.page
        for stance in reading.stances:
            spans = [stance.evidence, *(condition.span for condition in stance.conditions)]
            assert all(span.quote(reading.article.text).strip() for span in spans)
            assert stance.holder.strip()
            assert stance.measure.strip()


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    """What each command of ``make demo`` prints, by the name of the command."""
    commands = SHOWN.findall((PAGES.parents[1] / "Makefile").read_text(encoding="utf8"))
    return {command.split()[0]: printed(f"onrecord {command}") for command in commands}


def test_make_demo_shows_a_matrix_an_account_and_a_change(shown: dict[str, str]) -> None:
    assert list(shown) == ["read", "positions", "why", "timeline", "statements", "stories", "compare"]
    # A screenful each, two for the comparison.
    long = {name: len(output.splitlines()) for name, output in shown.items() if len(output.splitlines()) > 70}
    assert set(long) <= {"compare"}
    assert long.get("compare", 0) < 140


def test_the_matrix_has_the_measures_of_the_codebook(shown: dict[str, str]) -> None:
    matrix = shown["positions"]
    assert "escort convoys" in matrix
    assert "send ships" in matrix
    assert re.search(r"^Karsova\b", matrix, re.MULTILINE)
    assert re.search(r"^Pellanor\b", matrix, re.MULTILINE)
    assert "· not mentioned, which is no refusal" in matrix


def test_an_account_gives_the_words_of_the_pages(shown: dict[str, str], readings: list[Reading]) -> None:
    texts = " ".join(" ".join(reading.article.text.split()) for reading in readings)
    quoted = re.findall(r"^  “(.*)”$", shown["why"], re.MULTILINE)
    assert len(quoted) > 1
    assert [words for words in quoted if words not in texts] == []
    assert shown["why"].startswith("Pellanor · send ships")


def test_the_timeline_goes_from_day_to_day(shown: dict[str, str]) -> None:
    days = re.findall(r"^(\d{4}-\d\d-\d\d)  ", shown["timeline"], re.MULTILINE)
    assert days == sorted(days)
    assert {"2025-05-14", "2025-05-15"} <= set(days)
    assert "first report" in shown["timeline"]
    # Somebody moves: that nobody did would make the demonstration pointless.
    assert "→" in shown["timeline"]


def test_a_story_has_a_copy_and_two_of_its_reports_conflict(shown: dict[str, str]) -> None:
    told, copies = map(int, shown["stories"].splitlines()[1].split()[3:5])
    assert told >= 2
    assert copies == 1
    assert re.search(r"^≠ wording ", shown["compare"], re.MULTILINE)
    whole = printed(f"onrecord compare {shown['stories'].splitlines()[1].split()[0]}")
    # One report has fifteen states, the other one fourteen.
    assert "≠ number\n" in whole
    assert "only Harbour Post 2025-05-13" in whole


def test_statements_are_shown_by_speaker(shown: dict[str, str]) -> None:
    assert shown["statements"].startswith("Davor Melnar")
