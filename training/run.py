"""From data to weights in one command: train on both corpora, go on with our own labels, export, tune.

    python -m training.run [--folder training/runs/NAME]

A run that was stopped goes on from its last checkpoint when the same command is given again.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.export import WEIGHTS, export_run
from training.fit import Plan, fit
from training.tune import tune

FIRST = Plan(epochs=6, polnear=1.0, gold=2, own=False, rate=3e-4, start=None, until=1200)
"""Both corpora from the start, ours twice an epoch, since it is a fifth of PolNeAR's size; left while the rate is still high."""


def second(start: Path) -> Plan:
    """Go on with our own labels added, and half of PolNeAR, while the rate runs down."""
    return Plan(epochs=4, polnear=0.5, gold=2, own=True, rate=1.6e-4, start=str(start))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent / "runs" / "shipped")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    first = arguments.folder / "first"
    for folder, plan in ((first, FIRST), (arguments.folder / "second", second(first / "model.pt"))):
        if not (folder / "model.pt").exists():
            fit(folder, plan)
    export_run(arguments.folder / "second", WEIGHTS)
    tune(WEIGHTS)


if __name__ == "__main__":
    main()
