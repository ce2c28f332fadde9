"""Readings scored against gold readings, with the project's scorer (``../shared/gold/score.py``)."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.pages.articles import articles_of
from onrecord.reading.plugin import Reader
from onrecord.records import Page, Reading, Span
from onrecord.wire import reading_to_json

SHARED = Path(__file__).resolve().parents[2] / "shared"


@lru_cache(maxsize=1)
def scorer() -> ModuleType:
    """Load the scorer from its file."""
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_ids(folder: Path) -> list[str]:
    """Return the ids of the annotated articles in ``folder``."""
    names = (path.stem for path in folder.glob("*.json"))
    return sorted(name for name in names if not name.startswith("pair-") and name != "manifest")


def gold_text(folder: Path, article_id: str) -> str:
    """Return an annotated article as plain text: the headline, an empty line, a line for each sentence."""
    lines = (folder / "in" / f"{article_id}.txt").read_text(encoding="utf8").splitlines()
    sentences = [m[2] for line in lines if (m := re.match(r"(\d+)\| ?(.*)", line))]
    return sentences[0] + "\n\n" + "\n".join(sentences[1:]) + "\n"


def gold_reading(folder: Path, article_id: str, reader: Reader) -> Reading:
    """Read an annotated article the whole way, from a page of plain text."""
    page = Page(f"{article_id}.txt", gold_text(folder, article_id).encode(), "text/plain")
    articles = articles_of(page)
    # What the dump's reader took for several articles is scored as what it is: one article in pieces.
    readings = [reader.read(article) for article in articles]
    return max(readings, key=lambda reading: len(reading.article.text))


@dataclass(frozen=True, slots=True)
class Judged:
    """The confidence of each statement and each stance, and whether the scorer counts it as right."""

    statements: list[tuple[float, bool]]
    stances: list[tuple[float, bool]]


def score_gold(folder: Path, readings: Mapping[str, Reading]) -> tuple[dict[str, Any], Judged]:
    """Score readings, by article id, against the gold readings in ``folder``."""
    score = scorer()
    tally = score.Tally()
    judged = Judged([], [])
    for article_id, reading in readings.items():
        gold = score.Gold(str(folder), article_id)
        predicted = score.Reading(gold, reading_to_json(reading))
        score.score_article(tally, gold, predicted, [])
        judged.statements.extend(zip((s.confidence for s in reading.statements), right(gold, predicted), strict=True))
        judged.stances.extend(zip((s.confidence for s in reading.stances), right_stances(gold, predicted), strict=True))
    return figures_of(tally), judged


def figures_of(tally: Any) -> dict[str, Any]:
    """Return what a tally of the scorer came to, by the scorer's names."""
    spans = ("source", "cue", "content", "statement", "statement exact", "position", "stance", "condition")
    return {name: tally.prf(name) for name in spans} | {
        name: tally.share(name) for name in ("name", "party", "polarity", "act", "measure")
    }


def right(gold: Any, predicted: Any) -> list[bool]:
    """Tell for each predicted statement whether the scorer counts it as right."""
    score = scorer()

    def closeness(g: Any, p: Any) -> float:
        overlap = score.iou(g["content"], p["content"])
        if overlap < 0.5:
            return 0.0
        return float(overlap + 0.01 * bool(g["cue"] & p["cue"]) + 0.01 * score.source_right(g, p))

    hits = {
        j
        for i, j in score.assign(gold.statements, predicted.statements, closeness)
        if score.source_right(gold.statements[i], predicted.statements[j])
    }
    return [j in hits for j in range(len(predicted.statements))]


def right_stances(gold: Any, predicted: Any) -> list[bool]:
    """Tell for each predicted stance whether the scorer counts it as right: sentence, holder and act."""
    acts = {j: gold.stances[i]["act"] for i, j in _same_positions(gold, predicted)}
    return [acts.get(j) == stance["act"] for j, stance in enumerate(predicted.stances)]


def right_positions(gold: Any, predicted: Any) -> list[bool]:
    """Tell for each predicted stance whether the scorer counts its position as right: sentence and holder."""
    found = {j for _, j in _same_positions(gold, predicted)}
    return [j in found for j in range(len(predicted.stances))]


def _same_positions(gold: Any, predicted: Any) -> list[tuple[int, int]]:
    """Pair gold stances with predicted ones as the scorer does: the same sentence and holder, if possible the same act."""
    score = scorer()

    def closeness(g: Any, p: Any) -> float:
        sentences = gold.sentences_of(g["evidence"]) | {g["s"]}
        if not sentences & gold.sentences_of(p["evidence"]) or not score.holder_right(g, p):
            return 0.0
        alike = 0.1 * score.overlap(g["measure"], p["measure"]) + 0.1 * score.iou(g["evidence"], p["evidence"])
        return float(1 + (g["act"] == p["act"]) + alike)

    pairs: list[tuple[int, int]] = score.assign(gold.stances, predicted.stances, closeness)
    return pairs


def brat_events(path: Path) -> Iterator[dict[str, list[Span]]]:
    """Yield the attributions of a brat file: the spans of ``Source``, ``Cue`` and ``Content``, in the order of the file."""
    spans: dict[str, list[Span]] = {}
    events: list[list[str]] = []
    for line in path.read_text(encoding="utf8").splitlines():
        fields = line.split("\t")
        if fields[0].startswith("T") and len(fields) > 1:
            pieces = re.findall(r"(\d+) (\d+)", fields[1].split(" ", 1)[1])
            spans[fields[0]] = [Span(int(a), int(b)) for a, b in pieces]
        elif fields[0].startswith("E"):
            events.append(fields[1].split())
    for event in events:
        roles: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
        for argument in event:
            role, target = argument.split(":")
            if role.rstrip("0123456789") in roles:
                roles[role.rstrip("0123456789")].extend(spans[target])
        yield roles
