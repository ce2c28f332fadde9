"""Small readers for the tests: installed as a plug-in is, by putting this folder on the path."""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import dataclass

from onrecord.errors import WeightsError
from onrecord.reading.plugin import Reader
from onrecord.records import Article, Reading, Span, Statement
from onrecord.vocabulary import Polarity, QuotationKind

_SAID = re.compile(r"(?P<source>[A-Z]\w+ [A-Z]\w+) (?P<cue>said) (?P<content>[^.]+)\.")


@dataclass(frozen=True)
class Plain:
    """Finds ``Forename Surname said something.``; the party is the word in brackets in the headline, if any."""

    name: str = "plain"
    version: str = "1"
    pause_s: float = 0.0

    def read(self, article: Article) -> Reading:
        time.sleep(self.pause_s)
        found = tuple(
            Statement(
                id=f"t{number}",
                source=Span(*match.span("source")),
                name=match["source"],
                party="Norvania",
                cue=(Span(*match.span("cue")),),
                content=(Span(*match.span("content")),),
                kind=QuotationKind.DIRECT if "“" in match["content"] else QuotationKind.INDIRECT,
                polarity=Polarity.ASSERTED,
                within=None,
                when=None,
                confidence=0.9,
            )
            for number, match in enumerate(_SAID.finditer(article.text), start=1)
        )
        return Reading(article, found, (), f"{self.name} {self.version}")


@dataclass(frozen=True)
class Hostile(Plain):
    """Does what the article tells it to, as far as a faulty reader might."""

    name: str = "hostile"

    def read(self, article: Article) -> Reading:
        if "kill the process" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "end the process" in article.text:
            os._exit(3)
        if "raise an error" in article.text:
            raise RuntimeError("out of\nink")
        if "run out of memory" in article.text:
            raise MemoryError
        reading = super().read(article)
        if "point beyond the text" in article.text:
            beyond = Statement(
                "t1", None, None, None, (), (Span(0, len(article.text) + 1),), QuotationKind.DIRECT,
                Polarity.ASSERTED, None, None, 0.5,
            )  # fmt: skip
            return Reading(article, (beyond,), (), reading.reader)
        return reading


def plain() -> Reader:
    return Plain()


def plain_newer() -> Reader:
    """The same reader at its next version, as after an upgrade."""
    return Plain(version="2")


def slow() -> Reader:
    return Plain(name="slow", pause_s=0.05)


def hostile() -> Reader:
    return Hostile()


def unable() -> Reader:
    raise WeightsError("the weights have faded")
