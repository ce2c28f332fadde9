"""Learns how likely two articles report the same event: ``python -m training.stories``.

Two logistic regressions. One is over pairs whose days are unknown: those of articles of one topic of ECB+ (Cybulska and
Vossen 2014), which come without dates, and, weighing less, of different topics. The other is over pairs that both have a
date: those of ``gold/train``, articles of ``gold/train`` beside articles of the corpus that appeared within the window and
are less like them in names than nine tenths of the pairs are (the others may well report the same event, which nobody has
said), and pairs of the corpus that are hard to tell, labelled by reading (``training/data/same_event.json``: ids, and 1 for
one event). How well the first groups articles of topics that it was not learnt from is measured by leaving topics out, how
well the second tells labelled pairs by leaving tenths out.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.reading.encoder import shipped_weights
from onrecord.record.stories.likeness import FEATURES, WINDOW, features
from onrecord.record.stories.placing import LEAST_LINK, Link, chosen_undated
from onrecord.record.stories.together import together
from onrecord.record.stories.traits import Traits, name_of, traits_of, vectors_of
from onrecord.record.vectors import EncoderVectors, Vectors
from onrecord.records import Article, Dated

SHARED = Path(__file__).resolve().parents[2] / "shared"
COEFFICIENTS = Path(__file__).parents[1] / "src" / "onrecord" / "record" / "data" / "stories.json"
FOLDS = 6
LABELLED = Path(__file__).parent / "data" / "same_event.json"
OTHER_TOPICS = 0.05
HARD = 3.0
"""What a labelled pair of the corpus weighs: they are like those that grouping has to decide on; 1 did worse, parted."""
BESIDE_EACH = 30
_ADDRESS = re.compile(r"^http.*\n")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What pairs of articles are compared by, whether they report the same event, and how much each weighs."""

    compared: Floats
    same: Floats
    weight: Floats


@dataclass(frozen=True, slots=True)
class Told:
    """Articles ready to be compared, with the event and the topic of each."""

    ids: list[str]
    traits: list[Traits]
    vectors: npt.NDArray[np.float32]
    stories: list[str]
    topics: list[int]


def told(vectors: Vectors, articles: Sequence[Article], stories: Sequence[str], topics: Sequence[int]) -> Told:
    made = vectors_of([article.text for article in articles], vectors)
    kept = made.astype(np.float16).astype(np.float32)
    return Told(
        [a.id for a in articles],
        [traits_of(a.text, a.published.value if a.published else None) for a in articles],
        kept,
        list(stories),
        list(topics),
    )


def ecb(vectors: Vectors) -> Told:
    """The articles of ECB+, without the address that half of them begin with."""
    lines = [json.loads(line) for line in (SHARED / "ecb" / "stories.jsonl").read_text("utf8").splitlines()]
    articles = [Article(line["id"], line["id"], _ADDRESS.sub("", line["text"]), ()) for line in lines]
    return told(vectors, articles, [line["story"] for line in lines], [line["topic"] for line in lines])


def compared(of: Told) -> Floats:
    """All with all: (articles, articles, features)."""
    return np.stack(
        [features(t, v, together(of.traits), of.vectors) for t, v in zip(of.traits, of.vectors, strict=True)]
    )


