from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.quotes import Quotation, kind_of, quotations
from onrecord.records import Block, Span
from onrecord.vocabulary import BlockKind, QuotationKind


def paragraphs(*texts: str) -> tuple[str, list[Block]]:
    blocks, start = [], 0
    for text in texts:
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(text)))
        start += len(text) + 2
    return "\n\n".join(texts), blocks


def found(*texts: str) -> list[Quotation]:
    return list(quotations(*paragraphs(*texts)))


def inner(*texts: str) -> list[str]:
    text, _ = paragraphs(*texts)
    return [quotation.inner.quote(text) for quotation in found(*texts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said: “We go.”", ["We go."]),
        ('"We go," she said, "and we stay gone."', ["We go,", "and we stay gone."]),
        ("Marlow: 'We will not go home'", ["We will not go home"]),
        ("Tarn's fleet and the workers' rights", []),
        ("It was ’tis and the '90s and rock 'n' roll", []),
        ("“It's Tarn's plan and the workers’ plan,” he said.", ["It's Tarn's plan and the workers’ plan,"]),
        (
            "“He called it ‘the last word’ on that,” she said.",
            ["He called it ‘the last word’ on that,", "the last word"],
        ),
        (
            "\"He called it 'the last word' on that,\" she said.",
            ["He called it 'the last word' on that,", "the last word"],
        ),
        ("A 6'2\" man", []),
        ("«We go», she said", ["We go"]),
        ('He said ("with regret") that it failed', ["with regret"]),
        ('He asked "why?"—twice', ["why?"]),
        ("The 'good' workers' rights", ["good"]),
    ],
)
def test_marks_are_matched_and_apostrophes_are_none(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("““We go,” she said.", ["“We go,”"]),
        ('""We go," she said. "And we stay gone."', ['"We go,"', '"And we stay gone."']),
        ('"“We go,” she said. “And we stay gone.”', ["“We go,”", "“And we stay gone.”"]),
        ("“ “We go,” she said, and left the pier.", ["“We go,”"]),
        ("““We go,”” she said of the ““last”” ferry.", ["“We go,”", "“last”"]),
        ('She said: "“We go.”" And they went.', ["“We go.”"]),
        ("She said: ““We go. We stay gone.", ["“We go. We stay gone."]),
        ("““We go. “We stay gone,” she said.", ["“We go.", "“We stay gone,”"]),
        ("“We go””, she said.", ["“We go”"]),
        ("She said it was “over.”“We go,” she added.", ["“over.”", "“We go,”"]),
        ('“"Wait" is no answer,” she said.', ['“"Wait" is no answer,”', '"Wait"']),
    ],
)
def test_of_marks_that_are_set_twice_the_inner_ones_quote(text: str, expected: list[str]) -> None:
    assert [quotation.span.quote(text) for quotation in found(text)] == expected


def test_depth_counts_the_quotations_around() -> None:
    assert [q.depth for q in found("“He called it ‘the last word’ on that,” she said. “No.”")] == [0, 1, 0]


def test_paragraphs_that_go_on_give_a_quotation_each() -> None:
    text, blocks = paragraphs('Tarn said: "We go.', '"We go far.', '"We never come back." He left.', '"Bye," she said.')
    marks = quotations(text, blocks)
    assert [q.inner.quote(text) for q in marks] == ["We go.", "We go far.", "We never come back.", "Bye,"]
    assert [(q.continues, q.continued) for q in marks] == [(True, False), (True, True), (False, True), (False, False)]


def test_paragraphs_that_go_on_inside_one_block() -> None:
    assert inner("Tarn said: “We go. “We go far. “We never come back.” He left.") == [
        "We go.",
        "We go far.",
        "We never come back.",
    ]


def test_closing_mark_of_a_later_paragraph_quotes_what_lies_between() -> None:
    assert inner("“We go.", "We go far.", "We never come back,” he said.") == [
        "We go.",
        "We go far.",
        "We never come back,",
    ]


def test_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    marks = found('He said: "We go. And so on', "Nothing else was said.", "Nobody asked.")
    assert [(q.continues, q.span) for q in marks] == [(False, Span(9, 26))]


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        (["“We go,”", "“and stay gone.”"], QuotationKind.DIRECT),
        (["that “we go,”"], QuotationKind.MIXED),
        (["she left"], QuotationKind.INDIRECT),
        ([], QuotationKind.INDIRECT),
    ],
)
def test_kind_follows_the_marks(pieces: list[str], kind: QuotationKind) -> None:
    text = "He said that “we go,” and “stay”. “We go,” he said, “and stay gone.” But she left."
    spans = [Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces]
    assert kind_of(spans, quotations(text, ()), text) is kind


@given(st.lists(st.text(st.sampled_from("ab .,\"'“”‘’«»s\n"), max_size=40), max_size=5))
def test_quotations_lie_in_their_blocks_and_nest(texts: list[str]) -> None:
    text, blocks = paragraphs(*texts)
    marks = quotations(text, blocks)
    for quotation in marks:
        assert quotation.span.contains(quotation.inner)
        assert any(block.span.contains(quotation.span) for block in blocks)
        around = [q for q in marks if q is not quotation and q.span.contains(quotation.span)]
        assert quotation.depth <= len(around)
    for one in marks:
        for other in marks:
            apart = not one.span.overlaps(other.span)
            assert apart or one.span.contains(other.span) or other.span.contains(one.span)
