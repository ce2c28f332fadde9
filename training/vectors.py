"""Sentence vectors of the published encoder, which the trained one is taught to keep giving beside everything else.

So that stances can be matched with measures, and articles with stories, from the same pass that reads them: knowledge
distillation (Hinton et al. 2015) of the mean-pooled sentence vectors (Reimers and Gurevych 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tqdm import tqdm

from onrecord.reading.encoder import CLS, SEP
from training.batches import Prepared

BATCH = 64


def with_vectors(examples: Sequence[Prepared], start: Path, cache: Path) -> list[Prepared]:
    """Add each sentence's vector, of length one; those that ``cache`` has not yet are computed and kept there."""
    pieces = [example.pieces.ids[start:end] for example in examples for start, end in example.ranges]
    keys = [_key(sentence) for sentence in pieces]
    known = _kept(cache)
    missing = {key: sentence for key, sentence in zip(keys, pieces, strict=True) if key not in known}
    if missing:
        known.update(zip(missing, encoded(list(missing.values()), start), strict=True))
        np.savez(cache, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
    found, at = [], 0
    for example in examples:
        here = keys[at : at + len(example.ranges)]
        found.append(replace(example, vectors=np.stack([known[key] for key in here])))
        at += len(here)
    return found


def _kept(cache: Path) -> dict[str, npt.NDArray[np.float16]]:
    if not cache.exists():
        return {}
    kept = np.load(cache)
    return dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))


def _key(sentence: npt.NDArray[np.int64]) -> str:
    return blake2b(sentence.tobytes(), digest_size=12).hexdigest()


@torch.no_grad()
def encoded(sentences: Sequence[npt.NDArray[np.int64]], start: Path) -> npt.NDArray[np.float16]:
    """Return the vectors of texts, given as word pieces, by the published encoder: (texts, width), of length one."""
    from transformers import BertModel

    model = BertModel.from_pretrained(str(start), add_pooling_layer=False, attn_implementation="sdpa").eval()
    order = sorted(range(len(sentences)), key=lambda n: len(sentences[n]))
    found = np.zeros((len(sentences), model.config.hidden_size), np.float16)
    for at in tqdm(range(0, len(order), BATCH), desc="sentence vectors", mininterval=10):
        chosen = order[at : at + BATCH]
        size = max(len(sentences[n]) for n in chosen) + 2
        ids, mask = np.zeros((len(chosen), size), np.int64), np.zeros((len(chosen), size), np.int64)
        for row, n in enumerate(chosen):
            length = len(sentences[n]) + 2
            ids[row, :length] = np.concatenate(([CLS], sentences[n], [SEP]))
            mask[row, :length] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = model(torch.from_numpy(ids), attention_mask=torch.from_numpy(mask)).last_hidden_state
        shown = torch.from_numpy(mask)[..., None].float()
        pooled = (hidden.float() * shown).sum(dim=1) / shown.sum(dim=1)
        found[chosen] = torch.nn.functional.normalize(pooled, dim=-1).numpy()
    return found
