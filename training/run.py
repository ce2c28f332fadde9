"""From data to weights in one command: training runs, each from the weights of an earlier one, average, export, tune.

    python -m training.run [--folder training/runs/NAME]

A run that was stopped goes on from its last checkpoint when the same command is given again.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from training.export import WEIGHTS, export_run
from training.fit import Plan, fit
from training.tune import tune
from training.tune_stances import tune_stances


@dataclass(frozen=True, slots=True)
class Run:
    """A training run: its name, the run whose weights it goes on from (``None``: the published encoder), its plan."""

    name: str
    after: str | None
    plan: Plan


RUNS = (
    # Both corpora from the start, ours twice an epoch, since it is a fifth of PolNeAR's size; left while the rate is high.
    Run("first", None, Plan(epochs=6, polnear=1.0, gold=2, own=False, rate=3e-4, start=None, until=1200)),
    # Our own labels added, and half of PolNeAR, while the rate runs down.
    Run("second", "first", Plan(epochs=4, polnear=0.5, gold=2, own=True, rate=1.6e-4, start=None)),
    # Everything at a rate that rises again: the heads of stances are taught on what the encoder knows of statements.
    Run("third", "second", Plan(epochs=7, polnear=1.0, gold=1, own=True, rate=2e-4, start=None, until=800)),
    Run("fourth", "third", Plan(epochs=5, polnear=1.0, gold=1, own=True, rate=2e-4, start=None, until=1200)),
    # With the articles in which stances alone were labelled. (A fifth run, without them, was left.)
    Run("sixth", "fourth", Plan(epochs=6, polnear=0.25, gold=1, own=True, rate=2e-4, start=None, until=400)),
    Run("seventh", "sixth", Plan(epochs=2, polnear=0.25, gold=1, own=True, rate=2e-4, start=None)),
    # With the articles of all draws, and one word in seven hidden.
    Run("eighth", "seventh", Plan(epochs=6, polnear=0.3, gold=1, own=True, rate=2e-4, start=None, until=400)),
    Run("ninth", "eighth", Plan(epochs=4, polnear=0.3, gold=1, own=True, rate=2e-4, start=None, until=400)),
    Run("tenth", "ninth", Plan(epochs=2, polnear=0.35, gold=1, own=True, rate=2e-4, start=None)),
    # A little more of PolNeAR, at a low rate, whose share had become small.
    Run("eleventh", "tenth", Plan(epochs=1, polnear=0.4, gold=1, own=False, rate=8e-5, start=None)),
    Run("twelfth", "eleventh", Plan(epochs=3, polnear=0.4, gold=1, own=True, rate=2e-4, start=None, until=1200)),
    # With 1,626 more articles, most of them longer, 900 of them from the thirteenth on.
    Run("thirteenth", "twelfth", Plan(epochs=3, polnear=0.35, gold=1, own=True, rate=2e-4, start=None, until=800)),
    Run("fourteenth", "thirteenth", Plan(epochs=1, polnear=0.35, gold=1, own=True, rate=1.8e-4, start=None)),
    # With the likelihood of whole paths, and the place that names a holder; without the labels read only once.
    Run("fifteenth", "fourteenth", Plan(epochs=3, polnear=1.0, gold=1, own=True, rate=2e-4, start=None, until=400)),
    # With all labels read twice, and then with the statements of a quarter of those articles.
    Run("sixteenth", "fifteenth", Plan(epochs=2, polnear=0.4, gold=1, own=True, rate=2e-4, start=None, until=800)),
    Run("seventeenth", "sixteenth", Plan(epochs=1, polnear=0.4, gold=1, own=True, rate=2e-4, start=None)),
)
"""The runs in their order."""

SHIPPED = {"fourteenth": 0.35, "seventeenth": 0.65}
"""The runs whose averaged weights are shipped, and how much each counts."""


def average(folder: Path) -> Path:
    """Average the weights of the runs in ``folder`` that are shipped (Wortsman et al. 2022); return the folder of the mean."""
    mean: dict[str, torch.Tensor] = {}
    for name, share in SHIPPED.items():
        for key, weight in torch.load(folder / name / "model.pt", weights_only=True).items():
            part = share * weight if weight.is_floating_point() else weight
            mean[key] = mean[key] + part if key in mean and weight.is_floating_point() else part
    out = folder / "shipped"
    out.mkdir(exist_ok=True)
    torch.save(mean, out / "model.pt")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent / "runs" / "shipped")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    for run in RUNS:
        folder = arguments.folder / run.name
        if not (folder / "model.pt").exists():
            start = None if run.after is None else str(arguments.folder / run.after / "model.pt")
            fit(folder, replace(run.plan, start=start))
    export_run(average(arguments.folder), WEIGHTS)
    tune(WEIGHTS)
    tune_stances(WEIGHTS)


if __name__ == "__main__":
    main()
