"""The network that is trained: the encoder, and the heads that find attributions.

Cues are tagged first (begin, inside, outside). Source and content are then found for each cue: every word is labelled with its
role for that cue (none, begin or inside its source, begin or inside its content) from the product of a query made of the cue's
first and last word and a key made of the word, as in biaffine parsing (Dozat and Manning 2017), plus what the word says
by itself and how far it lies from the cue. So nested, split and interleaved statements need no rule of their own.

Stances are found the same way: triggers are tagged with their act, and from each trigger every word gets a role (holder,
condition, target) and a chance of belonging to the measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from onrecord.reading.attribution import ROLES
from onrecord.reading.decoding import DISTANCE_BUCKETS, SENTENCE_REACH
from onrecord.reading.encoder import Guideline
from onrecord.reading.stances.finding import STANCE_ROLES
from onrecord.reading.tokens import Case
from onrecord.vocabulary import Act

KEY_WIDTH = 96
MASK = 103
WORDS_HIDDEN = 0.15
"""Share of pieces that training hides: with few articles, the network learns names by heart otherwise."""
POLARITIES = 3
STANCE_OUTPUTS = STANCE_ROLES + 1
"""The roles of a stance, and whether a word belongs to its measure."""


@dataclass(frozen=True)
class Output:
    """Everything a batch gives: (batch, pieces, …) for piece heads."""

    hidden: Tensor
    cue: Tensor
    keys: Tensor
    role: Tensor
    tags: Tensor
    stance: Tensor
    stance_keys: Tensor
    stance_role: Tensor


class AttributionModel(nn.Module):
    """Encoder and heads; ``forward`` gives what the exported encoder gives."""

    def __init__(self, start: Path, attention: str = "sdpa", hidden_dropout: float = 0.1) -> None:
        """Start from the encoder in ``start``; ``attention`` names the way it is computed (the weights are the same)."""
        super().__init__()
        from transformers import BertModel, logging

        logging.set_verbosity_error()
        # Attention dropout keeps the fused attention kernel from being used, and halves the speed.
        self.bert = BertModel.from_pretrained(
            str(start),
            add_pooling_layer=False,
            attn_implementation=attention,
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=hidden_dropout,
        )
        width = self.bert.config.hidden_size
        self.case = nn.Embedding(len(Case), width)
        self.guideline = nn.Embedding(len(Guideline), width)
        nn.init.normal_(self.case.weight, std=0.01)
        nn.init.normal_(self.guideline.weight, std=0.01)
        self.dropout = nn.Dropout(0.2)
        self.cue = nn.Linear(width, 3)
        self.tags = nn.Linear(width, 6)
        self.keys = nn.Linear(width, KEY_WIDTH)
        self.role = nn.Linear(width, ROLES)
        self.query = nn.Linear(2 * width, ROLES * KEY_WIDTH)
        self.distance = nn.Embedding(DISTANCE_BUCKETS, ROLES)
        self.sentence = nn.Embedding(2 * SENTENCE_REACH + 1, ROLES)
        self.follows = nn.Parameter(torch.zeros(ROLES, ROLES))
        self.polarity = nn.Linear(2 * width, POLARITIES)
        self.stance = nn.Linear(width, 1 + 2 * len(Act))
        self.stance_keys = nn.Linear(width, KEY_WIDTH)
        self.stance_role = nn.Linear(width, STANCE_OUTPUTS)
        self.stance_query = nn.Linear(2 * width, STANCE_OUTPUTS * KEY_WIDTH)
        self.stance_distance = nn.Embedding(DISTANCE_BUCKETS, STANCE_OUTPUTS)
        self.stance_sentence = nn.Embedding(2 * SENTENCE_REACH + 1, STANCE_OUTPUTS)
        self.stance_follows = nn.Parameter(torch.zeros(STANCE_ROLES, STANCE_ROLES))
        self.act = nn.Linear(2 * width, len(Act))
        self.vector = nn.Linear(width, width)
        nn.init.zeros_(self.stance_distance.weight)
        nn.init.zeros_(self.stance_sentence.weight)
        nn.init.eye_(self.vector.weight)
        nn.init.zeros_(self.distance.weight)
        nn.init.zeros_(self.sentence.weight)

    def encode(self, ids: Tensor, case: Tensor, guideline: Tensor, mask: Tensor | None) -> Tensor:
        if self.training:
            hidden_words = torch.rand(ids.shape) < WORDS_HIDDEN
            ids = torch.where(hidden_words, MASK, ids)
        words = self.bert.embeddings.word_embeddings(ids)
        words = words + self.case(case) + self.guideline(guideline)[:, None, :]
        hidden: Tensor = self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return hidden

    def forward(self, ids: Tensor, case: Tensor, guideline: Tensor, mask: Tensor | None = None) -> Output:
        hidden = self.dropout(self.encode(ids, case, guideline, mask))
        return Output(
            hidden,
            self.cue(hidden),
            self.keys(hidden),
            self.role(hidden),
            self.tags(hidden),
            self.stance(hidden),
            self.stance_keys(hidden),
            self.stance_role(hidden),
        )

    def roles_of_cues(self, output: Output, anchors: Tensor, distance: Tensor, sentence: Tensor) -> Tensor:
        """Score roles: ``anchors`` (n, 3) of batch row, first and last piece; the rest (n, pieces); gives (n, pieces, roles)."""
        query = self.query(ends_of(output, anchors))
        own = output.role[anchors[:, 0]] + self.distance(distance) + self.sentence(sentence)
        return _matched(query, output.keys[anchors[:, 0]]) + own

    def roles_of_triggers(self, output: Output, anchors: Tensor, distance: Tensor, sentence: Tensor) -> Tensor:
        """Score the roles of stances and, last, whether a word belongs to the measure, as ``roles_of_cues`` does."""
        query = self.stance_query(ends_of(output, anchors))
        own = output.stance_role[anchors[:, 0]] + self.stance_distance(distance) + self.stance_sentence(sentence)
        return _matched(query, output.stance_keys[anchors[:, 0]]) + own

    def sentence_vectors(self, output: Output, groups: Tensor) -> Tensor:
        """Give sentences' vectors (sentences, width), of length one; ``groups`` averages pieces to sentences."""
        averaged = torch.sparse.mm(groups, output.hidden.float().flatten(0, 1))
        return nn.functional.normalize(self.vector(averaged).float(), dim=-1)


def ends_of(output: Output, anchors: Tensor) -> Tensor:
    """Return the vectors of the first and last piece of each anchor, joined: (n, 2 x width)."""
    rows = anchors[:, 0]
    return torch.cat([output.hidden[rows, anchors[:, 1]], output.hidden[rows, anchors[:, 2]]], dim=-1)


def _matched(query: Tensor, keys: Tensor) -> Tensor:
    """Multiply queries (n, roles x width) with keys (n, pieces, width): (n, pieces, roles)."""
    scored: Tensor = torch.einsum("nrd,ntd->ntr", query.unflatten(-1, (-1, KEY_WIDTH)), keys) / KEY_WIDTH**0.5
    return scored
