"""Readings made by hand of short reports on the Quell strait, the invented matter of ``demo/``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from onrecord.record.reviewed import told_of
from onrecord.records import Article, Condition, Dated, Reading, Span, Stance, Told
from onrecord.settings import Database
from onrecord.store import PageVersion, Writer
from onrecord.vocabulary import Act, ConditionKind

READER = "by hand 1"
ESCORTS, CHARTS = "escort ships through the strait", "hand over mine charts"


def where(text: str, words: str) -> Span:
    """The first place of ``words`` in ``text``."""
    start = text.index(words)
    return Span(start, start + len(words))


def stance(
    text: str,
    evidence: str,
    holder: str,
    act: Act,
    measure: str,
    *,
    party: str | None = None,
    trigger: str | None = None,
    mention: str | None = None,
    conditions: Iterable[tuple[str, ConditionKind]] = (),
    via: tuple[str, ...] = (),
    codebook: str | None = None,
    confidence: float = 0.9,
) -> Stance:
    """A stance whose spans are given by the words that they quote; :func:`report` numbers it."""
    places = [(where(text, words), kind) for words, kind in conditions]
    return Stance(
        id="",
        evidence=where(text, evidence),
        holder=holder,
        party=party,
        act=act,
        measure=measure,
        codebook=codebook,
        target=None,
        conditions=tuple(Condition(place.start, place.end, kind) for place, kind in places),
        via=via,
        from_statement=None,
        when=None,
        confidence=confidence,
        trigger=where(text, trigger) if trigger else None,
        mention=where(text, mention) if mention else None,
    )


def report(
    id_: str,
    text: str,
    stances: Iterable[Stance],
    *,
    outlet: str | None = "Hallmere Courier",
    published: date | None = date(2025, 5, 14),
    copy_of: str | None = None,
) -> Reading:
    """A reading of one article, its stances numbered p1, p2, …"""
    dated = Dated(published, "meta date") if published else None
    article = Article(id_, f"{id_}.html", text, (), outlet=outlet, published=dated, copy_of=copy_of)
    numbered = tuple(replace(each, id=f"p{number}") for number, each in enumerate(stances, start=1))
    return Reading(article, (), numbered, READER)


def doubting(reading: Reading, doubtful: Iterable[Stance]) -> Reading:
    """The reading with doubtful stances, numbered d1, d2, …"""
    numbered = tuple(replace(each, id=f"d{number}") for number, each in enumerate(doubtful, start=1))
    return replace(reading, doubtful=numbered)


def told(article: Article, stance: Stance) -> Told:
    """The stance as the record tells it."""
    (only,) = told_of(Reading(article, (), (stance,), READER))
    return only


def frigates() -> Reading:
    """13 May: Brennland sends frigates, Lisandria clears its lane on a condition."""
    text = (
        "Brennland will send two frigates to escort ships through the strait. "
        "Lisandria promised to clear the southern lane once the fund is open."
    )
    sends, clears = text.split(". ", maxsplit=1)[0], text.split(". ")[1].rstrip(".")
    return report(
        "frigates",
        text,
        [
            stance(
                text, sends, "Ilse Fennimark", Act.COMMITS, ESCORTS,
                party="Brennland", trigger="will send", mention="Brennland",
            ),
            stance(
                text, clears, "Lisandria", Act.COMMITS, "clear the southern lane",
                party="Lisandria", trigger="promised", mention="Lisandria",
                conditions=[("once the fund is open", ConditionKind.EVENT)],
            ),
        ],
        published=date(2025, 5, 13),
    )  # fmt: skip


def melnar() -> Reading:
    """14 May: Karsova rejects the escorts and threatens; Pellanor declines."""
    text = (
        "Karsova rejected the escorts on Wednesday. Its minister Davor Melnar said warships would be turned back "
        "if they come before the fees are settled. Pellanor will not take part."
    )
    return report(
        "melnar",
        text,
        [
            stance(
                text, "Karsova rejected the escorts", "Davor Melnar", Act.OPPOSES, ESCORTS,
                party="Karsova", trigger="rejected", mention="Karsova",
            ),
            stance(
                text, "warships would be turned back if they come before the fees are settled", "Davor Melnar",
                Act.THREATENS, "turn warships back", party="Karsova", trigger="would be turned back",
                conditions=[("if they come before the fees are settled", ConditionKind.RECIPROCITY)],
            ),
            stance(
                text, "Pellanor will not take part", "Pellanor", Act.DECLINES, ESCORTS,
                party="Pellanor", trigger="will not take part", mention="Pellanor",
            ),
        ],
    )  # fmt: skip


def melnar_copied() -> Reading:
    """The same day: another outlet prints the same agency report."""
    first = melnar()
    return report("copied", first.article.text, first.stances, outlet="The Observer", copy_of="melnar")


def melnar_elsewhere() -> Reading:
    """The same day: another outlet's own report, by an agency's words."""
    text = "Karsova's minister Davor Melnar dismissed the escorts as an intrusion."
    found = stance(
        text, text.rstrip("."), "Davor Melnar", Act.OPPOSES, ESCORTS, party="Karsova", trigger="dismissed"
    )  # fmt: skip
    return report("intrusion", text, [found], outlet="Harbour Post")


def pellanor_turns() -> Reading:
    """15 May: Pellanor takes part after all, if parliament agrees."""
    text = "Pellanor will send one minehunter after all, if parliament approves, Mikkel Orvik said."
    found = stance(
        text, text.rstrip("."), "Mikkel Orvik", Act.COMMITS, ESCORTS, party="Pellanor", trigger="will send",
        conditions=[("if parliament approves", ConditionKind.APPROVAL)],
    )  # fmt: skip
    return report("turns", text, [found], published=date(2025, 5, 15))


def charts() -> Reading:
    """14 May: two on another measure, one on a condition."""
    text = (
        "Teodor Vash called on Karsova to hand over its mine charts. Karsova could hand them over, Davor Melnar said, "
        "provided that ships are inspected on Karsovan quays."
    )
    asks, offers = text.split(". ", maxsplit=1)[0], text.split(". ")[1].rstrip(".")
    return report(
        "charts",
        text,
        [
            stance(
                text, asks, "Teodor Vash", Act.DEMANDS, CHARTS,
                party="Inner Sea Union", trigger="called on", mention="Teodor Vash",
            ),
            stance(
                text, offers, "Davor Melnar", Act.OPEN, CHARTS, party="Karsova", trigger="could hand them over",
                conditions=[("provided that ships are inspected on Karsovan quays", ConditionKind.RECIPROCITY)],
            ),
        ],
        outlet="The Observer",
    )  # fmt: skip


def doubted() -> Reading:
    """14 May: as :func:`charts`, with two more that are likelier wrong than right: Vash's is on the escorts."""
    reading = charts()
    text = reading.article.text
    inspected = "ships are inspected on Karsovan quays"
    return doubting(
        reading,
        [
            stance(
                text, inspected, "Davor Melnar", Act.DEMANDS, "inspect ships on its quays",
                party="Karsova", trigger="inspected", confidence=0.25,
            ),
            stance(
                text, "Teodor Vash called on Karsova to hand over its mine charts", "Teodor Vash", Act.SUPPORTS, ESCORTS,
                party="Inner Sea Union", trigger="called on", confidence=0.2,
                conditions=[("provided that ships are inspected on Karsovan quays", ConditionKind.RECIPROCITY)],
            ),
        ],
    )  # fmt: skip


