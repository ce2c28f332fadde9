"""What a page that cannot be shown says instead: in words, with the status that a program understands."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from onrecord.errors import CodebookError, DatabaseBusy, DatabaseNewer, StoreError, UsageError
from onrecord.web.asking import Missing, Unclear
from onrecord.web.headers import HEADERS
from onrecord.web.templating import render

_LOG = logging.getLogger("onrecord.web")

_TITLES = {
    400: "The address asks for what cannot be",
    403: "Not allowed",
    404: "Not in the record",
    405: "That cannot be done here",
    500: "Something went wrong here",
    503: "The record cannot be read now",
}

_KINDS: dict[type[Exception], int] = {
    Missing: 404,
    Unclear: 400,
    UsageError: 404,
    DatabaseBusy: 503,
    DatabaseNewer: 503,
    StoreError: 503,
    CodebookError: 503,
}

_AGAIN_S = 5

Handler = Callable[[Request, Exception], Response]


def failed(request: Request, status: int, reason: str, headers: dict[str, str] | None = None) -> Response:
    """Answer that a page cannot be shown, in the form that was asked for; ``reason`` is one line."""
    title, path = _TITLES.get(status, "That did not work"), request.url.path
    answer: Response
    if path.endswith(".json"):
        answer = JSONResponse({"error": {"status": status, "title": title, "reason": reason}}, status)
    elif path.endswith(".csv"):
        answer = PlainTextResponse(f"{title}: {reason}\n", status)
    else:
        answer = render(request, "failure.html", {"title": title, "status": status, "reason": reason}, status)
    # An unexpected error is answered from outside all middleware, which would add the safe headers.
    answer.headers.update({**HEADERS, **(headers or {})})
    return answer


def _known(request: Request, error: Exception) -> Response:
    status = next(status for kind, status in _KINDS.items() if isinstance(error, kind))
    return failed(request, status, str(error), {"Retry-After": str(_AGAIN_S)} if status == 503 else None)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    reason = f"there is no page at {request.url.path}" if error.status_code == 404 else error.detail
    return failed(request, error.status_code, reason, dict(error.headers or {}))


def _unexpected(request: Request, error: Exception) -> Response:
    # The reason may quote what only whoever runs the server should see.
    _LOG.exception("%s could not be shown", request.url.path, exc_info=error)
    return failed(request, 500, "the server met an error that it did not expect; its log tells which")


HANDLERS: dict[Any, Handler] = {**dict.fromkeys(_KINDS, _known), HTTPException: _http, Exception: _unexpected}
