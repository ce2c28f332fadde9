"""The network that is trained: the encoder, and the heads that find attributions.

Cues are tagged first (begin, inside, outside). Source and content are then found for each cue: every word is labelled with its
role for that cue (none, begin or inside its source, begin or inside its content) from the product of a query made of the cue's
first and last word and a key made of the word, as in biaffine parsing (Dozat and Manning 2017), plus what the word says
by itself and how far it lies from the cue. So nested, split and interleaved statements need no rule of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from onrecord.reading.attribution import DISTANCE_BUCKETS, ROLES, SENTENCE_REACH
from onrecord.reading.encoder import Guideline
from onrecord.reading.tokens import Case

KEY_WIDTH = 96
POLARITIES = 3


@dataclass(frozen=True)
class Output:
    """Everything a batch gives: (batch, pieces, …) for piece heads."""

    hidden: Tensor
    cue: Tensor
    keys: Tensor
    role: Tensor
    tags: Tensor


class AttributionModel(nn.Module):
    """Encoder and heads; ``forward`` gives what the exported encoder gives."""

    def __init__(self, start: Path, hidden_dropout: float = 0.1) -> None:
        super().__init__()
        from transformers import BertModel, logging

        logging.set_verbosity_error()
        # Attention dropout keeps the fused attention kernel from being used, and halves the speed.
        self.bert = BertModel.from_pretrained(
            str(start),
            add_pooling_layer=False,
            attn_implementation="sdpa",
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=hidden_dropout,
        )
        width = self.bert.config.hidden_size
        self.case = nn.Embedding(len(Case), width)
        self.guideline = nn.Embedding(len(Guideline), width)
        nn.init.normal_(self.case.weight, std=0.01)
        nn.init.normal_(self.guideline.weight, std=0.01)
        self.dropout = nn.Dropout(0.1)
        self.cue = nn.Linear(width, 3)
        self.tags = nn.Linear(width, 6)
        self.keys = nn.Linear(width, KEY_WIDTH)
        self.role = nn.Linear(width, ROLES)
        self.query = nn.Linear(2 * width, ROLES * KEY_WIDTH)
        self.distance = nn.Embedding(DISTANCE_BUCKETS, ROLES)
        self.sentence = nn.Embedding(2 * SENTENCE_REACH + 1, ROLES)
        self.polarity = nn.Linear(2 * width, POLARITIES)
        nn.init.zeros_(self.distance.weight)
        nn.init.zeros_(self.sentence.weight)

    def encode(self, ids: Tensor, case: Tensor, guideline: Tensor, mask: Tensor | None) -> Tensor:
        words = self.bert.embeddings.word_embeddings(ids)
        words = words + self.case(case) + self.guideline(guideline)[:, None, :]
        hidden: Tensor = self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return hidden

    def forward(self, ids: Tensor, case: Tensor, guideline: Tensor, mask: Tensor | None = None) -> Output:
        hidden = self.dropout(self.encode(ids, case, guideline, mask))
        return Output(hidden, self.cue(hidden), self.keys(hidden), self.role(hidden), self.tags(hidden))

    def pairs(self, output: Output, cues: Tensor, distance: Tensor, sentence: Tensor) -> Tensor:
        """Score roles: ``cues`` (n, 3) of batch row, first and last piece; the rest (n, pieces); gives (n, pieces, roles)."""
        ends = self.cue_ends(output, cues)
        query = self.query(ends).view(-1, ROLES, KEY_WIDTH)
        scores = torch.einsum("nrd,ntd->ntr", query, output.keys[cues[:, 0]]) / KEY_WIDTH**0.5
        scored: Tensor = scores + output.role[cues[:, 0]] + self.distance(distance) + self.sentence(sentence)
        return scored

    def cue_ends(self, output: Output, cues: Tensor) -> Tensor:
        rows = cues[:, 0]
        return torch.cat([output.hidden[rows, cues[:, 1]], output.hidden[rows, cues[:, 2]]], dim=-1)
