"""What takes long is worked out once, beside the visitors, and its failure is told to one of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from onrecord.web import kept
from onrecord.web.kept import Worked


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worked[str, str]]:
    """Keeps two things, and lets nobody wait for long."""
    monkeypatch.setattr(kept, "PATIENCE_S", 0.01)
    with ThreadPoolExecutor(1) as worker:
        yield Worked(2, worker)


def until_there(worked: Worked[str, str], key: str) -> str:
    """Ask again and again, as a page does."""
    for _ in range(1000):
        found = worked.soon(key, lambda: pytest.fail("it was begun already"))
        if found is not None:
            return found
    pytest.fail("it never came")


def test_whoever_asks_is_told_at_once_that_it_takes_long_and_it_is_worked_out_once(worked: Worked[str, str]) -> None:
    go_on, times = threading.Event(), []

    def long() -> str:
        times.append(1)
        go_on.wait(60)
        return "found"

    assert worked.soon("a", long) is None
    assert worked.soon("a", long) is None
    go_on.set()

    assert until_there(worked, "a") == "found"
    assert worked.known("a") == worked.get("a", long) == "found"
    assert times == [1]


def test_what_is_quick_comes_at_once(worked: Worked[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "PATIENCE_S", 60)

    assert worked.soon("a", lambda: "found") == "found"


def test_a_failure_is_told_to_one_who_asks_and_then_begun_anew(worked: Worked[str, str]) -> None:
    go_on = threading.Event()

    def failing() -> str:
        go_on.wait(60)
        raise ValueError("it failed")

    assert worked.soon("a", failing) is None
    go_on.set()
    with pytest.raises(ValueError, match="it failed"):
        until_there(worked, "a")

    assert worked.soon("a", lambda: "found") in (None, "found")
    assert until_there(worked, "a") == "found"


def test_what_was_asked_for_long_ago_goes(worked: Worked[str, str]) -> None:
    for key in "abc":
        worked.get(key, lambda key=key: key.upper())  # type: ignore[misc]

    assert [worked.known(key) for key in "abc"] == [None, "B", "C"]
