"""Keeping readings and getting them back: the same as they were, once, in versions."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import Reading
from onrecord.store import PageVersion, View, Writer
from tests.strategies import readings

READER = "plain 1"


def version_of(address: str, content: str = "1") -> PageVersion:
    return PageVersion(address, fingerprint=content, content_hash=content)


@settings(max_examples=60, deadline=None)
@given(st.lists(readings(), min_size=1, max_size=3))
def test_readings_come_back_as_they_were(found: list[Reading]) -> None:
    found = [replace(reading, reader=READER, article=replace(reading.article, page="p")) for reading in found]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "record.db")
        version = version_of("p")
        with Writer(path) as writer, View(path) as view:
            writer.keep(version, found, READER)

            assert view.readings_of(version, READER) == tuple(found)

            writer.keep(version, found, READER)

            assert view.readings_of(version, READER) == tuple(found)
            assert view.counts().articles == len(found)
            assert view.counts().statements == sum(len(reading.statements) for reading in found)
