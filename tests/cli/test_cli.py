"""The command line as its users see it: what it prints where, and with which code it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import runpy
import sqlite3
from pathlib import Path

import pytest

from onrecord.cli import cli
from onrecord.store import PageVersion, Writer
from tests.cli.running import Result, Run
from tests.pages_written import html, write_pages
from tests.store.test_store import reading_of

pytestmark = pytest.mark.usefixtures("plugins")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages", 3)


def ids(run: Run) -> list[str]:
    return [str(line["id"]) for line in run("list", "--json").lines]


def test_reading_keeps_the_record_and_says_what_to_type_next(run: Run, pages: Path) -> None:
    done = run("read", "pages", "--reader", "plain")

    assert done == Result(0, "", "3 pages read: 3 articles, 3 statements, 0 stances\nnext: onrecord statements\n")
    assert Path("onrecord.db").exists()


def test_reading_again_reads_nothing(run: Run, pages: Path) -> None:
    run("read", "pages", "--reader", "plain")
    (pages / "page003.html").write_text(html(headline="Ferry plan 3"))

    again = run("read", "pages", "--reader", "plain")

    assert again.err.startswith("1 page read: 1 article, 1 statement, 0 stances · 3 unchanged\n")


def test_a_newer_reader_reads_again_and_is_shown_once(run: Run, pages: Path) -> None:
    run("read", "pages", "--reader", "plain")

    assert run("read", "pages", "--reader", "plain-newer").err.startswith("3 pages read")
    assert len(run("statements", "--json").lines) == 3
    assert len(run("list", "--versions", "--json").lines) == 6


def test_json_without_a_database_keeps_nothing(run: Run, pages: Path) -> None:
    done = run("read", "pages", "--reader", "plain", "--json", "--id-from", "name")

    assert done.code == 0
    assert [line["article"]["id"] for line in done.lines] == ["page000", "page001", "page002"]
    assert {line["schema"] for line in done.lines} == {"onrecord/1"}
    assert not Path("onrecord.db").exists()


def test_json_is_the_same_with_several_jobs_and_from_the_database(run: Run, pages: Path) -> None:
    plain = run("read", "pages", "--reader", "plain", "--json")
    jobs = run("read", "pages", "--reader", "plain", "--json", "--jobs", "2")
    kept = run("read", "pages", "--reader", "plain", "--json", "--db", "record.db")
    recalled = run("read", "pages", "--reader", "plain", "--json", "--db", "record.db")

    assert len(plain.lines) == 3
    assert plain.out == jobs.out == kept.out
    # Which of the three reports copies which is known once all are kept.
    assert {line["article"]["copy_of"] for line in recalled.lines} > {None}
    alone = [{**line, "article": {**line["article"], "copy_of": None}} for line in recalled.lines]
    assert alone == plain.lines
    assert "3 unchanged" in recalled.err


def test_a_page_is_the_same_from_wherever_it_is_read(
    run: Run, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("read", "./pages", "--reader", "plain")
    for path in ("pages/page001.html", ".", "pages/../pages", pages):
        assert run("read", path, "--reader", "plain").err.splitlines()[0].startswith("0 pages read")
    monkeypatch.chdir(pages)

    assert "1 unchanged" in run("read", "page000.html", "--db", "../onrecord.db", "--reader", "plain").err
    listed = run("list", "--db", "../onrecord.db", "--json").lines
    assert [line["page"] for line in listed] == [f"pages/page{number:03}.html" for number in range(3)]


def test_standard_input_is_a_page_of_its_own_each_time(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for headline in ("Ferry to stay", "Ferry to go", "Ferry to stay"):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(html(headline=headline).encode())))
        assert run("read", "-", "--reader", "plain").code == 0

    assert len(run("statements", "--json").lines) == 2


def test_what_the_user_says_of_pages_goes_into_the_record(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(html(outlet="", published=None))
    told = ("--outlet", "The Quay", "--published", "2031-06-01")

    (line,) = run("read", "page.html", "--reader", "plain", "--json", *told).lines

    article = line["article"]
    assert isinstance(article, dict)
    assert (article["outlet"], article["published"]) == ("The Quay", "2031-06-01")
    assert article["date_evidence"] == "published: given by the user"


def test_bad_pages_are_set_aside_and_can_be_retried(run: Run, pages: Path) -> None:
    (pages / "bad.html").write_text(html("At last the chair asked the clerk to raise an error on the next day."))
    (pages / "empty.html").write_bytes(b"")

    first = run("read", "pages", "--reader", "hostile")
    second = run("read", "pages", "--reader", "hostile")
    retried = run("read", "pages", "--reader", "hostile", "--retry")
    listed = run("quarantine")

    assert (first.code, second.code, retried.code, listed.code) == (1, 1, 1, 1)
    assert "set aside: pages/bad.html: reading it failed: RuntimeError: out of ink" in first.err
    assert "set aside: pages/empty.html" in first.err
    assert "3 pages read: 3 articles, 3 statements, 0 stances · 2 set aside" in first.err
    assert "still set aside: pages/bad.html" in second.err
    assert "\nset aside: pages/bad.html" in f"\n{retried.err}"
    assert "pages/bad.html: reading it failed: RuntimeError: out of ink (RuntimeError, 2 times since" in listed.out
    assert [line["error"] for line in run("quarantine", "--json").lines] == ["RuntimeError", "PageEmpty"]

    (pages / "bad.html").write_text(html(headline="Mended"))
    (pages / "empty.html").write_text(html(headline="Filled"))

    assert run("read", "pages", "--reader", "hostile").code == 0
    assert run("quarantine") == Result(0, "", "nothing in quarantine\n")


def test_a_path_that_is_not_there_is_wrong_use_and_no_bad_page(run: Run, pages: Path) -> None:
    done = run("read", "nowhere.html", "pages", "--reader", "plain")

    assert done.code == 2
    assert "not found: nowhere.html" in done.err
    assert "3 pages read" in done.err
    assert run("quarantine").code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["read"], "what shall be read? Give a path, or name sources in dossier.toml"),
        (["read", "pages", "--published", "yesterday"], "not a date of the form 2025-09-05"),
        (["read", "pages", "--jobs", "0"], "--jobs"),
        (["read", "pages", "--reader", "nobody"], "no reader called 'nobody'"),
        (["read", "pages", "--reader", "unable"], "the weights have faded"),
        (["read", "pages", "--db", "nowhere/record.db"], "there is no folder nowhere"),
        (["statements"], "onrecord.db: no such database; `onrecord read` makes one"),
        (["statements", "--db", "pages"], "pages: the database cannot be opened: it is a folder"),
        (["stare"], "No such command 'stare'"),
    ],
)
def test_wrong_use_is_explained(run: Run, pages: Path, arguments: list[str], message: str) -> None:
    done = run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err


def test_statements_are_shown_by_speaker_within_the_width(run: Run, pages: Path) -> None:
    long = "Tomas Berg said that the board " + "had thought long and hard and " * 20 + "would agree."
    (pages / "long.html").write_text(html(f"{long} Ilse Marr said no.", headline="Long talks"))
    run("read", "pages", "--reader", "plain")

    lines = run("statements").out.splitlines()

    assert lines[0] == "Ilse Marr · Norvania · 4"
    assert lines[1].split("  ")[1:5] == ["2031-05-02", "Harbour Post", "indirect", "0.90"]
    assert "Tomas Berg · Norvania · 1" in lines
    assert lines[-1].endswith("…") or lines[-2].endswith("…")
    assert max(len(line) for line in lines) <= 100


def test_statements_can_be_picked(run: Run, tmp_path: Path, pages: Path) -> None:
    (pages / "quay.html").write_text(
        html(
            "Tomas Berg said that the last boat was late again.",
            headline="Late boat",
            outlet="The Quay",
            published="2031-07-01",
        )
    )
    (pages / "undated.html").write_text(
        html("Tomas Berg said that he would not wait.", headline="Boat again", published=None)
    )
    run("read", "pages", "--reader", "plain")

    def names(*arguments: str) -> list[object]:
        return [line["name"] for line in run("statements", "--json", *arguments).lines]

    assert names("--speaker", "berg") == ["Tomas Berg", "Tomas Berg"]
    assert names("--outlet", "quay") == ["Tomas Berg"]
    assert names("--since", "2031-06-01") == ["Tomas Berg"]
    assert "1 of the articles have no date" in run("statements", "--since", "2031-06-01").err
    assert names("--speaker", "nobody") == []
    nobody = run("statements", "--speaker", "nobody")
    assert nobody.err == "no statements found with --speaker; ask for less, or leave one out\n"
    assert run("list", "--outlet", "nobody", "--csv").err.startswith("no articles found with --outlet")


def test_statements_quote_their_words_as_json_and_csv(run: Run, pages: Path) -> None:
    run("read", "pages", "--reader", "plain")

    lines = run("statements", "--json").lines
    rows = list(csv.DictReader(io.StringIO(run("statements", "--csv").out)))

    assert {"article", "page", "outlet", "title", "published", "updated", "copy_of", "decided"} < set(lines[0])
    assert [(row["updated"], row["copy_of"]) for row in rows] == [("", line["copy_of"] or "") for line in lines]
    assert lines[0]["words"] == {
        "source": "Ilse Marr",
        "cue": ["said"],
        "content": ["the ferry would stay for 0 winters"],
    }
    assert [row["content"] for row in rows] == [f"the ferry would stay for {number} winters" for number in range(3)]
    assert rows[0]["name"] == "Ilse Marr"
    assert rows[0]["published"] == "2031-05-02"
    assert run("statements", "--json", "--csv").code == 2


def test_an_article_is_shown_with_marks(run: Run, pages: Path) -> None:
    run("read", "pages", "--reader", "plain")
    first = ids(run)[0]

    shown = run("show", first[:6])

    assert "[source 1: Ilse Marr] [cue 1: said] [content 1: the ferry would stay for 0 winters]." in shown.out
    assert "  1  Ilse Marr (Norvania) said · indirect · 0.90" in shown.out
    assert "published 2031-05-02" in shown.out
    assert run("show", first, "--json").lines[0]["article"]["id"] == first


def test_an_article_must_be_told_from_others(run: Run, pages: Path) -> None:
    run("read", "pages", "--reader", "plain", "--id-from", "name")

    assert "3 articles have an id that begins with 'page'" in run("show", "page").err
    assert "no article whose id begins with 'tram'" in run("show", "tram").err
    assert run("show", "page001").code == 0


def test_articles_are_listed(run: Run, pages: Path) -> None:
    run("read", "pages", "--reader", "plain")

    listed = run("list").out.splitlines()

    assert listed[0].split() == ["id", "published", "outlet", "said", "title"]
    assert [line.split()[1:5] for line in listed[1:]] == [["2031-05-02", "Harbour", "Post", "1"]] * 3
    assert run("list", "--outlet", "quay").err == "no articles found with --outlet; ask for less, or leave one out\n"


def test_articles_are_listed_as_csv(run: Run, pages: Path) -> None:
    run("read", "pages", "--reader", "plain")

    rows = list(csv.DictReader(io.StringIO(run("list", "--csv").out)))

    assert [row["outlet"] for row in rows] == ["Harbour Post"] * 3
    # The same fields as in JSON, but for times and truth values, which JSON has of its own.
    kept = ("id", "page", "title", "published", "reader")
    assert [[row[name] for name in kept] for row in rows] == [
        [line[name] for name in kept] for line in run("list", "--json").lines
    ]
    assert run("list", "--csv", "--json").code == 2


def test_what_the_reader_mistypes_is_not_followed_by_a_next_step(run: Run, pages: Path) -> None:
    done = run("read", "pagse", "--reader", "plain")

    assert done.code == 2
    assert "not found: pagse" in done.err
    assert "next:" not in done.err


def test_the_command_line_runs_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["onrecord", "--version"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_module("onrecord", run_name="__main__")

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("onrecord")


def test_an_empty_folder_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()

    done = run("read", "none", "--reader", "plain")

    assert done.code == 0
    assert "there is nothing to read in none: save pages there" in done.err
    assert run("statements").err.startswith("no statements found: nothing has been read yet")


def test_a_beginning_that_several_articles_share_is_shown_with_their_ids(run: Run, pages: Path) -> None:
    run("read", "pages", "--reader", "plain", "--id-from", "name")

    done = run("show", "page")

    assert (done.code, done.out) == (2, "")
    assert "3 articles have an id that begins with 'page', give more of it: page000, page001, page002" in done.err


def test_a_narrow_terminal_shows_the_words_of_a_statement_whole(
    run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    run("read", "pages", "--reader", "plain")

    lines = run("statements").out.splitlines()

    assert lines[2] == "    the ferry would stay for 0 winters"
    assert max(map(len, lines)) <= 60


def test_an_article_that_begins_like_a_formula_is_none_in_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    said = {
        "text": '"=2+3 is what they told us," Ilse Marr said.',
        "title": "=HYPERLINK(1)",
        "outlet": "@Post",
        "id": "x",
    }
    (tmp_path / "page.jsonl").write_text(json.dumps(said), encoding="utf-8")
    run("read", "page.jsonl", "--reader", "plain")

    (row,) = csv.DictReader(io.StringIO(run("list", "--csv").out))

    assert (row["title"], row["outlet"]) == ("'=HYPERLINK(1)", "'@Post")
    assert run("list", "--json").lines[0]["outlet"] == "@Post"


def test_hostile_characters_never_reach_the_output(run: Run, pages: Path) -> None:
    override, escape, bell = "\N{RIGHT-TO-LEFT OVERRIDE}", "\x1b", "\x07"
    words = f"the{override} ferry{escape}[31m would{bell} stay"
    reading = reading_of(
        words, id_=f"a{escape}1", page=f"page{escape}.html", name=f"Ilse{escape} Marr", outlet=override
    )
    with Writer(Path("onrecord.db")) as writer:
        writer.keep(PageVersion(reading.article.page, "1", "1"), [reading], "plain 1")
        writer.set_aside(f"{bell}x", location="x", fingerprint=None, reader=escape, error=bell, reason=override)
    (pages / f"page{escape}.html").write_bytes(b"")

    done = [run("list"), run("list", "--json"), run("list", "--versions"), run("statements")]
    done += [run("statements", "--json"), run("show", "a"), run("show", "--json", "a"), run("quarantine")]
    done += [run("quarantine", "--json"), run("doctor"), run("read", "pages", f"no{escape}where", "--reader", "plain")]

    for result in done:
        assert not {override, escape, bell} & set(result.out + result.err)
    assert f"Ilse{escape} Marr" in [line["name"] for line in run("statements", "--json").lines]


def test_doctor_tells_what_works(run: Run, pages: Path) -> None:
    healthy = run("doctor", "--reader", "plain")
    run("read", "pages", "--reader", "plain")
    (pages / "empty.html").write_bytes(b"")
    run("read", "pages", "--reader", "plain")
    ill = run("doctor", "--reader", "plain")
    broken = run("doctor", "--reader", "unable")

    assert healthy.code == 0
    assert "reader        plain 1: works" in healthy.out
    assert "onrecord.db: none yet" in healthy.out
    assert ill.code == 1
    assert "3 pages, 3 articles, 3 statements" in ill.out
    assert "pages/empty.html" in ill.out
    assert broken.code == 2
    assert "unable: does not work: the weights have faded" in broken.out


def test_a_database_of_a_newer_version_is_named(run: Run, pages: Path) -> None:
    run("read", "pages", "--reader", "plain")
    with sqlite3.connect("onrecord.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    for command in (["read", "pages"], ["list"], ["statements"]):
        done = run(*command)
        assert done.code == 2
        assert done.err.startswith("onrecord: onrecord.db: written by a newer version of onrecord")
    assert run("doctor", "--reader", "plain").code == 2


def test_the_database_can_be_named_in_the_environment(run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_DB", "elsewhere.db")
    run("read", "pages", "--reader", "plain")

    assert Path("elsewhere.db").exists()
    assert not Path("onrecord.db").exists()
    assert len(run("list", "--json").lines) == 3


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_named(run: Run, tmp_path: Path, pages: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)

    done = run("read", "pages", "--db", locked / "record.db", "--reader", "plain")

    assert done.code == 2
    assert "no permission to write to the folder" in done.err


def test_help_and_version(run: Run) -> None:
    assert "onrecord read PATH" in run("--help").out
    assert run("--version").out.startswith("onrecord ")
    for command in cli.commands:
        assert run(command, "--help").code == 0
