"""Make the tables from which measure phrases are built: ``python -m training.phrases``.

``data/verbs.json``: base forms of English verbs and their irregular forms, from lemminflect's table (NIH SPECIALIST
lexicon), with nouns that name actions as they stand for verbs in the measures of ``gold/lines``. ``data/measures.json``:
the weights that choose the verb heading a measure, and the prepositions after nouns; learnt from four fifths of
``gold/lines`` when measuring (``--held-out``), from all otherwise. Needs lemminflect and scikit-learn; a minute.
"""

# ruff: noqa: SIM905 - a list of words reads better as words.

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import lemminflect
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.gold import scorer
from onrecord.reading.stances.heads import Head, HeadModel, Place, context_of, features, singular
from onrecord.reading.stances.phrases import chosen_words, phrase_of
from onrecord.reading.stances.verbs import Verbs, regular_base
from onrecord.reading.stances.words import FUNCTION, PREPOSITIONS, Words, words_of
from onrecord.records import Span
from onrecord.vocabulary import Act
from training.stance_lines import LineText, article_path, line_ids, lines_of, measure_words, placed

DATA = Path(__file__).resolve().parents[1] / "src/onrecord/reading/data"
RARE = 3
"""Times that a verb or noun must be seen for what follows it to count."""
SHARED_LETTERS = 4
NOUN_SHARE = 0.6
LEADS = 0.6
SEEN = 12
"""Candidates that must have a feature for it to count."""
GOVERNED, USUAL = 0.1, 0.45
"""Shares of a verb's measures in which a preposition follows it, to count as governed, and as its usual one."""
NOUN = re.compile(
    r"(?:[ts]ion|al|ment|ance|ence|age|ery|overy|ure|down|up|sis|ity|ony|ology|uit|ation|sponse|ense|fer|ship|out)s?$"
)
HELD_OUT = 5
MIGHT_LEAD = frozenset(
    "not fully totally immediately further sharply completely temporarily permanently publicly quickly".split()
)


@dataclass(frozen=True, slots=True)
class Case:
    """A stance of ``gold/lines`` with a trigger in its sentence: the words of its measure as the network's labels have them."""

    article: str
    words: Words
    sentence: Span
    trigger: Span
    chosen: tuple[Span, ...]
    act: Act
    measure: str

    def place(self, chosen: Sequence[int]) -> Place:
        return Place(self.act, self.words.within(self.trigger), chosen, self.words.within(self.sentence).stop)


def cases_of(article_id: str) -> Iterator[Case]:
    """Yield the stances of an article whose trigger stands in its sentence."""
    gold = scorer().Gold(
        str(article_path(article_id).parent.parent), article_id, data={"statements": [], "stances": []}
    )
    text, sentences = "", {}
    for k in sorted(gold.sentences):
        sentences[k] = Span(len(text), len(text) + len(gold.sentences[k]))
        text += gold.sentences[k] + "\n"
    here, words = LineText(scorer().words(text), gold.first), words_of(text)
    for line in lines_of(article_id):
        trigger, _ = placed(line, here)
        if trigger:
            chosen = measure_words(line.measure, line.s, trigger, here)
            yield Case(article_id, words, sentences[line.s], here.spans(trigger)[0], chosen, line.act, line.measure)


def lexicon() -> tuple[frozenset[str], dict[str, str]]:
    """Return the base forms and the irregular forms of lemminflect's table of inflections."""
    path = Path(lemminflect.__file__).parent / "resources" / "infl_lu.csv.gz"
    with gzip.open(path, "rt", encoding="utf8") as table:
        rows = [row for row in csv.reader(table) if row[1] == "verb"]
    rows = [row for row in rows if re.fullmatch(r"[a-z]{2,}", row[0])]
    bases = frozenset(row[0] for row in rows)
    irregular: dict[str, str] = {}
    for base, _, *forms in rows:
        for form in (part for cell in forms for part in cell.split("/")):
            if not re.fullmatch(r"[a-z]+", form) or form == base or regular_base(form, bases) == base:
                continue
            # Of two verbs with one form, the one whose own form that word is: "lay" stays "lay".
            if form not in irregular and not (form in bases and form in {"lay", "wound", "bound", "lit"}):
                irregular[form] = base
    return bases, irregular


