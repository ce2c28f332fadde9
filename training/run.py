"""From data to weights in one command: four runs, each from the weights of the one before, export, tune.

    python -m training.run [--folder training/runs/NAME]

A run that was stopped goes on from its last checkpoint when the same command is given again.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import torch

from training.export import WEIGHTS, export_run
from training.fit import Plan, fit
from training.tune import tune
from training.tune_stances import tune_stances

RUNS: tuple[tuple[str, Plan], ...] = (
    # Both corpora from the start, ours twice an epoch, since it is a fifth of PolNeAR's size; left while the rate is high.
    ("first", Plan(epochs=6, polnear=1.0, gold=2, own=False, rate=3e-4, start=None, until=1200)),
    # Our own labels added, and half of PolNeAR, while the rate runs down.
    ("second", Plan(epochs=4, polnear=0.5, gold=2, own=True, rate=1.6e-4, start=None)),
    # Everything at a rate that rises again: the heads of stances are taught on what the encoder knows of statements.
    ("third", Plan(epochs=7, polnear=1.0, gold=1, own=True, rate=2e-4, start=None, until=800)),
    ("fourth", Plan(epochs=5, polnear=1.0, gold=1, own=True, rate=2e-4, start=None, until=1200)),
    # Mostly the articles with stances, while the rate runs down for good.
    ("fifth", Plan(epochs=4, polnear=0.3, gold=1, own=True, rate=2.4e-4, start=None)),
)
"""The runs, each of which goes on from the weights of the one before."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent / "runs" / "shipped")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    start: Path | None = None
    for name, plan in RUNS:
        folder = arguments.folder / name
        if not (folder / "model.pt").exists():
            fit(folder, replace(plan, start=None if start is None else str(start)))
        start = folder / "model.pt"
    export_run(arguments.folder / RUNS[-1][0], WEIGHTS)
    tune(WEIGHTS)
    tune_stances(WEIGHTS)


if __name__ == "__main__":
    main()
