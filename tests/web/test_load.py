"""Fifty reviewers at once: no judgement lost, none doubled, and each sees what the others hold."""

from __future__ import annotations

from collections import Counter
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
from tests.quell import keep, matter
from tests.web.serving import served

REVIEWERS, DECISIONS = 50, 4
TRIES = 20


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


def go_through(base: str, token: str, number: int) -> list[str]:
    """Decide about some stances, each form sent twice as by a hasty hand; give the tokens of the forms."""
    sent = []
    with httpx2.Client(base_url=base, cookies={COOKIE: token}, follow_redirects=True, timeout=60) as client:
        page = client.get("/review")
        for turn in range(DECISIONS):
            assert page.status_code == 200, page.text[:500]
            (form,) = html.fromstring(page.text).cssselect("form.decide")
            assert isinstance(form, html.FormElement)
            decision = ("accept", "reject", "skip")[(number + turn) % 3]
            fields = {name: value or "" for name, value in form.fields.items()} | {"decision": decision}
            sent.append(fields["token"])
            page = posted(client, fields)
            page = posted(client, fields)
            if urlsplit(str(page.url)).path == "/review":  # nothing waits that was not left to others
                break
    return sent


def posted(client: httpx2.Client, fields: dict[str, str]) -> httpx2.Response:
    """Send a form, and send it again as the page says where the database was busy."""
    for _ in range(TRIES):
        page = client.post("/review/decide", data=fields)
        if page.status_code != 503:
            return page
    raise AssertionError("busy for too long")


def test_fifty_reviewers_at_once_lose_nothing_and_double_nothing(database: Database) -> None:
    keep(database, matter())
    tokens = sessions(database, REVIEWERS)
    with served(make_app(Settings(database))) as base, ThreadPoolExecutor(REVIEWERS) as pool:
        sent = list(pool.map(go_through, [base] * REVIEWERS, tokens.values(), range(REVIEWERS)))

    with Reviews(database) as reviews:
        made = [judgement for judgement, _ in reviews.judged()]
    assert len(made) == sum(map(len, sent)) > REVIEWERS
    assert len({each.id for each in made}) == len(made)
    assert Counter(each.who for each in made) == dict(zip(tokens, map(len, sent), strict=True))
