"""What stands in a page of HTML."""

from __future__ import annotations

import csv
import io
from typing import Any

from lxml import html


def page(text: str) -> Any:
    """The page as a tree."""
    return html.fromstring(text)


def words(element: Any) -> str:
    """What an element shows, in one line."""
    return " ".join(element.text_content().split())


def lines(text: str) -> list[dict[str, str]]:
    """The lines of CSV by the names of their columns."""
    return list(csv.DictReader(io.StringIO(text)))
