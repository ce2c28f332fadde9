"""What is learnt of pairs of claims."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="only training needs it")

from training.comparison import fitted


def test_what_few_pairs_show_weighs_less_than_what_many_do() -> None:
    """Two pairs in thousands have the second figure, and are all that they could be: no proof that it decides."""
    generator = np.random.default_rng(0)
    features = np.zeros((4000, 2), dtype=np.float32)
    features[:, 0] = generator.random(4000)
    features[:2, 1] = 1
    labels = (features[:, 0] + 0.2 * generator.normal(size=4000) > 0.5).astype(int)
    labels[:2] = 1

    answers, weights = fitted(features, labels, 0.05)

    assert answers == [0, 1]
    assert 0 < weights[0, 1] < weights[0, 0] / 3
