"""The thresholds and the calibration of stances, chosen on articles that no run learns from (:mod:`training.held_out`).

    python -m training.tune_stances [WEIGHTS_FOLDER]

Gold stances are lines of the short form, each with its whole sentence for evidence; gold/dev is not used.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.gold import SHARED, figures_of, gold_reading, right_stances, scorer
from onrecord.reading.reader import BuiltinReader
from onrecord.reading.stances.assemble import EVIDENCE, candidates
from onrecord.records import Reading
from onrecord.wire import reading_to_json
from training.export import WEIGHTS
from training.held_out import Held, held_out
from training.settings import least_confidence, settle
from training.tune import logistic

TRIGGER_THRESHOLD = 0.12
"""Low, because the confidence, which knows more than the trigger, decides what is kept."""
MEASURE_THRESHOLD = -0.8
"""Log-odds from which a word belongs to the measure."""
CONDITION_BIASES = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
"""What may be added to the log-odds of a condition: few stances have one, so the network is slow to say so."""
LEAST = tuple(n / 100 for n in range(16, 62, 3))


def score_held(held: Sequence[Held], readings: Sequence[Reading]) -> dict[str, Any]:
    """Return the scorer's figures of stances on held-out articles."""
    score = scorer()
    tally = score.Tally()
    for one, reading in zip(held, readings, strict=True):
        score.score_article(tally, one.gold, score.Reading(one.gold, reading_to_json(reading)), [])
    figures = figures_of(tally)
    return {name: figures[name] for name in ("position", "stance", "act", "measure", "condition")}


def tune_stances(folder: Path) -> None:
    """Calibrate the confidence of stances, then choose what is kept, by F1, and how readily a condition is read."""
    with tempfile.TemporaryDirectory() as work:
        _tune(folder, held_out(Path(work)))


def _tune(folder: Path, held: Sequence[Held]) -> None:
    keep_all = {"weights": [0.0] * len(EVIDENCE), "bias": 0.0, "least": 0.0}
    thresholds = {"trigger_threshold": TRIGGER_THRESHOLD, "measure_threshold": MEASURE_THRESHOLD}
    settle(folder, {**thresholds, "condition_bias": 0.0, "stance_calibration": keep_all})
    calibration = _calibrated(BuiltinReader(folder), held)
    settle(folder, {"stance_calibration": {**calibration, "least": 0.0}})
    readings = _readings(folder, held)
    f1: dict[float, float] = {}
    for least in LEAST:
        kept = [replace(r, stances=tuple(s for s in r.stances if s.confidence >= least)) for r in readings]
        figures = score_held(held, kept)
        print(f"least confidence {least}: {_shown(figures)} on {len(held)} held-out articles")
        f1[least] = (figures["stance"]["F1"] + figures["position"]["F1"]) / 2
    settle(folder, {"stance_calibration": {**calibration, "least": least_confidence(f1)}})
    best = (0.0, 0.0)
    gold = [one for one in held if one.folder.is_relative_to(SHARED)]  # our own labels give fewer conditions
    for bias in CONDITION_BIASES:
        settle(folder, {"condition_bias": bias})
        figures = score_held(gold, _readings(folder, gold))
        print(f"condition bias {bias}: {_shown(figures)}")
        best = max(best, (figures["condition"]["F1"], -bias))
    settle(folder, {"condition_bias": -best[1]})


def _calibrated(reader: BuiltinReader, held: Sequence[Held]) -> dict[str, Any]:
    """Fit the weights of the evidence on what a reader that keeps everything finds."""
    rows: list[tuple[float, ...]] = []
    hits: list[float] = []
    for one in held:
        article = gold_reading(one.folder, one.article_id, reader).article
        seen, around = reader.look(article)
        statements = reader.statements(seen, around)
        rows.extend(c.evidence for c in candidates(seen.stances(reader.encoder), statements, around))
        everything = Reading(article, statements, reader.stances(seen, statements, around), reader.version)
        predicted = scorer().Reading(one.gold, reading_to_json(everything))
        hits.extend(map(float, right_stances(one.gold, predicted)))
    *weights, bias = logistic(np.array(rows), np.array(hits), ridge=3.0)
    print("stances:", dict(zip((*EVIDENCE, "bias"), (*weights, bias), strict=True)), f"on {len(hits)} candidates")
    return {"weights": weights, "bias": bias}


def _readings(folder: Path, held: Sequence[Held]) -> list[Reading]:
    reader = BuiltinReader(folder)
    return [gold_reading(one.folder, one.article_id, reader) for one in held]


def _shown(figures: Mapping[str, Mapping[str, float]]) -> str:
    return "; ".join(f"{name} {row.get('F1', row.get('share'))}" for name, row in figures.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=WEIGHTS)
    tune_stances(parser.parse_args().folder)


if __name__ == "__main__":
    main()
