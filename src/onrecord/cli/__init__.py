"""The command line: ``onrecord`` and its commands.

Exit codes: 0 done; 1 done, but some pages could not be read; 2 wrong use or environment; 130 interrupted.
What takes long to import is imported by the command that needs it, so that help comes at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from onrecord.cli.codebook import codebook
from onrecord.cli.compare import compare
from onrecord.cli.dossier import init
from onrecord.cli.health import doctor, quarantine
from onrecord.cli.look import list_articles, show, stances, statements
from onrecord.cli.people import accounts
from onrecord.cli.positions import changes, positions, timeline, why
from onrecord.cli.read import read
from onrecord.cli.serve import serve
from onrecord.cli.stories import stories, story
from onrecord.cli.terminal import say
from onrecord.errors import OnrecordError
from onrecord.version import __version__

WRONG = 2
INTERRUPTED = 130
# As the shell says of a program whose reader has gone: 128 and the number of SIGPIPE.
READER_GONE = 141


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; end quietly when whoever reads the output has seen enough (``| head``)."""
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # What is left in the buffer goes nowhere, so that the interpreter does not stumble over it at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(READER_GONE)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Exit codes: 0 done; 1 done, but some pages could not be read; 2 wrong use or environment; 130 interrupted.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Read the coverage of a matter and keep the record of it: who said what, and who stands where.

    Begin with `onrecord read PATH`, then `onrecord statements` and `onrecord positions`.
    """


_COMMANDS = (
    init,
    read,
    list_articles,
    show,
    statements,
    stances,
    positions,
    why,
    timeline,
    changes,
    stories,
    story,
    compare,
    codebook,
    serve,
    quarantine,
    accounts,
    doctor,
)
for _command in _COMMANDS:
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Records are UTF-8 wherever they go; a terminal that shows less gets marks in place of what it lacks.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = cli.main(arguments, prog_name="onrecord", standalone_mode=False)
    except click.exceptions.Abort:
        say("onrecord: interrupted; what was read so far is kept, and the same command goes on from there")
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return WRONG
    except OnrecordError as error:
        say(f"onrecord: {error}")
        return WRONG
    return code if isinstance(code, int) else 0
