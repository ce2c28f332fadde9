"""Keeping readings and getting them back: the same as they were, once, in versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.records import Article, Dated, Given, Page, Reading, Span, Statement
from onrecord.settings import Database
from onrecord.store import FailedBefore, PageVersion, View, Wanted, Writer, page_version
from onrecord.vocabulary import Polarity, QuotationKind
from tests.strategies import readings

READER = "plain 1"
numbers = count()


@pytest.fixture
def path(database: Database) -> Database:
    return database


@pytest.fixture
def writer(path: Database) -> Iterator[Writer]:
    with Writer(path) as opened:
        yield opened


@pytest.fixture
def view(path: Database, writer: Writer) -> Iterator[View]:
    with View(path) as opened:
        yield opened


def version_of(address: str, content: str = "1") -> PageVersion:
    return PageVersion(address, fingerprint=content, content_hash=content)


def reading_of(
    words: str = "the ferry would stay",
    *,
    id_: str = "a1",
    page: str = "ferry.html",
    name: str | None = "Ilse Marr",
    party: str | None = "Norvania",
    outlet: str | None = "Harbour Post",
    published: date | None = date(2031, 5, 2),
) -> Reading:
    text = f"{name} said {words}."
    article = Article(
        id_, page, text, (), outlet=outlet, published=Dated(published, "meta date") if published else None
    )
    content = (Span(text.index(words), text.index(words) + len(words)),)
    said = Statement(
        "t1", None, name, party, (), content, QuotationKind.INDIRECT, Polarity.ASSERTED, None, None, confidence=0.9
    )
    return Reading(article, (said,), (), READER)


def texts(view: View, wanted: Wanted = Wanted()) -> list[str]:  # noqa: B008 - frozen
    return [reading.article.text for reading in view.readings(wanted)]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(readings(), min_size=1, max_size=3))
def test_readings_come_back_as_they_were(writer: Writer, view: View, found: list[Reading]) -> None:
    # Every example is a page of its own, so that they can share a database.
    version = version_of(f"page {next(numbers)}")
    article_of = {reading: replace(reading.article, page=version.address) for reading in found}
    found = [replace(reading, reader=READER, article=article_of[reading]) for reading in found]

    writer.keep(version, found, READER)

    assert view.readings_of(version, READER) == tuple(found)

    before = view.counts()
    writer.keep(version, found, READER)

    assert view.readings_of(version, READER) == tuple(found)
    assert view.counts() == before


def test_a_changed_page_is_another_version_and_both_stay(writer: Writer, view: View) -> None:
    first, second = reading_of("the ferry would stay"), reading_of("the ferry would go", id_="a2")
    writer.keep(version_of("ferry.html", "1"), [first], READER)
    writer.keep(version_of("ferry.html", "2"), [second], READER)

    assert list(view.readings()) == [second]
    assert list(view.readings(Wanted(every_version=True))) == [first, second]
    assert [line.current for line in view.listed(Wanted(every_version=True))] == [False, True]
    assert view.counts().pages == 1


def test_a_page_that_changes_back_is_current_as_it_was(writer: Writer, view: View) -> None:
    first, second = reading_of("the ferry would stay"), reading_of("the ferry would go", id_="a2")
    writer.keep(version_of("ferry.html", "1"), [first], READER)
    writer.keep(version_of("ferry.html", "2"), [second], READER)
    writer.keep_unchanged(version_of("ferry.html", "1"), READER)

    assert list(view.readings()) == [first]


def test_a_newer_reader_adds_its_reading_to_the_same_article(writer: Writer, view: View) -> None:
    version = version_of("ferry.html")
    writer.keep(version, [reading_of()], "plain 1")

    assert writer.known(version, "plain 1") is True
    assert writer.known(version, "plain 2") is False

    writer.keep(version, [replace(reading_of(), statements=(), reader="plain 2")], "plain 2")

    assert [(line.reader, line.statements) for line in view.listed()] == [("plain 2", 0)]
    assert [line.reader for line in view.listed(Wanted(every_version=True))] == ["plain 1", "plain 2"]
    assert len(view.readings_of(version, "plain 1")[0].statements) == 1


def test_the_same_text_at_two_addresses_is_two_articles(writer: Writer, view: View) -> None:
    writer.keep(version_of("a.html"), [reading_of(page="a.html")], READER)
    writer.keep(version_of("b.html"), [reading_of(page="b.html")], READER)

    assert [reading.article.page for reading in view.readings(Wanted(article="a1"))] == ["a.html", "b.html"]


def test_quarantine_counts_attempts_and_ends_when_the_page_is_read(writer: Writer, view: View) -> None:
    version = version_of("ferry.html")
    for reason in ("no bytes", "still no bytes"):
        writer.set_aside(
            "ferry.html", location="pages", fingerprint="1", reader=READER, error="PageEmpty", reason=reason
        )

    (page,) = view.quarantined()
    assert (page.address, page.location, page.error, page.reason) == (
        "ferry.html",
        "pages",
        "PageEmpty",
        "still no bytes",
    )
    assert page.attempts == 2
    assert page.first_failed < page.last_failed <= datetime.now(UTC)
    assert writer.known(version, READER) == FailedBefore("PageEmpty", "still no bytes")
    assert writer.known(version, "plain 2") is False
    assert writer.known(version_of("ferry.html", "2"), READER) is False

    writer.keep(version, [reading_of()], READER)

    assert view.quarantined() == ()
    assert writer.known(version, READER) is True


def test_a_page_that_is_good_again_leaves_the_quarantine(writer: Writer, view: View) -> None:
    writer.keep(version_of("ferry.html", "1"), [reading_of()], READER)
    writer.set_aside("ferry.html", location="p", fingerprint="2", reader=READER, error="PageEmpty", reason="no bytes")
    writer.keep_unchanged(version_of("ferry.html", "1"), READER)

    assert view.quarantined() == ()
    assert len(texts(view)) == 1


def test_what_is_wanted_is_found(writer: Writer, view: View) -> None:
    kept = [
        reading_of("one", id_="a1", name="Ilse Marr", outlet="Harbour Post", published=date(2031, 5, 2)),
        reading_of("two", id_="a2", name="Tomas Ørsted", party="Soland", outlet="The Quay", published=date(2031, 5, 9)),
        reading_of("three", id_="b1", name=None, party=None, outlet=None, published=None),
        reading_of("100%_four", id_="b%", name="100%_Ferry", outlet="ÉCHO du port", published=date(2031, 4, 1)),
    ]
    for number, reading in enumerate(kept):
        writer.keep(version_of(f"{number}.html"), [reading], READER)

    def found(wanted: Wanted) -> list[str]:
        return [reading.article.id for reading in view.readings(wanted)]

    assert found(Wanted()) == ["b%", "a1", "a2", "b1"]
    assert found(Wanted(article="a")) == ["a1", "a2"]
    assert found(Wanted(article="b%")) == ["b%"]
    assert found(Wanted(speaker="marr")) == ["a1"]
    assert found(Wanted(speaker="ØRSTED")) == ["a2"]
    assert found(Wanted(speaker="norvania")) == ["b%", "a1"]
    assert found(Wanted(speaker="%_")) == ["b%"]
    assert found(Wanted(outlet="écho")) == ["b%"]
    assert found(Wanted(outlet="quay", speaker="soland")) == ["a2"]
    assert found(Wanted(since=date(2031, 5, 2))) == ["a1", "a2"]
    assert [line.id for line in view.listed(Wanted(since=date(2031, 5, 3)))] == ["a2"]
    assert view.counts().undated == 1


def test_many_readings_come_in_order(writer: Writer, view: View) -> None:
    for number in range(450):
        day = date(2031, 1, 1) + timedelta(days=(number * 7) % 450)
        writer.keep(version_of(f"{number}.html"), [reading_of(f"number {number}", published=day)], READER)

    dates = [reading.article.published.value for reading in view.readings() if reading.article.published]

    assert len(dates) == 450
    assert dates == sorted(dates)


def test_times_are_kept_in_utc(writer: Writer, view: View) -> None:
    east = timezone(timedelta(hours=9))
    writer.keep(
        PageVersion("ferry.html", "1", "1", retrieved=datetime(2031, 5, 2, 8, tzinfo=east)), [reading_of()], READER
    )

    (line,) = view.listed()
    assert line.read_at.tzinfo is UTC
    assert datetime.now(UTC) - line.read_at < timedelta(minutes=1)


def test_a_version_is_told_by_bytes_and_by_what_is_given() -> None:
    page = Page("ferry.html", b"one")
    same = page_version(Page("ferry.html", b"one", retrieved=datetime(2031, 5, 2, tzinfo=UTC)))
    others = [
        page_version(Page("ferry.html", b"two")),
        page_version(Page("ferry.html", b"one", given=Given(outlet="The Quay"))),
        page_version(Page("ferry.html", b"one", given=Given(published=Dated(date(2031, 5, 2), "given")))),
        page_version(Page("ferry.html", b"one", media_type="text/html")),
        page_version(page, "name"),
    ]

    assert page_version(page).fingerprint == same.fingerprint
    assert len({version.fingerprint for version in [same, *others]}) == 6


def test_a_file_name_that_is_no_text_can_be_kept(writer: Writer, view: View) -> None:
    address = b"caf\xe9.html".decode("utf-8", "surrogateescape")
    version = page_version(Page(address, b"one"))
    writer.keep(version, [reading_of(page=address)], READER)
    writer.set_aside(f"{address}.gz", location=address, fingerprint=None, reader=READER, error="E", reason=address)

    assert writer.known(version, READER) is True
    assert [line.page for line in view.listed()] == ["caf\\udce9.html"]
    assert [page.address for page in view.quarantined()] == ["caf\\udce9.html.gz"]
