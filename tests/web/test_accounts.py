"""Who may come in, and what they may do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.store import Accounts
from onrecord.web.accounts.limits import Attempts
from onrecord.web.accounts.pages import make_account
from onrecord.web.accounts.passwords import hashed, is_right
from onrecord.web.app import make_app
from onrecord.web.security import COOKIE, token_hash
from onrecord.web.settings import Settings
from tests.web.reviewing import Browser

PASSWORD = "a long enough password"
ONE_HASH = hashed(PASSWORD)


@pytest.fixture
def desk(record: Path) -> Iterator[Callable[[], Browser]]:
    """Browsers of several people on a server that others than its own machine can reach."""
    with Accounts(record) as accounts:
        for name, role in (("Ada", "reviewer"), ("Ben", "reader"), ("Cid", "admin")):
            accounts.add(make_account(name, role, PASSWORD))
    app = make_app(Settings(record, hosts=("testserver",), beyond=True))
    with ExitStack() as stack:
        first = stack.enter_context(TestClient(app))

        def browser() -> Browser:
            other = TestClient(app)
            other.portal = first.portal
            return Browser(other)

        yield browser


def log_in(browser: Browser, name: str, password: str = PASSWORD) -> Browser:
    return browser.open("/login").send("form.plain", name=name, password=password)


def test_who_is_not_logged_in_sees_nothing_but_the_door(desk: Callable[[], Browser]) -> None:
    stranger = desk()
    for address in ("/dossier", "/review", "/matrix?by=party", "/articles/melnar", "/openapi.json", "/accounts"):
        stranger.open(address)
        assert "Log in" in stranger.text or stranger.page.status_code == 401
        assert "Melnar" not in stranger.page.text
    assert stranger.open("/dossier.json").page.status_code == 401
    assert stranger.client.post("/review/decide", data={"decision": "accept"}).status_code == 401
    assert stranger.open("/static/onrecord.css").page.status_code == 200


def test_logging_in_leads_to_what_was_asked_for_and_nowhere_else(desk: Callable[[], Browser]) -> None:
    ada = desk()
    ada.open("/matrix?by=party")
    ada.send("form.plain", name="ada", password=PASSWORD)
    assert ada.path == "/matrix"
    for outside in ("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"):
        other = desk().open("/login")
        other.page = other.client.get("/login", params={"next": outside})
        other.send("form.plain", name="Ada", password=PASSWORD)
        assert other.page.url.host == "testserver"
        assert other.path == "/dossier"


def test_a_session_is_kept_by_its_hash_alone_and_out_of_scripts_reach(
    desk: Callable[[], Browser], record: Path
) -> None:
    ada = desk()
    page = ada.client.post("/login", data={"name": "Ada", "password": PASSWORD}, follow_redirects=False)
    cookie = page.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    token = ada.client.cookies[COOKIE]
    assert token.encode() not in record.read_bytes()
    with Accounts(record) as accounts:
        account = accounts.of_session(token_hash(token), datetime.now(UTC))
        assert account is not None
        assert account.name == "Ada"
        assert accounts.of_session(token_hash(token), datetime.now(UTC) + timedelta(days=1)) is None


def test_logging_out_ends_the_session(desk: Callable[[], Browser]) -> None:
    ada = log_in(desk(), "Ada")
    token = ada.client.cookies[COOKIE]
    ada.send("form.account")
    assert ada.path == "/login"
    ada.client.cookies.set(COOKIE, token)
    ada.open("/dossier")
    assert ada.path == "/login"


def test_roles_may_do_what_they_may(desk: Callable[[], Browser]) -> None:
    ben, ada, cid = log_in(desk(), "Ben"), log_in(desk(), "Ada"), log_in(desk(), "Cid")
    assert ben.open("/matrix").page.status_code == 200
    assert ben.open("/review").page.status_code == 403
    assert "it needs a reviewer" in ben.text
    fields = ada.open("/review").fields("form.decide") | {"decision": "accept"}
    assert ben.client.post("/review/decide", data=fields).status_code == 403
    assert ada.page.status_code == 200
    assert ada.open("/accounts").page.status_code == 403
    assert cid.open("/accounts").page.status_code == 200


def test_an_admin_keeps_the_accounts_and_stays_one(desk: Callable[[], Browser]) -> None:
    cid, ada = log_in(desk(), "Cid"), log_in(desk(), "Ada")
    cid.open("/accounts").send("form.plain", do="add", name="Dot", password=PASSWORD, role="reader")
    assert "Dot has the role reader now" in cid.text
    assert log_in(desk(), "Dot").path == "/dossier"
    cid.send("form.plain", do="add", name="dot", password=PASSWORD, role="reader")
    assert "there is an account 'Dot' already" in cid.text
    cid.send("form.plain", do="add", name="Eli", password="short", role="reader")
    assert "a password has 10" in cid.text
    fields = cid.fields("form.plain")
    cid.page = cid.client.post("/accounts", data=fields | {"do": "remove", "name": "Cid"})
    assert "the last admin" in cid.text
    cid.page = cid.client.post("/accounts", data=fields | {"do": "remove", "name": "Ada"})
    assert "Ada is removed" in cid.text
    assert ada.open("/dossier").path == "/login"


def test_a_password_is_changed_by_who_knows_it(desk: Callable[[], Browser]) -> None:
    ada = log_in(desk(), "Ada").open("/password")
    ada.send("main form.plain", password="wrong, wrong", new="another long password")
    assert "the password is wrong" in ada.text
    assert ada.page.status_code == 403
    ada.send("main form.plain", password=PASSWORD, new="short")
    assert "a password has 10" in ada.text
    assert ada.page.status_code == 400
    ada.send("main form.plain", password=PASSWORD, new="another long password")
    assert ada.path == "/login"
    assert log_in(desk(), "Ada").page.status_code == 403
    assert log_in(desk(), "Ada", "another long password").path == "/dossier"


def test_too_many_wrong_passwords_close_the_door_for_a_while(desk: Callable[[], Browser]) -> None:
    thief = desk()
    for _ in range(5):
        assert log_in(thief, "Ada", "guess, guess").page.status_code == 403
    assert log_in(thief, "Ada").page.status_code == 429
    assert int(thief.page.headers["retry-after"]) > 200
    # Others come in meanwhile, and an unknown name is answered as a known one is.
    assert log_in(desk(), "Ben").path == "/dossier"
    assert "name or password is wrong" in log_in(desk(), "Nobody").text


def test_guessing_the_old_password_closes_its_form_for_a_while(desk: Callable[[], Browser]) -> None:
    ada = log_in(desk(), "Ada").open("/password")
    for _ in range(5):
        ada.send("main form.plain", password="guess, guess", new="another long password")
    assert ada.page.status_code == 403
    ada.send("main form.plain", password=PASSWORD, new="another long password")
    assert ada.page.status_code == 429
    assert "too many wrong passwords" in ada.text
    assert ada.find("main form.plain input[name=new]")


def test_attempts_are_forgotten_in_time_and_do_not_fill_the_memory() -> None:
    now = [0.0]
    attempts = Attempts(2, 60, clock=lambda: now[0])
    attempts.note("ada")
    attempts.note("ada")
    assert attempts.wait_s("ada") == 60
    now[0] = 61
    assert attempts.wait_s("ada") == 0
    for number in range(20_000):
        attempts.note(str(number))
    assert len(attempts._failed) == 10_000


def test_a_password_is_known_by_its_hash_alone() -> None:
    assert PASSWORD not in ONE_HASH
    assert ONE_HASH.startswith("$argon2id$")
    assert is_right(PASSWORD, ONE_HASH)
    assert not is_right(PASSWORD + "x", ONE_HASH)
    assert not is_right(PASSWORD, None)
    assert not is_right(PASSWORD, "no hash at all")


def test_accounts_on_a_loopback_server_ask_everybody_to_log_in_at_once(pages: TestClient, record: Path) -> None:
    assert Browser(pages).open("/dossier").path == "/dossier"
    with Accounts(record) as accounts:
        accounts.add(make_account("Ada", "admin", PASSWORD))
    assert Browser(pages).open("/dossier").path == "/login"


def test_beyond_this_machine_nobody_comes_in_without_an_account(record: Path) -> None:
    with TestClient(make_app(Settings(record, hosts=("testserver",), beyond=True))) as client:
        assert Browser(client).open("/dossier").path == "/login"


def test_a_host_of_another_name_is_refused(pages: TestClient) -> None:
    assert pages.get("/dossier", headers={"host": "elsewhere.example"}).status_code == 400
