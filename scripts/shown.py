"""What the documents show is what the program prints: cog calls these functions in README.md and docs/.

``shown("onrecord list")`` runs the command in a copy of the demonstration's dossier, and gives a console block with the
command and what it printed. All commands of a run share the folder, so a document may read pages first and ask of the
record later.
"""

from __future__ import annotations

import os
import shlex
import shutil
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
def _demo() -> tempfile.TemporaryDirectory[str]:
    """Make the folder once in a process; it goes when the process ends."""
    made = tempfile.TemporaryDirectory(prefix="onrecord-docs-")
    shutil.copytree(ROOT / "demo", made.name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.db*"))
    return made


def printed(command: str, *, folder: Path | None = None, colour: bool = False, width: int = WIDTH) -> str:
    """Run ``command`` (an ``onrecord`` command line) and return what it wrote on standard output, else its messages.

    It runs in ``folder``, or in the copy of the demonstration. Raises ``RuntimeError`` if it ends with anything but 0.
    """
    program, *arguments = shlex.split(command)
    path = Path(sys.executable).with_name(program)
    colours = {"FORCE_COLOR": "1", "COLORTERM": "truecolor"} if colour else {"NO_COLOR": "1"}
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "ONRECORD_DB"}}
    done = subprocess.run(
        [path, *arguments],
        cwd=folder or _demo().name,
        env={**kept, **colours, "COLUMNS": str(width), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout or done.stderr


def block(command: str, output: str, lines: int | None = None) -> str:
    """Return a console block with ``command`` and its output, or the first ``lines`` lines of it."""
    kept = [line.rstrip() for line in output.rstrip().splitlines()]
    if lines is not None and len(kept) > lines:
        kept = [*kept[:lines], "…"]
    return "\n".join(["```console", f"$ {command}", *kept, "```"])


def shown(command: str, lines: int | None = None) -> str:
    """Return a console block with ``command`` and what it prints, or the first ``lines`` lines of that."""
    return block(command, printed(command), lines)


def reference() -> str:
    """Return the help of every command, as Markdown sections in the order of the program's own help."""
    sections = [shown("onrecord --help")]
    for name, command in cli.commands.items():
        # A group of commands is shown with each of them: `onrecord codebook`, then `onrecord codebook check` and so on.
        within = command.commands if isinstance(command, click.Group) else {}
        names = [name, *(f"{name} {inner}" for inner in within)]
        sections += [f"## onrecord {each}\n\n{shown(f'onrecord {each} --help')}" for each in names]
    return "\n\n".join(sections)
