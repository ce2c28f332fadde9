from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.reading.actors import Document, Identity, prepare
from onrecord.reading.author import author_of, noted_author
from onrecord.reading.quotes import quotations
from onrecord.reading.segments import segment
from onrecord.records import Article, Block
from onrecord.vocabulary import BlockKind

BODY = (
    "The bridge should never have been built.",
    "I crossed it as a child, and it shook.",
    "The minister promised to mend it, and did nothing.",
    "It will fall, and then we shall all be sorry.",
    "Nobody in the capital seems to care for that.",
    "Let them come and see for themselves.",
    "A ferry would do the same for half the money.",
    "The town has asked for one since the flood.",
    "It is not too late to listen.",
)


def written(*paragraphs: str) -> tuple[Article, Document]:
    blocks, start = [], 0
    for text in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(text)))
        start += len(text) + 2
    article = Article("a", "a.txt", "\n\n".join(paragraphs), tuple(blocks))
    return article, prepare(article, segment(article), quotations(article.text, article.blocks))


@pytest.mark.parametrize(
    ("note", "name"),
    [
        ("Orla Tarn is a fellow at the Institute for Rivers.", "Orla Tarn"),
        ("— Orla Tarn, who lives by the river, teaches history at the college in Morel.", "Orla Tarn"),
        ("Igor B. Tarnov Jr. is the author of “The Last Bridge.”", "Igor B. Tarnov Jr."),
        ("Editor’s note: Orla Tarn is a columnist for The Morel Times.", "Orla Tarn"),
        ("Sen. Orla Tarn, a former U.S. Army engineer, represents the north.", "Orla Tarn"),
    ],
)
def test_a_note_above_or_below_names_the_author(note: str, name: str) -> None:
    for paragraphs in ((*BODY, note), (note, *BODY)):
        assert author_of(*written(*paragraphs)).name == name


def test_points_at_the_head_name_the_author() -> None:
    piece = written("Orla Tarn: The bridge is a danger", "Tarn: A ferry would do as well", *BODY, *BODY)
    assert author_of(*piece).name == "Orla Tarn"


@pytest.mark.parametrize(
    "paragraphs",
    [
        (*BODY, "Orla Tarn crossed the bridge on Monday."),
        (*BODY[:5], "Minister Orla Tarn refused to answer.", *BODY[5:], *BODY, "Orla Tarn is a member of the council."),
        ("FILE PHOTO: The bridge on a clear day", *BODY),
    ],
)
def test_whom_the_report_is_about_did_not_write_it(paragraphs: tuple[str, ...]) -> None:
    article, document = written(*paragraphs)
    assert noted_author(document) is None
    assert author_of(article, document) == Identity("the author", None)


def test_byline_comes_first() -> None:
    article, document = written(*BODY, "Orla Tarn is a fellow at the Institute for Rivers.")
    assert author_of(replace(article, byline="Ada Marlow"), document).name == "Ada Marlow"
