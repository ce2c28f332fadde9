"""Lines that are too long for a terminal."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from onrecord.cli.wrapping import joined, print_lines, wrapped

WORDS = st.lists(st.text("abcxyzÄ漢…“”", min_size=1, max_size=30), min_size=1, max_size=30)


def test_what_goes_on_stands_further_in() -> None:
    line = Text("    “The ferry would stay for three winters, and longer if the strait froze,” she said")

    assert [part.plain for part in wrapped(line, 50)] == [
        "    “The ferry would stay for three winters, and",
        "      longer if the strait froze,” she said",
    ]
    assert [part.plain for part in wrapped(line, 200)] == [line.plain]


@given(WORDS, st.integers(0, 30), st.integers(2, 120))
def test_no_word_is_lost_whatever_the_width(words: list[str], indent: int, width: int) -> None:
    parts = list(wrapped(Text(" " * indent + " ".join(words)), width))

    assert "".join("".join(part.plain.split()) for part in parts) == "".join(words)
    assert all(part.cell_len <= width for part in parts)


def test_items_are_not_broken_within() -> None:
    assert list(joined(["· not told", "if: on conditions", "≠ accounts differ"], 30)) == [
        "· not told · if: on conditions",
        "≠ accounts differ",
    ]
    assert list(joined([], 30)) == []


def test_a_file_gets_whole_lines_and_a_terminal_wrapped_ones() -> None:
    line = Text("  " + "word " * 30 + "end")
    printed = {}
    for terminal in (True, False):
        out = Console(width=40, file=io.StringIO(), force_terminal=terminal, color_system=None)
        with out.capture() as capture:
            print_lines(out, [line])
        printed[terminal] = capture.get().splitlines()

    assert len(printed[False]) == 1
    assert len(printed[True]) > 3
    assert all(part.startswith("    word") for part in printed[True][1:-1])
