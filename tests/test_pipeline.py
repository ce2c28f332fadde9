"""The pipeline: every page has an outcome, whatever happens to it or to the process that reads it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from onrecord.errors import ReaderError, UsageError, WeightsError
from onrecord.pages.sources import PageRef, refs_of
from onrecord.pipeline import Failure, Ids, Outcome, PageFailed, PageRead, PageUnchanged, Request, read_pages
from onrecord.pipeline.onepage import checked_reading
from onrecord.records import Page, Span
from tests.pages_written import html, write_pages
from tests.quell import doubted

pytestmark = pytest.mark.usefixtures("plugins")


def run(*paths: Path, reader: str = "plain", ids: Ids = Ids.CONTENT, jobs: int = 1) -> list[Outcome]:
    request = Request([str(path) for path in paths], reader=reader, ids=ids, jobs=jobs)
    return sorted(read_pages(request), key=lambda outcome: outcome.number)


def quotes(outcomes: Iterable[Outcome]) -> list[str]:
    return [
        span.quote(reading.article.text)
        for outcome in outcomes
        if isinstance(outcome, PageRead)
        for reading in outcome.readings
        for said in reading.statements
        for span in said.content
    ]


def failures(outcomes: Iterable[Outcome]) -> dict[str, Failure]:
    return {Path(outcome.address).name: outcome.failure for outcome in outcomes if isinstance(outcome, PageFailed)}


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_page_is_read(tmp_path: Path, jobs: int) -> None:
    outcomes = run(write_pages(tmp_path / "pages", 12), jobs=jobs)

    assert [outcome.number for outcome in outcomes] == list(range(12))
    assert quotes(outcomes) == [f"the ferry would stay for {number} winters" for number in range(12)]
    assert {outcome.reader for outcome in outcomes} == {"plain 1"}


def test_several_processes_read_the_same_as_one(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 7)

    assert run(pages, jobs=3) == run(pages, jobs=1)


@pytest.mark.parametrize(
    ("words", "error", "reason"),
    [
        ("raise an error", "RuntimeError", "reading it failed: RuntimeError: out of ink"),
        ("run out of memory", "MemoryError", "not enough memory for reading it"),
        ("point beyond the text", "ReaderError", "where the text has no words"),
    ],
)
def test_a_reader_that_fails_on_one_page_reads_the_others(tmp_path: Path, words: str, error: str, reason: str) -> None:
    pages = write_pages(tmp_path / "pages", 3)
    (pages / "page001.html").write_text(
        html(f"After a long debate the chair asked them to {words} before the lamps went out for the night.")
    )

    outcomes = run(pages, reader="hostile")

    failure = failures(outcomes)["page001.html"]
    assert failure.error == error
    assert reason in failure.reason
    assert len(quotes(outcomes)) == 2


@pytest.mark.parametrize(
    ("words", "reason"), [("kill the process", "was ended by SIGKILL"), ("end the process", "ended with code 3")]
)
def test_a_worker_that_dies_costs_only_its_page(tmp_path: Path, words: str, reason: str) -> None:
    pages = write_pages(tmp_path / "pages", 12)
    for number in (2, 3, 8):
        (pages / f"page{number:03}.html").write_text(
            html(f"After a long debate the chair asked them to {words} before the lamps went out for the night.")
        )

    outcomes = run(pages, reader="hostile", jobs=2)

    died = failures(outcomes)
    assert set(died) == {"page002.html", "page003.html", "page008.html"}
    assert all(failure.error == "WorkerDied" and reason in failure.reason for failure in died.values())
    assert len(quotes(outcomes)) == 9


def test_pages_larger_than_a_pipe_pass_both_ways(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    long = " ".join(f"Ilse Marr said the boat {number} would come back." for number in range(2_500))
    for number in range(6):
        (pages / f"{number}.html").write_text(html(f"In report {number}: {long}"))

    assert len(quotes(run(pages, jobs=2))) == 6 * 2_500


def test_few_pages_are_loaded_ahead(tmp_path: Path) -> None:
    loaded = 0

    def count(_page: object, _reader: str) -> bool:
        nonlocal loaded
        loaded += 1
        return False

    pages = write_pages(tmp_path / "pages", 30)
    ahead = 0
    for done, _ in enumerate(read_pages(Request([str(pages)], reader="slow", jobs=2), count), start=1):
        ahead = max(ahead, loaded - done)

    assert loaded == 30
    assert ahead <= 6


def test_pages_at_one_address_come_in_their_order_however_long_each_takes(tmp_path: Path) -> None:
    said = "Ilse Marr said the ferry would stay for {} winters. "
    texts = [said.format(number) * times for number, times in enumerate((4_000, 1, 4_000, 1))]
    lines = [json.dumps({"url": "https://harbour.example/ferry", "text": text}) for text in texts]
    (tmp_path / "versions.jsonl").write_text("\n".join(lines))

    outcomes = read_pages(Request([str(tmp_path)], reader="slow", jobs=2))

    assert [outcome.number for outcome in outcomes] == [0, 1, 2, 3]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reader_that_cannot_start_says_why(tmp_path: Path, jobs: int) -> None:
    pages = write_pages(tmp_path / "pages", 2)

    with pytest.raises(WeightsError, match="the weights have faded"):
        run(pages, reader="unable", jobs=jobs)
    with pytest.raises(UsageError, match=r"no reader called 'nobody'.*plain"):
        run(pages, reader="nobody", jobs=jobs)


def test_workers_end_when_the_run_is_given_up(tmp_path: Path) -> None:
    before = set(psutil.Process().children(recursive=True))
    outcomes = read_pages(Request([str(write_pages(tmp_path / "pages", 20))], reader="slow", jobs=2))
    next(iter(outcomes))
    del outcomes

    left = set(psutil.Process().children(recursive=True)) - before
    # Python's own tracker of shared resources stays until the end.
    assert [child for child in left if "resource_tracker" not in " ".join(child.cmdline())] == []


def test_what_was_read_before_is_not_read_again(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 3)
    answers: dict[str, Failure | bool] = {"page000.html": True, "page001.html": Failure("PageEmpty", "nothing")}
    request = Request([str(pages)], reader="plain")

    first, second, third = read_pages(request, lambda page, _reader: answers.get(Path(page.address).name, False))

    assert isinstance(first, PageUnchanged)
    assert isinstance(second, PageFailed)
    assert second.again
    assert second.failure == Failure("PageEmpty", "nothing")
    assert isinstance(third, PageRead)


def test_pages_that_do_not_load_have_outcomes(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "good.html").write_text(html())

    outcomes = run(tmp_path / "empty.html", tmp_path / "missing.html", tmp_path / "good.html")

    assert {name: failure.error for name, failure in failures(outcomes).items()} == {
        "empty.html": "PageEmpty",
        "missing.html": "PageNotFound",
    }
    assert len(quotes(outcomes)) == 1


def test_a_source_that_fails_on_one_page_loses_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Page:
        raise RuntimeError("the feed\nran dry")

    (good,) = refs_of(str(write_pages(tmp_path / "pages", 1) / "page000.html"))
    monkeypatch.setattr("onrecord.pipeline.run.refs_of", lambda *_: [PageRef("feed:1", broken), good])

    outcomes = run(tmp_path)

    assert failures(outcomes) == {
        "feed:1": Failure("RuntimeError", "loading it failed: RuntimeError: the feed ran dry")
    }
    assert len(quotes(outcomes)) == 1


def test_articles_take_the_name_of_their_file(tmp_path: Path) -> None:
    (tmp_path / "2031-05.ferry.html").write_text(html())
    with gzip.open(tmp_path / "tram.html.gz", "wt") as file:
        file.write(html(headline="Tram to stay"))

    outcomes = run(tmp_path, ids=Ids.NAME)

    ids = [reading.article.id for outcome in outcomes if isinstance(outcome, PageRead) for reading in outcome.readings]
    assert ids == ["2031-05.ferry", "tram"]


def test_articles_of_lines_take_the_ids_or_the_numbers_of_their_lines(tmp_path: Path) -> None:
    text = "Ilse Marr said the ferry would stay for {} winters, which the harbour board was glad to hear on Monday."
    lines = [{"id": "k1"}, {"id": "b/k.2"}, {}, {"url": "https://harbour.example/news/tram.html"}]
    rows = [json.dumps({**line, "text": text.format(number)}) for number, line in enumerate(lines)]
    (tmp_path / "ferry.jsonl").write_text("\n".join(rows))

    outcomes = run(tmp_path, ids=Ids.NAME)

    ids = [reading.article.id for outcome in outcomes if isinstance(outcome, PageRead) for reading in outcome.readings]
    assert ids == ["k1", "b/k.2", "ferry-3", "tram"]


def test_doubtful_stances_must_quote_their_article_and_are_none_that_is_found() -> None:
    reading = doubted()
    found = replace(reading.stances[0], id="d3", confidence=0.1)
    twice = replace(reading.doubtful[0], id="d4")
    beyond = replace(found, evidence=Span(0, len(reading.article.text) + 1))

    checked = checked_reading(replace(reading, doubtful=(*reading.doubtful, found, twice)), "by hand 2")

    assert checked == replace(reading, reader="by hand 2")
    with pytest.raises(ReaderError, match="d3 points to 0"):
        checked_reading(replace(reading, doubtful=(beyond,)), "by hand 2")
    with pytest.raises(ReaderError, match="same id"):
        checked_reading(replace(reading, doubtful=(replace(twice, id="p1"),)), "by hand 2")
