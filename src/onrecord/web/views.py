"""Views: one function fills a page, and HTML, JSON and CSV are made of what it gives.

A view at ``/matrix`` is also at ``/matrix.json`` and ``/matrix.csv``: the same filter, its data whole.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from onrecord.export.sheet import write_sheet
from onrecord.web.asking import Asked, Missing, Parameter, checked
from onrecord.web.awaited import AGAIN_S, Awaited
from onrecord.web.templating import render
from onrecord.web.visits import last_visit, remember_visit

BEHIND = "x-onrecord-behind"
"""The header that says that the record has changed, and the answer shows it as it was before."""

FORMS = {"json": "application/json", "csv": "text/csv; charset=utf-8"}


class Page(Protocol):
    """What a view shows. Its fields are what its template takes."""

    @property
    def title(self) -> str:
        """What the page is called, in the window's title as well."""
        ...

    def as_json(self) -> dict[str, Any]:
        """Give the data, whole, as :func:`json.dumps` takes it."""
        ...

    def columns(self) -> Sequence[str]:
        """Give the names of the columns of :meth:`rows`."""
        ...

    def rows(self) -> Iterable[Sequence[object]]:
        """Give the data, whole, as the lines of a table."""
        ...


@dataclass(frozen=True, slots=True)
class View:
    """A view: where it is, what it shows, and what may be asked of it.

    ``path`` is as Starlette has it; ``gives`` says in words what ``as_json`` gives, for the documentation of the API.
    ``locked``: others wait while the page is filled, for it asks the index.
    ``page`` raises :class:`~onrecord.web.asking.Missing` for what is not in the record. What takes long may be
    :class:`~onrecord.web.awaited.Awaited` at first, but never where data is asked for.
    """

    path: str
    name: str
    summary: str
    gives: str
    template: str
    page: Callable[[Asked], Page | Awaited]
    parameters: tuple[Parameter, ...] = ()
    locked: bool = True


def routes_of(*views: View) -> list[Route]:
    """Make the routes of views: three for each, the forms first, for a name in a path may have a dot in it."""
    return [
        Route(f"{view.path}{ending}", Endpoint(view, form), methods=["GET"], name=f"{view.name}{ending}")
        for view in views
        for ending, form in ((".json", "json"), (".csv", "csv"), ("", None))
    ]


class Endpoint:
    """Answers for a view in one form: ``json``, ``csv``, or ``None`` for HTML. Works in a thread of its own."""

    def __init__(self, view: View, form: str | None) -> None:
        self.view = view
        self.form = form

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, as an ASGI application."""
        response = await run_in_threadpool(self._answer, Request(scope, receive))
        await response(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        try:
            return self._in_form(request, self.form, {})
        except Missing as missing:
            # The name itself may end like that: an article that is called "report.json".
            if self.form is None or not request.path_params:
                raise
            last = list(request.path_params)[-1]
            try:
                return self._in_form(request, None, {last: f"{request.path_params[last]}.{self.form}"})
            except Missing:
                raise missing from None

    def _in_form(self, request: Request, form: str | None, path: dict[str, str]) -> Response:
        query = {name: request.query_params.getlist(name) for name in request.query_params}
        checked(query, self.view.parameters)
        current = request.app.state.record.current()
        parts = {**request.path_params, **path}
        asked = Asked(request.url.path, parts, query, current, form is not None, last_visit(request))
        with current.lock if self.view.locked else nullcontext():
            page = self.view.page(asked)
        if isinstance(page, Awaited):
            response: Response = render(request, "awaited.html", {"page": page, "behind": current.behind})
            response.headers["refresh"] = str(AGAIN_S)
        else:
            response = self._written(request, form, asked, page)
        if current.behind:
            response.headers[BEHIND] = "yes"
        return response

    def _written(self, request: Request, form: str | None, asked: Asked, page: Page) -> Response:
        current = asked.current
        if form == "json":
            return JSONResponse(page.as_json())
        if form == "csv":
            return Response(csv_of(page.columns(), page.rows()), media_type=FORMS["csv"])
        context = {"page": page, "asked": asked, "current": current, "behind": current.behind, "data": data_of(request)}
        return remember_visit(request, render(request, self.view.template, context))


def data_of(request: Request) -> dict[str, str]:
    """Give the addresses at which the data of a page are, by form."""
    query = f"?{request.url.query}" if request.url.query else ""
    path = quote(request.scope["path"])
    return {form: f"{path}.{form}{query}" for form in FORMS}


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give lines as CSV, as :mod:`onrecord.export.sheet` has it."""
    out = io.StringIO()
    write_sheet(out, columns, rows)
    return out.getvalue()
