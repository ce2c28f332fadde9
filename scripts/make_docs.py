"""``make docs``: run every command that README.md and docs/ show, and write its output and the pictures anew."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from scripts import first_dossier
from scripts.shown import ROOT, printed

DOCUMENTS = ("README.md", "docs/cli.md")
PICTURES = {
    "positions.svg": "onrecord positions --by party --group bargain",
    "demo.svg": "onrecord statements --speaker Melnar",
}
PICTURE_WIDTH = 110


def cog(documents: Iterable[str], *options: str) -> int:
    """Run cog over the documents; return its exit code."""
    command = [sys.executable, "-m", "cogapp", "-p", "from scripts.shown import *", *options, *documents]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def pictures() -> None:
    """Draw what the terminal shows of the demonstration."""
    printed("onrecord read")
    for name, command in PICTURES.items():
        console = Console(record=True, width=PICTURE_WIDTH, file=io.StringIO())
        console.print(Text(f"$ {command}", style="bold"))
        console.print(Text.from_ansi(printed(command, colour=True, width=PICTURE_WIDTH).rstrip()))
        # A fixed id keeps the file the same as long as the picture is.
        drawn = console.export_svg(title="onrecord", unique_id="onrecord")
        (ROOT / "docs" / name).write_text(drawn, encoding="utf-8")


def main() -> int:
    """Write everything anew; the first dossier only where its pages are. The exit code is cog's."""
    pictures()
    documents = list(DOCUMENTS)
    if first_dossier.available():
        documents.append(first_dossier.DOCUMENT)
    else:
        print(f"{first_dossier.DOCUMENT} stays as it is: its pages are not here")
    return cog(documents, "-r")


if __name__ == "__main__":
    sys.exit(main())