def dated(vectors: Vectors) -> Pairs:
    rng = random.Random(0)
    manifest = json.loads((SHARED / "gold" / "train" / "manifest.json").read_text("utf8"))
    with gzip.open(SHARED / "corpus" / "articles.jsonl.gz", "rt", encoding="utf8") as lines:
        corpus = {a["id"]: a for line in lines if (a := json.loads(line)) and day_of(a)}
    found: list[Floats] = []
    same: list[float] = []
    for path in sorted((SHARED / "gold" / "train").glob("pair-*.json")):
        pair = json.loads(path.read_text("utf8"))
        texts = [_gold(manifest, pair[side]) for side in "ab"]
        days = [each.published.value for each in texts if each.published]
        if len(days) < 2:
            continue
        near = [a for a in corpus.values() if abs((day_of(a) or days[0]) - days[0]).days <= WINDOW]
        ids = {manifest[pair[side]].get("id") for side in "ab"}
        beside = [_article(a) for a in rng.sample(near, min(len(near), BESIDE_EACH)) if a["id"] not in ids]
        group = told(vectors, [*texts, *beside], [], [])
        rows = features(group.traits[0], group.vectors[0], together(group.traits[1:]), group.vectors[1:])
        found.append(rows)
        same += [1.0] + [0.0] * len(beside)
    rows, right = np.concatenate(found), np.array(same)
    names = rows[:, FEATURES.index("names")]
    kept = (right == 1) | (names < np.quantile(names[right == 0], 0.9))
    kept &= rows[:, FEATURES.index("days between")] <= WINDOW
    return Pairs(rows[kept], right[kept], np.where(right == 1, 4.0, 0.5)[kept])


def labelled(vectors: Vectors) -> Pairs:
    """The pairs of articles of the corpus of which it was said whether they report one event."""
    pairs = json.loads(LABELLED.read_text("utf8"))
    wanted = {name for *both, _ in pairs for name in both}
    with gzip.open(SHARED / "corpus" / "articles.jsonl.gz", "rt", encoding="utf8") as lines:
        articles = [_article(a) for line in lines if (a := json.loads(line))["id"] in wanted]
    of = told(vectors, articles, [], [])
    place = {name: n for n, name in enumerate(of.ids)}
    both = [(place[a], place[b]) for a, b, _ in pairs]
    rows = [features(of.traits[a], of.vectors[a], together([of.traits[b]]), of.vectors[[b]]) for a, b in both]
    return Pairs(np.concatenate(rows), np.array([float(same) for *_, same in pairs]), np.full(len(pairs), HARD))


def pairs_of(of: Told, rows: Floats, which: npt.NDArray[np.bool_]) -> Pairs:
    first, second = np.triu_indices(len(of.ids), 1)
    kept = which[first] & which[second]
    first, second = first[kept], second[kept]
    topics, stories = np.array(of.topics), np.array(of.stories)
    weight = np.where(topics[first] == topics[second], 1.0, OTHER_TOPICS)
    return Pairs(rows[first, second], (stories[first] == stories[second]).astype(float), weight)


def fitted(*groups: Pairs) -> Floats:
    """The coefficients by Newton's method, with a small ridge; it finds the same ones every time."""
    x = np.concatenate([each.compared for each in groups])
    y = np.concatenate([each.same for each in groups])
    weight = np.concatenate([each.weight for each in groups])
    coefficients = np.zeros(x.shape[1])
    ridge = np.eye(x.shape[1])
    ridge[0, 0] = 0.01
    for _ in range(25):
        chances = 1 / (1 + np.exp(-np.clip(x @ coefficients, -30, 30)))
        slope = x.T @ (weight * (chances - y)) + ridge @ coefficients
        bend = (x * (weight * chances * (1 - chances))[:, None]).T @ x + ridge
        coefficients -= np.linalg.solve(bend, slope)
    return coefficients


def grouped(of: Told, rows: Floats, coefficients: Floats, which: npt.NDArray[np.bool_], least: float) -> dict[str, str]:
    """Which story each article is in, chosen one after the other."""
    order = sorted(np.flatnonzero(which).tolist(), key=lambda n: (of.traits[n].day, name_of(of.ids[n])))
    founder: dict[int, int] = {}
    for n in order:
        before = list(founder)
        chances = 1 / (1 + np.exp(-(rows[n, before] @ coefficients))) if before else np.zeros(0)
        links = [Link(founder[b], float(c)) for b, c in zip(before, chances, strict=True) if c >= LEAST_LINK]
        story = chosen_undated(links, Counter(founder.values()), least)
        founder[n] = n if story is None else story
    return {of.ids[n]: of.ids[story] for n, story in founder.items()}


