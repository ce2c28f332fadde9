"""Pictures of each view of the demonstration's dossier, for the documents: ``python -m scripts.screenshots``.

The demonstration is read in a folder of its own, served on the loopback address, and looked at with Debian's Chromium
through Playwright; both must be installed. The pictures go into ``docs/the-page/``.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from onrecord.cli import main as onrecord
from onrecord.web.app import make_app
from onrecord.web.live import Current
from onrecord.web.settings import Settings
from scripts.shown import ROOT

PICTURES = ROOT / "docs" / "the-page"
DESK, PHONE = (1200, 760), (390, 760)


@dataclass(frozen=True)
class Picture:
    """A view to be looked at: the name of the file, the address, the window, and light or dark."""

    name: str
    address: str
    window: tuple[int, int] = DESK
    dark: bool = False


def pictures(current: Current) -> Iterator[Picture]:
    """Yield a picture of each view; what has no lasting id is looked up in the record."""
    titles = {line.title: line.id for line in current.articles.values()}
    turns = titles["Pellanor reverses course and offers a minehunter for the Quell"]
    told = max(current.stories.by_id.values(), key=lambda story: (len(story.witnesses), story.id))
    a, b = (report.id for report in told.witnesses[:2])
    yield Picture("dossier", "/dossier?since=2025-01-01T00:00:00%2B00:00")
    yield Picture("matrix", "/matrix")
    yield Picture("matrix-dark", "/matrix", dark=True)
    yield Picture("cell", "/cell?by=party&subject=pellanor&measure=ships")
    yield Picture("reader", f"/articles/{turns}")
    yield Picture("reader-phone", f"/articles/{turns}", PHONE)
    yield Picture("timeline", "/timeline?by=party&subject=pellanor")
    yield Picture("actor", "/actors/davor%20melnar")
    yield Picture("search", "/search?q=guarantee+fund")
    yield Picture("story", f"/stories/{told.id}")
    yield Picture("across", f"/across?story={told.id}")
    yield Picture("comparison", f"/comparison?a={a}&b={b}")
    yield Picture("review", "/review")


def make(folder: Path) -> None:
    """Read the demonstration in a copy of it within ``folder``, and make all pictures."""
    demo = folder / "demo"
    shutil.copytree(ROOT / "demo", demo, ignore=shutil.ignore_patterns("*.db*"))
    database = demo / "onrecord.db"
    if onrecord(["read", str(demo / "pages"), "--db", str(database)]) > 1:
        sys.exit("the demonstration could not be read")
    app = make_app(Settings(database))
    PICTURES.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium") or sys.exit("needs Chromium: apt-get install chromium")
    with served_at(app) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for picture in pictures(app.state.record.current()):
            take(browser, base, picture)
        browser.close()


def take(browser: Browser, base: str, picture: Picture) -> None:
    """Look at one view."""
    width, height = picture.window
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if picture.dark else "light"
    )
    tab = context.new_page()
    tab.set_default_timeout(60_000)
    answer = tab.goto(f"{base}{picture.address}", wait_until="networkidle")
    while answer is not None and "refresh" in answer.headers:
        # It is being worked out.
        time.sleep(0.5)
        answer = tab.goto(f"{base}{picture.address}", wait_until="networkidle")
    if answer is None or not answer.ok:
        sys.exit(f"{picture.address}: no such page")
    tab.screenshot(path=PICTURES / f"{picture.name}.png")
    context.close()


@contextmanager
def served_at(app: object) -> Iterator[str]:
    """Serve an application on a free port of the loopback address, and give its address."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", access_log=False)  # type: ignore[arg-type]
    listening = config.bind_socket()
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        make(Path(made))


if __name__ == "__main__":
    main()
