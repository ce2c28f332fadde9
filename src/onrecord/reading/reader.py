"""The built-in reader: an article to its statements, on one processor core, without a network."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from onrecord.reading.actors import prepare
from onrecord.reading.attribution import Attribution, attributions_of
from onrecord.reading.encoder import Encoder, Guideline, shipped_weights
from onrecord.reading.quotes import quotations
from onrecord.reading.segments import segment
from onrecord.reading.statements import Calibration, Surroundings, statements_of
from onrecord.reading.tokens import pieces_of, sentence_ranges, windows_of
from onrecord.records import Article, Reading, Span
from onrecord.version import __version__


class BuiltinReader:
    """Reads with the weights in a folder; keeps them in memory. Implements :class:`onrecord.reading.plugin.Reader`."""

    name = "builtin"

    def __init__(self, weights: Path, threads: int = 1) -> None:
        """Load the weights; raise :class:`~onrecord.errors.WeightsError` where they are missing or damaged."""
        self._encoder = Encoder(weights, threads)
        self._calibration = Calibration.of(self._encoder.config["calibration"])

    @property
    def version(self) -> str:
        """The release and the hash of the weights: other rules and other weights may read otherwise."""
        return f"{__version__}+{self._encoder.version}"

    def read(self, article: Article) -> Reading:
        """Return the statements of ``article``, in the order of its text."""
        found, around = self.look(article)
        statements = statements_of(found, around, self._calibration)
        return Reading(article, statements, (), f"{self.name} {self.version}")

    def look(self, article: Article) -> tuple[list[Attribution], Surroundings]:
        """Return what the network finds in ``article``, and what statements are made from beside it."""
        sentences = segment(article)
        found = attributions(self._encoder, article.text, [s.span for s in sentences], Guideline.GOLD)
        quoted = quotations(article.text, article.blocks)
        return found, Surroundings(article, sentences, quoted, prepare(article, sentences, quoted))


def attributions(encoder: Encoder, text: str, sentences: list[Span], guideline: Guideline) -> list[Attribution]:
    """Return the attributions that the network finds in ``text`` by one of the guidelines that it knows."""
    pieces = pieces_of(text, encoder.vocabulary)
    ranges = sentence_ranges(pieces, sentences)
    windows = windows_of(ranges)
    sentence = np.zeros(len(pieces.ids), dtype=np.int64)
    for number, (start, end) in enumerate(ranges):
        sentence[start:end] = number
    heads = list(encoder.run(pieces, windows, guideline))
    return attributions_of(encoder, pieces, sentence, windows, heads)


def builtin_reader() -> BuiltinReader:
    """Make the reader with the weights that ship with the package."""
    return BuiltinReader(shipped_weights())
