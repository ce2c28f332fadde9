"""Accuracy of comparison: the pairs of reports of ``gold/dev`` by the project's scorer.

python -m benchmarks.compare [--json] [--weights FOLDER] [--gold FOLDER]

``own`` is what the package gives end to end, ``by hand`` what it gives of annotated readings: how far comparison itself is right.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.gold import SHARED, gold_reading, scorer
from benchmarks.gold_pairs import (
    Texts,
    annotated_reading,
    gold_pairs,
    item_of,
    sentences_matched,
    texts_by_article,
    words_of_item,
)
from onrecord.reading.encoder import shipped_weights
from onrecord.reading.reader import BuiltinReader
from onrecord.record.comparison.compared import Comparison, compare
from onrecord.record.vectors import EncoderVectors, RememberedVectors


@dataclass(frozen=True, slots=True)
class Scored:
    """The scorer's figures in percent: precision, recall and F1 of matches and of conflicts, the share of right relations.

    ``on`` is the share of right answers to what two claims differ on, among the matches that were found and in which they do.
    """

    match: dict[str, float]
    relation: dict[str, float]
    conflict: dict[str, float]
    on: dict[str, float]


def scored(pairs: Sequence[Mapping[str, Any]], texts: Texts, found: Sequence[Comparison]) -> Scored:
    """Score the comparison of each annotated pair; ``texts`` are the scorer's views of the articles and their readings."""
    golds, views = texts
    tally = scorer().Tally()
    for pair, comparison in zip(pairs, found, strict=True):
        matches = [{"a": match.a.id, "b": match.b.id, "relation": str(match.relation)} for match in comparison.matches]
        scorer().score_pair(tally, golds, views, pair, {"matches": matches})
        _score_on(tally, texts, pair, comparison)
    return Scored(tally.prf("match"), tally.share("relation"), tally.prf("conflict"), tally.share("on"))


def _score_on(tally: Any, texts: Texts, pair: Mapping[str, Any], comparison: Comparison) -> None:
    """Count how often it is right what two claims differ on."""
    golds, views = texts
    annotated = list(sentences_matched(golds, pair))
    places = [
        tuple(
            golds[pair[side]].sentences_of(words_of_item(item_of(views[pair[side]], claim.id)))
            for side, claim in (("a", match.a), ("b", match.b))
        )
        for match in comparison.matches
    ]

    def same_place(gold: Any, found: Any) -> float:
        return float(bool(gold[0] & found[0] and gold[1] & found[1]))

    for i, j in scorer().assign(annotated, places, same_place):
        right, found = annotated[i][2]["on"], comparison.matches[j].on
        if right is not None and found is not None:
            tally.add("on", right == str(found), 0, 1)


def measure(weights: Path, gold: Path) -> dict[str, Any]:
    """Return all figures as one JSON object."""
    reader, vectors = BuiltinReader(weights), RememberedVectors(EncoderVectors(weights))
    pairs = gold_pairs(gold)
    ids = sorted({pair[side] for pair in pairs for side in "ab"})
    out = {}
    for name, readings in (
        ("own", {article: gold_reading(gold, article, reader) for article in ids}),
        ("by hand", {article: annotated_reading(gold, article) for article in ids}),
    ):
        found = [compare(readings[pair["a"]], readings[pair["b"]], vectors) for pair in pairs]
        out[name] = asdict(scored(pairs, texts_by_article(gold, readings), found))
    return out


def show(figures: Mapping[str, Any], console: Console) -> None:
    """Print the figures as a table."""
    table = Table("readings", "figure", "P", "R", "F1 or share", "n")
    for name, rows in figures.items():
        for key, row in rows.items():
            best = row.get("F1", row.get("share"))
            table.add_row(name, key, str(row.get("P", "")), str(row.get("R", "")), str(best), str(row["n"]))
    console.print(table)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--gold", type=Path, default=SHARED / "gold" / "dev")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("skipped: accuracy is measured on the texts in ../shared, and there are none", file=sys.stderr)
        return 0
    figures = measure(arguments.weights or shipped_weights(), arguments.gold)
    if arguments.json:
        print(json.dumps(figures))
    else:
        show(figures, Console())
    return 0


if __name__ == "__main__":
    sys.exit(main())
