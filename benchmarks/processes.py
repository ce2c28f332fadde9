"""Measures of whole processes, as a user meets them: seconds, peak memory, time to the first line."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds to its first line of output (``None`` if it printed none) and to its end, and the
    most memory, in MiB, that any one of its processes held at a time."""

    first_line_seconds: float | None
    seconds: float
    peak_mib: float


def onrecord(*arguments: str) -> list[str]:
    """Return the command line that runs the ``onrecord`` of this Python."""
    return [str(Path(sys.executable).with_name("onrecord")), *arguments]


@contextmanager
def on_cores(cores: Iterable[int]) -> Iterator[None]:
    """Keep this process, and what it starts, on these cores for a while."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def run(command: Sequence[str], cores: Iterable[int], folder: Path) -> Run:
    """Run ``command`` in ``folder`` on these ``cores`` and measure it; raise ``RuntimeError`` if it fails.

    ``wait4`` gives the peak of the process and of every descendant that it has waited for: the largest, not their sum.
    """
    with tempfile.TemporaryFile() as errors, on_cores(cores):
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=folder,
            env={**os.environ, "NO_COLOR": "1"},
        )
        assert process.stdout is not None
        first = time.perf_counter() - start if process.stdout.readline() else None
        while process.stdout.read(MIB):
            pass
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stdout.close()
        if process.returncode != 0:
            errors.seek(0)
            said = errors.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    return Run(first, seconds, usage.ru_maxrss / 1024)
