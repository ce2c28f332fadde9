"""Every view in a browser, as people use it: by keyboard, on a phone, in the dark, without JavaScript, without a network."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.pipeline import comparing
from onrecord.record.comparison.compared import Comparison, compare
from onrecord.record.vectors import Vectors
from onrecord.records import Reading
from onrecord.web import kept, views
from onrecord.web.app import make_app
from onrecord.web.settings import Settings
from tests.web.chromium import chromium
from tests.web.serving import served
from tests.web.spoken import hostile, keep_grouped, whole_matter
from tests.web.test_every_view import VIEWS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
MORE = (
    "/no/such/page",
    "/matrix?as_of=never",
    "/articles/hostile",
    "/comparison?a=frigates&b=turns",
    "/comparison?a=spoken&b=hostile",
    "/across?story=turns",
    "/review",
    "/review/queue",
    "/review/decisions",
    "/review/statements",
    "/review/actors/davor%20melnar",
    "/accounts",
    "/password",
    "/login",
)
"""What is no view of the record's data: what is not there, what compares, the review, accounts."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("site") / "site.db"
    keep_grouped(path, [*whole_matter(), hostile()])
    with pytest.MonkeyPatch.context() as patch, served(make_app(Settings(path))) as address:
        # What has not been compared is waited for: what is shown instead has a test of its own.
        patch.setattr(kept, "PATIENCE_S", 60.0)
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=DESK)
    made.set_default_timeout(20_000)
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_page(browser: Browser, site: str, scheme: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    context = browser.new_context(viewport=DESK, color_scheme=scheme)
    context.set_default_timeout(20_000)
    tab = context.new_page()
    found: dict[str, list[str]] = {}
    for address in (*VIEWS, *MORE):
        tab.goto(f"{site}{address}")
        result = axe.run(tab)
        bad = [each for each in result.response["violations"] if each["impact"] in ("serious", "critical")]
        if bad:
            found[address] = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in bad]
    context.close()
    assert found == {}


