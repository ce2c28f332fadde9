"""Which tables are compared with what the code knows."""

from __future__ import annotations

from typing import Any


def _is_known(name: str | None, kind: str, _parents: Any) -> bool:
    # Words to search for are kept in each kind of database's own way.
    return kind != "table" or name is None or not name.startswith("search_lines")


TABLES = {"include_name": _is_known}
