"""The review in a browser, by keyboard: ten stances, undo, correction by dragging, two reviewers, a new reading."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.records import Judgement
from onrecord.settings import Database
from onrecord.store import Account, Accounts, PageVersion, Reviews, Writer
from onrecord.vocabulary import Act, Decision
from onrecord.web.app import make_app
from onrecord.web.security import COOKIE, new_token, token_hash
from onrecord.web.settings import Settings
from tests.quell import keep, matter
from tests.web.chromium import chromium
from tests.web.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The review's first page, on a server of its own; nothing that goes wrong in the page is passed over."""
    keep(tmp_path / "quell.db", matter())
    with served(make_app(Settings(tmp_path / "quell.db"))) as base:
        page = browser.new_page(base_url=base)
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto("/review")
        yield page
        page.close()
    assert wrong == []


def judged(database: Database) -> list[Judgement]:
    """The judgements without those that went along for copies."""
    with Reviews(database) as reviews:
        return [judgement for judgement, _ in reviews.judged() if "-" not in judgement.id]


def press(page: Page, key: str) -> None:
    """Press a key that sends a form, and wait for the page that answers."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_ten_stances_are_reviewed_by_keyboard_alone(desk: Page, tmp_path: Path) -> None:
    shown = []
    for key in "aarasaraar":
        shown.append(desk.url)
        press(desk, key)
    assert len(set(shown)) == 10
    made = judged(tmp_path / "quell.db")
    words = {"a": Decision.ACCEPT, "r": Decision.REJECT, "s": Decision.SKIP}
    assert [each.decision for each in made] == [words[key] for key in "aarasaraar"]

    for address in reversed(shown[-2:]):
        press(desk, "u")
        assert desk.url == address
    assert [each.undoes for each in judged(tmp_path / "quell.db")[-2:]] == [made[-1].id, made[-2].id]


def test_a_key_that_is_held_or_typed_or_pressed_with_another_decides_nothing(desk: Page, tmp_path: Path) -> None:
    desk.keyboard.press("Control+a")
    desk.locator("#find").focus()
    desk.keyboard.type("arsu")
    desk.keyboard.press("x")
    assert judged(tmp_path / "quell.db") == []


def test_a_correction_is_made_by_keyboard(desk: Page, tmp_path: Path) -> None:
    desk.keyboard.press("c")
    assert desk.evaluate("document.activeElement.id") == "act"
    desk.keyboard.type("sup")
    desk.keyboard.press("Tab")
    desk.keyboard.press("ControlOrMeta+a")
    desk.keyboard.type("Teodor Vash")
    press(desk, "Enter")

    (made,) = judged(tmp_path / "quell.db")
    assert made.decision is Decision.CORRECT
    assert made.stance is not None
    assert (made.stance.act, made.stance.holder) == (Act.SUPPORTS, "Teodor Vash")
    desk.go_back()
    desk.keyboard.press("c")
    desk.keyboard.press("Escape")
    assert desk.locator("#correct").get_attribute("open") is None


def test_a_span_is_corrected_by_dragging_over_its_words(desk: Page, tmp_path: Path) -> None:
    box = desk.evaluate(
        """() => {
            const paragraph = document.querySelector("#context mark.evidence");
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            const text = walker.nextNode();
            const range = document.createRange();
            range.setStart(text, 0);
            range.setEnd(text, text.textContent.trimEnd().length);
            const place = range.getClientRects()[0];
            return {left: place.left, right: place.right, y: place.top + place.height / 2, words: range.toString()};
        }"""
    )
    desk.mouse.move(box["left"] + 1, box["y"])
    desk.mouse.down()
    desk.mouse.move(box["right"] - 2, box["y"], steps=4)
    desk.mouse.up()
    words = desk.locator("#words").input_value()
    assert words
    assert words in box["words"]
    with desk.expect_navigation():
        desk.locator("#correct form button").click()

    (made,) = judged(tmp_path / "quell.db")
    assert made.stance is not None
    article = next(each.article for each in matter() if each.article.id == made.finding.article)
    assert made.stance.evidence.quote(article.text) == words
    assert made.stance.evidence != made.finding.evidence


def test_offsets_are_code_points_also_where_a_script_counts_otherwise(browser: Browser, tmp_path: Path) -> None:
    reading = next(each for each in matter() if each.article.id == "agreed")
    prefix = "𝔘𝔫𝔡 👩‍🚀 “first”: "
    moved = tuple(
        replace(
            each,
            evidence=replace(
                each.evidence, start=each.evidence.start + len(prefix), end=each.evidence.end + len(prefix)
            ),
            trigger=None,
            mention=None,
            conditions=(),
        )
        for each in reading.stances
    )
    text = prefix + reading.article.text
    keep(tmp_path / "q.db", [replace(reading, article=replace(reading.article, text=text), stances=moved[:1])])
    with served(make_app(Settings(tmp_path / "q.db"))) as base:
        page = browser.new_page(base_url=base)
        page.goto("/review")
        page.evaluate(
            """() => {
                const range = document.createRange();
                const mark = document.querySelector("#context mark.evidence").firstChild;
                range.setStart(mark, 0);
                range.setEnd(mark, 8);
                const selection = document.getSelection();
                selection.removeAllRanges();
                selection.addRange(range);
                document.getElementById("context").dispatchEvent(new MouseEvent("mouseup"));
            }"""
        )
        start = int(page.locator("#start").input_value())
        assert text.startswith(page.locator("#words").input_value(), start)
        assert start == moved[0].evidence.start
        page.close()


def test_two_reviewers_at_once_see_what_the_other_holds(browser: Browser, tmp_path: Path) -> None:
    database = tmp_path / "quell.db"
    keep(database, matter())
    now = datetime.now(UTC)
    tokens = {name: new_token() for name in ("Ada", "Ben")}
    with Accounts(database) as accounts:
        for name, token in tokens.items():
            accounts.add(Account(name, "reviewer", "no password", now))
            accounts.begin(token_hash(token), name, now, now + timedelta(hours=1))
    with ExitStack() as stack:
        base = stack.enter_context(served(make_app(Settings(database))))
        pages = {}
        for name, token in tokens.items():
            context = stack.enter_context(browser.new_context(base_url=base))
            context.add_cookies([{"name": COOKIE, "value": token, "url": base}])
            pages[name] = context.new_page()
        ada, ben = pages["Ada"], pages["Ben"]
        ada.goto("/review")
        ben.goto("/review")
        # Not the same stance for both.
        assert ada.url != ben.url

        same = ada.url
        ben.goto(same)
        press(ada, "a")
        press(ben, "r")
        ada.goto(same)
        assert "reviewers disagree" in ada.inner_text("main")
        assert "Ben rejects" in ada.inner_text(".held")
        assert "Ada accepts" in ada.inner_text(".held")
        ben.goto("/review/decisions?show=disagreed")
        assert ben.locator("tbody tr").count() == 2
    assert {each.who for each in judged(database)} == {"Ada", "Ben"}


def test_a_new_reading_after_the_review_loses_nothing(desk: Page, tmp_path: Path) -> None:
    address = desk.url
    press(desk, "a")
    with Writer(tmp_path / "quell.db") as writer:
        for reading in matter():
            found = replace(reading, stances=(), reader="by hand 2")
            writer.keep(PageVersion(reading.article.page, "1", "1"), [found], "by hand 2")
    desk.goto(address)
    assert "dropped by a new reading" in desk.inner_text("main")
    assert "accept" in desk.inner_text(".held")
    desk.goto("/matrix?by=actor")
    assert desk.locator(".cell").count() == 1
