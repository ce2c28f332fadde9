"""``make docs``: run every command that README.md and docs/ show, and write its output and the picture anew."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from scripts.shown import ROOT, printed

DOCUMENTS = ("README.md", "docs/cli.md")
PICTURE = ROOT / "docs" / "demo.svg"
PICTURE_COMMAND = "onrecord statements --db demo.db --speaker Melnar"
PICTURE_WIDTH = 110


def cog(*options: str) -> int:
    """Run cog over the documents; return its exit code."""
    command = [sys.executable, "-m", "cogapp", "-p", "from scripts.shown import *", *options, *DOCUMENTS]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def picture(path: Path = PICTURE) -> None:
    """Draw what the terminal shows for one speaker of the demonstration pages."""
    printed("onrecord read demo/pages --db demo.db")
    text = Text.from_ansi(printed(PICTURE_COMMAND, colour=True, width=PICTURE_WIDTH).rstrip())
    console = Console(record=True, width=PICTURE_WIDTH, file=io.StringIO())
    console.print(Text(f"$ {PICTURE_COMMAND}", style="bold"))
    console.print(text)
    # A fixed id keeps the file the same as long as the picture is.
    path.write_text(console.export_svg(title="onrecord", unique_id="onrecord"), encoding="utf-8")


def main() -> int:
    picture()
    return cog("-r")


if __name__ == "__main__":
    sys.exit(main())
