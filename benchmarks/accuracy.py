"""Accuracy of the reading: ``gold/dev`` by the project's scorer, and PolNeAR's dev split.

python -m benchmarks.accuracy [--json] [--weights FOLDER] [--gold FOLDER] [--no-polnear]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.gold import SHARED, gold_ids, gold_reading, score_gold
from benchmarks.polnear import score_polnear
from onrecord.reading.encoder import Encoder, shipped_weights
from onrecord.reading.reader import BuiltinReader

SEEDS = ("s01a", "s01b", "s02")
"""The three articles of the two pages that the project began with, also shown by themselves."""


def reliability(judged: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Group findings by confidence, in steps of a tenth: how many, mean confidence, share right in percent."""
    rows = []
    for tenth in range(10):
        inside = [(c, r) for c, r in judged if tenth / 10 <= c < (tenth + 1) / 10]
        if inside:
            rows.append(
                {
                    "from": tenth / 10,
                    "found": len(inside),
                    "confidence": round(sum(c for c, _ in inside) / len(inside), 3),
                    "right": round(sum(r for _, r in inside) / len(inside), 3),
                }
            )
    return rows


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error over tenths (Guo et al. 2017): lower is better."""
    rows = reliability(judged)
    return round(sum(r["found"] * abs(r["confidence"] - r["right"]) for r in rows) / max(1, len(judged)), 4)


def measure(weights: Path, gold: Path, *, polnear: bool) -> dict[str, Any]:
    """Return all figures as one JSON object."""
    reader = BuiltinReader(weights)
    readings = {article_id: gold_reading(gold, article_id, reader) for article_id in gold_ids(gold)}
    figures, judged = score_gold(gold, readings)
    out: dict[str, Any] = {"gold": figures}
    for kind, pairs in (("statements", judged.statements), ("stances", judged.stances)):
        out[f"reliability of {kind}"] = reliability(pairs)
        out[f"calibration error of {kind}"] = calibration_error(pairs)
    seeds = {article_id: readings[article_id] for article_id in SEEDS if article_id in readings}
    if seeds:
        out["seeds"] = score_gold(gold, seeds)[0]
    if polnear:
        out["polnear"] = score_polnear("dev", Encoder(weights))
    return out


def show(figures: Mapping[str, Any], console: Console) -> None:
    """Print the figures as tables."""
    for name in ("gold", "seeds", "polnear"):
        if name not in figures:
            continue
        table = Table("figure", "P", "R", "F1 or share", "n", title=name)
        for key, row in figures[name].items():
            best = row.get("F1", row.get("share"))
            table.add_row(key, str(row.get("P", "")), str(row.get("R", "")), str(best), str(row["n"]))
        console.print(table)
    for kind in ("statements", "stances"):
        table = Table("confidence", kind, "mean confidence", "share right", title=f"reliability of {kind}")
        for row in figures[f"reliability of {kind}"]:
            table.add_row(f"{row['from']:.1f}–", *(str(row[key]) for key in ("found", "confidence", "right")))
        console.print(table)
        console.print(f"expected calibration error: {figures[f'calibration error of {kind}']}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--gold", type=Path, default=SHARED / "gold" / "dev")
    parser.add_argument("--no-polnear", action="store_true")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("skipped: accuracy is measured on the texts in ../shared, and there are none", file=sys.stderr)
        return 0
    figures = measure(arguments.weights or shipped_weights(), arguments.gold, polnear=not arguments.no_polnear)
    if arguments.json:
        print(json.dumps(figures))
    else:
        show(figures, Console())
    return 0


if __name__ == "__main__":
    sys.exit(main())
