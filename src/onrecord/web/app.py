"""The application: routes gathered from the modules that have them, headers, errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from onrecord.store import Accounts
from onrecord.web.accounts import pages as accounts_pages
from onrecord.web.accounts.pages import make_door
from onrecord.web.failures import HANDLERS
from onrecord.web.headers import SafeHeaders
from onrecord.web.live import LiveRecord
from onrecord.web.openapi import openapi
from onrecord.web.pages import (
    across,
    actors,
    articles,
    cell,
    comparison,
    dossier,
    matrix,
    measures,
    reader,
    searching,
    stories,
    timeline,
    words,
)
from onrecord.web.review import actors as review_actors
from onrecord.web.review import lists as review_lists
from onrecord.web.review import pages as review_pages
from onrecord.web.review import statements as review_statements
from onrecord.web.security import Gate
from onrecord.web.security import extras as who_asks
from onrecord.web.settings import Settings
from onrecord.web.shelves import PATIENCE_S
from onrecord.web.templating import Entry, Extra

NAVIGATION = (
    Entry("/dossier", "Dossier"),
    Entry("/matrix", "Matrix"),
    Entry("/timeline", "Timeline"),
    Entry("/actors", "Actors"),
    Entry("/measures", "Measures"),
    Entry("/articles", "Articles"),
    Entry("/stories", "Stories"),
    Entry("/review", "Review"),
)


def make_app(settings: Settings) -> Starlette:
    """Make the application that shows the record in the settings' database.

    Its record is computed here, so that the first page comes as fast as any other. Raises a
    :class:`~onrecord.errors.StoreError` where the database cannot be used, and a
    :class:`~onrecord.errors.CodebookError` where the dossier's settings or codebook cannot.
    """
    record = LiveRecord(settings.database)
    accounts = Accounts(settings.database, PATIENCE_S)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        record.close()
        accounts.close()

    app = Starlette(
        routes=_routes(),
        # Outermost first.
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False),
            Middleware(Gate, accounts=accounts, beyond=settings.beyond),
        ],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
    )
    app.state.settings, app.state.record = settings, record
    app.state.door = make_door(accounts)
    extras: list[Extra] = [who_asks]
    app.state.nav, app.state.extras = list(NAVIGATION), extras
    return app


def _routes() -> list[BaseRoute]:
    modules = (
        dossier,
        matrix,
        cell,
        timeline,
        actors,
        measures,
        articles,
        stories,
        comparison,
        across,
        reader,
        searching,
        words,
    )
    return [
        Route("/", _to_the_dossier),
        Route("/openapi.json", openapi),
        *(route for module in modules for route in module.routes),
        *review_lists.routes,
        *review_pages.routes,
        *review_statements.routes,
        *review_actors.routes,
        *accounts_pages.routes,
        Mount("/static", StaticFiles(packages=[("onrecord.web", "static")]), name="static"),
    ]


async def _to_the_dossier(_request: Request) -> RedirectResponse:
    return RedirectResponse("/dossier")
