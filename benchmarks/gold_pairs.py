"""Pairs of reports whose comparison is annotated: the annotated readings as the package's own records, and the scores."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.gold import gold_text, scorer
from onrecord.pages.articles import articles_of
from onrecord.records import Article, Condition, Page, Reading, Span, Stance, Statement
from onrecord.vocabulary import Act, Polarity, QuotationKind
from onrecord.wire import reading_to_json

BY_HAND = "by hand"
_LEFT_OUT = " … "

Texts = tuple[dict[str, Any], dict[str, Any]]
"""The scorer's views of annotated articles, and of readings of them, by article."""


def gold_pairs(folder: Path) -> list[dict[str, Any]]:
    """Return the annotated comparisons in ``folder``, in order."""
    return [json.loads(path.read_text("utf8")) for path in sorted(folder.glob("pair-*.json"))]


def annotated_reading(folder: Path, article_id: str) -> Reading:
    """Return an annotated article as a reading of the text that :func:`~benchmarks.gold.gold_text` gives."""
    text = gold_text(folder, article_id)
    article = articles_of(Page(f"{article_id}.txt", text.encode(), "text/x-article"))[0]
    loaded = json.loads((folder / f"{article_id}.json").read_text("utf8"))
    found = _Found(article, folder, article_id)
    statements = tuple(found.statement(each) for each in loaded["statements"])
    stances = tuple(stance for each in loaded["stances"] if (stance := found.stance(each)) is not None)
    return Reading(article, statements, stances, BY_HAND)


class _Found:
    """Finds annotated quotations in an article's text."""

    def __init__(self, article: Article, folder: Path, article_id: str) -> None:
        self._text = article.text
        self._starts: dict[int, int] = {}
        at = 0
        for line in (folder / "in" / f"{article_id}.txt").read_text("utf8").splitlines():
            if match := re.match(r"(\d+)\| ?(.*)", line):
                at = max(self._text.find(match[2].strip(), at), at)
                self._starts[int(match[1])] = at

    def statement(self, given: Mapping[str, Any]) -> Statement:
        sentence = given["s"]
        pieces = [self._span(piece, sentence) for piece in given["content"]]
        cue = self._span(given["cue"], sentence) if given["cue"] else None
        return Statement(
            id=given["id"],
            source=self._span(given["source"], sentence) if given["source"] else None,
            name=given["name"],
            party=given["party"],
            cue=(cue,) if cue else (),
            content=tuple(piece for piece in pieces if piece),
            kind=QuotationKind(given["kind"]),
            polarity=Polarity(given["polarity"]),
            within=given["within"],
            when=None,
            confidence=1.0,
        )

    def stance(self, given: Mapping[str, Any]) -> Stance | None:
        evidence = self._span(given["evidence"], given["s"])
        if evidence is None:
            return None
        spans = [self._span(words, given["s"]) for words in given["conditions"]]
        return Stance(
            id=given["id"],
            evidence=evidence,
            holder=given["holder"],
            party=given["party"],
            act=Act(given["act"]),
            measure=given["measure"],
            codebook=None,
            target=given["target"],
            conditions=tuple(Condition(span.start, span.end) for span in spans if span),
            via=tuple(given["via"]),
            from_statement=given["from"],
            when=None,
            confidence=1.0,
        )

    def _span(self, quote: str, sentence: int) -> Span | None:
        """The place of a quotation nearest to a sentence; its middle may be left out."""
        parts = quote.split(_LEFT_OUT)
        near = self._starts.get(sentence, 0)
        places = [match.start() for match in re.finditer(re.escape(parts[0]), self._text)]
        if not places:
            return None
        start = min(places, key=lambda place: (abs(place - near), place))
        end = start + len(parts[0])
        for part in parts[1:]:
            place = self._text.find(part, end)
            end = place + len(part) if place >= 0 else end
        return Span(start, end)


def texts_by_article(folder: Path, readings: Mapping[str, Reading]) -> Texts:
    """Return the scorer's view of the annotated articles and of readings of them, by article."""
    score = scorer()
    golds = {article: score.Gold(str(folder), article) for article in readings}
    return golds, {article: score.Reading(golds[article], reading_to_json(each)) for article, each in readings.items()}


def sentences_matched(golds: Mapping[str, Any], pair: Mapping[str, Any]) -> Iterator[tuple[set[int], set[int], Any]]:
    """Yield for each annotated match the sentences of both reports in which it stands, and the match."""
    for match in pair["matches"]:
        words = [words_of_item(item_of(golds[pair[side]], match[side])) for side in "ab"]
        one, other = (golds[pair[side]].sentences_of(found) for side, found in zip("ab", words, strict=True))
        yield one, other, match


def item_of(view: Any, id_: str) -> Mapping[str, Any]:
    """Return the stance or statement with this id of an article as the scorer sees it; ``StopIteration`` if there is none."""
    found: Mapping[str, Any] = next(each for each in (*view.stances, *view.statements) if each["id"] == id_)
    return found


def words_of_item(item: Mapping[str, Any]) -> frozenset[int]:
    """Return the numbers of the words that show a stance or statement."""
    return frozenset(item["evidence"] if "evidence" in item else item["content"] | item["source"] | item["cue"])
