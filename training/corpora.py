"""The annotated corpora as one kind of example: a text and its attributions, offsets in code points.

PolNeAR (Newell et al. 2018) and our gold readings follow different guidelines, so each example names its guideline.
"""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.gold import SHARED, brat_events, scorer
from onrecord.reading.encoder import Guideline
from onrecord.reading.segments import segment
from onrecord.records import Article, Block, Span
from onrecord.vocabulary import BlockKind, Polarity
from training.stance_lines import StanceLabel, line_ids, packed_labels, stance_labels

LABELS = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One annotated statement; ``polarity`` is ``None`` where the corpus does not tell it."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    polarity: Polarity | None


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated article; ``None`` for what was not annotated in it."""

    id: str
    text: str
    sentences: tuple[Span, ...]
    attributions: tuple[Attribution, ...] | None
    guideline: Guideline
    stances: tuple[StanceLabel, ...] | None = None


def article_of(text: str, article_id: str = "") -> Article:
    """Wrap clean text as an article, each line that is not empty a paragraph."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text))
    return Article(id=article_id, page=article_id, text=text, blocks=blocks)


def sentences_of(text: str) -> tuple[Span, ...]:
    """Cut clean text into sentences as the reader does."""
    return tuple(sentence.span for sentence in segment(article_of(text)))


def polnear(split: str) -> Iterator[Example]:
    """Yield PolNeAR's articles; of several annotations of one article the first by annotator's id is taken."""
    folder = SHARED / "polnear" / split
    seen: set[str] = set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = path.stem.rsplit("_", 1)[0]
        if stem in seen:
            continue
        seen.add(stem)
        text = (folder / "text" / f"{stem}.txt").read_text(encoding="utf8")
        yield Example(stem, text, sentences_of(text), tuple(_brat(path)), Guideline.POLNEAR)


def _brat(path: Path) -> Iterator[Attribution]:
    for roles in brat_events(path):
        if roles["Content"]:
            source, cue, content = (tuple(sorted(roles[role])) for role in ("Source", "Cue", "Content"))
            yield Attribution(source, cue, content, None)


def gold(folder: Path) -> Iterator[Example]:
    """Yield gold readings: ``in/ID.txt`` with numbered sentences, ``ID.json`` with quotations."""
    for path in sorted(folder.glob("*.json")):
        if path.name.startswith("pair-") or path.name == "manifest.json":
            continue
        data = json.loads(path.read_text(encoding="utf8"))
        reading = scorer().Gold(str(folder), path.stem, data=data)
        text = "\n".join(reading.sentences[k] for k in sorted(reading.sentences))
        yield _example(path.stem, text, reading, data)


def with_stances(examples: Iterable[Example]) -> list[Example]:
    """Add the stances of ``gold/lines`` to the examples that have them, and the articles that have nothing else."""
    ids = set(line_ids())
    found = []
    for example in examples:
        if example.id not in ids:
            found.append(example)
            continue
        ids.discard(example.id)
        text, labels = stance_labels(example.id)
        assert text == example.text
        found.append(replace(example, stances=labels))
    for article_id in sorted(ids):
        if not article_id.startswith("t"):
            text, labels = stance_labels(article_id)
            found.append(Example(article_id, text, sentences_of(text), None, Guideline.GOLD, labels))
    return found


def packed(path: Path) -> Iterator[Example]:
    """Yield our own labels of corpus articles, kept as word positions; the texts come from the corpus.

    ``path`` holds the statements, ``stances.json`` and ``stances_alone.json`` beside it the stances, by the same ids.
    """
    labels = json.loads(path.read_text(encoding="utf8"))
    stances: dict[str, Any] = {}
    for name in ("stances.json", "stances_alone.json"):
        stances |= json.loads(path.with_name(name).read_text(encoding="utf8"))
    texts = corpus_texts({entry["corpus"] for entry in labels.values()})
    for article_id, data in sorted(labels.items()):
        example = _example(article_id, texts[data["corpus"]], None, data)
        if article_id in stances:
            rows = stances[article_id]["stances"]
            example = replace(example, stances=packed_labels(rows, example.text, example.sentences))
        yield example


