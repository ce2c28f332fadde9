"""The description of the HTTP API (OpenAPI 3.1), made from the views themselves, so that it cannot differ from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from onrecord.version import __version__
from onrecord.web.asking import FARTHEST, Kind, Parameter
from onrecord.web.views import FORMS, Endpoint, View

_PART = re.compile(r"{(\w+)(?::\w+)?}")
_FAILURES = {
    "400": "the address asks for what cannot be",
    "404": "not in the record",
    "503": "the database cannot be read now",
}


@runtime_checkable
class Described(Protocol):
    """An endpoint that says itself what the API has to say about it: the operations by method, as OpenAPI has them."""

    def operations(self) -> dict[str, Any]:
        """Give the operations."""
        ...


def description(routes: Iterable[BaseRoute]) -> dict[str, Any]:
    """Describe the routes of an application that are views in a form of data, or describe themselves."""
    paths: dict[str, Any] = {}
    for route in routes:
        if not isinstance(route, Route):
            continue
        path = _PART.sub(r"{\1}", route.path)
        if isinstance(route.endpoint, Endpoint):
            if route.endpoint.form is not None:
                paths[path] = {"get": _operation(route.endpoint.view, route.endpoint.form)}
        elif isinstance(route.endpoint, Described):
            paths.setdefault(path, {}).update(route.endpoint.operations())
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": __version__,
            "description": "Who said what and who stands where, with the words that show it. Every page has its data at "
            "the same address with .json or .csv; both give what the filter leaves, whole.",
        },
        "paths": paths,
        "components": {"schemas": {"Failure": _failure()}},
    }


async def openapi(request: Request) -> JSONResponse:
    """Answer with the description of the application that is asked."""
    return JSONResponse(description(request.app.routes))


def _operation(view: View, form: str) -> dict[str, Any]:
    media = FORMS[form].partition(";")[0]
    schema = {"type": "object"} if form == "json" else {"type": "string"}
    failures = {status: _refused(words) for status, words in _FAILURES.items()}
    return {
        "operationId": f"{view.name}_{form}",
        "summary": view.summary,
        "parameters": [*map(_in_path, _PART.findall(view.path)), *map(_in_query, view.parameters)],
        "responses": {"200": {"description": view.gives, "content": {media: {"schema": schema}}}, **failures},
    }


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _in_query(parameter: Parameter) -> dict[str, Any]:
    schema = _schema(parameter)
    if parameter.many:
        schema = {"type": "array", "items": schema}
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.words,
        "required": parameter.required,
        "schema": schema,
    }


def _schema(parameter: Parameter) -> dict[str, Any]:
    if parameter.kind is Kind.NUMBER:
        return {"type": "integer", "minimum": 1, "maximum": FARTHEST}
    formats = {Kind.DAY: "date", Kind.MOMENT: "date-time"}
    found: dict[str, Any] = {"type": "string"}
    if parameter.kind in formats:
        found["format"] = formats[parameter.kind]
    if parameter.choices:
        found["enum"] = list(parameter.choices)
    return found


def _refused(words: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Failure"}
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _failure() -> dict[str, Any]:
    error = {
        "type": "object",
        "required": ["status", "title", "reason"],
        "properties": {"status": {"type": "integer"}, "title": {"type": "string"}, "reason": {"type": "string"}},
    }
    return {"type": "object", "required": ["error"], "properties": {"error": error}}
