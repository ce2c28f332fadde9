"""What the server is started with."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.settings import Database

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""The names under which a server that listens to its own machine only is asked for."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``database`` is the record that is shown; ``hosts`` are the names that the server answers to.

    A name that is not listed is refused, so that no foreign page can make a browser read the record under its own name
    (DNS rebinding). ``beyond``: machines other than this one can ask, so that whoever asks must have logged in.
    """

    database: Database
    hosts: tuple[str, ...] = LOOPBACK
    beyond: bool = False
