"""The kind of a condition, and where its clause begins and ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.stances.conditions import kind_of, tidy_condition
from onrecord.records import Span
from onrecord.vocabulary import ConditionKind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("after a ceasefire", ConditionKind.EVENT),
        ("if a peace deal is reached", ConditionKind.EVENT),
        ("if Tarn stops its attacks on the ferries", ConditionKind.RECIPROCITY),
        ("in exchange for the lifting of the tolls", ConditionKind.RECIPROCITY),
        ("without approval from parliament", ConditionKind.APPROVAL),
        ("unless Congress authorizes it", ConditionKind.APPROVAL),
        ("for now", ConditionKind.TIME),
        ("at the appropriate time", ConditionKind.TIME),
        ("only with the backing of its allies", ConditionKind.BACKING),
    ],
)
def test_tells_the_kind(words: str, kind: ConditionKind) -> None:
    assert kind_of(words) is kind


def test_no_words_have_a_kind_or_none_but_never_fail() -> None:
    for words in ("", "…", "9"):
        assert kind_of(words) is None or isinstance(kind_of(words), ConditionKind)


def tidied(text: str, words: str) -> str:
    at = text.index(words)
    span = tidy_condition(Span(at, at + len(words)), text)
    return text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "words", "clause"),
    [
        ("Varania will pay if Tarn signs, he said.", "Tarn signs,", "if Tarn signs"),
        ("It would sign only after a truce.", "after a truce.", "only after a truce"),
        ("It would sign only after a truce.", "a truce", "only after a truce"),
        ("It will pay as long as Tarn keeps the peace.", "Tarn keeps the peace", "as long as Tarn keeps the peace"),
        ("It will open the locks in return for fees.", "fees", "in return for fees"),
        (
            "He would talk if Tarn “lays down its arms” first.",
            "if Tarn “lays down its arms",
            "if Tarn “lays down its arms”",
        ),
        (
            "It waits unless it hears from the U.S. Then it acts.",
            "unless it hears from the U.S.",
            "unless it hears from the U.S.",
        ),
        (
            "The premier, who may resign if talks stall, is content with them.",
            "if talks stall, is content with them",
            "if talks stall",
        ),
        ("Once parliament agrees, ships may pass.", "parliament agrees", "Once parliament agrees"),
    ],
)
def test_takes_in_the_conjunction_and_leaves_out_marks(text: str, words: str, clause: str) -> None:
    assert tidied(text, words) == clause


@given(st.text('ab ,.“”"’if unless\n', max_size=60), st.data())
def test_a_tidy_span_lies_in_the_text_and_stays_tidy(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = tidy_condition(Span(start, end), text)
    assert 0 <= span.start < span.end <= len(text)
