"""From what a page shows to HTML: everything that comes from an article or a database is escaped, always."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.signs import SIGNS
from onrecord.version import __version__
from onrecord.web.words import DEFINITIONS


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the navigation: the address that it leads to and what it is called."""

    address: str
    label: str


_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

Extra = Callable[[Request], Mapping[str, Any]]
"""Gives more for a template to show than the page itself, such as who is logged in."""


def address(*parts: str, **query: str | int | Sequence[str] | None) -> str:
    """Give the address of a view: parts of its path, each quoted, and parameters, without those that are ``None``."""
    path = "/".join(quote(part, safe="") for part in parts)
    given = {name: value for name, value in query.items() if value is not None}
    return f"/{path}?{urlencode(given, doseq=True)}" if given else f"/{path}"


def render(request: Request, template: str, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """Fill a template that extends ``base.html``.

    The template is also given ``nav``, ``path`` and what the application's ``extras`` give.
    """
    app = request.app
    given: dict[str, Any] = {"nav": app.state.nav, "path": request.url.path, "behind": False}
    for extra in app.state.extras:
        given |= extra(request)
    return HTMLResponse(environment().get_template(template).render(given | dict(context)), status)


def language_tag(words: str | None) -> str:
    """Give a language as HTML names it, ``und`` where an article names none or something that is none."""
    return words if words is not None and _LANGUAGE.fullmatch(words) else "und"


@cache
def environment() -> Environment:
    """Return the templates that ship with the package."""
    made = Environment(
        loader=PackageLoader("onrecord.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {
        "address": address,
        "version": __version__,
        "definitions": DEFINITIONS,
        "signs": {str(act): sign.mark for act, sign in SIGNS.items()},
    }
    made.filters["language_tag"] = language_tag
    return made
