"""How well actors are resolved, given the gold's own spans: ``python -m benchmarks.actors [FOLDER …] [--errors N]``.

``name``: share of statements whose name is right by the gold's own scorer; ``party``: share right among those with a
gold party, and how often one is given where the gold leaves it open; by kind of mention; and the processor's time.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.reading.actors import Identity, Mention, prepare, resolve
from onrecord.reading.quotes import quotations
from onrecord.reading.segments import segment
from onrecord.records import Article, Block, Span
from onrecord.vocabulary import BlockKind

SHARED = Path(__file__).resolve().parents[2] / "shared"


def scorer() -> Any:
    """Load the gold's own scorer, which lies beside the gold."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article built from numbered sentences, with the gold's statements as mentions."""

    article: Article
    mentions: tuple[Mention, ...]
    statements: tuple[dict[str, Any], ...]


def gold_articles(folder: Path, score: Any) -> Iterator[GoldArticle]:
    """Build the articles of a gold folder, one block for each sentence, since the gold gives no paragraphs."""
    for path in sorted(folder.glob("[!pm]*.json")):
        gold = score.Gold(str(folder), path.stem)
        text, blocks, places = "", [], []
        for number in sorted(gold.sentences):
            start = len(text) + 2 if text else 0
            sentence = gold.sentences[number]
            text = f"{text}\n\n{sentence}" if text else sentence
            kind = BlockKind.PARAGRAPH if number else BlockKind.HEADLINE
            blocks.append(Block(kind, start, start + len(sentence)))
            places += [(start + a, start + b) for _, a, b in score.words(sentence)]
        raw = json.loads(path.read_text("utf8"))["statements"]
        statements = tuple(dict(t, source_text=r["source"]) for t, r in zip(gold.statements, raw, strict=True))
        mentions = tuple(
            Mention(
                next(iter(spans(t["source"], places)), None),
                spans(t["cue"], places),
                spans(t["content"], places),
            )
            for t in statements
        )
        yield GoldArticle(Article(path.stem, str(path), text, tuple(blocks)), mentions, statements)


def spans(words: frozenset[int], places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Turn word indices into spans, one for each run."""
    found: list[list[int]] = []
    for index in sorted(words):
        if found and found[-1][1] == index - 1:
            found[-1][1] = index
        else:
            found.append([index, index])
    return tuple(Span(places[a][0], places[b][1]) for a, b in found)


def kind_of(source: str | None, name: str | None, score: Any) -> str:
    """Sort a source by what must be done to resolve it."""
    if not source:
        return "none"
    word = source.lower()
    if word in ("he", "she", "him", "his", "her"):
        return "he/she"
    if word in ("i", "we", "my", "our", "us", "me"):
        return "I/we"
    if word in ("they", "it", "their", "its", "them"):
        return "they/it"
    if word in ("who", "which", "that", "whom"):
        return "relative"
    return "as written" if score.same_name(source, name) else "differs"


def main() -> None:
    """Print the figures for each folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[SHARED / "gold/train", SHARED / "gold/dev"])
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    score = scorer()
    for folder in options.folders:
        tally: Counter[tuple[str, str]] = Counter()
        errors: list[tuple[object, ...]] = []
        spent = 0.0
        letters = 0
        for gold in gold_articles(folder, score):
            began = time.process_time()
            sentences = segment(gold.article)
            marks = quotations(gold.article.text, gold.article.blocks)
            document = prepare(gold.article, sentences, marks)
            answers = resolve(document, gold.mentions)
            spent += time.process_time() - began
            letters += len(gold.article.text)
            for statement, answer in zip(gold.statements, answers, strict=True):
                errors += compare(gold, statement, answer, tally, score)
        report(folder, tally, spent, letters)
        random.seed(1)
        chosen = [e for e in errors if options.only in " ".join(map(str, e))]
        for error in random.sample(chosen, min(options.errors, len(chosen))):
            print("  ", *error, sep=" | ")


def compare(
    gold: GoldArticle, statement: dict[str, Any], answer: Identity, tally: Counter[tuple[str, str]], score: Any
) -> list[tuple[object, ...]]:
    """Count one answer; return what is wrong with it."""
    errors: list[tuple[object, ...]] = []
    data = statement
    source = data.get("source_text")
    kind = kind_of(source, data["name"], score)
    right = score.same_name(data["name"], answer.name)
    tally[kind, "n"] += 1
    tally[kind, "name"] += right
    if not right:
        errors.append(("name " + kind, gold.article.id, data["s"], source, data["name"], answer.name))
    if data["party"]:
        tally[kind, "parties"] += 1
        agrees = score.same_name(data["party"], answer.party)
        tally[kind, "party"] += agrees
        tally[kind, "party wrong"] += not agrees and answer.party is not None
        if not agrees:
            errors.append(
                (
                    "party " + kind,
                    gold.article.id,
                    data["s"],
                    source,
                    data["name"],
                    data["party"],
                    answer.name,
                    answer.party,
                )
            )
    else:
        tally[kind, "open"] += 1
        tally[kind, "given"] += answer.party is not None
        if answer.party:
            errors.append(("given " + kind, gold.article.id, data["s"], source, data["name"], answer.party))
    return errors


def report(folder: Path, tally: Counter[tuple[str, str]], spent: float, letters: int) -> None:
    """Print the figures of one folder."""
    kinds = sorted({kind for kind, _ in tally})
    print(f"{folder.name}: {spent * 1000 / (letters / 4200):.2f} ms for 700 words (4,200 characters)")
    for kind in ["all", *kinds]:

        def total(what: str, kind: str = kind) -> int:
            return sum(count for (k, w), count in tally.items() if w == what and kind in ("all", k))

        def share(a: str, b: str) -> str:
            return f"{100 * total(a) / total(b):5.1f}" if total(b) else "  –  "

        print(
            f"  {kind:10} n {total('n'):5}  name {share('name', 'n')}"
            f"  party {share('party', 'parties')} of {total('parties'):4}"
            f" (wrong {total('party wrong')}, given where open {total('given')} of {total('open')})"
        )


if __name__ == "__main__":
    main()
