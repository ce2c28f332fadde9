"""The encoder: one pass over a window of word pieces, in 8-bit ONNX, and what the heads say of each piece.

The network is a six-layer MiniLM (Wang et al. 2020), 384 wide. Added to its input embeddings are the letter case of each piece
and the guideline by which attributions are to be read: PolNeAR's and ours differ in boundaries and nesting, and one network
that is told which to follow learns from both.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.errors import WeightsError
from onrecord.reading.decoding import FloatArray, Tables
from onrecord.reading.tokens import MAX_PIECES, IntArray, Pieces, Window, pieces_of
from onrecord.reading.wordpiece import WordPiece

CLS, SEP = 101, 102
"""Ids of the pieces at a window's ends."""


NETWORKS = ("encoder.onnx", "pairs.onnx", "triggers.onnx", "vectors.onnx")
"""The encoder, and what runs on the cues, the triggers and the sentences that were found."""


class Guideline(IntEnum):
    """The annotation guideline that the encoder is told to follow."""

    POLNEAR = 0
    GOLD = 1


@dataclass(frozen=True, slots=True)
class Heads:
    """What the encoder says of the pieces of one window, special pieces left out.

    ``hidden`` (pieces, 384) are the vectors; ``cue`` (pieces, 3) the logits of outside, begin, inside a cue; ``keys`` (pieces,
    width) and ``role`` (pieces, 5) what a cue's queries are matched with. ``stance`` (pieces, 19) are the logits of outside,
    and of begin and inside a trigger of each act; ``stance_keys`` and ``stance_role`` (pieces, 10) what triggers are
    matched with.
    """

    hidden: FloatArray
    cue: FloatArray
    keys: FloatArray
    role: FloatArray
    stance: FloatArray
    stance_keys: FloatArray
    stance_role: FloatArray


class Encoder:
    """The sessions of the encoder and of the heads that work on what was found: cues, triggers, sentences."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load weights from ``folder``; raise :class:`WeightsError` where they are missing or damaged."""
        import onnxruntime

        try:
            self.config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf8"))
            self.vocabulary = WordPiece.load(folder / "vocab.txt")
            with np.load(folder / "tables.npz") as tables:
                self.cue_tables = Tables(tables["distance"], tables["sentence"], tables["follows"])
                self.stance_tables = Tables(*(tables[f"stance_{name}"] for name in ("distance", "sentence", "follows")))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            self._encoder, self._pairs, self._triggers, self._vectors = (
                onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
                for name in NETWORKS
            )
        except Exception as error:
            raise WeightsError(f"{folder}: the weights cannot be loaded: {error}") from error
        self.version = str(self.config["version"])

    def run(self, pieces: Pieces, windows: Sequence[Window], guideline: Guideline = Guideline.GOLD) -> Iterator[Heads]:
        """Read the windows one by one: alone, so that no window's findings depend on its neighbours in a batch."""
        for window in windows:
            yield self.run_one(pieces, window, guideline)

    def run_one(self, pieces: Pieces, window: Window, guideline: Guideline = Guideline.GOLD) -> Heads:
        """Read one window."""
        inside = slice(window.start, window.end)
        ids = np.concatenate(([CLS], pieces.ids[inside], [SEP]))[None]
        case = np.concatenate(([0], pieces.case[inside], [0]))[None]
        outputs = self._encoder.run(
            None, {"ids": ids, "case": case, "guideline": np.array([int(guideline)], dtype=np.int64)}
        )
        return Heads(*(output[0, 1:-1] for output in outputs))

    def pairs(self, head: Heads, first: IntArray, last: IntArray) -> tuple[FloatArray, FloatArray]:
        """Match cues, given by their first and last pieces, with every piece of their window.

        Returns (cues, roles, pieces) and the polarity's logits (cues, 3). Not numpy's product, which would start threads.
        """
        matched, polarity = self._pairs.run(None, {"ends": _ends(head, first, last), "keys": head.keys})
        return matched, polarity

    def triggers(self, head: Heads, first: IntArray, last: IntArray) -> tuple[FloatArray, FloatArray]:
        """Match triggers with every piece, as ``pairs`` does: (triggers, 10, pieces), and the act's logits (triggers, 9)."""
        matched, act = self._triggers.run(None, {"ends": _ends(head, first, last), "keys": head.stance_keys})
        return matched, act

    def vectors(self, averaged: FloatArray) -> FloatArray:
        """Turn averages of pieces' ``hidden`` vectors (n, 384) into sentence vectors (n, 384), of length one."""
        vectors: FloatArray = self._vectors.run(None, {"averaged": averaged})[0]
        return vectors

    def vectors_of(self, texts: Sequence[str]) -> FloatArray:
        """Return the vectors (n, 384), of length one, of short texts, such as the name of a measure."""
        averaged = np.zeros((len(texts), self.config["width"]), dtype=np.float32)
        for n, text in enumerate(texts):
            pieces = pieces_of(text, self.vocabulary)
            size = min(len(pieces.ids), MAX_PIECES)
            if size:
                averaged[n] = self.run_one(pieces, Window(0, size, 0, size)).hidden.mean(axis=0)
        return self.vectors(averaged) if len(texts) else averaged


def _ends(head: Heads, first: IntArray, last: IntArray) -> FloatArray:
    return np.concatenate([head.hidden[first], head.hidden[last]], axis=1)


def weights_version(folder: Path) -> str:
    """Name the weights in ``folder`` by the hash of what they hold and how they are set, twelve hexadecimal digits."""
    digest = hashlib.sha256()
    for name in (*NETWORKS, "tables.npz", "vocab.txt"):
        digest.update((folder / name).read_bytes())
    if (folder / "config.json").exists():
        settings = json.loads((folder / "config.json").read_text(encoding="utf8"))
        settings.pop("version", None)
        digest.update(json.dumps(settings, sort_keys=True).encode())
    return digest.hexdigest()[:12]


def shipped_weights() -> Path:
    """Return the folder of the weights that ship with the package."""
    with as_file(files("onrecord.reading") / "weights") as folder:
        return Path(folder)
