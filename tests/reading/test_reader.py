"""The built-in reader on prose of our own: who is reported to have said what, with the exact words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import WeightsError
from onrecord.reading.reader import BuiltinReader, builtin_reader
from onrecord.records import Article, Block, Dated, Reading, Statement
from onrecord.vocabulary import BlockKind, Polarity, QuotationKind

READER = builtin_reader()


def article(*paragraphs: str, published: date | None = None) -> Article:
    text, blocks = "", []
    for paragraph in paragraphs:
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + paragraph
        blocks.append(Block(BlockKind.PARAGRAPH, start, len(text)))
    dated = Dated(published, "given") if published else None
    return Article(id="a", page="a.txt", text=text, blocks=tuple(blocks), published=dated)


def read(*paragraphs: str, published: date | None = None) -> Reading:
    return READER.read(article(*paragraphs, published=published))


def by(reading: Reading, name: str) -> list[Statement]:
    return [s for s in reading.statements if s.name == name]


def words(reading: Reading, statement: Statement) -> str:
    return " ".join(piece.quote(reading.article.text) for piece in statement.content)


def test_a_plain_statement_has_source_cue_and_content() -> None:
    reading = read("Foreign Minister Ilse Marend said on Friday that the harbour would stay closed until spring.")
    (statement,) = reading.statements
    text = reading.article.text
    assert statement.source is not None
    assert "Ilse Marend" in statement.source.quote(text)
    assert statement.cue[0].quote(text) == "said"
    assert words(reading, statement) == "that the harbour would stay closed until spring"
    assert (statement.name, statement.kind, statement.polarity) == (
        "Ilse Marend",
        QuotationKind.INDIRECT,
        Polarity.ASSERTED,
    )


def test_a_pronoun_is_resolved_and_a_quotation_is_direct() -> None:
    reading = read(
        "President Oskar Lund visited the border town of Tarn on Monday.",
        "“We will open the bridge before winter,” he said.",
    )
    (statement,) = reading.statements
    assert statement.name == "Oskar Lund"
    assert statement.kind is QuotationKind.DIRECT
    assert words(reading, statement).startswith("“We will open")


def test_a_quotation_split_by_its_cue_is_one_statement() -> None:
    reading = read("“The talks have failed,” said Premier Dora Kessel, “and we shall not return to them this year.”")
    (statement,) = by(reading, "Dora Kessel")
    assert "have failed" in words(reading, statement)
    assert "not return" in words(reading, statement)


def test_two_speakers_in_one_sentence_come_out_apart() -> None:
    reading = read(
        "Premier Dora Kessel said the canal would reopen in May, but General Piet Aurel warned that the locks were unsafe."
    )
    (kessel,), (aurel,) = by(reading, "Dora Kessel"), by(reading, "Piet Aurel")
    assert "reopen" in words(reading, kessel)
    assert "unsafe" not in words(reading, kessel)
    assert "unsafe" in words(reading, aurel)


def test_a_quotation_goes_on_over_paragraphs() -> None:
    reading = read(
        "“The ships may pass,” said Admiral Jonas Vey. “Nobody will stop them.",
        "“They have our word on it.”",
        "The port of Tarn lies in the north.",
    )
    statement = next(s for s in by(reading, "Jonas Vey"))
    assert "They have our word on it." in words(reading, statement)
    assert "lies in the north" not in words(reading, statement)


def test_what_a_source_denies_or_withholds_is_told_apart() -> None:
    reading = read(
        "The foreign ministry denied that its ships had entered the strait.",
        "The minister declined to say whether the talks would go on.",
    )
    assert [s.polarity for s in reading.statements] == [Polarity.DENIED, Polarity.WITHHELD]


def test_a_statement_inside_another_is_nested() -> None:
    reading = read("Spokesman Aldo Renn said that President Oskar Lund had promised to pay for the bridge.")
    outer, inner = reading.statements
    assert outer.within is None
    assert inner.within == outer.id
    assert inner.name == "Oskar Lund"


def test_the_time_of_a_statement_is_resolved_when_the_date_is_known() -> None:
    sentence = "Foreign Minister Ilse Marend said on Friday that the harbour would stay closed."
    dated = read(sentence, published=date(2031, 3, 9)).statements[0].when
    undated = read(sentence).statements[0].when
    assert dated is not None
    assert dated.value == date(2031, 3, 7)
    assert undated is not None
    assert undated.value is None
    assert "Friday" in sentence[undated.start : undated.end]


def test_prose_without_statements_gives_none() -> None:
    reading = read("The bridge is 300 metres long. It was built in 1911 and repaired twice.")
    assert reading.statements == ()


def test_the_same_article_reads_the_same() -> None:
    paragraph = "Premier Dora Kessel said the canal would reopen in May."
    assert read(paragraph) == read(paragraph)


PIECES = st.sampled_from(
    [
        "Premier Dora Kessel ",
        "said ",
        "that ",
        "“",
        "”",
        '"',
        "’",
        "the canal ",
        "will open",
        ". ",
        ", ",
        "\u202e",
        "\u00a0",
        "he ",
        "denied ",
        "😀",
        "İ",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(PIECES, min_size=1, max_size=60).map("".join), min_size=1, max_size=3))
def test_every_span_quotes_the_text(paragraphs: list[str]) -> None:
    reading = READER.read(article(*paragraphs))
    size = len(reading.article.text)
    for statement in reading.statements:
        source = (statement.source,) if statement.source else ()
        for span in (*source, *statement.cue, *statement.content):
            assert 0 <= span.start < span.end <= size
        assert 0 < statement.confidence < 1


def test_missing_weights_are_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="weights"):
        BuiltinReader(tmp_path)
