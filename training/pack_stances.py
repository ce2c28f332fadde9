"""Stances in the short form, of articles of the corpus, as word positions without text: what the project keeps of them.

    python -m training.pack_stances FOLDER… > training/data/stances.json

A folder holds ``in/ID.txt`` (numbered sentences), ``ID.lines.txt`` and ``manifest.json``, which names each article's corpus
id. As ``gold/pack.py`` does it for readings: spans are first and last word of the article as ``score.py`` counts words.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.gold import scorer
from training.corpora import corpus_texts
from training.stance_lines import LineText, StanceLine, placed, read_lines


def packed_article(folder: Path, article_id: str, text: str) -> Iterator[dict[str, Any]]:
    """Yield the stances of an article; ``text`` is the corpus's, whose words must be those of the numbered sentences.

    Raises :class:`ValueError` where they are not, or where a condition is not found.
    """
    gold = scorer().Gold(str(folder), article_id, data={"statements": [], "stances": []})
    words = scorer().words(text)
    if [word for word, _, _ in words] != gold.words:
        raise ValueError(f"{folder}/{article_id}: not the words of the corpus's article")
    here = LineText(words, gold.first)
    for line in read_lines(folder / f"{article_id}.lines.txt"):
        trigger, holder = placed(line, here)
        if trigger:
            yield {
                "trigger": _ends(trigger),
                "holder words": _ends(holder) if holder else None,
                "holder": line.holder,
                "party": line.party,
                "act": str(line.act),
                "measure": line.measure,
                "target": line.target,
                "conditions": list(_conditions(line, gold)),
                "via": list(line.via),
            }


def _conditions(line: StanceLine, gold: Any) -> Iterator[list[int]]:
    for words in line.conditions:
        run = gold.find(line.s, words)
        if not run:
            raise ValueError(f"{gold.id}: condition not found near sentence {line.s}: {words}")
        yield _ends(run)


def _ends(run: frozenset[int]) -> list[int]:
    return [min(run), max(run)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    found: dict[str, Any] = {}
    for folder in parser.parse_args().folders:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf8"))
        texts = corpus_texts({entry["id"] for entry in manifest.values()})
        for path in sorted(folder.glob("*.lines.txt")):
            article_id = path.name.removesuffix(".lines.txt")
            corpus_id = manifest[article_id]["id"]
            stances = list(packed_article(folder, article_id, texts[corpus_id]))
            found[article_id] = {"corpus": corpus_id, "stances": stances}
    json.dump(found, sys.stdout, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