def vash() -> Reading:
    """16 May: what Karsova stands for, as somebody else tells it."""
    text = "Teodor Vash said that Karsova had agreed to the escorts."
    found = stance(
        text, "Karsova had agreed to the escorts", "Karsova", Act.COMMITS, ESCORTS,
        party="Karsova", trigger="agreed", mention="Karsova", via=("Teodor Vash",), confidence=0.7,
    )  # fmt: skip
    return report("agreed", text, [found], outlet="Harbour Post", published=date(2025, 5, 16))


def galdria() -> Reading:
    """Without a date: Galdria has not decided."""
    text = "Galdria will decide on escorts only after the election, Ines Dacorra said."
    found = stance(
        text, text.rstrip("."), "Ines Dacorra", Act.UNDECIDED, ESCORTS, party="Galdria", trigger="will decide",
        conditions=[("after the election", ConditionKind.TIME)],
    )  # fmt: skip
    return report("undated", text, [found], outlet="The Observer", published=None)


def matter() -> list[Reading]:
    """All of them, in no order that means anything."""
    return [galdria(), vash(), melnar(), melnar_copied(), frigates(), pellanor_turns(), melnar_elsewhere(), charts()]


def keep(path: Database, readings: Iterable[Reading]) -> None:
    """Keep each reading as a page of its own."""
    with Writer(path) as writer:
        for reading in readings:
            writer.keep(PageVersion(reading.article.page, "1", "1"), [reading], reading.reader)
