"""The commands on a record that PostgreSQL keeps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.pipeline.following import dossier_of
from tests.postgres import Server
from tests.quell import keep, matter


def test_a_dossier_may_be_kept_by_a_server(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "The Quell", "--folder", str(tmp_path / "quell")]) == 0
    address = postgres.fresh("template_record").replace("postgres@", "postgres:s3cret@")
    settings = tmp_path / "quell" / "dossier.toml"
    settings.write_text(settings.read_text(encoding="utf8").replace("onrecord.db", address), encoding="utf8")
    keep(address, matter())
    monkeypatch.chdir(tmp_path / "quell")
    capsys.readouterr()

    assert main(["list", "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(list(matter()))
    assert main(["positions", "--by", "party", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"Karsova", "Pellanor"} <= {line["subject"] for line in lines}
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "14 stances" in said
    assert "s3cret" not in said
    assert dossier_of(address) is not None


def test_a_server_that_is_not_there_is_named_without_its_password(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--database", "postgresql://desk:s3cret@127.0.0.1:1/record"]) == 2
    said = capsys.readouterr().err
    assert "postgresql://desk:***@127.0.0.1:1/record: the server cannot be reached" in said
