"""Attributions made into statements: tidy spans, quotations that go on, nesting, confidence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.actors import prepare
from onrecord.reading.attribution import Attribution
from onrecord.reading.confidence import Calibration, confidence_of
from onrecord.reading.quotes import quotations
from onrecord.reading.segments import segment
from onrecord.reading.statements import EVIDENCE, Surroundings, assembled, statements_of
from onrecord.records import Article, Block, Span
from onrecord.vocabulary import BlockKind, Polarity, QuotationKind

CALIBRATION = Calibration((0.0,) * len(EVIDENCE), bias=0.0, least=0.0)


def around(*paragraphs: str) -> Surroundings:
    text, blocks = "", []
    for paragraph in paragraphs:
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + paragraph
        blocks.append(Block(BlockKind.PARAGRAPH, start, len(text)))
    article = Article(id="a", page="a.txt", text=text, blocks=tuple(blocks))
    sentences, quoted = segment(article), quotations(text, blocks)
    return Surroundings(article, sentences, quoted, prepare(article, sentences, quoted))


def attribution(
    place: Surroundings, source: str | None, cue: str, *content: str, polarity: Polarity = Polarity.ASSERTED
) -> Attribution:
    text = place.article.text

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    return Attribution(
        span(source) if source else None, span(cue), tuple(span(c) for c in content), polarity, (0.9, 0.9, 0.9, 0.9)
    )


def contents(place: Surroundings, found: list[Attribution]) -> list[list[str]]:
    return [[piece.quote(place.article.text) for piece in a.content] for a in found]


def test_quotation_marks_come_whole_and_the_comma_before_the_cue_stays_out() -> None:
    place = around("“The bridge is safe,” said Ada Renn. The bridge is old, added Ben Lorr.")
    found = [
        attribution(place, "Ada Renn", "said", "The bridge is safe"),
        attribution(place, "Ben Lorr", "added", "The bridge is old,"),
    ]
    assert contents(place, assembled(found, place)) == [["“The bridge is safe,”"], ["The bridge is old"]]


def test_a_quoted_sentence_without_a_cue_goes_on_with_the_statement_before_it() -> None:
    place = around(
        "“The bridge is safe,” said Ada Renn. “We walked over it twice.”", "“It will stand.”", "Nobody else spoke."
    )
    found = [attribution(place, "Ada Renn", "said", "“The bridge is safe,”")]
    assert contents(place, assembled(found, place)) == [
        ["“The bridge is safe,”", "“We walked over it twice.”", "“It will stand.”"]
    ]


def test_marks_that_are_set_twice_stay_out() -> None:
    place = around(
        "““The bridge is safe,” said Ada Renn. “We walked over it.”",
        'Ben Lorr added: "“The bridge is old.”" And he left.',
    )
    found = [
        attribution(place, "Ada Renn", "said", "““The bridge is safe,”"),
        attribution(place, "Ben Lorr", "added", '"“The bridge is old.”"'),
    ]
    assert contents(place, assembled(found, place)) == [
        ["“The bridge is safe,”", "“We walked over it.”"],
        ["“The bridge is old.”"],
    ]


def test_a_quotation_after_the_outlets_own_words_is_not_taken_on() -> None:
    place = around("“The bridge is safe,” said Ada Renn.", "It was built in 1911.", "“It will stand.”")
    found = [attribution(place, "Ada Renn", "said", "“The bridge is safe,”")]
    assert contents(place, assembled(found, place)) == [["“The bridge is safe,”"]]


def test_nothing_is_kept_that_has_no_content_unless_it_was_withheld() -> None:
    place = around("Ada Renn spoke. Ben Lorr declined to comment.")
    found = [
        attribution(place, "Ada Renn", "spoke"),
        attribution(place, "Ben Lorr", "declined to comment", polarity=Polarity.WITHHELD),
    ]
    assert [a.source and a.source.quote(place.article.text) for a in assembled(found, place)] == ["Ben Lorr"]


def test_statements_are_numbered_by_their_first_words_and_nested_by_their_cues() -> None:
    place = around("Ada Renn said that Ben Lorr had promised to mend the bridge.")
    inner = attribution(place, "Ben Lorr", "promised", "to mend the bridge")
    outer = attribution(place, "Ada Renn", "said", "that Ben Lorr had promised to mend the bridge")
    first, second = statements_of([inner, outer], place, CALIBRATION)
    assert (first.id, first.name, first.within) == ("t1", "Ada Renn", None)
    assert (second.id, second.name, second.within) == ("t2", "Ben Lorr", "t1")
    assert first.kind is QuotationKind.INDIRECT


@given(st.lists(st.floats(-20, 20), min_size=len(EVIDENCE), max_size=len(EVIDENCE)), st.floats(-5, 5))
def test_confidence_is_a_probability_that_is_never_certain(evidence: list[float], bias: float) -> None:
    calibration = Calibration((1.0,) * len(EVIDENCE), bias, least=0.0)
    assert 0.01 <= confidence_of(evidence, calibration) <= 0.99


def test_more_evidence_gives_more_confidence() -> None:
    calibration = Calibration((1.0,) + (0.0,) * (len(EVIDENCE) - 1), bias=0.0, least=0.0)
    weak, strong = ([x] + [0.0] * (len(EVIDENCE) - 1) for x in (-1.0, 1.0))
    assert confidence_of(weak, calibration) < 0.5 < confidence_of(strong, calibration)


def test_what_is_too_doubtful_is_left_out() -> None:
    place = around("Ada Renn said the bridge was safe.")
    found = [attribution(place, "Ada Renn", "said", "the bridge was safe")]
    even = Calibration((0.0,) * len(EVIDENCE), bias=0.0, least=0.4)
    strict = Calibration((0.0,) * len(EVIDENCE), bias=0.0, least=0.6)
    assert [s.confidence for s in statements_of(found, place, even)] == [0.5]
    assert statements_of(found, place, strict) == ()


def laid_out(*blocks: tuple[BlockKind, str]) -> Surroundings:
    text, made = "", []
    for kind, words in blocks:
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + words
        made.append(Block(kind, start, len(text)))
    article = Article(id="a", page="a.txt", text=text, blocks=tuple(made))
    sentences, quoted = segment(article), quotations(text, made)
    return Surroundings(article, sentences, quoted, prepare(article, sentences, quoted))


def test_a_headline_speaks_for_itself_alone() -> None:
    place = laid_out(
        (BlockKind.HEADLINE, "Renn says the bridge is safe"), (BlockKind.PARAGRAPH, "Others have their doubts.")
    )
    found = [attribution(place, "Renn", "says", "the bridge is safe\n\nOthers have their doubts")]
    assert contents(place, assembled(found, place)) == [["the bridge is safe"]]


def test_a_quotation_goes_on_over_a_heading_without_it() -> None:
    place = laid_out(
        (BlockKind.PARAGRAPH, "“The bridge is safe,” said Ada Renn. “We walked over it."),
        (BlockKind.HEADING, "“No better bridge”"),
        (BlockKind.PARAGRAPH, "“It will stand.”"),
    )
    found = [attribution(place, "Ada Renn", "said", "“The bridge is safe,”", "“We walked over it")]
    assert contents(place, assembled(found, place)) == [
        ["“The bridge is safe,”", "“We walked over it.", "“It will stand.”"]
    ]


def test_a_source_that_is_a_title_alone_takes_in_the_name() -> None:
    place = around("Mr. Fenn said the bridge would close. The ministry denied that the bridge would close.")
    text = place.article.text
    found = [
        attribution(place, "Mr", "said", "the bridge would close"),
        attribution(place, "The", "denied", "that the"),
    ]
    sources = [a.source.quote(text) for a in assembled(found, place) if a.source is not None]
    assert sources == ["Mr. Fenn", "The ministry"]
