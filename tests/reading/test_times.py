from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.times import when_of
from onrecord.records import Span

PUBLISHED = date(2031, 5, 14)  # a Wednesday


def found(text: str, content: str = "", published: date | None = PUBLISHED) -> tuple[str, date | None] | None:
    pieces = [Span(text.index(content), text.index(content) + len(content))] if content else []
    when = when_of(text, Span(0, len(text)), pieces, published)
    return None if when is None else (text[when.start : when.end], when.value)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Ada Marlow said on Friday it rained.", "on Friday", date(2031, 5, 9)),
        ("Ada Marlow said Wednesday it rained.", "Wednesday", PUBLISHED),
        ("Ada Marlow said last Wednesday it rained.", "last Wednesday", date(2031, 5, 7)),
        ("Last Friday, Ada Marlow said it rained.", "Last Friday", date(2031, 5, 9)),
        ("Last Wednesday Ada Marlow said it rained.", "Last Wednesday", date(2031, 5, 7)),
        ("Ada Marlow said this past Sunday it rained.", "this past Sunday", date(2031, 5, 11)),
        ("Last week Ada Marlow said it rained.", "Last week", None),
        ("Ada Marlow said late Monday night it rained.", "late Monday night", date(2031, 5, 12)),
        ("Ada Marlow said on Sept. 3, 2019, it rained.", "on Sept. 3, 2019", date(2019, 9, 3)),
        ("Ada Marlow said on 3 September 2019 it rained.", "on 3 September 2019", date(2019, 9, 3)),
        ("Ada Marlow said on Tuesday, May 6, it rained.", "on Tuesday, May 6", date(2031, 5, 6)),
        ("Ada Marlow said on December 24 it rained.", "on December 24", date(2030, 12, 24)),
        ("Ada Marlow said yesterday it rained.", "yesterday", date(2031, 5, 13)),
        ("Ada Marlow said two days ago it rained.", "two days ago", date(2031, 5, 12)),
        ("Ada Marlow said earlier this week it rained.", "earlier this week", None),
        ("Ada Marlow said last month it rained.", "last month", None),
        ("Ada Marlow said in March it rained.", "in March", None),
        ("Ada Marlow said on February 30 it rained.", "on February 30", None),
        ("Ada Marlow spoke ahead of the May 20 summit.", "May 20", None),
    ],
)
def test_words_and_day(text: str, words: str, value: date | None) -> None:
    assert found(text) == (words, value)


def test_without_a_day_of_publication_the_words_stay_unresolved() -> None:
    assert found("Ada Marlow said on Friday it rained.", published=None) == ("on Friday", None)
    assert found("Ada Marlow said on May 5, 2030, it rained.", published=None) == ("on May 5, 2030", date(2030, 5, 5))


def test_times_in_what_is_said_do_not_count() -> None:
    assert found("Ada Marlow said they would leave on Friday.", "they would leave on Friday") is None
    assert found("Ada Marlow said on Monday they would leave on Friday.", "they would leave on Friday") == (
        "on Monday",
        date(2031, 5, 12),
    )


@pytest.mark.parametrize(
    "since", ["since Monday", "Since late Monday", "since May 5", "since the weekend", "since last week"]
)
def test_since_when_something_lasts_is_not_when_it_was_said(since: str) -> None:
    assert found(f"{since} the port is shut, said Ada Marlow.") is None
    assert found(f"Ada Marlow said on Tuesday the port is shut {since}.") == ("on Tuesday", date(2031, 5, 13))


def test_what_is_no_time_is_none() -> None:
    for text in (
        "She may go.",
        "March on, said Tarn.",
        "It rose 3 percent by Friday.",
        "The May government said so.",
        "Tarn told USA Today so.",
    ):
        assert found(text) is None
    assert found("Tarn told USA Today so.") is None


@given(st.text(st.sampled_from("on last May 3,. Friday2019-")), st.none() | st.dates())
def test_any_text_gives_words_of_its_own(text: str, published: date | None) -> None:
    when = when_of(text, Span(0, len(text)), (), published)
    assert when is None or 0 <= when.start < when.end <= len(text)
