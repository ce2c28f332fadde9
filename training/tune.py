"""Settings that are chosen on the held-out articles of gold/train: the cue threshold and the calibration of confidence.

    python -m training.tune [WEIGHTS_FOLDER]

The confidence is a logistic regression (Platt 1999) on the log-odds of the evidence that the
network gives; gold/dev is not used.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.gold import SHARED, gold_reading, right, scorer
from onrecord.reading.reader import BuiltinReader
from onrecord.reading.statements import EVIDENCE, assembled, evidence_of
from onrecord.records import Reading
from onrecord.wire import reading_to_json
from training.export import WEIGHTS
from training.fit import is_held_out
from training.settings import least_confidence, settle

CUE_THRESHOLD = 0.3
"""Low, because the confidence, which knows more than the cue, decides what is kept."""

LEAST = tuple(n / 100 for n in range(20, 76, 5))
GOLD = SHARED / "gold" / "train"


def held_out_ids() -> list[str]:
    return sorted(path.stem for path in GOLD.glob("t*.json") if is_held_out(path.stem))


def statement_f1(readings: dict[str, Reading]) -> float:
    score = scorer()
    tally = score.Tally()
    for article_id, reading in readings.items():
        gold = score.Gold(str(GOLD), article_id)
        score.score_article(tally, gold, score.Reading(gold, reading_to_json(reading)), [])
    return float(tally.prf("statement")["F1"])


def logistic(evidence: npt.NDArray[np.float64], hits: npt.NDArray[np.float64], ridge: float = 1.0) -> list[float]:
    """Fit a logistic regression by Newton's method; the last weight is the bias, which the ridge leaves alone."""
    design = np.hstack([evidence, np.ones((len(evidence), 1))])
    penalty = ridge * np.eye(design.shape[1])
    penalty[-1, -1] = 0.0
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (hits - chance) - penalty @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + penalty
        weights += np.linalg.solve(curve, slope)
    return [round(float(w), 5) for w in weights]


def tune(folder: Path) -> None:
    """Calibrate the confidence, then choose the least that a statement is kept with: the one with the best F1."""
    ids = held_out_ids()
    keep_all = {"weights": [0.0] * len(EVIDENCE), "bias": 0.0, "least": 0.0}
    settle(folder, {"cue_threshold": CUE_THRESHOLD, "calibration": keep_all})
    reader = BuiltinReader(folder)
    score = scorer()
    rows: list[tuple[float, ...]] = []
    hits: list[float] = []
    for article_id in ids:
        reading = gold_reading(GOLD, article_id, reader)
        seen, around = reader.look(reading.article)
        rows.extend(evidence_of(a) for a in assembled(seen.attributions(reader.encoder), around))
        gold = score.Gold(str(GOLD), article_id)
        hits.extend(map(float, right(gold, score.Reading(gold, reading_to_json(reading)))))
    *weights, bias = logistic(np.array(rows), np.array(hits))
    print("calibration:", dict(zip((*EVIDENCE, "bias"), (*weights, bias), strict=True)), f"on {len(hits)} statements")
    f1: dict[float, float] = {}
    for least in LEAST:
        settle(folder, {"calibration": {"weights": weights, "bias": bias, "least": least}})
        reader = BuiltinReader(folder)
        f1[least] = statement_f1({i: gold_reading(GOLD, i, reader) for i in ids})
        print(f"least confidence {least}: statement F1 {f1[least]} on {len(ids)} held-out articles")
    settle(folder, {"calibration": {"weights": weights, "bias": bias, "least": least_confidence(f1)}})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=WEIGHTS)
    tune(parser.parse_args().folder)


if __name__ == "__main__":
    main()
