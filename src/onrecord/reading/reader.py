"""The built-in reader: an article to its statements and stances, on one processor core, without a network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.reading.actors import prepare
from onrecord.reading.attribution import Attribution, attributions_of
from onrecord.reading.confidence import Calibration
from onrecord.reading.encoder import Encoder, Guideline, Heads, shipped_weights
from onrecord.reading.quotes import quotations
from onrecord.reading.segments import segment
from onrecord.reading.stances.assemble import Calibrations, Stances, stances_of
from onrecord.reading.stances.finding import Found, stances_found
from onrecord.reading.statements import Surroundings, statements_of
from onrecord.reading.tokens import IntArray, Pieces, Window, pieces_of, sentence_ranges, windows_of
from onrecord.records import Article, Reading, Span, Statement
from onrecord.version import __version__


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass of the encoder over a text: its pieces, which sentence each is in, the windows and what the heads say."""

    pieces: Pieces
    sentence: IntArray
    windows: list[Window]
    heads: list[Heads]

    def attributions(self, encoder: Encoder) -> list[Attribution]:
        """Decode the statements."""
        return attributions_of(encoder, self.pieces, self.sentence, self.windows, self.heads)

    def stances(self, encoder: Encoder) -> list[Found]:
        """Decode the stances."""
        return stances_found(encoder, self.pieces, self.sentence, self.windows, self.heads)


class BuiltinReader:
    """Reads with the weights in a folder; keeps them in memory. Implements :class:`onrecord.reading.plugin.Reader`."""

    name = "builtin"

    def __init__(self, weights: Path, threads: int = 1) -> None:
        """Load the weights; raise :class:`~onrecord.errors.WeightsError` where they are missing or damaged."""
        self.encoder = Encoder(weights, threads)
        config = self.encoder.config
        self._calibration = Calibration.of(config["calibration"])
        self._stance_calibrations = Calibrations(
            Calibration.of(config["stance_calibration"]), Calibration.of(config["position_calibration"])
        )

    @property
    def version(self) -> str:
        """The release and the hash of the weights: other rules and other weights may read otherwise."""
        return f"{__version__}+{self.encoder.version}"

    def read(self, article: Article) -> Reading:
        """Return the statements and stances of ``article``, in the order of its text."""
        seen, around = self.look(article)
        statements = self.statements(seen, around)
        stances = self.stances(seen, statements, around)
        return Reading(article, statements, stances.counted, f"{self.name} {self.version}", stances.doubtful)

    def look(self, article: Article) -> tuple[Pass, Surroundings]:
        """Return the encoder's pass over ``article``, and what statements and stances are made from beside it."""
        sentences = segment(article)
        quoted = quotations(article.text, article.blocks)
        around = Surroundings(article, sentences, quoted, prepare(article, sentences, quoted))
        return encoded(self.encoder, article.text, [s.span for s in sentences], Guideline.GOLD), around

    def statements(self, seen: Pass, around: Surroundings) -> tuple[Statement, ...]:
        """Make the statements of an article that was looked at."""
        return statements_of(seen.attributions(self.encoder), around, self._calibration)

    def stances(self, seen: Pass, statements: tuple[Statement, ...], around: Surroundings) -> Stances:
        """Make the stances of an article that was looked at."""
        return stances_of(seen.stances(self.encoder), statements, around, self._stance_calibrations)


def encoded(encoder: Encoder, text: str, sentences: list[Span], guideline: Guideline) -> Pass:
    """Run the encoder over ``text`` once; it is told which of the guidelines that it knows to follow."""
    pieces = pieces_of(text, encoder.vocabulary)
    ranges = sentence_ranges(pieces, sentences)
    windows = windows_of(ranges)
    sentence = np.zeros(len(pieces.ids), dtype=np.int64)
    for number, (start, end) in enumerate(ranges):
        sentence[start:end] = number
    return Pass(pieces, sentence, windows, list(encoder.run(pieces, windows, guideline)))


def builtin_reader() -> BuiltinReader:
    """Make the reader with the weights that ship with the package."""
    return BuiltinReader(shipped_weights())