def b_cubed(found: dict[str, str], gold: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of B-cubed (Bagga and Baldwin 1998), every article weighing the same."""
    precision = recall = 0.0
    for one, story in found.items():
        together = {other for other, others in found.items() if others == story}
        same = {other for other in found if gold[other] == gold[one]}
        both = len(together & same)
        precision += both / len(together)
        recall += both / len(same)
    precision, recall = precision / len(found), recall / len(found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def chances_of(pairs: Pairs, coefficients: Floats) -> Floats:
    """How likely each pair is one event."""
    chances: Floats = 1 / (1 + np.exp(-(pairs.compared @ coefficients)))
    return chances


def parted(pairs: Pairs, *more: Pairs) -> tuple[float, float]:
    """The loss on pairs that nothing was learnt from (ten parts), and how often one same is likelier than one other."""
    part = np.random.default_rng(0).integers(0, 10, len(pairs.same))
    chances = np.zeros(len(pairs.same))
    for out in (part == number for number in range(10)):
        learnt = fitted(Pairs(pairs.compared[~out], pairs.same[~out], pairs.weight[~out]), *more)
        chances[out] = chances_of(pairs, learnt)[out]
    right = np.where(pairs.same == 1, chances, 1 - chances)
    likelier = chances[pairs.same == 1][:, None] > chances[pairs.same == 0][None]
    return float(-np.log(right).mean()), float(likelier.mean())


def left_out(of: Told, rows: Floats, *more: Pairs) -> Iterator[tuple[float, float]]:
    """For each threshold, the F1 of articles of topics that nothing was learnt from, the folds put together."""
    topics = np.array(of.topics)
    gold = dict(zip(of.ids, of.stories, strict=True))
    learnt = []
    for fold in range(FOLDS):
        out = topics % FOLDS == fold
        learnt.append((out, fitted(pairs_of(of, rows, ~out), *more)))
    for least in np.arange(0.2, 0.7, 0.05):
        found: dict[str, str] = {}
        for out, coefficients in learnt:
            found |= grouped(of, rows, coefficients, out, float(least))
        yield float(least), b_cubed(found, gold)[2]


def day_of(article: dict[str, Any]) -> date | None:
    try:
        return date.fromisoformat(article["date"])
    except (TypeError, ValueError):
        return None


def _article(line: dict[str, Any]) -> Article:
    day = day_of(line)
    return Article(
        line["id"], line["id"], f"{line['title']}\n\n{line['text']}", (), published=Dated(day, "given") if day else None
    )


def _gold(manifest: dict[str, Any], name: str) -> Article:
    lines = (SHARED / "gold" / "train" / "in" / f"{name}.txt").read_text("utf8").splitlines()
    text = "\n\n".join(line.split("| ", 1)[1] for line in lines if "| " in line)
    day = day_of(manifest[name])
    return Article(name, name, text, (), published=Dated(day, "given") if day else None)


def main() -> None:
    vectors = EncoderVectors(shipped_weights())
    of, more, hard = ecb(vectors), dated(vectors), labelled(vectors)
    rows = compared(of)
    for least, f1 in left_out(of, rows):
        print(f"least {least:.2f}: F1 of topics left out {f1:.3f}", flush=True)
    everything = pairs_of(of, rows, np.ones(len(of.ids), dtype=bool))
    learnt = {"dated": fitted(more, hard), "undated": fitted(everything)}
    named = {kind: dict(zip(FEATURES, np.round(found, 3).tolist(), strict=True)) for kind, found in learnt.items()}
    COEFFICIENTS.write_text(json.dumps(named, indent=1) + "\n", "utf8")
    print(json.dumps(named, indent=1))
    chances = chances_of(more, learnt["dated"])
    for least in (0.2, 0.3, 0.4, 0.5, 0.6):
        found, wrong = (chances[more.same == 1] >= least).mean(), (chances[more.same == 0] >= least).mean()
        print(f"least {least:.2f}: {found:.1%} of gold pairs, {wrong:.2%} of others within the window")
    print(
        "labelled pairs, each part by what was learnt without it: loss {:.3f}, right of two {:.3f}".format(
            *parted(hard, more)
        )
    )


if __name__ == "__main__":
    main()
