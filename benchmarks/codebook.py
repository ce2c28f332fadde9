"""The share of stances that are matched to the right measure of a codebook: ``python -m benchmarks.codebook``.

Three codebooks for stories of ``gold/dev`` stand in ``codebooks/``, with the right answers. They were written, with the answers,
before anything was matched with them. Gold stances are matched by their annotated phrases, so that matching is measured by
itself; ``--stances read`` matches what the reader finds, and judges those that the scorer pairs with a gold stance.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.gold import SHARED, gold_reading, scorer
from onrecord.reading.encoder import shipped_weights
from onrecord.reading.reader import builtin_reader
from onrecord.record.codebook import load_codebook
from onrecord.record.matching import Match, Matcher, Phrase
from onrecord.record.vectors import EncoderVectors, Vectors
from onrecord.wire import reading_to_json

DEV = SHARED / "gold" / "dev"
CODEBOOKS = Path(__file__).with_name("codebooks")


@dataclass(frozen=True, slots=True)
class Judged:
    """A stance with the right measure, ``None`` for none of these, and what matching said."""

    article: str
    stance: str
    phrase: str
    right: str | None
    match: Match

    @property
    def hit(self) -> bool:
        """Whether the answer is right."""
        return self.match.measure == self.right


def answers() -> Mapping[str, Mapping[str, Mapping[str, str | None]]]:
    """Return the right answers: codebook, article, stance, measure or none."""
    loaded: dict[str, Any] = json.loads((CODEBOOKS / "answers.json").read_text("utf8"))
    return loaded


def gold_phrases(article: str) -> dict[str, Phrase]:
    """Return what matching sees of each annotated stance of an article, by its id."""
    stances = json.loads((DEV / f"{article}.json").read_text("utf8"))["stances"]
    return {each["id"]: Phrase(each["measure"], each["target"], each["evidence"]) for each in stances}


def read_phrases(article: str) -> dict[str, Phrase]:
    """Return what matching sees of those stances that the reader finds, by the id of the gold stance that each is."""
    score = scorer()
    reading = gold_reading(DEV, article, builtin_reader())
    gold = score.Gold(str(DEV), article)
    predicted = score.Reading(gold, reading_to_json(reading))

    def closeness(g: Any, p: Any) -> float:
        sentences = gold.sentences_of(g["evidence"]) | {g["s"]}
        if not sentences & gold.sentences_of(p["evidence"]) or not score.holder_right(g, p):
            return 0.0
        alike = 0.1 * score.overlap(g["measure"], p["measure"]) + 0.1 * score.iou(g["evidence"], p["evidence"])
        return float(1 + (g["act"] == p["act"]) + alike)

    paired = score.assign(gold.stances, predicted.stances, closeness)
    found = {gold.stances[i]["id"]: reading.stances[j] for i, j in paired}
    text = reading.article.text
    return {key: Phrase(read.measure, read.target, read.evidence.quote(text)) for key, read in found.items()}


def judged(vectors: Vectors, *, read: bool) -> Iterator[tuple[str, list[Judged]]]:
    """Yield for each codebook its stances with the right answers and those of matching."""
    for name, articles in answers().items():
        matcher = Matcher(load_codebook(CODEBOOKS / f"{name}.toml"), vectors)
        found = []
        for article, right in articles.items():
            phrases = read_phrases(article) if read else gold_phrases(article)
            matches = matcher.match(list(phrases.values()))
            for (stance, phrase), match in zip(phrases.items(), matches, strict=True):
                found.append(Judged(article, stance, phrase.measure, right[stance], match))
        yield name, found


def figures(results: Sequence[Judged]) -> dict[str, float]:
    """Return the share of right answers, among all and among those on a measure of the codebook, and how sure they are."""
    named = [each for each in results if each.right is not None]
    return {
        "stances": len(results),
        "right": sum(each.hit for each in results) / max(len(results), 1),
        "on a measure": len(named),
        "right of those": sum(each.hit for each in named) / max(len(named), 1),
        "mean confidence": sum(each.match.confidence for each in results) / max(len(results), 1),
    }


def main() -> None:
    """Print the figures of each codebook and of all together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--stances", choices=["gold", "read"], default="gold", help="annotated stances, or the reader's own"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--errors", action="store_true", help="also print each wrong answer")
    options = parser.parse_args()
    if not DEV.is_dir():
        print(f"needs {SHARED.name}/ beside the repository; nothing was measured")
        return
    found = dict(judged(EncoderVectors(shipped_weights()), read=options.stances == "read"))
    table = {name: figures(results) for name, results in found.items()}
    table["all"] = figures([each for results in found.values() for each in results])
    if options.json:
        print(json.dumps(table))
        return
    for name, line in table.items():
        shares = f"right {100 * line['right']:5.1f} %, of those on a measure {100 * line['right of those']:5.1f} %"
        print(f"{name:14} {line['stances']:4.0f} stances  {shares}  mean confidence {line['mean confidence']:.2f}")
    if options.errors:
        for results in found.values():
            for each in results:
                if not each.hit:
                    said = f"{each.match.measure} ({each.match.confidence:.2f})"
                    print(f"  {each.article} {each.stance} {each.phrase!r}: {each.right}, said {said}")


if __name__ == "__main__":
    main()
