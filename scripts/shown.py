"""What the documents show is what the program prints: cog calls these functions in README.md and docs/.

``shown("onrecord list --db demo.db")`` runs the command in an empty folder that has the demonstration pages, and
gives a console block with the command and what it printed. All commands of a run share the folder, so a document may
read pages first and ask of the record later.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import click

from onrecord.cli import cli

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 100


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Make the folder once in a process; it goes when the process ends."""
    made = tempfile.TemporaryDirectory(prefix="onrecord-docs-")
    Path(made.name, "demo").symlink_to(ROOT / "demo")
    return made


def printed(command: str, *, colour: bool = False, width: int = WIDTH) -> str:
    """Run ``command`` (an ``onrecord`` command line) and return what it wrote on standard output.

    Raises ``RuntimeError`` if the command ends with anything but 0.
    """
    program, *arguments = shlex.split(command)
    path = Path(sys.executable).with_name(program)
    colours = {"FORCE_COLOR": "1", "COLORTERM": "truecolor"} if colour else {"NO_COLOR": "1"}
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    done = subprocess.run(
        [path, *arguments],
        cwd=_folder().name,
        env={**kept, **colours, "COLUMNS": str(width), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def shown(command: str, lines: int | None = None) -> str:
    """Return a console block with ``command`` and its output, or the first ``lines`` lines of it."""
    output = [line.rstrip() for line in printed(command).rstrip().splitlines()]
    if lines is not None and len(output) > lines:
        output = [*output[:lines], "…"]
    return "\n".join(["```console", f"$ {command}", *output, "```"])


def reference() -> str:
    """Return the help of every command, as Markdown sections in the order of the program's own help."""
    sections = [shown("onrecord --help")]
    for name, command in cli.commands.items():
        # A group of commands is shown with each of them: `onrecord codebook`, then `onrecord codebook check` and so on.
        within = command.commands if isinstance(command, click.Group) else {}
        names = [name, *(f"{name} {inner}" for inner in within)]
        sections += [f"## onrecord {each}\n\n{shown(f'onrecord {each} --help')}" for each in names]
    return "\n\n".join(sections)