def packed_stances(path: Path) -> Iterator[Example]:
    """Yield our own labels of corpus articles in which only stances were annotated, kept as ``packed`` keeps them.

    Those that ``statements.json`` beside ``path`` has as well are left to ``packed``.
    """
    labels = json.loads(path.read_text(encoding="utf8"))
    whole = json.loads(path.with_name("statements.json").read_text(encoding="utf8"))
    labels = {article_id: entry for article_id, entry in labels.items() if article_id not in whole}
    texts = corpus_texts({entry["corpus"] for entry in labels.values()})
    for article_id, data in sorted(labels.items()):
        text = texts[data["corpus"]]
        sentences = sentences_of(text)
        yield Example(
            article_id, text, sentences, None, Guideline.GOLD, packed_labels(data["stances"], text, sentences)
        )


@lru_cache(maxsize=4)
def _corpus(path: Path) -> Mapping[str, str]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        rows = (json.loads(line) for line in lines)
        return {row["id"]: f"{row['title']}\n{row['text']}" for row in rows}


def corpus_texts(ids: set[str]) -> dict[str, str]:
    """Return the texts, headline first, of the corpus articles with these ids."""
    found = _corpus(SHARED / "corpus" / "articles.jsonl.gz")
    return {article_id: found[article_id] for article_id in ids}


def _example(article_id: str, text: str, reading: Any, data: Mapping[str, Any]) -> Example:
    words = scorer().words(text)
    sentences = sentences_of(text)
    starts = [sentence.start for sentence in sentences]
    of_word = [bisect_right(starts, start) for _, start, _ in words]

    def spans(row: Mapping[str, Any], key: str) -> tuple[Span, ...]:
        value = row[key]
        if not value:
            return ()
        pieces = [value] if isinstance(value, str) else value
        found: list[tuple[int, int, str]] = []
        for piece in pieces:
            if isinstance(piece, str):
                near = (3, 6) if key != "content" else (12, 12)
                found.extend(_runs(reading.find(row["s"], piece, *near), piece))
            else:
                found.extend((a, b, "") for a, b in _by_sentence(piece[0], piece[1], of_word))
        if key != "content":
            return tuple(Span(words[a][1], words[b][2]) for a, b, _ in found)
        return tuple(_marked(text, words[a][1], words[b][2], piece) for a, b, piece in found)

    attributions = [
        Attribution(spans(row, "source"), spans(row, "cue"), spans(row, "content"), Polarity(row["polarity"]))
        for row in data["statements"]
    ]
    return Example(article_id, text, sentences, tuple(attributions), Guideline.GOLD)


def _by_sentence(first: int, last: int, of_word: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Cut a run of words, first and last, where a sentence ends: quotations are annotated a piece a sentence."""
    begin = first
    for word in range(first, last + 1):
        if word == last or of_word[word + 1] != of_word[word]:
            yield begin, word
            begin = word + 1


def _runs(indices: frozenset[int], piece: str) -> Iterator[tuple[int, int, str]]:
    """Give the runs of word indices of one quotation as (first, last, the quotation's words)."""
    if indices:
        yield min(indices), max(indices), piece


_MARKS = "\"'“”‘’"


def _marked(text: str, start: int, end: int, piece: str) -> Span:
    """Take quotation marks at the ends of a run of words into its span (packed labels do not say: take them too)."""
    if (not piece or piece[0] in _MARKS) and start > 0 and text[start - 1] in _MARKS:
        start -= 1
    tail = re.match(r"[.,!?;]?[\"”’']?", text[end : end + 2])
    if tail and tail.group() and tail.group()[-1] in _MARKS and (not piece or piece[-1] in _MARKS):
        end += tail.end()
    return Span(start, end)
