"""The words that are marked side by side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.comparison.differing import differing


def marked(a: str, b: str) -> tuple[list[str], list[str]]:
    one, other = differing(a, b)
    return [span.quote(a) for span in one], [span.quote(b) for span in other]


def test_of_two_versions_of_a_sentence_the_changed_words_are_marked() -> None:
    assert marked(
        "Pellanor will send two minehunters to the lane", "Pellanor could send three minehunters to the lane"
    ) == (["will", "two"], ["could", "three"])


def test_words_next_to_each_other_are_marked_together() -> None:
    assert marked("They sail at dawn, from both shores", "They sail") == (["at dawn, from both shores"], [])


def test_of_two_sentences_in_their_own_ways_the_words_that_the_other_lacks_are_marked() -> None:
    one, other = marked("Teyl refuses any inspection of her ports", "There will be no inspections, says the minister")

    assert "inspection" not in " ".join(one)
    assert "inspections" not in " ".join(other)
    assert one
    assert other


@given(st.text(max_size=80), st.text(max_size=80))
def test_marks_lie_within_the_texts_and_nothing_is_marked_in_equal_ones(one: str, other: str) -> None:
    for spans, text in zip(differing(one, other), (one, other), strict=True):
        assert all(span.end <= len(text) for span in spans)
        assert list(spans) == sorted(spans)
    assert differing(one, one) == ((), ())
    assert differing(other, one) == differing(one, other)[::-1]
