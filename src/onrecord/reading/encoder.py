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
import numpy.typing as npt

from onrecord.errors import WeightsError
from onrecord.reading.tokens import IntArray, Pieces, Window
from onrecord.reading.wordpiece import WordPiece

FloatArray = npt.NDArray[np.float32]

CLS, SEP = 101, 102
"""Ids of the pieces at a window's ends."""


class Guideline(IntEnum):
    """The annotation guideline that the encoder is told to follow."""

    POLNEAR = 0
    GOLD = 1


@dataclass(frozen=True, slots=True)
class Heads:
    """What the encoder says of the pieces of one window, special pieces left out.

    ``hidden`` (pieces, 384) are the vectors; ``cue`` (pieces, 3) the logits of outside, begin, inside a cue; ``keys`` (pieces,
    width) and ``role`` (pieces, 5) what a cue's queries are matched with.
    """

    hidden: FloatArray
    cue: FloatArray
    keys: FloatArray
    role: FloatArray


class Encoder:
    """The sessions of the encoder and of the heads that work on the cues that were found."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load weights from ``folder``; raise :class:`WeightsError` where they are missing or damaged."""
        import onnxruntime

        try:
            self.config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf8"))
            self.vocabulary = WordPiece.load(folder / "vocab.txt")
            with np.load(folder / "tables.npz") as tables:
                self.distance: FloatArray = tables["distance"]
                self.sentence: FloatArray = tables["sentence"]
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            self._encoder, self._pairs = (
                onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
                for name in ("encoder.onnx", "pairs.onnx")
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
        hidden, cue, keys, role = self._encoder.run(
            None, {"ids": ids, "case": case, "guideline": np.array([int(guideline)], dtype=np.int64)}
        )
        return Heads(hidden[0, 1:-1], cue[0, 1:-1], keys[0, 1:-1], role[0, 1:-1])

    def pairs(self, head: Heads, first: IntArray, last: IntArray) -> tuple[FloatArray, FloatArray]:
        """Match cues, given by their first and last pieces, with every piece of their window.

        Returns (cues, roles, pieces) and the polarity's logits (cues, 3). Not numpy's product, which would start threads.
        """
        ends = np.concatenate([head.hidden[first], head.hidden[last]], axis=1)
        matched, polarity = self._pairs.run(None, {"ends": ends, "keys": head.keys})
        return matched, polarity


def weights_version(folder: Path) -> str:
    """Name the weights in ``folder`` by the hash of what they hold and how they are set, twelve hexadecimal digits."""
    digest = hashlib.sha256()
    for name in ("encoder.onnx", "pairs.onnx", "tables.npz", "vocab.txt"):
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
