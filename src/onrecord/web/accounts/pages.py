"""Logging in and out, one's own password, and the accounts for an administrator."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.errors import UsageError
from onrecord.store import Account, Accounts
from onrecord.store.versions import search_key
from onrecord.web.accounts.limits import Attempts
from onrecord.web.accounts.passwords import hashed, is_right
from onrecord.web.security import (
    COOKIE,
    SESSION,
    Role,
    form_of,
    new_token,
    set_session,
    token_hash,
    visitor_of,
)
from onrecord.web.templating import render

LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class Door:
    """What logging in needs: the accounts, and how often it was tried in vain, by name and by address."""

    accounts: Accounts
    by_name: Attempts
    by_address: Attempts


def make_door(accounts: Accounts) -> Door:
    """Allow five wrong passwords a name and thirty an address within five minutes."""
    return Door(accounts, Attempts(5, 300), Attempts(30, 300))


@dataclass(frozen=True, slots=True)
class LoginPage:
    """The form to log in. ``wrong`` says what was wrong with the last attempt, if it was."""

    next: str
    name: str = ""
    wrong: str | None = None
    title: str = "Log in"


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """All accounts, for who may change them; ``said`` is what was done, or why it was not."""

    accounts: tuple[Account, ...]
    said: str | None = None
    title: str = "Accounts"


async def login(request: Request) -> Response:
    """Show the form, or log in."""
    if request.method == "POST":
        fields = await form_of(request)
        return await run_in_threadpool(_log_in, request, fields)
    return render(request, "login.html", {"page": LoginPage(_inside(request.query_params.get("next", "/")))})


async def logout(request: Request) -> Response:
    """End the session."""
    await form_of(request)
    door: Door = request.app.state.door
    await run_in_threadpool(door.accounts.end, token_hash(request.cookies.get(COOKIE, "")))
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE, path="/")
    return response


async def accounts_page(request: Request) -> Response:
    """Show the accounts, or change them."""
    visitor_of(request, Role.ADMIN)
    fields = await form_of(request) if request.method == "POST" else {}
    return await run_in_threadpool(_accounts, request, fields)


async def password_page(request: Request) -> Response:
    """Change one's own password."""
    visitor = visitor_of(request)
    said, status = None, 200
    if request.method == "POST":
        fields = await form_of(request)
        door: Door = request.app.state.door
        refused = await run_in_threadpool(_change_password, door, visitor.name, fields)
        if refused is None:
            return RedirectResponse("/login", 303)
        said, status = refused
    return render(request, "password.html", {"page": LoginPage("/", visitor.name, said, "Your password")}, status)


def make_account(name: str, role: str, password: str) -> Account:
    """Make an account; raise :class:`~onrecord.errors.UsageError` if its name, role or password will not do."""
    shown = " ".join(name.split())
    if not 0 < len(shown) <= LONGEST_NAME or not shown.isprintable() or search_key(shown) == "local":
        raise UsageError(f"a name has 1 to {LONGEST_NAME} characters that can be printed, and is not 'local'")
    if role not in list(Role):
        raise UsageError(f"no role {role!r}; there are {', '.join(Role)}")
    return Account(shown, role, hashed(password), datetime.now(UTC))


def _log_in(request: Request, fields: Mapping[str, str]) -> Response:
    door: Door = request.app.state.door
    name, back = fields.get("name", "").strip(), _inside(fields.get("next", "/"))
    key, address = search_key(name), request.client.host if request.client else "?"
    wait_s = max(door.by_name.wait_s(key), door.by_address.wait_s(address))
    if wait_s > 0:
        wrong = f"too many wrong passwords; try again in {math.ceil(wait_s / 60)} min"
        response = render(request, "login.html", {"page": LoginPage(back, name, wrong)}, 429)
        response.headers["Retry-After"] = str(math.ceil(wait_s))
        return response
    account = door.accounts.named(name)
    if not is_right(fields.get("password", ""), account.password if account else None) or account is None:
        door.by_name.note(key)
        door.by_address.note(address)
        return render(request, "login.html", {"page": LoginPage(back, name, "name or password is wrong")}, 403)
    door.by_name.forget(key)
    # A new token, never one that was there before: nobody can have planted it.
    token, now = new_token(), datetime.now(UTC)
    door.accounts.begin(token_hash(token), account.name, now, now + SESSION)
    done = RedirectResponse(back, 303)
    set_session(done, token, secure=request.url.scheme == "https")
    return done


def _accounts(request: Request, fields: Mapping[str, str]) -> Response:
    door: Door = request.app.state.door
    said, status = None, 200
    if fields:
        try:
            said = _changed(door.accounts, fields)
        except UsageError as error:
            said, status = str(error), 400
    return render(request, "accounts.html", {"page": AccountsPage(tuple(door.accounts.listed()), said)}, status)


def _changed(accounts: Accounts, fields: Mapping[str, str]) -> str:
    name, role = fields.get("name", ""), fields.get("role", "")
    match fields.get("do"):
        case "add":
            account = make_account(name, role, fields.get("password", ""))
            accounts.add(account)
            return f"{account.name} has the role {role} now"
        case "role" if role in list(Role):
            _keep_an_admin(accounts, name, role)
            accounts.change(name, role=role)
            return f"{name} has the role {role} now, and must log in again"
        case "remove":
            _keep_an_admin(accounts, name, None)
            accounts.remove(name)
            return f"{name} is removed; what they decided stays"
    raise UsageError("that cannot be done with accounts")


def _keep_an_admin(accounts: Accounts, name: str, role: str | None) -> None:
    """Raise :class:`UsageError` if nobody would be left who may keep the accounts."""
    others = [each for each in accounts.listed() if search_key(each.name) != search_key(name)]
    if role != Role.ADMIN and not any(each.role == Role.ADMIN for each in others):
        raise UsageError(f"{name} is the last admin and stays one; on the command line this can be done")


def _change_password(door: Door, name: str, fields: Mapping[str, str]) -> tuple[str, int] | None:
    """Change it, which ends all sessions; return what is wrong, with a status, if it cannot be done."""
    account = door.accounts.named(name)
    if account is None:
        return "there are no passwords on this machine's own page", 403
    if door.by_name.wait_s(search_key(name)) > 0:
        return "too many wrong passwords; try again later", 429
    if not is_right(fields.get("password", ""), account.password):
        door.by_name.note(search_key(name))
        return "the password is wrong", 403
    try:
        door.accounts.change(name, password=hashed(fields.get("new", "")))
    except UsageError as error:
        return str(error), 400
    return None


def _inside(address: str) -> str:
    """Return an address of our own to go to after logging in; anything else becomes the first page."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain and "\\" not in address else "/"


routes = [
    Route("/login", login, methods=["GET", "POST"], name="login"),
    Route("/logout", logout, methods=["POST"], name="logout"),
    Route("/accounts", accounts_page, methods=["GET", "POST"], name="accounts"),
    Route("/password", password_page, methods=["GET", "POST"], name="password"),
]
