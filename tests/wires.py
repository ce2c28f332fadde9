"""Reports of an invented agency and what outlets make of them, to find copies among."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from onrecord.records import Article, Block, Dated, Reading
from onrecord.vocabulary import BlockKind

READER = "by hand 1"

WIRE = (
    "Ostrel will send two hospital ships to the Tessin islands before the end of June, its health ministry announced on Monday.",
    "The ships carry four hundred beds between them and were refitted in the yards of Brannock during the winter.",
    "Officials in the island capital had asked for help after a fever closed three of the five clinics on the main island.",
    "\"We could not wait for another committee to finish its report,\" the minister, Olla Brandis, told reporters at the quay.",
    "Neighbouring Karsova offered fuel and pilots for the voyage, although its own hospitals are short of nurses this spring.",
    "The opposition called the mission a costly distraction and demanded a debate in parliament before the ships leave port.",
    "Doctors on the islands said the number of new cases had doubled in a week and that medicine would last ten more days.",
    "A first convoy of lorries with tents and water filters reached the northern harbour on Sunday under a naval escort.",
)  # fmt: skip
"""The agency's report, a paragraph each."""

OTHER = (
    "Health authorities on the Tessin islands expect help from abroad within weeks as a fever spreads beyond the main town.",
    "Ostrel's cabinet decided late on Monday to put two floating hospitals at the islands' disposal for half a year.",
    "\"We could not wait for another committee to finish its report,\" Olla Brandis, who runs the ministry, said in the harbour.",
    "Three clinics are shut and the other two turn patients away, according to a nurse who has worked there since March.",
    "Fuel for the journey comes from Karsova, a gesture that surprised diplomats after a quarrel over fishing last autumn.",
)  # fmt: skip
"""Another reporter's account of the same event: the same facts and the same quotation in words of its own."""

LOCAL = (
    "For the fishermen of Lower Quay the matter looked different on Tuesday morning, when the pier was closed to their boats.",
    "Harbour master Ruben Ostergaard has moved forty moorings to the old basin and expects complaints for the whole of summer.",
    "The bakery opposite the ferry office has doubled its order of flour to feed the crews until they sail with the tide.",
    "A choir of schoolchildren is rehearsing for the farewell, and the town council has found money for flags and a brass band.",
    "Insurance brokers in the old exchange were less moved and asked who would pay if one of the hulls struck a forgotten mine.",
    "Anna Vell, who keeps the lighthouse museum, remembers the last time that hospital ships left from here, forty years ago.",
    "Tickets for the viewing platform at the western mole went on sale at noon and were gone before the church bells rang one.",
    "By the evening the queue at the recruiting table for volunteers reached the tram stop, and the pens had run out twice.",
)  # fmt: skip
"""A reporter's own paragraphs around the event."""

FOOTER = (
    "Sign up for our evening letter and find the most important stories of the day in your mailbox at six o'clock sharp.",
    "Have you seen something that we should know about? Write to the newsroom at the address below or call us at any hour.",
)  # fmt: skip
"""What one outlet prints beneath its articles."""


def article(
    id_: str,
    paragraphs: Iterable[str],
    *,
    outlet: str | None = None,
    published: date | None = date(2031, 5, 5),
    agency: str | None = None,
    headline: str = "Hospital ships for the islands",
) -> Article:
    """An article with a headline and these paragraphs, on a page of its own; its outlet is named after it if not given."""
    text, blocks = headline, [Block(BlockKind.HEADLINE, 0, len(headline))]
    for paragraph in paragraphs:
        text += "\n\n"
        blocks.append(Block(BlockKind.PARAGRAPH, len(text), len(text) + len(paragraph)))
        text += paragraph
    dated = Dated(published, "meta date") if published else None
    outlet = outlet or f"The {id_} Gazette"
    return Article(
        id_, f"{id_}.html", text, tuple(blocks), outlet=outlet, title=headline, published=dated, agency=agency
    )


def reading(of: Article) -> Reading:
    """A reading of the article in which nothing was found."""
    return Reading(of, (), (), READER)


def edited(paragraphs: Sequence[str]) -> list[str]:
    """The same paragraphs as an editor leaves them: a word or two changed in each."""
    changes = {"before the end of June": "by the end of June", "on Monday": "Monday", "although": "even though",
               "a costly distraction": "an expensive distraction", "had doubled": "had nearly doubled",
               "reached": "arrived at", "during the winter": "over the winter", "three of the five": "three of five"}  # fmt: skip
    return [_changed(paragraph, changes) for paragraph in paragraphs]


def _changed(paragraph: str, changes: dict[str, str]) -> str:
    for before, after in changes.items():
        paragraph = paragraph.replace(before, after)
    return paragraph
