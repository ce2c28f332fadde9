"""The articles with stances that no run learns from, as the scorer has them: for calibration and thresholds.

They are those held out of ``gold/train`` and ``gold/lines``, and our own in ``training/data/stances_held_out.json``.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.gold import scorer
from training.corpora import LABELS, corpus_texts, sentences_of
from training.fit import is_held_out
from training.stance_lines import article_path, line_ids, lines_of

OWN = LABELS / "stances_held_out.json"


@dataclass(frozen=True, slots=True)
class Held:
    """A held-out article: its gold stances as the scorer has them, and the folder with its numbered sentences."""

    article_id: str
    folder: Path
    gold: Any


def held_out(work: Path) -> list[Held]:
    """Return the held-out articles; into the empty folder ``work`` go the sentences of those of our own."""
    return [*_of_gold(), *_of_own(work)]


def _of_gold() -> Iterator[Held]:
    for article_id in line_ids():
        if is_held_out(article_id):
            folder = article_path(article_id).parent.parent
            yield Held(article_id, folder, _gold(folder, article_id, map(asdict, lines_of(article_id))))


def _of_own(work: Path) -> Iterator[Held]:
    """Lay out our own articles as the gold is laid out: the labels have word positions, the corpus has the words."""
    labels = json.loads(OWN.read_text(encoding="utf8"))
    texts = corpus_texts({entry["corpus"] for entry in labels.values()})
    (work / "in").mkdir(parents=True)
    for article_id, entry in sorted(labels.items()):
        text = texts[entry["corpus"]]
        sentences = [" ".join(span.quote(text).split()) for span in sentences_of(text)]
        lines = (f"{n}| {sentence}\n" for n, sentence in enumerate(sentences))
        (work / "in" / f"{article_id}.txt").write_text("".join(lines), encoding="utf8")
        empty = scorer().Gold(str(work), article_id, data={"statements": [], "stances": []})
        starts = [empty.first[n] for n in range(len(sentences))]
        words = [text[start:end] for _, start, end in scorer().words(text)]
        yield Held(article_id, work, _gold(work, article_id, (_row(r, starts, words) for r in entry["stances"])))


def _row(packed: Mapping[str, Any], starts: list[int], words: list[str]) -> dict[str, Any]:
    kept = {name: packed[name] for name in ("holder", "party", "act", "measure", "target", "via")}
    conditions = [" ".join(words[first : last + 1]) for first, last in packed["conditions"]]
    return kept | {"s": bisect_right(starts, packed["trigger"][0]) - 1, "conditions": conditions}


def _gold(folder: Path, article_id: str, rows: Iterable[Mapping[str, Any]]) -> Any:
    """Return stances as the scorer's gold, with whole sentences for evidence."""
    sentences = scorer().Gold(str(folder), article_id, data={"statements": [], "stances": []}).sentences
    stances = [{**row, "id": f"p{n}", "evidence": sentences[row["s"]], "from": None} for n, row in enumerate(rows, 1)]
    return scorer().Gold(str(folder), article_id, data={"statements": [], "stances": stances})
