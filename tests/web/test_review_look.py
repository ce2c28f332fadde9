"""The review's pages in every state that they get into, and those of accounts: for everybody, and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.records import Reading
from onrecord.store import Account, Accounts
from onrecord.web.app import make_app
from onrecord.web.security import COOKIE, new_token, token_hash
from onrecord.web.settings import Settings
from tests.quell import doubted
from tests.web.chromium import chromium
from tests.web.serving import served
from tests.web.spoken import hostile, keep_grouped, whole_matter

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """A server with accounts, and the sessions of two who may do everything."""
    path = tmp_path_factory.mktemp("site") / "site.db"
    keep_grouped(path, [*whole_matter(), hostile(), doubting_more()])
    now, tokens = datetime.now(UTC), [new_token(), new_token()]
    with Accounts(path) as accounts:
        for name, token in zip(("Ada Marlow", "Ben"), tokens, strict=True):
            accounts.add(Account(name, "admin", "none", now))
            accounts.begin(token_hash(token), name, now, now + timedelta(hours=1))
    with served(make_app(Settings(path))) as address:
        yield address, tokens


def doubting_more() -> Reading:
    """A report of its own with two doubtful stances."""
    reading = doubted()
    return replace(reading, article=replace(reading.article, id="doubted", page="doubted.html"), stances=())


def opened(stack: ExitStack, browser: Browser, site: tuple[str, list[str]], who: int | None, **how: Any) -> Page:
    """A tab of one of the two, or of nobody who has logged in."""
    base, tokens = site
    context = stack.enter_context(browser.new_context(base_url=base, **how))
    context.set_default_timeout(20_000)
    if who is not None:
        context.add_cookies([{"name": COOKIE, "value": tokens[who], "url": base}])
    return context.new_page()


def states(tab: Page) -> Iterator[str]:
    """Bring a tab into one state after the other, and tell which."""
    for where in ("/review", "/review/statements"):
        tab.goto(where)
        yield where
        tab.locator("#correct summary").click()
        yield f"{where}, correcting"
        tab.locator("#correct form button").click()
        tab.locator("[role=alert]").wait_for()
        yield f"{where}, nothing corrected"
        tab.goto(where)
        tab.locator("form.decide button[value=reject]").click()
        tab.locator("form.undo button").wait_for()
        yield f"{where}, something to undo"
    tab.goto("/review/actors/davor%20melnar")
    yield "an actor"
    for where in ("/review/queue", "/review/doubtful", "/review/decisions", "/accounts", "/password"):
        tab.goto(where)
        yield where
    tab.goto("/review/doubtful")
    tab.get_by_text("Begin").click()
    yield "a doubtful stance"


def every_state(
    browser: Browser, site: tuple[str, list[str]], look: Callable[[Page], object], **how: Any
) -> dict[str, object]:
    """What a look at each state finds, where it finds anything."""
    found: dict[str, object] = {}
    with ExitStack() as stack:
        for who in (0, 1):
            tab = opened(stack, browser, site, who, **how)
            for state in states(tab):
                if wrong := look(tab):
                    found[f"{state} ({who})"] = wrong
        tab = opened(stack, browser, site, None, **how)
        tab.goto("/review")
        assert "/login" in tab.url
        if wrong := look(tab):
            found["/login"] = wrong
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_state(browser: Browser, site: tuple[str, list[str]], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()

    def look(tab: Page) -> list[str]:
        bad = [each for each in axe.run(tab).response["violations"] if each["impact"] in ("serious", "critical")]
        return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in bad]

    assert every_state(browser, site, look, viewport=DESK, color_scheme=scheme) == {}


def test_no_state_is_wider_than_a_phone(browser: Browser, site: tuple[str, list[str]]) -> None:
    def look(tab: Page) -> int | None:
        width = tab.evaluate("document.documentElement.scrollWidth")
        return int(width) if width > PHONE["width"] else None

    assert every_state(browser, site, look, viewport=PHONE) == {}