def gold_verb(measure: str, bases: frozenset[str]) -> str:
    """Return the verb that a gold measure begins with, or nothing."""
    first = [word for word, _, _ in scorer().words(measure)][:2]
    if len(first) == 2 and first[0] in MIGHT_LEAD:
        first = first[1:]
    return first[0] if first and first[0] in bases else ""


def nouns_of(cases: Iterable[Case], verbs: Verbs) -> dict[str, str]:
    """Return nouns that name actions, by the verbs for which they stand: alike in their first letters, and most often so."""
    stands: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        verb = gold_verb(case.measure, verbs.bases)
        inside = case.words.within(case.sentence)
        lowers = {case.words.words[n].lower for n in inside}
        if not verb or any(verbs.base(word) == verb for word in lowers):
            continue
        for word in lowers:
            noun = singular(word)
            alike = SHARED_LETTERS if len(verb) > SHARED_LETTERS else len(verb)
            if NOUN.search(noun) and noun[:alike] == verb[:alike] and verbs.base(noun) is None:
                stands[noun][verb] += 1
    found = {}
    for noun, counts in stands.items():
        verb, count = counts.most_common(1)[0]
        if count / counts.total() >= NOUN_SHARE:
            found[noun] = verb
    return dict(sorted(found.items()))


def after_verbs(cases: Iterable[Case], bases: frozenset[str]) -> dict[str, Counter[str]]:
    """Count the words that directly follow the verbs that head measures, of verbs that do so often enough."""
    after: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        verb, *rest = [word for word, _, _ in scorer().words(case.measure)] or [""]
        if verb in bases and rest:
            after[verb][rest[0]] += 1
    return {verb: counts for verb, counts in sorted(after.items()) if counts.total() >= RARE}


def governed(counts: Counter[str], share: float) -> list[str]:
    """Return the prepositions that follow a verb in at least ``share`` of its measures."""
    return sorted(word for word, count in counts.items() if word in PREPOSITIONS and count / counts.total() >= share)


def right_head(case: Case, verb: str, candidates: Sequence[Head], chosen: Sequence[int]) -> int | None:
    """Return which candidate the gold measure is headed by: a chosen word before others, then one near the trigger."""
    same = [k for k, head in enumerate(candidates) if head.base == verb]
    if not verb or not same:
        return len(candidates) - 1 if not verb else None
    trigger = case.words.within(case.trigger)

    def order(k: int) -> tuple[int, int, int]:
        at = candidates[k].at
        if at is None:
            return (2, 0, 0)
        return (0 if at in chosen else 1, abs(at - trigger.stop), at)

    return min(same, key=order)


def links_of(cases: Iterable[Case]) -> dict[str, str]:
    """Return for nouns the preposition that most often leads from them to a name."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        for noun, link in re.findall(r"\b([a-z]{3,}) ([a-z]+) (?:the )?(?=[A-Z])", case.measure):
            if noun not in FUNCTION:
                found[noun][link] += 1
    return {
        noun: link
        for noun, counts in sorted(found.items())
        for link, count in counts.most_common(1)
        if link in PREPOSITIONS and count >= RARE and count / counts.total() >= LEADS
    }


def noisy(case: Case, chance: random.Random, drop: float, add: float) -> tuple[Span, ...]:
    """Return the chosen words with some dropped and some other words of the sentence added."""
    words = case.words
    chosen = set(words.indices(case.chosen))
    kept = {n for n in chosen if chance.random() >= drop}
    others = [n for n in words.within(case.sentence) if n not in chosen and words.words[n].lower not in FUNCTION]
    kept |= {n for n in others if chance.random() < add}
    return tuple(Span(words.words[n].start, words.words[n].end) for n in sorted(kept))


def verbs_of(cases: Sequence[Case], bases: frozenset[str], irregular: dict[str, str]) -> Verbs:
    """Join the lexicon's verbs with what the measures teach of their nouns and prepositions."""
    nouns = nouns_of(cases, Verbs(bases, irregular, {}, {}, {}))
    after = after_verbs(cases, bases)
    prepositions = {verb: frozenset(governed(counts, GOVERNED)) for verb, counts in after.items()}
    usual = {verb: found[0] for verb, counts in after.items() if (found := governed(counts, USUAL))}
    return Verbs(bases, irregular, nouns, prepositions, usual)


