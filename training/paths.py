"""The likelihood of whole paths of roles, as a linear chain (Lafferty, McCallum and Pereira 2001).

By itself every word is as important as every other, so a long content teaches its inside and hardly its two ends, where
exact spans are won and lost. The path as a whole is likely only where its ends are.
"""

from __future__ import annotations

import torch
from torch import Tensor

from onrecord.reading.decoding import forbidden_steps
from training.batches import IGNORED

_NEVER = -1e4


def path_loss(scores: Tensor, labels: Tensor, follows: Tensor) -> Tensor:
    """Return the summed negative log-likelihood of the labelled paths.

    ``scores`` (n, pieces, roles), ``labels`` (n, pieces), with ``IGNORED`` where a piece takes no label and is passed over,
    ``follows`` (roles, roles) what each step from one role to the next adds. Where spans of two roles overlap, their labels
    make no path, and the row counts nothing.
    """
    scores = scores.float()
    steps = follows.float() + torch.from_numpy(forbidden_steps(follows.shape[0]))
    labelled = _labelled_path(scores, labels, steps)
    losses = _all_paths(scores, labels != IGNORED, steps) - labelled
    return torch.where(labelled > _NEVER / 2, losses, 0.0).sum()


def _all_paths(scores: Tensor, known: Tensor, steps: Tensor) -> Tensor:
    """Sum over all paths, in logarithms (n,): the forward algorithm. Before the first word stands none."""
    reached = torch.full((scores.shape[0], scores.shape[2]), _NEVER)
    reached[:, 0] = 0.0
    for at in torch.nonzero(known.any(dim=0)).flatten().tolist():
        moved = torch.logsumexp(reached[:, :, None] + steps, dim=1) + scores[:, at]
        reached = torch.where(known[:, at, None], moved, reached)
    return torch.logsumexp(reached, dim=1)


def _labelled_path(scores: Tensor, labels: Tensor, steps: Tensor) -> Tensor:
    """Score the labelled path of every row (n,)."""
    known = labels != IGNORED
    role = labels.clamp(min=0)
    words = (scores.gather(2, role[:, :, None])[:, :, 0] * known).sum(dim=1)
    # The word before each is the last known place to the left; before the first one stands none, at an added place.
    place = torch.arange(1, labels.shape[1] + 1) * known
    before = torch.nn.functional.pad(torch.cummax(place, dim=1).values, (1, 0))[:, :-1]
    earlier = torch.nn.functional.pad(role, (1, 0)).gather(1, before)
    return words + (steps[earlier, role] * known).sum(dim=1)
