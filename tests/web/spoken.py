"""A record with everything that a page may show, and one in which every field is out to do harm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from onrecord.pipeline.grouping import group_waiting
from onrecord.records import Article, Block, Condition, Dated, Reading, Span, Stance, Statement, When
from onrecord.settings import Database
from onrecord.store import Writer
from onrecord.vocabulary import Act, BlockKind, ConditionKind, Polarity, QuotationKind
from tests.quell import READER, keep, matter, where
from tests.record.word_vectors import WordVectors

HEADLINE = "Melnar says the charts stay shut"
SAID = (
    "President Davor Melnar told reporters that Pellanor's envoy had said “the fund is empty” and that Karsova "
    "would open the charts once the fund is full."
)
DENIED = "He denied on Friday that mines had drifted. Nobody asked the divers."
TEXT = f"{HEADLINE}\n\n{SAID}\n\n{DENIED}"


def spoken() -> Reading:
    """16 May: an article with a headline, statements within statements, a condition and a copy of nothing."""
    article = Article(
        "spoken",
        "spoken.html",
        TEXT,
        tuple(_blocks()),
        outlet="Harbour Post",
        title=HEADLINE,
        byline="Ada Marlow",
        agency="CPA",
        dateline="DREVNA",
        published=Dated(date(2025, 5, 16), "meta date"),
        updated=Dated(date(2025, 5, 17), "meta date"),
        language="en",
    )
    outer = where(TEXT, SAID[SAID.index("that Pellanor") : -1])
    statements = (
        replace(_statement("t1", "President Davor Melnar", "Davor Melnar", "told", outer), kind=QuotationKind.MIXED),
        replace(
            _statement("t2", "Pellanor's envoy", "envoy", "had said", where(TEXT, "“the fund is empty”")),
            party="Pellanor",
            kind=QuotationKind.DIRECT,
            within="t1",
        ),
        replace(
            _statement("t3", "He", "Davor Melnar", "denied", where(TEXT, "that mines had drifted")),
            polarity=Polarity.DENIED,
            when=When(date(2025, 5, 16), *_edges("on Friday")),
        ),
    )
    condition = where(TEXT, "once the fund is full")
    stance = Stance(
        "p1",
        where(TEXT, SAID),
        "Davor Melnar",
        "Karsova",
        Act.COMMITS,
        "open the charts",
        None,
        None,
        (Condition(condition.start, condition.end, ConditionKind.EVENT),),
        (),
        "t1",
        None,
        0.7,
        where(TEXT, "would open"),
        where(TEXT, "Karsova"),
    )
    return Reading(article, statements, (stance,), READER)


HARM = '"><script>alert("x")</script><img src=x onerror=alert(1)>\u202e&amp;\x00<a href="javascript:alert(1)">'
"""Markup, a script, a link that runs, a character that turns the text around, and one that ends it."""


def hostile() -> Reading:
    """An article whose every field is out to do harm."""
    harm = HARM.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    text = f"{harm} headline\n\n{harm} said {harm} will blow up {harm} if {harm}\n\n=cmd|' /C calc'!A0 http://evil.example/"
    article = Article(
        "hostile",
        f"../../{harm}.html",
        text,
        (
            Block(BlockKind.HEADLINE, 0, text.index("\n")),
            Block(BlockKind.PARAGRAPH, text.index("\n") + 2, len(text)),
        ),
        outlet=harm,
        title=f"{harm} headline",
        byline=harm,
        agency=harm,
        dateline=harm,
        published=Dated(date(2025, 5, 15), harm),
        language=harm,
    )
    whole = Span(0, len(text))
    condition = where(text, f"if {harm}")
    statement = Statement(
        f"t1 {harm}", whole, harm, harm, (whole,), (whole,), QuotationKind.MIXED, Polarity.WITHHELD, None, None, 0.5
    )
    stance = Stance(
        f"p1 {harm}",
        whole,
        harm,
        harm,
        Act.THREATENS,
        harm,
        None,
        harm,
        (Condition(condition.start, condition.end),),
        (harm, "Coll Hargrave"),
        statement.id,
        When(None, 0, 5),
        0.5,
        where(text, "will blow up"),
        whole,
    )
    other = replace(stance, id="p2", act=Act.DECLINES, via=())
    return Reading(article, (statement,), (stance, other), READER)


def keep_grouped(database: Database, readings: Iterable[Reading]) -> None:
    """Keep readings and group their articles into stories."""
    keep(database, readings)
    with Writer(database) as writer:
        group_waiting(writer, WordVectors())


def whole_matter() -> list[Reading]:
    """The Quell matter with an article that has statements as well."""
    return [*matter(), spoken()]


def _statement(id_: str, source: str, name: str, cue: str, content: Span) -> Statement:
    return Statement(
        id_,
        where(TEXT, source),
        name,
        "Karsova",
        (where(TEXT, cue),),
        (content,),
        QuotationKind.INDIRECT,
        Polarity.ASSERTED,
        None,
        None,
        0.8,
    )


def _blocks() -> Iterable[Block]:
    start = 0
    for kind, words in zip(
        (BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH), (HEADLINE, SAID, DENIED), strict=True
    ):
        yield Block(kind, start, start + len(words))
        start += len(words) + 2


def _edges(words: str) -> tuple[int, int]:
    span = where(TEXT, words)
    return span.start, span.end