def fit(cases: Sequence[Case], verbs: Verbs, seed: int = 0) -> HeadModel:
    """Fit the weights: each candidate is judged by itself, the best one is taken."""
    chance = random.Random(seed)
    model = HeadModel({}, links_of(cases))
    rows: list[dict[str, float]] = []
    labels: list[bool] = []
    for case in cases:
        verb = gold_verb(case.measure, verbs.bases)
        for chosen in (case.chosen, noisy(case, chance, 0.2, 0.1)):
            indices = chosen_words(case.words, chosen)
            place = case.place(indices)
            candidates = model.candidates(case.words, place, verbs)
            right = right_head(case, verb, candidates, indices)
            if right is None:
                right = len(candidates) - 1
            context = context_of(case.words, place, verbs)
            for k, head in enumerate(candidates):
                if candidates[right].base == head.base and k != right:
                    continue
                rows.append(dict.fromkeys(features(case.words, place, head, context), 1.0))
                labels.append(k == right)
    seen = Counter(name for row in rows for name in row)
    rows = [{name: value for name, value in row.items() if seen[name] >= SEEN} for row in rows]
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(rows)
    learnt = LogisticRegression(C=0.5, max_iter=400).fit(matrix, labels)
    weights = {
        str(name): round(float(weight), 2)
        for name, weight in zip(vectors.get_feature_names_out(), learnt.coef_[0], strict=True)
        if abs(weight) >= 0.1
    }
    return HeadModel(weights, model.links)


def measured(cases: Sequence[Case], model: HeadModel, verbs: Verbs, drop: float, add: float) -> dict[str, float]:
    """Return the mean overlap of the phrases with the gold measures, of the bare words, and the share of right verbs."""
    score, chance = scorer(), random.Random(1)
    rows = []
    for case in cases:
        chosen = noisy(case, chance, drop, add) if drop or add else case.chosen
        phrase = phrase_of(case.words, case.sentence, case.trigger, chosen, case.act, model=model, verbs=verbs)
        bare = " ".join(case.words.text[span.start : span.end] for span in chosen)
        verb = gold_verb(case.measure, verbs.bases)
        rows.append(
            (score.overlap(case.measure, phrase), score.overlap(case.measure, bare), phrase.split(" ")[0] == verb)
        )
    names = ("overlap", "bare words", "verb")
    return {name: round(100 * statistics.mean(row[k] for row in rows), 1) for k, name in enumerate(names)}


def main() -> None:
    """Write the tables; with ``--held-out`` measure on every fifth article what the others teach."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true")
    options = parser.parse_args()
    ids = list(line_ids())
    held = set(ids[::HELD_OUT]) if options.held_out else set()
    cases = [case for article_id in ids for case in cases_of(article_id)]
    learn = [case for case in cases if case.article not in held]
    bases, irregular = lexicon()
    more = Counter(scorer().words(case.measure)[0][0] for case in learn)
    bases |= {word for word, count in more.items() if count >= RARE and word.endswith(("ize", "ise", "ify", "fund"))}
    verbs = verbs_of(learn, bases, irregular)
    model = fit(learn, verbs)
    print(f"{len(learn)} stances, {len(verbs.nouns)} nouns, {len(model.weights)} weights, {len(model.links)} links")
    if options.held_out:
        rest = [case for case in cases if case.article in held]
        for drop, add in ((0.0, 0.0), (0.2, 0.1)):
            print(f"held out {len(rest)}, drop {drop}, add {add}:", measured(rest, model, verbs, drop, add))
        return
    write(verbs, model)


def write(verbs: Verbs, model: HeadModel) -> None:
    """Write both tables."""
    table: dict[str, object] = {
        "bases": " ".join(sorted(verbs.bases)),
        "irregular": dict(sorted(verbs.irregular.items())),
        "nouns": verbs.nouns,
        "prepositions": {verb: " ".join(sorted(found)) for verb, found in verbs.prepositions.items()},
        "usual": verbs.usual,
    }
    (DATA / "verbs.json").write_text(json.dumps(table, indent=0) + "\n", "utf8")
    weights = {"links": model.links, "weights": dict(sorted(model.weights.items()))}
    (DATA / "measures.json").write_text(json.dumps(weights, indent=0) + "\n", "utf8")


if __name__ == "__main__":
    main()
