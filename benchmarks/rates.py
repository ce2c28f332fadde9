"""Rates on one core: whole pages to statements, the encoder alone on the same windows, a BERT-base on the same windows.

Seconds are the processor's (``process_time``) with one thread on one core, so that other work on the machine weighs
less; the two rates of ours are taken in turns, a few articles at a time, so that what does weigh, weighs on both.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from unittest.mock import patch

import numpy as np

from onrecord.pipeline import PageRead, Request, read_pages
from onrecord.reading.encoder import CLS, SEP, Encoder, Guideline, Heads, shipped_weights
from onrecord.reading.reader import BuiltinReader, Pass
from onrecord.reading.stances.assemble import Stances
from onrecord.reading.statements import Surroundings
from onrecord.reading.tokens import Pieces, Window
from onrecord.records import Statement

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "articles.jsonl.gz"
TURN = 10
"""Articles read before the encoder alone takes its turn."""


@dataclass(frozen=True, slots=True)
class Read:
    """One window as the reader gave it to the encoder."""

    pieces: Pieces
    window: Window
    guideline: Guideline

    @property
    def tokens(self) -> list[int]:
        return [CLS, *self.pieces.ids[self.window.start : self.window.end].tolist(), SEP]


@dataclass(frozen=True, slots=True)
class Rates:
    """Word pieces per processor second, of the same windows; BERT's is ``None`` where there was no torch to run it."""

    articles: int
    statements: int
    windows: int
    pages_to_statements: float
    encoder_alone: float
    bert_base: float | None
    articles_per_second: float
    stances: int
    stance_cost: float
    """What making stances adds to the processor time of reading statements alone, as a share of it."""

    @property
    def share_of_encoder(self) -> float:
        return self.pages_to_statements / self.encoder_alone

    @property
    def times_bert(self) -> float | None:
        return self.pages_to_statements / self.bert_base if self.bert_base else None


def corpus_lines(count: int) -> list[str]:
    """Return ``count`` lines of the corpus, spread evenly over it."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        every = lines.readlines()
    return [every[i * len(every) // count] for i in range(count)]


def rates(lines: Sequence[str], torch_python: str | None, bert_every: int) -> Rates:
    """Read the articles in ``lines`` and take the three rates; BERT reads each ``bert_every``-th window.

    The first article, with which the reader is loaded, is read untimed. Raises ``ValueError`` if no page could be read.
    """
    encoder = Encoder(shipped_weights())
    reader_seconds = encoder_seconds = 0.0
    articles = statements = stances = 0
    windows: list[Read] = []
    with tempfile.TemporaryDirectory() as folder, noted_windows() as noted, timed_stances() as stance_seconds:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(lines), encoding="utf-8")
        outcomes = read_pages(Request([str(path)]))
        next(outcomes)
        noted.clear()
        stance_seconds.clear()
        while True:
            began = time.process_time()
            turn = list(islice(outcomes, TURN))
            reader_seconds += time.process_time() - began
            if not turn:
                break
            readings = [reading for outcome in turn if isinstance(outcome, PageRead) for reading in outcome.readings]
            articles += len(readings)
            statements += sum(len(reading.statements) for reading in readings)
            stances += sum(len(reading.stances) for reading in readings)
            again = noted[:]
            began = time.process_time()
            for read in again:
                encoder.run_one(read.pieces, read.window, read.guideline)
            encoder_seconds += time.process_time() - began
            noted.clear()
            windows += again
    if not windows:
        raise ValueError("no page could be read")
    pieces = sum(len(read.tokens) for read in windows)
    return Rates(
        articles=articles,
        statements=statements,
        windows=len(windows),
        pages_to_statements=pieces / reader_seconds,
        encoder_alone=pieces / encoder_seconds,
        bert_base=_bert_rate([read.tokens for read in windows[::bert_every]], torch_python),
        articles_per_second=articles / reader_seconds,
        stances=stances,
        stance_cost=sum(stance_seconds) / (reader_seconds - sum(stance_seconds)),
    )


@contextmanager
def noted_windows() -> Iterator[list[Read]]:
    """Give a list to which each window that any encoder reads is appended meanwhile."""
    noted: list[Read] = []
    run_one = Encoder.run_one

    def noting(self: Encoder, pieces: Pieces, window: Window, guideline: Guideline = Guideline.GOLD) -> Heads:
        noted.append(Read(pieces, window, guideline))
        return run_one(self, pieces, window, guideline)

    with patch.object(Encoder, "run_one", noting):
        yield noted


@contextmanager
def timed_stances() -> Iterator[list[float]]:
    """Give a list to which the processor seconds are appended that each article's stances take, after the encoder's pass."""
    seconds: list[float] = []
    stances = BuiltinReader.stances

    def timing(self: BuiltinReader, seen: Pass, statements: tuple[Statement, ...], around: Surroundings) -> Stances:
        began = time.process_time()
        found = stances(self, seen, statements, around)
        seconds.append(time.process_time() - began)
        return found

    with patch.object(BuiltinReader, "stances", timing):
        yield seconds


def _bert_rate(windows: Sequence[Sequence[int]], torch_python: str | None) -> float | None:
    if torch_python is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "windows.npz"
        np.savez(path, tokens=np.concatenate(windows), lengths=[len(window) for window in windows])
        done = subprocess.run(
            [torch_python, "-m", "benchmarks.bert_base", str(path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    seconds: float = json.loads(done.stdout)["seconds"]
    return sum(len(window) for window in windows) / seconds
