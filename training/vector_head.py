"""The vector head, fitted anew in closed form once the encoder stands: to phrases of measures as well as to sentences.

Training teaches it on the sentences of articles; a codebook speaks in short phrases. So a ridge regression leads from the
averages of the encoder's vectors to the published encoder's vectors, of sentences and of measures of ``gold/lines`` alike.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch

from onrecord.reading.encoder import CLS, SEP, Guideline
from onrecord.reading.tokens import MAX_PIECES, Pieces, pieces_of
from onrecord.reading.wordpiece import WordPiece
from training.corpora import gold, with_stances
from training.fit import SEED, is_held_out, start_weights
from training.model import AttributionModel
from training.stance_lines import GOLD, line_ids, lines_of
from training.vectors import BATCH, encoded

SENTENCES = 6000
RIDGES = (1.0, 10.0, 100.0, 1000.0)
CHECKED_EVERY = 10
"""Every so many-th text is kept back to choose the ridge by."""

Matrix = npt.NDArray[np.float64]


def texts_to_fit() -> list[str]:
    """Return the phrases of the measures of ``gold/lines``, and sentences of its articles; none that is held out."""
    phrases = {line.measure for i in line_ids() if not is_held_out(i) for line in lines_of(i)}
    examples = [e for e in with_stances(gold(GOLD / "train")) if not is_held_out(e.id)]
    sentences = [span.quote(e.text) for e in examples for span in e.sentences]
    return sorted(phrases) + random.Random(SEED).sample(sentences, SENTENCES)


def refit(model: AttributionModel) -> None:
    """Set the weights of ``model.vector``; the rest of the model stays as it is."""
    vocabulary = WordPiece.load(start_weights() / "vocab.txt")
    texts = [pieces_of(text, vocabulary) for text in texts_to_fit()]
    texts = [pieces for pieces in texts if 0 < len(pieces.ids) <= MAX_PIECES]
    wanted = encoded([pieces.ids for pieces in texts], start_weights()).astype(np.float64)
    averaged = _averaged(model, texts)
    design = np.hstack([averaged, np.ones((len(averaged), 1))])
    checked = np.arange(len(design)) % CHECKED_EVERY == 0
    tried = [
        (_likeness(_ridge(design[~checked], wanted[~checked], r), design[checked], wanted[checked]), r) for r in RIDGES
    ]
    print("vector head, mean cosine on texts kept back, by ridge:", [(r, round(c, 3)) for c, r in tried])
    weights = _ridge(design, wanted, max(tried)[1])
    with torch.no_grad():
        model.vector.weight.copy_(torch.from_numpy(weights[:-1].T))
        model.vector.bias.copy_(torch.from_numpy(weights[-1]))


def _likeness(weights: Matrix, design: Matrix, wanted: Matrix) -> float:
    """Return the mean cosine of what the weights give and what is wanted (of length one)."""
    given = design @ weights
    return float((given * wanted).sum(axis=1).mean() / np.linalg.norm(given, axis=1).mean())


def _ridge(design: Matrix, wanted: Matrix, ridge: float) -> Matrix:
    penalty = ridge * np.eye(design.shape[1])
    penalty[-1, -1] = 0.0
    return np.asarray(np.linalg.solve(design.T @ design + penalty, design.T @ wanted))


@torch.no_grad()
def _averaged(model: AttributionModel, texts: Sequence[Pieces]) -> Matrix:
    """Return the average of the encoder's vectors over each text, without the special pieces."""
    model.eval()
    found = np.zeros((len(texts), model.bert.config.hidden_size))
    order = sorted(range(len(texts)), key=lambda n: len(texts[n].ids))
    for at in range(0, len(order), BATCH):
        chosen = order[at : at + BATCH]
        size = len(texts[chosen[-1]].ids) + 2
        ids, case, mask = (np.zeros((len(chosen), size), np.int64) for _ in range(3))
        for row, n in enumerate(chosen):
            length = len(texts[n].ids)
            ids[row, : length + 2] = np.concatenate(([CLS], texts[n].ids, [SEP]))
            case[row, 1 : length + 1] = texts[n].case
            mask[row, : length + 2] = 1
        guideline = torch.full((len(chosen),), int(Guideline.GOLD))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = model.encode(torch.from_numpy(ids), torch.from_numpy(case), guideline, torch.from_numpy(mask))
        for row, n in enumerate(chosen):
            found[n] = hidden[row, 1 : len(texts[n].ids) + 1].float().mean(dim=0).numpy()
    return found
