"""``onrecord init``: a folder for a new matter."""

from __future__ import annotations

import json
from pathlib import Path

import click

from onrecord.cli.terminal import say
from onrecord.errors import UsageError

_EMPTY = """\
# The measures that this dossier follows. How entries are written and matched: docs/codebook.md
name = {name}

# [[groups]]
# id = "crossings"
# label = "Crossings"

# [[measures]]
# id = "open-crossing"
# label = "open the crossing"
# group = "crossings"
# definition = "People or goods may pass the border again."
# phrases = ["reopen the border post", "let lorries through"]
# examples = ["From Monday lorries may pass."]
"""


@click.command()
@click.argument("matter")
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="The folder [default: named after MATTER]."
)
@click.option(
    "--codebook",
    type=click.Choice(["general", "empty"]),
    default="general",
    show_default=True,
    help="Begin the codebook with the general one for agreements between states, or with none.",
)
def init(matter: str, folder: Path | None, codebook: str) -> None:
    """Make a dossier: a folder for the pages, the codebook and the record of one matter.

    MATTER is its name in plain words, as "Border crossing". Commands that are given within the folder use its database.
    """
    from onrecord.record.codebook import general_text
    from onrecord.record.dossier import make_dossier

    folder = folder or Path(_folder_name(matter))
    text = general_text() if codebook == "general" else _EMPTY.format(name=json.dumps(matter, ensure_ascii=False))
    dossier = make_dossier(folder, matter, text)
    say(f"made {dossier.folder}: settings in dossier.toml, measures in {dossier.codebook.name}")
    say(f"next: put pages into {dossier.sources[0]}, then: cd {dossier.folder} && onrecord read")


def _folder_name(matter: str) -> str:
    words = "".join(character.lower() if character.isalnum() else " " for character in matter).split()
    if not words:
        raise UsageError(f"{matter!r} has no letters to name a folder by; give --folder")
    return "-".join(words)
