"""What stands in place of what in two claims."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.comparison.exchanged import exchanged


def test_one_number_stands_for_another_between_the_same_words() -> None:
    found = exchanged(("for", "fifteen", "years", "we", "waited"), ("for", "fourteen", "years", "we", "waited"))

    assert found == ((("fifteen",), ("fourteen",)),)


def test_claims_in_other_words_exchange_nothing() -> None:
    assert exchanged(("the", "lane", "is", "open"), ("ships", "wait", "for", "grain")) == ()
    assert exchanged(("fifteen", "years"), ("fifteen", "years")) == ()


def test_more_than_a_few_words_are_no_exchange() -> None:
    one = ("we", "close", "the", "lane", "to", "all", "ships", "now", "and", "for", "good")
    other = ("we", "close", "the", "lane", "of", "grain", "until", "spring", "and", "for", "good")

    assert exchanged(one, other) == ()


_words = st.lists(
    st.sampled_from(("we", "close", "open", "the", "lane", "for", "ten", "twelve", "years")), max_size=10
).map(tuple)


@given(_words, _words)
def test_it_does_not_matter_which_claim_comes_first(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert exchanged(one, other) == tuple((y, x) for x, y in exchanged(other, one))
