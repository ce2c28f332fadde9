"""Making very many objects at once without Python's looking again and again whether they can be thrown away."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 20_000
"""From how many stances on the search for rings of objects takes long enough to be felt."""


@contextmanager
def undisturbed(stances: int) -> Iterator[None]:
    """Put off the search for rings of objects while ``stances`` are worked on, if they are many.

    The work must make no rings. The search would take almost half the time of computing a large record's positions, and
    later hold up the update by one article for as long as it takes to look through all of them again: so what is there
    at the end is left out of it for good (``gc.freeze``). What nothing refers to any more is freed as ever.
    """
    if stances < MANY or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
