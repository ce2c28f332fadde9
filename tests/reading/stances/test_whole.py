"""Names of which the network chose some words, taken whole."""

from __future__ import annotations

import pytest

from onrecord.reading.actors import Document, prepare
from onrecord.reading.quotes import quotations
from onrecord.reading.segments import segment
from onrecord.reading.stances.whole import bodies_of, whole_measure, whole_target
from onrecord.records import Article, Block, Span
from onrecord.vocabulary import BlockKind

TEXT = (
    "Ada Marlow urged the United Nations to talk to North Korea about the tolls, and asked Chilean pilots and Greek and "
    "Danish sailors to wait for the harbour board."
)


def document() -> Document:
    article = Article("a", "a.txt", TEXT, (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),))
    return prepare(article, segment(article), quotations(TEXT, article.blocks))


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("chosen", "whole"),
    [
        ("United", "United Nations"),
        ("Korea", "North Korea"),
        ("Ada", "Ada Marlow"),
        ("Chilean", "Chilean pilots"),
        ("Greek", "Greek"),
        ("harbour board", "harbour board"),
    ],
)
def test_a_target_is_the_whole_name_or_what_an_adjective_belongs_to(chosen: str, whole: str) -> None:
    assert whole_target(document(), span(chosen)) == whole


def test_a_measure_has_names_of_states_and_bodies_whole_and_of_persons_as_chosen() -> None:
    chosen = [span("Marlow"), span("Nations"), span("talk"), span("North"), span("Korea"), span("tolls")]
    found = [each.quote(TEXT) for each in whole_measure(document(), chosen)]
    assert found == ["Marlow", "United Nations", "talk", "North Korea", "tolls"]


def test_the_names_of_more_than_one_word_that_the_data_have() -> None:
    assert [body.quote(TEXT) for body in bodies_of(document())] == ["United Nations", "North Korea"]