def test_a_table_that_is_worked_out_comes_by_itself_without_a_script(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    go_on = threading.Event()

    def slowly(a: Reading, b: Reading, vectors: Vectors) -> Comparison:
        assert go_on.wait(60)
        return compare(a, b, vectors)

    monkeypatch.setattr(comparing, "compare", slowly)
    monkeypatch.setattr(kept, "PATIENCE_S", 0.01)
    keep_grouped(tmp_path / "slow.db", whole_matter())
    with served(make_app(Settings(tmp_path / "slow.db"))) as address:
        try:
            # Held, so that it can be looked at.
            monkeypatch.setattr(views, "AGAIN_S", 3600)
            looked = browser.new_page(viewport=PHONE)
            looked.goto(f"{address}/across?story=melnar")
            found = [each["id"] for each in axe.run(looked).response["violations"]]
            assert looked.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
            looked.close()
            monkeypatch.setattr(views, "AGAIN_S", 1)
            context = browser.new_context(viewport=DESK, java_script_enabled=False)
            tab = context.new_page()
            tab.goto(f"{address}/across?story=melnar")
            assert "being compared" in tab.content(), tab.content()
            go_on.set()
            tab.locator("table.across").wait_for(timeout=30_000)
            context.close()
        finally:
            go_on.set()
    assert found == []


def test_no_page_says_anything_to_the_console_or_asks_another_machine(tab: Page, site: str) -> None:
    said: list[str] = []
    asked: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # That a page is not there is what it is asked for here.
        if "status of 4" not in message.text:
            said.append(message.text)

    tab.on("console", hear)
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    for address in (*VIEWS, *MORE):
        tab.goto(f"{site}{address}", wait_until="networkidle")

    assert said == []
    assert {url for url in asked if not url.startswith(f"{site}/")} == set()


def test_no_page_is_wider_than_a_phone(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=PHONE)
    tab = context.new_page()
    wide = {}
    for address in (*VIEWS, *MORE):
        tab.goto(f"{site}{address}")
        width = tab.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            wide[address] = width
    context.close()
    assert wide == {}


def test_everything_can_be_read_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=DESK, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{site}/matrix?by=actor")
    tab.get_by_label("Actor or party").fill("melnar")
    tab.get_by_role("button", name="Show").click()
    assert tab.locator("table.matrix tbody tr, ul.alone li").count() > 0
    tab.locator("a.cell").first.click()
    tab.locator(".told a").nth(1).click()
    assert tab.locator("article.text mark").count() > 0
    context.close()


def test_the_first_key_leads_to_the_content_and_focus_is_seen(tab: Page, site: str) -> None:
    tab.goto(f"{site}/matrix")
    tab.keyboard.press("Tab")
    skip = tab.locator(":focus")
    assert skip.inner_text() == "To the content"
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    outline = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    inside = tab.evaluate("document.getElementById('main').contains(document.activeElement)")
    assert (outline, inside) == ("solid", True)


def test_hover_and_focus_give_the_definition_of_a_label(tab: Page, site: str) -> None:
    tab.goto(f"{site}/articles/spoken")
    term = tab.locator("li .term", has_text="direct").first
    tip = term.locator(".tip")
    assert not tip.is_visible()
    term.hover()
    assert tip.is_visible()
    assert "quotation marks" in tip.inner_text()
    tab.mouse.move(0, 0)
    term.focus()
    assert tip.is_visible()


def test_marks_lead_to_the_list_and_back(tab: Page, site: str) -> None:
    tab.goto(f"{site}/articles/spoken")
    mark = tab.locator("article.text a.no").first
    mark.click()
    listed = tab.locator("li:target")
    assert listed.count() == 1
    listed.locator("a.to").click()
    assert tab.locator("a.no:target").count() == 1


def test_the_filter_is_kept_over_a_reload_and_csv_has_what_the_table_shows(tab: Page, site: str) -> None:
    tab.goto(f"{site}/matrix")
    tab.get_by_label("actors").check()
    tab.locator("select[name=act]").select_option("opposes")
    tab.get_by_role("button", name="Show").click()
    tab.wait_for_url("**act=opposes**")
    shown = tab.locator("a.cell").count()
    tab.reload()

    assert tab.get_by_label("actors").is_checked()
    assert tab.locator("select[name=act]").input_value() == "opposes"
    assert tab.locator("a.cell").count() == shown
    answer = tab.request.get(f"{site}{tab.get_by_role('link', name='CSV').get_attribute('href')}")
    lines = list(csv.DictReader(io.StringIO(answer.text())))
    assert len(lines) == shown > 0
    assert {line["act"] for line in lines} == {"opposes"}


def test_groups_of_measures_fold(tab: Page, site: str) -> None:
    tab.goto(f"{site}/matrix?by=actor")
    table = tab.locator("table.matrix").first
    assert table.is_visible()
    tab.locator("details.group summary").first.click()
    assert not table.is_visible()


def test_the_words_of_a_hostile_article_stay_words(tab: Page, site: str) -> None:
    alerts: list[str] = []

    def refuse(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    tab.on("dialog", refuse)
    for address in ("/articles/hostile", "/matrix?by=actor", "/timeline?by=actor", "/actors", "/search?q=script"):
        tab.goto(f"{site}{address}", wait_until="networkidle")
        assert tab.locator("main img, main script, main iframe").count() == 0
    assert alerts == []


def test_a_site_that_is_framed_shows_nothing(tab: Page, site: str, tmp_path: Path) -> None:
    frame = tmp_path / "frame.html"
    frame.write_text(f'<iframe src="{site}/matrix"></iframe>', encoding="utf8")
    tab.goto(frame.as_uri(), wait_until="networkidle")
    inner = tab.frames[-1]
    assert "Who stands where" not in inner.content()
