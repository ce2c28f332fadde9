"""A reviewer who reads pages and sends their forms, as a browser without scripts does."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from httpx2 import Response
from lxml import html
from starlette.testclient import TestClient


@dataclass
class Browser:
    """One reviewer's browser: the page that is open, and what its forms hold."""

    client: TestClient
    page: Response = field(init=False)

    def open(self, address: str) -> Browser:
        self.page = self.client.get(address)
        return self

    @property
    def path(self) -> str:
        return urlsplit(str(self.page.url)).path

    @property
    def text(self) -> str:
        return " ".join(html.fromstring(self.page.text).text_content().split())

    def find(self, css: str) -> list[str]:
        return [" ".join(each.text_content().split()) for each in html.fromstring(self.page.text).cssselect(css)]

    def fields(self, css: str) -> dict[str, str]:
        """What a form would send, without its buttons."""
        form = self._form(css)
        return {name: value for name, value in form.fields.items() if value is not None}

    def send(self, css: str, **changed: str) -> Browser:
        form = self._form(css)
        fields = {name: value for name, value in form.fields.items() if value is not None} | changed
        self.page = self.client.post(str(form.get("action")), data=fields)
        return self

    def _form(self, css: str) -> html.FormElement:
        (form,) = html.fromstring(self.page.text).cssselect(css)
        assert isinstance(form, html.FormElement)
        return form

    def decide(self, decision: str) -> Browser:
        return self.send("form.decide", decision=decision)

    def correct(self, **changed: str) -> Browser:
        return self.send("#correct form", **changed)

    def undo(self) -> Browser:
        return self.send("form.undo")
