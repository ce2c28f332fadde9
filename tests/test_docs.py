"""The documents tell the truth: commands exist, links lead somewhere, what is shown is what the program prints."""

from __future__ import annotations

import ast
import importlib
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from onrecord.cli import cli
from scripts import first_dossier
from scripts.make_docs import DOCUMENTS
from scripts.shown import ROOT

WRITTEN = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md"), *ROOT.glob("demo/*.md")])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CONFIDENCE = re.compile(r"\b[01]\.\d\d\b")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)


def commands(text: str) -> Iterator[str]:
    """Yield every shell command that a document names: after ``$`` in a block, or as inline code."""
    for language, block in FENCE.findall(text):
        if language == "console":
            yield from (line[2:] for line in block.splitlines() if line.startswith("$ "))
    yield from INLINE.findall(FENCE.sub("", text))


def calls_of(program: str) -> list[list[str]]:
    """Return the arguments of every call of ``program`` in the documents."""
    calls = []
    for path in WRITTEN:
        for command in commands(path.read_text(encoding="utf-8")):
            name, _, arguments = command.strip().partition(" ")
            if Path(name).name == program:
                calls.append(shlex.split(arguments))
    return calls


def options_of(command: click.Command) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts + parameter.secondary_opts} | {"--help"}


def test_the_documents_name_commands_at_all() -> None:
    assert len(calls_of("onrecord")) > 10
    assert len(calls_of("make")) > 5


def test_every_command_and_option_exists() -> None:
    known = cli.commands
    wrong = []
    for call in calls_of("onrecord"):
        name = next((word for word in call if not word.startswith("-")), None)
        if name is not None and name not in known:
            wrong.append(f"onrecord {name}: no such command")
            continue
        allowed = options_of(cli) | (options_of(known[name]) if name else set())
        group = known[name] if name else None
        if name is not None and isinstance(group, click.Group):
            inner = next((word for word in call[call.index(name) + 1 :] if not word.startswith("-")), "")
            if inner and inner not in group.commands:
                wrong.append(f"onrecord {name} {inner}: no such command")
            elif inner:
                allowed |= options_of(group.commands[inner])
        options = {word.partition("=")[0] for word in call if word.startswith("--")}
        wrong += [f"onrecord {name}: no option {option}" for option in sorted(options - allowed)]
    assert wrong == []


def test_every_make_target_exists() -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    named = {word for call in calls_of("make") for word in call if word.isalpha()}
    assert named - targets == set()


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files(path: Path) -> None:
    links = [link.partition("#")[0] for link in LINK.findall(path.read_text(encoding="utf-8"))]
    dead = [link for link in links if link and "://" not in link and not (path.parent / link).exists()]
    assert dead == []


def python_blocks() -> Iterator[tuple[str, str]]:
    for path in WRITTEN:
        for language, block in FENCE.findall(path.read_text(encoding="utf-8")):
            if language == "python":
                yield path.name, block


def test_python_that_is_shown_imports_what_exists() -> None:
    for name, block in python_blocks():
        for node in ast.walk(ast.parse(block, name)):
            if isinstance(node, ast.ImportFrom) and node.module:
                module = importlib.import_module(node.module)
                assert all(hasattr(module, each.name) for each in node.names), f"{name}: {ast.unparse(node)}"
            elif isinstance(node, ast.MatchClass) and isinstance(node.cls, ast.Name):
                # A pattern on a field that a class lacks matches nothing, without a word.
                matched = getattr(importlib.import_module("onrecord.pipeline"), node.cls.id)
                assert {each.name for each in fields(matched)}.issuperset(node.kwd_attrs), (
                    f"{name}: {ast.unparse(node)}"
                )


def test_the_first_dossier_quotes_no_more_than_a_few_words() -> None:
    assert first_dossier.shortened("  “one two three” twice") == "  “one two three” twice"
    long = " ".join(str(number) for number in range(40))
    assert first_dossier.shortened(f"  “{long}” 0.9") == f"  “{' '.join(long.split()[:15])} …” 0.9"

    page = (ROOT / first_dossier.DOCUMENT).read_text(encoding="utf-8")

    assert [words for words in re.findall(r"“(.*)”", page) if len(words.split()) > first_dossier.MOST_WORDS + 1] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_shown_is_what_the_program_prints(document: str) -> None:
    assert_is_printed(document)


def test_the_first_dossier_is_what_the_program_prints(shared: Path) -> None:
    assert (shared / "seeds").is_dir()
    assert_is_printed(first_dossier.DOCUMENT)


def assert_is_printed(document: str) -> None:
    command = [sys.executable, "-m", "cogapp", "-p", "from scripts.shown import *", document]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    written = (ROOT / document).read_text(encoding="utf-8")
    # Confidences differ in the last digit from processor to processor.
    assert CONFIDENCE.sub("0.00", done.stdout) == CONFIDENCE.sub("0.00", written), "run `make docs`"
