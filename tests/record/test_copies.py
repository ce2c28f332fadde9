"""What one report takes from another: told by the words, in the right direction, and nothing where nothing is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.copies import MOST_KEYS, Prose, compared, keys_of, own_parts, rank_of
from onrecord.records import Article, Taken
from tests.wires import FOOTER, LOCAL, OTHER, WIRE, article, edited

EARLY, LATE = date(2031, 5, 5), date(2031, 5, 7)


def taken(one: Article, other: Article) -> Taken | None:
    """What ``one`` takes from ``other``."""
    return compared(Prose(one), Prose(other))[0]


def is_copy(one: Article, other: Article) -> bool:
    found = taken(one, other)
    return found is not None and found.copy


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(WIRE, id="whole"),
        pytest.param(WIRE[:4], id="cut at its end"),
        pytest.param(WIRE[::2], id="every second paragraph"),
        pytest.param(edited(WIRE), id="edited"),
        pytest.param((LOCAL[0], *WIRE[1:]), id="new beginning"),
        pytest.param((" ".join(WIRE[:3]), " ".join(WIRE[3:])), id="other paragraphs"),
        pytest.param(WIRE[:2], id="two sentences"),
    ],
)
def test_a_copy_is_found_whatever_became_of_it(paragraphs: tuple[str, ...]) -> None:
    wire, copy = article("wire", WIRE, agency="CPA"), article("copy", paragraphs, headline="Ships sail for Tessin")

    assert is_copy(copy, wire)
    assert taken(wire, copy) is None
    assert set(keys_of(wire)) & set(keys_of(copy))


def test_what_is_taken_and_what_is_own_are_told_apart() -> None:
    wire = article("wire", WIRE)
    copy = article("copy", (LOCAL[0], *WIRE[:4], LOCAL[1], *WIRE[5:]), published=LATE)

    found = taken(copy, wire)

    assert found is not None
    assert [part.quote(copy.text) for part in found.parts] == [*WIRE[:4], *WIRE[5:]]
    own = [part.quote(copy.text) for part in own_parts(copy, found)]
    assert own == [f"{copy.text.splitlines()[0]}\n\n{LOCAL[0]}", LOCAL[1]]
    assert 0.5 < found.share < 0.9


def test_some_paragraphs_taken_make_no_copy() -> None:
    wire = article("wire", WIRE)
    report = article("report", (*LOCAL, *WIRE[:3]), published=LATE)

    found = taken(report, wire)

    assert found is not None
    assert not found.copy
    assert [part.quote(report.text) for part in found.parts] == list(WIRE[:3])


def test_two_reports_glued_together_take_from_both() -> None:
    wire, local = article("wire", WIRE), article("local", LOCAL)
    glued = article("glued", (*WIRE, *LOCAL), published=LATE)

    parts = [found.parts for each in (wire, local) if (found := taken(glued, each))]

    assert [len(each) for each in parts] == [8, 8]
    assert not set(parts[0]) & set(parts[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(article("one", WIRE), article("other", OTHER), id="two reports of one event"),
        pytest.param(article("one", WIRE[:2]), article("other", OTHER[:2]), id="two sentences each"),
        pytest.param(article("one", WIRE), article("other", LOCAL), id="unrelated"),
        pytest.param(article("one", WIRE), article("other", ()), id="headline only"),
        pytest.param(article("one", ()), article("other", ()), id="two headlines"),
    ],
)
def test_what_is_no_copy(one: Article, other: Article) -> None:
    assert compared(Prose(one), Prose(other)) == (None, None)


def test_the_same_lines_beneath_the_articles_of_one_outlet_are_no_copy() -> None:
    one = article("one", (*WIRE[:2], *FOOTER), outlet="Harbour Post")
    other = article("other", (*LOCAL[:2], *FOOTER), outlet="Harbour Post", published=LATE)

    assert compared(Prose(one), Prose(other)) == (None, None)


def test_a_speech_that_both_quote_is_no_copy() -> None:
    speech = [f"“{paragraph}" for paragraph in LOCAL[:6]]
    speech[-1] += "”"
    one = article("one", (*WIRE[:3], *speech))
    # The other one prints the same words as an account's posts, without quotation marks.
    posts = [f"{paragraph} — Olla Brandis (@ollabrandis) May 5, 2031" for paragraph in LOCAL[:6]]
    other = article("other", (*OTHER[:2], *posts))

    assert compared(Prose(one), Prose(other)) == (None, None)


def test_an_article_is_no_copy_of_itself_nor_of_another_version_on_its_page() -> None:
    one = article("one", WIRE)

    assert compared(Prose(one), Prose(one)) == (None, None)
    assert compared(Prose(one), Prose(replace(one, id="two"))) == (None, None)


def test_the_credit_decides_before_the_day_the_day_before_the_length() -> None:
    plain = article("plain", WIRE, published=EARLY)
    agency = article("agency", WIRE, published=LATE, outlet="Reuters")
    credited = article("credited", WIRE, published=LATE, agency="CPA")
    late = article("late", (*WIRE, LOCAL[0]), published=LATE)
    longer = article("longer", (*WIRE, LOCAL[0]), published=EARLY)

    assert is_copy(credited, agency)
    assert is_copy(plain, credited)
    assert is_copy(late, plain)
    assert is_copy(plain, longer)
    assert sorted([late, longer, plain, credited, agency], key=rank_of) == [agency, credited, longer, plain, late]


def test_without_a_date_credit_and_length_decide() -> None:
    full, cut = article("full", WIRE, published=None), article("cut", WIRE[:4], published=None)
    credited = article("credited", WIRE[:6], published=None, agency="CPA")

    assert is_copy(cut, full)
    assert is_copy(cut, replace(full, published=article("dated", ()).published))
    assert is_copy(full, credited)


def test_a_short_report_that_came_first_is_no_copy_of_the_long_one_that_grew_out_of_it() -> None:
    first = article("first", WIRE[:3], published=EARLY)
    grown = article("grown", (*WIRE[:3], *LOCAL), published=LATE)

    assert taken(first, grown) is None
    assert (found := taken(grown, first)) is not None
    assert not found.copy


def test_an_agencys_own_report_is_no_copy_of_the_longer_one_that_an_outlet_made_of_it() -> None:
    agency, grown = article("agency", WIRE[:3], outlet="Reuters"), article("grown", (*WIRE[:3], *LOCAL))

    assert taken(agency, grown) is None
    assert (found := taken(grown, agency)) is not None
    assert not found.copy


def test_keys_of_a_long_article_are_bounded_and_shared_with_what_it_has() -> None:
    numbered = [f"Paragraph {n} tells of ship number {n} and of berth {n + 7} in harbour {n * 3}." for n in range(120)]
    long, short = article("long", numbered), article("short", numbered[20:60])

    assert len(keys_of(long)) == MOST_KEYS == len(keys_of(short))
    assert len(set(keys_of(long)) & set(keys_of(short))) >= 5
    assert keys_of(article("none", ("Too short.",))) == ()


def test_keys_stay_the_same() -> None:
    """They are kept: where the library gives others, the method must get another name."""
    assert keys_of(article("wire", WIRE[:3])) == KEYS


KEYS = (63325899, 94121139, 166987073)


@given(
    st.lists(st.sampled_from([*WIRE, *LOCAL, *OTHER]), max_size=8),
    st.lists(st.sampled_from([*WIRE, *OTHER]), max_size=8),
)
def test_comparing_is_the_same_from_both_sides(one: list[str], other: list[str]) -> None:
    first, second = Prose(article("first", one)), Prose(article("second", other))

    here, there = compared(first, second)

    assert compared(second, first) == (there, here)
    assert here is None or there is None
    for each, found in ((first, here), (second, there)):
        if found:
            assert 0 < found.share <= 1
            blocks = {block.span for block in each.article.blocks}
            assert blocks.issuperset(found.parts)
            assert list(found.parts) == sorted(found.parts)


def test_what_is_taken_is_quoted_exactly_in_any_script() -> None:
    words = "Straße und Übersetzung der İstanbuler Zeitung über die Brücke am alten Hafen von Drevna im Frühling"
    one, other = article("one", (words, *LOCAL[:2])), article("other", (LOCAL[5], words), published=LATE)

    found = taken(other, one)

    assert found is not None
    assert [part.quote(other.text) for part in found.parts] == [words]
