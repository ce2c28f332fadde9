"""When whoever looks has looked before: in a cookie of their own browser, so that nothing about it is kept here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "onrecord_visit"
PAUSE = timedelta(minutes=30)
"""After so long without a look, the next one is another visit."""

_YEAR_S = 365 * 24 * 3600


def last_visit(request: Request) -> str | None:
    """Give the moment at which the visit before this one ended, as ISO text; ``None`` if there was none."""
    before, latest = _kept(request)
    if latest is None:
        return None
    ended = latest if datetime.now(UTC) - latest > PAUSE else before
    return ended.isoformat(timespec="seconds") if ended is not None else None


def remember_visit(request: Request, response: Response) -> Response:
    """Note in the browser that it has looked now."""
    before, latest = _kept(request)
    now = datetime.now(UTC)
    if latest is not None and now - latest > PAUSE:
        before = latest
    moments = (_text(before), _text(now))
    response.set_cookie(COOKIE, "/".join(moments), max_age=_YEAR_S, httponly=True, samesite="lax")
    return response


def _kept(request: Request) -> tuple[datetime | None, datetime | None]:
    """The end of the visit before, and the latest look; what somebody else may have written there counts for nothing."""
    before, _, latest = request.cookies.get(COOKIE, "").partition("/")
    return _moment(before), _moment(latest)


def _text(moment: datetime | None) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}" if moment is not None else ""


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
