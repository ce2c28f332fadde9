"""Grouping the articles that were kept into stories: between analysis, which compares, and the store, which finds.

Which story an article is in depends on which articles there are and on what reviewers decided, and not on the order in
which they came: whoever chooses after a new article, and may be affected by it, chooses anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush

import numpy as np

from onrecord.record.stories.decided import Decisions, decisions_of
from onrecord.record.stories.likeness import METHOD, WINDOW, likenesses
from onrecord.record.stories.placing import LEAST, LEAST_LINK, LEAST_UNDATED, Link, chosen, chosen_undated
from onrecord.record.stories.together import unpacked_together
from onrecord.record.stories.traits import UNDATED, Traits, keys_of, name_of, packed, traits_of, unpacked, vectors_of
from onrecord.record.vectors import FloatArray, Vectors
from onrecord.records import StoryJudgement
from onrecord.store import Grouping, Place, Text, Writer

MOST_COMPARED = 60
"""With how many others an article is compared at most; those that share the most keys go first."""

MOST_LINKED = 20
"""With how many others an article without a day stays linked: those most like it.

No window bounds whom it is like: without that its links, and how often it chooses anew, would grow with the record.
"""

_AT_ONCE = 50


def group(writer: Writer, numbers: Sequence[int], vectors: Vectors) -> None:
    """Find the stories of the articles with these keys, which are new, are read anew, or are not what they were."""
    ordered = numbers
    if len(numbers) > _AT_ONCE:
        # Who comes in the order in which they choose need not choose twice.
        with writer.grouping() as grouping:
            ordered = grouping.by_day(numbers)
    for first in range(0, len(ordered), _AT_ONCE):
        part = ordered[first : first + _AT_ONCE]
        with writer.grouping() as grouping:
            _Grouped(grouping, _method(vectors), vectors).touch(part)


def group_waiting(writer: Writer, vectors: Vectors) -> None:
    """Group the articles that an earlier version of onrecord kept, or a run that ended too early."""
    with writer.grouping() as grouping:
        grouping.forget_other_methods(_method(vectors))
        waiting = grouping.waiting()
    group(writer, waiting, vectors)


def decide(writer: Writer, judgement: StoryJudgement, vectors: Vectors) -> bool:
    """Keep what a reviewer decided about stories, group anew what it is about, and tell whether it is new.

    Raises ``LookupError`` if it takes back a judgement that is not there.
    """
    with writer.grouping() as grouping:
        new = grouping.judge(judgement)
        if new:
            _Grouped(grouping, _method(vectors), vectors).settle_judged()
    return new


def _method(vectors: Vectors) -> str:
    return f"{METHOD} {vectors.version}"


def _least(place: Place) -> float:
    """How likely the article at this place must report the event of another one to be in its story."""
    return LEAST_UNDATED if place.day == UNDATED else LEAST


class _Grouped:
    """The stories of one transaction."""

    def __init__(self, grouping: Grouping, method: str, vectors: Vectors) -> None:
        self._grouping = grouping
        self._method = method
        self._vectors = vectors
        self._decisions: Decisions = decisions_of(grouping.judgements())
        self._texts: dict[int, Text] = {}
        self._known: dict[int, bytes] = {}
        self._unsettled: list[Place] = []

    def touch(self, numbers: Sequence[int]) -> None:
        """Put articles where they belong now, and all others that this affects."""
        self._texts = self._grouping.texts(numbers)
        self._make_vectors(numbers)
        for n in numbers:
            if self._text(n).current:
                self._enter(n)
            else:
                self._retire(n)
        self._settle()

    def settle_judged(self) -> None:
        """Let all articles that reviewers decided about choose anew."""
        named = self._grouping.witnesses_called(
            {id_ for each in self._grouping.judgements() for id_ in (*each.together, *each.apart)}
        )
        self._push(self._grouping.places(set(named.values())))
        self._settle()

    def _enter(self, n: int) -> None:
        grouping = self._grouping
        witness = grouping.witness_of(n)
        id_ = self._text(n).id
        if witness != n:
            self._release(n)
            if grouping.story_of(witness) is None:
                self._enter(witness)
            story = grouping.story_of(witness)
            grouping.enter(n, witness, witness if story is None else story, name_of(id_))
            self._push(grouping.places([witness]))
            return
        places = grouping.places([n])
        if places:
            self._push(places)
            return
        place, traits, keys = self._mark(n, id_)
        grouping.enter(n, n, n, name_of(id_))
        self._link(place, traits, keys)

    def _retire(self, n: int) -> None:
        self._release(n)
        self._grouping.leave(n)

    def _release(self, n: int) -> None:
        """Let go of an article that is a witness no more, and find places for what was its copy."""
        grouping = self._grouping
        marked = grouping.marked([n])
        if not marked:
            return
        place, kept = marked[n]
        story = grouping.story_of(n)
        self._push(self._later_of({n if story is None else story}, place))
        linked = grouping.later_than(n)
        grouping.unmark(n, keys_of(unpacked(place.day, kept)))
        self._link_anew(linked)
        copies = [each for each in grouping.copies_of(n) if each != n]
        grouping.leave(n)
        for each in copies:
            grouping.leave(each)
        for each in copies:
            if self._text(each).current:
                self._enter(each)

    def _mark(self, n: int, id_: str) -> tuple[Place, Traits, tuple[int, ...]]:
        of = self._text(n)
        traits = traits_of(of.text, of.published)
        kept = packed(traits)
        place = Place(traits.day, name_of(id_), n)
        # What is compared is what is kept: the same now, when others look it up, and when its keys are let go of.
        traits = unpacked(traits.day, kept)
        keys = keys_of(traits)
        self._grouping.mark(place, keys, kept, self._method)
        return place, traits, keys

    def _link(self, here: Place, traits: Traits, keys: Sequence[int]) -> None:
        """Compare an article with those that share keys with it; it and those after it that are like it choose anew."""
        days = None if traits.day == UNDATED else (traits.day - WINDOW, traits.day + WINDOW)
        found = self._grouping.sharing(keys, days, UNDATED, MOST_COMPARED + 1)
        marked = self._grouping.marked([each for each in found if each != here.n])
        links = []
        for place, chance in self._likenesses(here.n, traits, marked):
            if chance >= LEAST_LINK:
                earlier, later = sorted((here, place))
                links.append((later, earlier.n, chance))
        self._push([here])
        kept = self._nearest(links)
        self._grouping.link((later.n, earlier, chance) for later, earlier, chance in kept)
        # Whoever is less like it than that would not be in its story for its sake.
        self._push(later for later, _, chance in kept if chance >= _least(later))

    def _likenesses(
        self, n: int, traits: Traits, marked: Mapping[int, tuple[Place, bytes]]
    ) -> Iterator[tuple[Place, float]]:
        """How likely each of the others reports the event of the article with this key."""
        vectors = self._vectors_of([n, *marked])
        if not marked:
            return
        others = unpacked_together([place.day for place, _ in marked.values()], [kept for _, kept in marked.values()])
        chances = likenesses(traits, vectors[0], others, vectors[1:])
        for (place, _), chance in zip(marked.values(), chances.tolist(), strict=True):
            yield place, chance

    def _link_anew(self, numbers: Collection[int]) -> None:
        """Compare those of these articles that have no day again: what they let go of may be among their nearest now."""
        for place, kept in self._grouping.marked(sorted(numbers)).values():
            if place.day == UNDATED:
                self._grouping.forget_links(place.n)
                traits = unpacked(place.day, kept)
                self._link(place, traits, keys_of(traits))

    def _nearest(self, links: Sequence[tuple[Place, int, float]]) -> list[tuple[Place, int, float]]:
        """Leave out links of articles without a day that are not among their nearest, and let go of those that no longer are."""
        full = self._grouping.farthest({later.n for later, _, _ in links if later.day == UNDATED}, MOST_LINKED)
        links = [link for link in links if link[2] >= full.get(link[0].n, 0.0)]
        undated = {later for later, _, _ in links if later.day == UNDATED}
        known = self._grouping.likenesses([each.n for each in undated])
        bounds: dict[int, float] = {}
        for each in undated:
            before = known.get(each.n, [])
            found = sorted(before + [chance for later, _, chance in links if later == each], reverse=True)
            if len(found) > MOST_LINKED:
                # Those equally like it stay or go together, whoever came first.
                bounds[each.n] = least = found[MOST_LINKED - 1]
                if min(before, default=least) < least:
                    self._grouping.unlink(each.n, least)
                    self._push([each])
        return [link for link in links if link[2] >= bounds.get(link[0].n, 0.0)]

    def _settle(self) -> None:
        """Let those choose that are to choose anew, in their order, and then those whom that affects."""
        last: Place | None = None
        while self._unsettled:
            place = heappop(self._unsettled)
            if place == last:
                continue
            last = place
            before = self._grouping.story_of(place.n)
            if before is None:
                continue
            story = self._chosen(place)
            if story != before:
                self._grouping.move(place.n, story)
                self._push(self._affected(place, before, story))
                self._push(self._decided_with(place))

    def _affected(self, place: Place, before: int, story: int) -> list[Place]:
        """Those after an article that moved from one story to another who may choose otherwise for that."""
        found = self._later_of({before, story}, place)
        if not found or self._grouping.has_members(before):
            return found
        # A story that only grew is less like everybody but those who are like the newcomer: it can only lose whom it has.
        like = self._grouping.later_than(place.n)
        inside = self._grouping.stories_of([each.n for each in found])
        return [each for each in found if each.n in like or inside[each.n] == story]

    def _chosen(self, place: Place) -> int:
        label = self._label(place.n)
        if label is None:
            return self._most_like(place, set())
        before = [each for each in self._labelled({label}) if each < place]
        if before:
            return self._grouping.stories_of([before[0].n])[before[0].n]
        apart = [each.n for each in self._labelled(self._decisions.apart_from(label)) if each < place]
        return self._most_like(place, set(self._grouping.stories_of(apart).values()))

    def _most_like(self, place: Place, barred: Collection[int]) -> int:
        links = [Link(each.story, each.likeness) for each in self._grouping.links(place.n)]
        undated, least = place.day == UNDATED, _least(place)
        stories = {link.story for link in links if link.likeness >= least}.difference(barred)
        if not stories:
            return place.n
        sizes = self._grouping.sizes(stories, place, 0 if undated else place.day - WINDOW)
        story = chosen_undated(links, sizes) if undated else chosen(links, sizes)
        return place.n if story is None else story

    def _later_of(self, stories: Collection[int], place: Place) -> list[Place]:
        """Those after a place that are like one of the articles in these stories, so much that they may be in its story."""
        found = self._grouping.later_of(stories, place, min(LEAST, LEAST_UNDATED))
        return [each for each, likeness in found if likeness >= _least(each)]

    def _label(self, n: int) -> int | None:
        if not self._decisions.labels:
            return None
        ids = self._grouping.ids(self._grouping.copies_of(n))
        own = self._decisions.labels.get(ids[n])
        if own is not None:
            return own
        return max((self._decisions.labels[id_] for id_ in ids.values() if id_ in self._decisions.labels), default=None)

    def _labelled(self, labels: Collection[int]) -> list[Place]:
        ids = [id_ for id_, label in self._decisions.labels.items() if label in labels]
        witnesses = set(self._grouping.witnesses_called(ids).values())
        return sorted(each for each in self._grouping.places(witnesses) if self._label(each.n) in labels)

    def _decided_with(self, place: Place) -> list[Place]:
        label = self._label(place.n)
        if label is None:
            return []
        return [each for each in self._labelled({label, *self._decisions.apart_from(label)}) if each > place]

    def _text(self, n: int) -> Text:
        if n not in self._texts:
            self._texts.update(self._grouping.texts([n]))
        return self._texts[n]

    def _push(self, places: Iterable[Place]) -> None:
        for place in places:
            heappush(self._unsettled, place)

    def _make_vectors(self, numbers: Sequence[int]) -> None:
        version = f"headline and beginning {self._vectors.version}"
        self._known |= self._grouping.vectors(version, numbers)
        new = [n for n in numbers if n not in self._known]
        if new:
            made = vectors_of([self._text(n).text for n in new], self._vectors).astype("<f2")
            rows = {n: row.tobytes() for n, row in zip(new, made, strict=True)}
            self._grouping.keep_vectors(version, rows)
            self._known |= rows

    def _vectors_of(self, numbers: Sequence[int]) -> FloatArray:
        missing = [n for n in numbers if n not in self._known]
        if missing:
            self._make_vectors(missing)
        rows = np.frombuffer(b"".join(self._known[n] for n in numbers), dtype="<f2")
        return rows.reshape(len(numbers), -1).astype(np.float32)
