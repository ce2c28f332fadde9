"""Marks in an article's text: legible without colours, and the words as they were."""

from __future__ import annotations

import re

from hypothesis import given
from rich.cells import cell_len

from onrecord.cli.acts import LONGEST, act_text
from onrecord.cli.holders import holders_table
from onrecord.cli.marks import shown_article
from onrecord.cli.quotations import found_statements
from onrecord.cli.tables import speakers_table
from onrecord.cli.terminal import safe
from onrecord.record.reviewed import Review
from onrecord.records import Article, Reading, Span, Statement
from onrecord.signs import NOT_MENTIONED, SIGNS
from onrecord.vocabulary import Act, Polarity, QuotationKind
from tests.quell import ESCORTS, melnar, report, stance, told, vash
from tests.strategies import readings

TEXT = "Berg said Marr hoped the ferry would stay."


def statement(id_: str, name: str, source: str, cue: str, content: str) -> Statement:
    def span(words: str) -> Span:
        return Span(TEXT.index(words), TEXT.index(words) + len(words))

    kind, polarity = QuotationKind.INDIRECT, Polarity.ASSERTED
    return Statement(id_, span(source), name, None, (span(cue),), (span(content),), kind, polarity, None, None, 0.9)


def nested() -> Reading:
    outer = statement("t1", "Tomas Berg", "Berg", "said", "Marr hoped the ferry would stay")
    inner = statement("t2", "Ilse Marr", "Marr", "hoped", "the ferry would stay")
    return Reading(Article("a1", "ferry.html", TEXT, ()), (outer, inner), (), "plain 1")


def test_brackets_of_nested_statements_nest() -> None:
    shown = [text.plain for text in shown_article(nested(), {}, colours=False)]

    assert (
        "[source 1: Berg] [cue 1: said] "
        "[content 1: [source 2: Marr] [cue 2: hoped] [content 2: the ferry would stay]]." in shown
    )


def test_colours_leave_the_words_and_number_the_contents() -> None:
    text = next(
        text
        for text in shown_article(nested(), {}, colours=True)
        if text.plain.startswith("[") or "Berg said" in text.plain
    )

    assert text.plain == "Berg said [1]Marr hoped [2]the ferry would stay."
    styles = {text.plain[span.start : span.end]: str(span.style) for span in text.spans}
    assert styles["said"] == "bold yellow"
    assert styles["the ferry would stay"] == "green"


def test_stances_are_marked_and_listed_without_colours() -> None:
    shown = "\n".join(text.plain for text in shown_article(melnar(), {}, colours=False))

    assert "[holder p1: Karsova] [act p1 opposes: rejected] the escorts on Wednesday." in shown
    assert "[act p2 threatens: would be turned back] [condition p2: if they come before the fees are settled]." in shown
    assert "p2  ▲ threatens  Davor Melnar (Karsova) · turn warships back · 0.90" in shown
    assert "reciprocity: if they come before the fees are settled" in shown
    assert "no statements found" in shown


def test_colours_leave_the_words_and_number_the_acts() -> None:
    reading = vash()
    text = next(text for text in shown_article(reading, {}, colours=True) if "Teodor Vash said" in text.plain)

    assert text.plain == "Teodor Vash said that Karsova had [p1 ✓]agreed to the escorts."
    assert "told by Teodor Vash" in list(shown_article(reading, {}, colours=True))[-1].plain


def test_words_that_two_stances_share_are_marked_once() -> None:
    text = "Karsova and Lisandria agreed to the escorts."
    found = [
        stance(text, text, holder, Act.COMMITS, ESCORTS, trigger="agreed", mention=holder)
        for holder in ("Karsova", "Lisandria")
    ]

    shown = "\n".join(line.plain for line in shown_article(report("a", text, found), {}, colours=False))

    assert "[holder p1: Karsova] and [holder p2: Lisandria] [act p1, p2 commits: agreed] to the escorts." in shown


def test_every_act_has_a_sign_of_its_own_and_its_word() -> None:
    assert set(SIGNS) == set(Act)
    assert len({sign.mark for sign in SIGNS.values()} | {NOT_MENTIONED}) == len(Act) + 1
    assert all(cell_len(sign.mark) == 1 for sign in SIGNS.values())
    assert {act_text(act, width=LONGEST).cell_len for act in Act} == {LONGEST}
    assert all(act_text(act).plain.endswith(f" {act}") for act in Act)


@given(readings())
def test_any_reading_can_be_shown(reading: Reading) -> None:
    coloured = list(shown_article(reading, {}, colours=True))[2].plain
    bracketed = "\n".join(text.plain for text in shown_article(reading, {}, colours=False))

    without_numbers = re.sub(r"\[(\d|p\d(, p\d)* \S)\]", "", coloured)
    assert len(without_numbers) <= len(reading.article.text)
    if "[" not in reading.article.text:
        assert without_numbers == safe(reading.article.text)
    assert bracketed.count("[condition ") >= len(
        {each.span for stance in reading.stances for each in stance.conditions}
    )
    assert bracketed.count("[source ") >= sum(said.source is not None for said in reading.statements)


@given(readings())
def test_no_line_of_a_table_is_wider_than_the_terminal(reading: Reading) -> None:
    lines = list(speakers_table(list(found_statements([reading], None, Review([]))), 100))
    lines += holders_table([told(reading.article, stance) for stance in reading.stances], 100, Review([]))

    assert all(line.cell_len <= 100 for line in lines)
