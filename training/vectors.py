"""Sentence vectors of the published encoder, which the trained one is taught to keep giving beside everything else.

So that stances can be matched with measures, and articles with stories, from the same pass that reads them: knowledge
distillation (Hinton et al. 2015) of the mean-pooled sentence vectors (Reimers and Gurevych 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tqdm import tqdm

from onrecord.reading.encoder import CLS, SEP
from training.batches import Prepared

BATCH = 64


def with_vectors(examples: Sequence[Prepared], start: Path, cache: Path) -> list[Prepared]:
    """Add each sentence's vector, of length one; computed once and kept in ``cache``."""
    sentences = [(n, *piece_range) for n, example in enumerate(examples) for piece_range in example.ranges]
    if cache.exists():
        vectors = np.load(cache)["vectors"]
    else:
        vectors = encoded([examples[n].pieces.ids[start:end] for n, start, end in sentences], start)
        np.savez(cache, vectors=vectors)
    if len(vectors) != len(sentences):
        raise ValueError(f"{cache}: holds vectors of other data; remove it")
    found, at = [], 0
    for example in examples:
        found.append(replace(example, vectors=vectors[at : at + len(example.ranges)]))
        at += len(example.ranges)
    return found


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
