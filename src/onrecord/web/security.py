"""Who asks, and what they may do: sessions, roles, and forms that nobody else can have sent.

Where the record has accounts, whoever asks must have logged in, and a session of theirs is kept in the database by the
hash of its token. Where it has none, the server listens to its own machine only, and whoever sits there is the one
reviewer. Either way a form must carry a token that is made from the session's, so that no other site can send one (a
cookie with ``SameSite`` alone would not keep out another page of the same machine).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import StoreError
from onrecord.store import Accounts
from onrecord.web.failures import failed
from onrecord.web.templating import render

Endpoint = Callable[[Request], Awaitable[Response]]
"""What answers a request, as routes take it."""

COOKIE: Final = "onrecord_session"
SESSION: Final = timedelta(hours=12)
"""After so long whoever logged in must do so again."""

LONGEST_FORM: Final = 64 * 1024
"""A form with more bytes is refused unread."""

LOCAL: Final = "local"
"""What the one reviewer is called on a machine without accounts."""

AGAIN_S: Final = 5
"""After so long a browser may try again where the database cannot be used."""

_OPEN = ("/login", "/static/")


class Role(StrEnum):
    """What somebody may do: look; decide as well; keep the accounts as well."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    def may(self, needed: Role) -> bool:
        """Tell whether this role does for what needs another one."""
        roles = list(Role)
        return roles.index(self) >= roles.index(needed)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: their name and role, and the token of their session. ``local`` if the record has no accounts."""

    name: str
    role: Role
    token: str
    local: bool

    @property
    def csrf(self) -> str:
        """What a form of theirs must carry."""
        return hmac.new(self.token.encode(), b"form", hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class NotKept:
    """That a form could not be kept, with all its fields, so that it can be sent again."""

    fields: Mapping[str, str]
    action: str
    reason: str
    title: str = "Not kept yet"


class Gate:
    """ASGI middleware that lets in who may come in, and says who it is in ``request.state.visitor``."""

    def __init__(self, app: ASGIApp, *, accounts: Accounts, beyond: bool) -> None:
        """Take who may come in from these accounts; ``beyond``: others than this machine can ask."""
        self._app, self._accounts, self._beyond = app, accounts, beyond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on with its visitor, or answer that they must log in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            visitor = await run_in_threadpool(self._visitor, request)
        except StoreError as error:
            await (await _unreachable(request, error))(scope, receive, send)
            return
        if visitor is None and not scope["path"].startswith(_OPEN):
            await _log_in_first(request)(scope, receive, send)
            return
        request.state.visitor = visitor
        if visitor is None or request.cookies.get(COOKIE) == visitor.token:
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _with_cookie(send, visitor.token, secure=request.url.scheme == "https"))

    def _visitor(self, request: Request) -> Visitor | None:
        token = request.cookies.get(COOKIE, "")
        if token:
            account = self._accounts.of_session(token_hash(token), datetime.now(UTC))
            if account is not None:
                return Visitor(account.name, Role(account.role), token, local=False)
        if self._beyond or self._accounts.any():
            return None
        return Visitor(LOCAL, Role.ADMIN, token if _is_token(token) else new_token(), local=True)


def new_token() -> str:
    """Make a token that cannot be guessed."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what the database keeps of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def visitor_of(request: Request, needed: Role = Role.READER) -> Visitor:
    """Return who asks; raise an ``HTTPException`` (403) if their role does not do for what they ask."""
    visitor: Visitor | None = request.state.visitor
    if visitor is None or not visitor.role.may(needed):
        who = "nobody" if visitor is None else f"{visitor.name}, a {visitor.role},"
        raise HTTPException(403, f"{who} may not do that; it needs a {needed}")
    return visitor


async def form_of(request: Request) -> Mapping[str, str]:
    """Read a form, each field once; raise an ``HTTPException`` if it is too large or did not come from our own page.

    Fields given twice keep the last value. The character NUL, which no article has, is refused.
    """
    fields = await _fields(request)
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "the form comes from another site")
    visitor: Visitor | None = request.state.visitor
    sent = fields.get("csrf", "")
    if visitor is not None and not hmac.compare_digest(sent.encode(), visitor.csrf.encode()):
        raise HTTPException(403, "the form is not of this session; load the page anew and send it again")
    return fields


def posted(needed: Role, answer: Callable[[Request, Visitor, Mapping[str, str]], Response]) -> Endpoint:
    """Return an endpoint that checks who sends a form, reads it, and lets ``answer`` work in a thread of its own."""

    async def endpoint(request: Request) -> Response:
        visitor = visitor_of(request, needed)
        fields = await form_of(request)
        return await run_in_threadpool(answer, request, visitor, fields)

    return endpoint


def not_kept(request: Request, fields: Mapping[str, str], error: StoreError) -> Response:
    """Say that nothing of a form was kept, and let it be sent again as it is: its token makes sure that it counts once."""
    page = NotKept(fields, request.url.path, str(error))
    response = render(request, "not_kept.html", {"page": page}, 503)
    response.headers["Retry-After"] = str(AGAIN_S)
    return response


async def _fields(request: Request) -> dict[str, str]:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM:
            raise HTTPException(413, f"a form may have {LONGEST_FORM} bytes")
    try:
        fields = dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, strict_parsing=bool(body)))
    except ValueError as error:
        raise HTTPException(400, "what was sent is not a form") from error
    if any("\0" in value for value in fields.values()):
        raise HTTPException(400, "what was sent is not a text")
    return {name: value.replace("\r\n", "\n") for name, value in fields.items()}


async def _unreachable(request: Request, error: StoreError) -> Response:
    """Answer that nobody can be told from anybody as long as the database is away; a form comes back to be sent again.

    Nothing is checked of the form here, for nothing is done with it: it is checked when it is sent again.
    """
    if request.method == "POST":
        try:
            fields = await _fields(request)
        except HTTPException as wrong:
            return failed(request, wrong.status_code, wrong.detail)
        # Passwords are typed anew.
        if "password" not in fields:
            return not_kept(request, fields, error)
    return failed(request, 503, str(error), {"Retry-After": str(AGAIN_S)})


def extras(request: Request) -> dict[str, Any]:
    """Give templates ``visitor``: who asks, ``None`` before they have logged in."""
    return {"visitor": getattr(request.state, "visitor", None)}


def set_session(response: Response, token: str, *, secure: bool) -> None:
    """Have the browser keep a session's token where no script can read it."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=secure, path="/")


def _with_cookie(send: Send, token: str, *, secure: bool) -> Send:
    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            carrier = Response()
            set_session(carrier, token, secure=secure)
            MutableHeaders(scope=message).append("set-cookie", carrier.headers["set-cookie"])
        await send(message)

    return send_with_cookie


def _log_in_first(request: Request) -> Response:
    path = request.url.path
    if request.method not in ("GET", "HEAD") or path.endswith((".json", ".csv")):
        return failed(request, 401, "log in first, at /login")
    asked = f"{path}?{request.url.query}" if request.url.query else path
    return RedirectResponse(f"/login?next={quote(asked, safe='')}", 303)


def _is_token(token: str) -> bool:
    """Tell whether a cookie may be a token that was made here; it proves nothing, and need not on the local machine."""
    return 40 <= len(token) <= 64 and token.isascii()
