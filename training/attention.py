"""Attention as two products and a softmax, article by article, in the low precision of the training step.

The fused kernel of the library is made for long inputs: for windows of 128 to 256 pieces in bfloat16 it takes two to three
times as long on a processor, and an article at a time stays in its cache.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.masking_utils import eager_mask

NAME = "by_row"
"""What the attention is called in the settings of the encoder."""


def attention_by_row(
    _module: nn.Module, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, **_others: object
) -> tuple[Tensor, None]:
    """Attend within each row of a batch: all of (rows, heads, pieces, width), ``mask`` (rows, 1, pieces, pieces) is added.

    Gives (rows, pieces, heads, width), without weights. There is no dropout.
    """
    query = query * query.shape[-1] ** -0.5
    bias = torch.zeros(len(query), 1, 1, 1) if mask is None else mask
    with torch.autocast("cpu", enabled=False):  # which would take the softmax to full precision
        rows = [
            torch.bmm(torch.softmax(torch.bmm(q, k.transpose(-1, -2)) + b.to(q.dtype), dim=-1), v)
            for q, k, v, b in zip(query, key, value, bias, strict=True)
        ]
    return torch.stack(rows).transpose(1, 2).contiguous(), None


AttentionInterface.register(NAME, attention_by_row)
AttentionMaskInterface.register(NAME, eager_mask)
