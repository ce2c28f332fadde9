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

from onrecord.web.failures import HANDLERS
from onrecord.web.headers import SafeHeaders
from onrecord.web.live import LiveRecord
from onrecord.web.pages import dossier, matrix, reader
from onrecord.web.settings import Settings
from onrecord.web.templating import Entry, Extra

NAVIGATION = [Entry("/dossier", "Dossier"), Entry("/matrix", "Matrix")]

EXTRAS: list[Extra] = []


def make_app(settings: Settings) -> Starlette:
    """Make the application that shows the record in the settings' database.

    Its record is computed here, so that the first page comes as fast as any other. Raises a
    :class:`~onrecord.errors.StoreError` where the database cannot be used, and a
    :class:`~onrecord.errors.CodebookError` where the dossier's settings or codebook cannot.
    """
    record = LiveRecord(settings.database)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        record.close()

    app = Starlette(
        routes=_routes(),
        # Outermost first.
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False),
        ],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
    )
    app.state.settings, app.state.record = settings, record
    app.state.nav, app.state.extras = NAVIGATION, EXTRAS
    return app


def _routes() -> list[BaseRoute]:
    modules = (dossier, matrix, reader)
    return [
        Route("/", _to_the_dossier),
        *(route for module in modules for route in module.routes),
        Mount("/static", StaticFiles(packages=[("onrecord.web", "static")]), name="static"),
    ]


async def _to_the_dossier(_request: Request) -> RedirectResponse:
    return RedirectResponse("/dossier")
