"""The likelihood of paths against every path counted one by one."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="torch is not installed: it is for training alone")
from onrecord.reading.decoding import forbidden_steps  # noqa: E402
from training.batches import IGNORED  # noqa: E402
from training.paths import path_loss  # noqa: E402

ROLES = 5


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**31), st.lists(st.booleans(), min_size=1, max_size=5))
def test_the_loss_is_that_of_the_labelled_among_all_paths(seed: int, known: list[bool]) -> None:
    torch.manual_seed(seed)
    scores, follows = torch.randn(1, len(known), ROLES), torch.randn(ROLES, ROLES)
    steps = follows + torch.from_numpy(forbidden_steps(ROLES))
    places = [n for n, is_known in enumerate(known) if is_known]

    def score(path: tuple[int, ...]) -> float:
        return sum(
            float(scores[0, place, role] + steps[before, role])
            for place, before, role in zip(places, (0, *path), path, strict=False)
        )

    paths = [path for path in product(range(ROLES), repeat=len(places)) if score(path) > -1000]
    labelled = paths[seed % len(paths)]
    labels = torch.full((1, len(known)), IGNORED)
    labels[0, places] = torch.tensor(labelled, dtype=torch.long)
    expected = torch.logsumexp(torch.tensor([score(path) for path in paths]), dim=0) - score(labelled)
    assert float(path_loss(scores, labels, follows)) == pytest.approx(float(expected), abs=1e-3)


def test_labels_that_make_no_path_count_nothing() -> None:
    scores, follows = torch.zeros(1, 3, ROLES), torch.zeros(ROLES, ROLES)
    assert float(path_loss(scores, torch.tensor([[0, 2, 0]]), follows)) == 0.0
