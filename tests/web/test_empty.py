"""A record in which nothing was read yet: its pages say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.store import Writer
from tests.web.conftest import Serve

_SAID = "Nothing has been read yet"


@pytest.mark.parametrize("address", ["/dossier", "/matrix", "/timeline", "/stories", "/actors", "/search"])
def test_every_page_says_that_nothing_was_read(serve: Serve, tmp_path: Path, address: str) -> None:
    Writer(tmp_path / "new.db").close()

    answer = serve(tmp_path / "new.db").get(address)

    assert (answer.status_code, answer.text.count(_SAID)) == (200, 1)


def test_no_page_says_so_once_something_was_read(serve: Serve, record: Path) -> None:
    pages = serve(record)

    assert all(_SAID not in pages.get(address).text for address in ("/dossier", "/stories", "/actors", "/search"))
