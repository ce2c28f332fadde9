"""Fifty reviewers at once: no judgement lost, none doubled, and each sees what the others hold."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx2
from lxml import html

from onrecord.settings import Database
from onrecord.store import Account, Accounts, Reviews
from onrecord.web.app import make_app
from onrecord.web.security import COOKIE, new_token, token_hash
from onrecord.web.settings import Settings
from tests.postgres import Server
from tests.quell import keep, matter
from tests.web.serving import served

REVIEWERS, DECISIONS = 50, 4
TRIES, PAUSE_S = 150, 0.2


def sessions(database: Database, count: int) -> dict[str, str]:
    """Reviewers who are logged in, with the tokens of their sessions."""
    now = datetime.now(UTC)
    found = {}
    with Accounts(database) as accounts:
        for number in range(count):
            name = f"Reviewer {number}"
            found[name] = new_token()
            accounts.add(Account(name, "reviewer", "no password", now))
            accounts.begin(token_hash(found[name]), name, now, now + timedelta(hours=1))
    return found


def go_through(base: str, token: str, number: int, refused: list[str]) -> list[str]:
    """Decide about some stances, each form sent twice as by a hasty hand; give the tokens of the forms.

    What was answered with 503 is noted in ``refused`` and sent again.
    """
    sent = []
    with httpx2.Client(base_url=base, cookies={COOKIE: token}, follow_redirects=True, timeout=60) as client:
        page = client.get("/review")
        for turn in range(DECISIONS):
            page = page if page.status_code != 503 else patiently(lambda: client.get("/review"), refused)
            assert page.status_code == 200, page.text[:500]
            (form,) = html.fromstring(page.text).cssselect("form.decide")
            assert isinstance(form, html.FormElement)
            decision = ("accept", "reject", "skip")[(number + turn) % 3]
            fields = {name: value or "" for name, value in form.fields.items()} | {"decision": decision}
            sent.append(fields["token"])
            posted(client, fields, refused)
            answer = posted(client, fields, refused)
            assert answer.status_code == 303, answer.text[:500]
            page = client.get(answer.headers["location"])
            if urlsplit(str(page.url)).path == "/review":  # nothing waits that was not left to others
                break
    return sent


def posted(client: httpx2.Client, fields: dict[str, str], refused: list[str]) -> httpx2.Response:
    """Send a form, and send it again as the page says where the database was busy or away."""
    return patiently(lambda: client.post("/review/decide", data=fields, follow_redirects=False), refused)


def patiently(ask: Callable[[], httpx2.Response], refused: list[str]) -> httpx2.Response:
    for _ in range(TRIES):
        page = ask()
        if page.status_code != 503:
            return page
        refused.append(page.text)
        time.sleep(PAUSE_S)
    raise AssertionError("away for too long")


def test_fifty_reviewers_at_once_lose_nothing_and_double_nothing(database: Database) -> None:
    keep(database, matter())
    tokens = sessions(database, REVIEWERS)
    with served(make_app(Settings(database))) as base, ThreadPoolExecutor(REVIEWERS) as pool:
        sent = list(pool.map(go_through, [base] * REVIEWERS, tokens.values(), range(REVIEWERS), [[]] * REVIEWERS))
    assert sum(map(len, sent)) > REVIEWERS
    check_kept(database, tokens, sent)


def test_a_server_that_is_restarted_under_load_loses_nothing_and_doubles_nothing(postgres: Server) -> None:
    database = postgres.fresh("template_record")
    keep(database, matter())
    tokens = sessions(database, 8)
    refused: list[str] = []
    with served(make_app(Settings(database))) as base, ThreadPoolExecutor(8) as pool:
        going = [pool.submit(go_through, base, token, number, refused) for number, token in enumerate(tokens.values())]
        for _ in range(2):
            time.sleep(0.5)
            postgres.stop()
            time.sleep(0.5)
            postgres.start()
        sent = [each.result() for each in going]
    assert any("Send it again" in page for page in refused)
    check_kept(database, tokens, sent)


def check_kept(database: Database, tokens: dict[str, str], sent: list[list[str]]) -> None:
    """Each form that was answered has made one judgement."""
    with Reviews(database) as reviews:
        # Those on copies of an article go with the one that was decided about.
        made = [judgement for judgement, _ in reviews.judged() if "-" not in judgement.id]
    assert len({each.id for each in made}) == len(made)
    assert Counter(each.who for each in made) == dict(zip(tokens, map(len, sent), strict=True))
