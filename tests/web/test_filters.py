"""The forms of filters: what an address asks for beyond their fields, or more than once, is asked for again."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.record.dossier import make_dossier
from tests.quell import keep, matter
from tests.web.conftest import Serve
from tests.web.reading_html import page

CODEBOOK = """
[[groups]]
id = "sea"
label = "At sea"

[[measures]]
id = "escorts"
label = "Escorts"
group = "sea"
"""
KEPT = {
    "/articles?read_since=2025-05-01T00:00:00Z": {("read_since", "2025-05-01T00:00:00Z")},
    "/timeline?read_since=2025-05-01T00:00:00Z": {("read_since", "2025-05-01T00:00:00Z")},
    "/articles?outlet=obser": {("outlet", "obser")},
    "/matrix?by=actor&actor=melnar&actor=vash&act=opposes&act=declines&outlet=obser&outlet=post": {
        *(("by", "actor"), ("actor", "melnar"), ("actor", "vash")),
        *(("act", "opposes"), ("act", "declines"), ("outlet", "obser"), ("outlet", "post")),
    },
    "/matrix?measure=escort&measure=turn&measure=escort": {("measure", "escort"), ("measure", "turn")},
}


@pytest.mark.parametrize("address", KEPT)
def test_a_form_keeps_what_was_asked_for(pages: TestClient, address: str) -> None:
    assert asked_again(pages, address) - {("by", "party")} == KEPT[address]


def test_a_form_keeps_part_of_a_group_s_label(serve: Serve, tmp_path: Path) -> None:
    dossier = make_dossier(tmp_path / "quell", "Quell", CODEBOOK)
    keep(dossier.database, matter())

    assert ("group", "sea") in asked_again(serve(dossier.database), "/matrix?group=sea")


def asked_again(pages: TestClient, address: str) -> set[tuple[str, str]]:
    answer = pages.get(address)
    assert answer.status_code == 200
    (form,) = page(answer.text).find_class("filters")
    return {(name, value) for name, value in form.form_values() if value}
