from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.segments import segment
from onrecord.records import Article, Block
from onrecord.vocabulary import BlockKind


def article(*paragraphs: str) -> Article:
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(paragraph)))
        start += len(paragraph) + 2
    return Article("a", "a.txt", "\n\n".join(paragraphs), tuple(blocks))


def sentences(*paragraphs: str) -> list[str]:
    report = article(*paragraphs)
    return [sentence.span.quote(report.text) for sentence in segment(report)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Sen. Ada Marlow, R-S.C., spoke at 5 p.m. Friday.", "The U.S. Senate did not."],
        ["She spoke at 9 p.m. New York time on Monday.", "He listened."],
        ["Polls close at 7 a.m. Eastern Standard Time (12 p.m. Tarn Harbour time) today.", "Results come later."],
        ["The ship left at 9 p.m.", "New rules took time."],
        ["Ms. Orla said no.", "Mr. J. R. Tarn said yes."],
        ["The budget is $1.5 billion.", "It rose by 3.2 percent."],
        ["“We will go.", "We will stay,” he said."],
        ['"We will go."', '"They will not," she said.'],
        ["(It was raining.)", "They left."],
        ["“Why now?” Ada Marlow asked.", "Nobody knew."],
        ["“Why now?” he asked."],
        ["They waited...", "Then they left."],
        ["He moved to the U.S. in May.", "The rest stayed."],
        ["He moved to the U.S.", "But the rest stayed."],
        ["They live at No. 10 of the street.", "They said no.", "Ten others agreed."],
        ["It is made by Tarn Corp. of Vell.", "Nobody else makes it."],
        ["It began on Sept. 3, 2019, i.e. late.", "In Oct. 2020 it ended."],
        ["Rep. Bo Tarn (D-Calif.) Tuesday called for a vote.", "They left."],
        ["He met Mr.Tarn in St.Orla.", "They left."],
    ],
)
def test_cuts_where_a_sentence_ends(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_closing_mark_after_a_space_stays_with_its_sentence() -> None:
    assert sentences('He said: "We go home. " The others left.') == ['He said: "We go home. "', "The others left."]


def test_never_reaches_across_blocks() -> None:
    report = article("A headline without a stop", "The first. The second", "   ", "The third")
    found = segment(report)
    assert [(s.block, s.index, s.span.quote(report.text)) for s in found] == [
        (0, 0, "A headline without a stop"),
        (1, 1, "The first."),
        (1, 2, "The second"),
        (3, 3, "The third"),
    ]


def test_text_without_blocks_is_one_block() -> None:
    assert [s.block for s in segment(Article("a", "a", "One. Two.", ()))] == [0, 0]


@given(st.lists(st.text(st.sampled_from("ab AU.S\"'“”’!?… \n1(•)"), max_size=60), max_size=4))
def test_only_white_space_lies_outside_sentences(paragraphs: list[str]) -> None:
    report = article(*paragraphs)
    found = segment(report)
    covered: set[int] = set()
    for sentence in found:
        block = report.blocks[sentence.block]
        assert block.span.contains(sentence.span)
        quoted = sentence.span.quote(report.text)
        assert quoted == quoted.strip() != ""
        places = range(sentence.span.start, sentence.span.end)
        assert covered.isdisjoint(places)
        covered.update(places)
    for place, character in enumerate(report.text):
        assert place in covered or character.isspace()
