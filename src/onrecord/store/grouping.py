"""Stories in the record: what of each article is compared, how alike pairs are, and which story each one is in.

All of it are values that analysis gives; they are kept and found here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import BindParameter, Connection, TextClause, and_, bindparam, exists, func, or_, select, text

from onrecord.records import StoryJudgement
from onrecord.store import rows
from onrecord.store.direct import NUMBERS, Direct
from onrecord.store.schema import (
    article_vectors,
    articles,
    copies,
    readings,
    story_judgements,
    story_keys,
    story_links,
    story_marks,
    story_members,
)
from onrecord.store.stories import load_story_judgements

MOST_OF_A_KEY = 200
"""How many articles are looked up by one key where no window of days bounds them."""

_AT_ONCE = 400
_CURRENT = exists().where(readings.c.article == articles.c.n, readings.c.current)

# What is asked for every article is put together once: that takes longer than to answer it.
_N: BindParameter[int] = bindparam("n")
_NUMBERS: BindParameter[Sequence[int]] = bindparam(NUMBERS, expanding=True)
_MARKS, _MEMBERS, _LINKS = story_marks.c, story_members.c, story_links.c
_NAMESAKE = articles.alias()
_CURRENT_NAMESAKE = exists().where(readings.c.article == _NAMESAKE.c.n, readings.c.current)
_FIRST = select(func.min(_NAMESAKE.c.n)).where(_NAMESAKE.c.id == articles.c.id, _CURRENT_NAMESAKE).scalar_subquery()
_ORIGIN = select(articles.c.copy_of, _FIRST.label("first")).where(articles.c.n == _N)
_FIRST_CALLED = select(func.min(articles.c.n)).where(articles.c.id == bindparam("id"), _CURRENT)
_VECTORS = select(article_vectors.c.article, article_vectors.c.vector).where(
    article_vectors.c.weights == bindparam("weights"), article_vectors.c.article.in_(_NUMBERS)
)
_MARKED = select(_MARKS.day, _MARKS.name, _MARKS.article, _MARKS.traits).where(_MARKS.article.in_(_NUMBERS))
_PLACES = select(_MARKS.day, _MARKS.name, _MARKS.article).where(_MARKS.article.in_(_NUMBERS))
_STORY_OF = select(_MEMBERS.story).where(_MEMBERS.article == _N)
_LINKED = (
    select(_LINKS.earlier, _MEMBERS.story, _LINKS.likeness)
    .select_from(story_links.join(story_members, _MEMBERS.article == _LINKS.earlier))
    .where(_LINKS.article == _N)
)
_LATER = (
    select(_MARKS.day, _MARKS.name, _MARKS.article, func.max(_LINKS.likeness))
    .select_from(
        story_links.join(story_marks, _MARKS.article == _LINKS.article).join(
            story_members, _MEMBERS.article == _LINKS.earlier
        )
    )
    .where(_MEMBERS.story.in_(_NUMBERS), _MARKS.day >= bindparam("day"), _LINKS.likeness >= bindparam("least"))
    .group_by(_MARKS.day, _MARKS.name, _MARKS.article)
)
_LINKED_LATER = select(_LINKS.article).where(_LINKS.earlier == _N)
_MEMBER = select(_MEMBERS.article).where(_MEMBERS.story == _N).limit(1)
_LIKENESSES = select(_LINKS.article, _LINKS.likeness).where(_LINKS.article.in_(_NUMBERS))
_FULL = (
    select(_LINKS.article, func.min(_LINKS.likeness))
    .where(_LINKS.article.in_(_NUMBERS))
    .group_by(_LINKS.article)
    .having(func.count() >= bindparam("most"))
)
_UNLINK = story_links.delete().where(_LINKS.article == _N, _LINKS.likeness < bindparam("least"))
_BEFORE = or_(
    _MARKS.day < bindparam("day"),
    and_(
        _MARKS.day == bindparam("day"),
        or_(_MARKS.name < bindparam("name"), and_(_MARKS.name == bindparam("name"), _MARKS.article < _N)),
    ),
)
_SIZES = (
    select(_MEMBERS.story, func.count())
    .select_from(story_members.join(story_marks, _MARKS.article == _MEMBERS.article))
    .where(_MEMBERS.story.in_(_NUMBERS), _BEFORE)
    .group_by(_MEMBERS.story)
    .having(func.min(_MARKS.day) >= bindparam("since"))
)
_LEAVE = story_members.delete().where(_MEMBERS.article == _N)
_MOVE = story_members.update().where(_MEMBERS.witness == _N).values(story=bindparam("into"))
_STORIES_OF = select(_MEMBERS.article, _MEMBERS.story).where(_MEMBERS.article.in_(_NUMBERS))
_COPIES_OF = select(_MEMBERS.article).where(_MEMBERS.witness == _N).order_by(_MEMBERS.article)
_IDS = select(articles.c.n, articles.c.id).where(articles.c.n.in_(_NUMBERS))
_SHOWN = (articles.c.n, articles.c.id, articles.c.text, articles.c.published, articles.c.copy_of)
_TEXTS = select(*_SHOWN, _CURRENT.label("current")).where(articles.c.n.in_(_NUMBERS))
_NO_KEYS = story_keys.delete().where(
    story_keys.c.key.in_(_NUMBERS),
    story_keys.c.day == select(_MARKS.day).where(_MARKS.article == _N).scalar_subquery(),
    story_keys.c.article == _N,
)
_NO_LINKS = story_links.delete().where(or_(_LINKS.article == _N, _LINKS.earlier == _N))
_NO_MARK = story_marks.delete().where(_MARKS.article == _N)
_ADD_KEYS, _ADD_LINKS, _ADD_MARK = story_keys.insert(), story_links.insert(), story_marks.insert()
_ADD_MEMBER, _ADD_VECTORS = story_members.insert(), article_vectors.insert()
_NO_VECTORS = article_vectors.delete().where(article_vectors.c.article.in_(_NUMBERS))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an article stands in the order in which articles choose their stories; ``n`` is its key."""

    day: int
    name: str
    n: int


@dataclass(frozen=True, slots=True)
class Text:
    """What is grouped of an article; ``current``: a current reading is of it."""

    id: str
    text: str
    published: date | None
    copy_of: str | None
    current: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """An earlier article that may report the same event, and the key of the article that founded the story it is in."""

    n: int
    story: int
    likeness: float


class Grouping:
    """One transaction in which articles are grouped; no other process writes meanwhile.

    Articles are given by their keys. A witness is an article that is no copy; only witnesses are compared.
    """

    def __init__(self, connection: Connection) -> None:
        """Work on a connection that may write; :meth:`onrecord.store.Writer.grouping` opens it."""
        self._connection = connection
        self._direct = Direct(connection)

    def forget_other_methods(self, method: str) -> None:
        """Drop all that was found unless it was by ``method``; vectors stay."""
        if self._connection.execute(select(exists().where(story_marks.c.method != method))).scalar():
            for table in (story_keys, story_links, story_members, story_marks):
                self._connection.execute(table.delete())

    def waiting(self) -> list[int]:
        """Return the articles that are not where they belong: not looked at yet, no longer current, now or no more a copy."""
        joined = articles.outerjoin(story_members, story_members.c.article == articles.c.n)
        found = select(articles.c.n).select_from(joined.outerjoin(copies, copies.c.article == articles.c.n))
        copied = or_(copies.c.copy, articles.c.copy_of.is_not(None))
        itself = story_members.c.witness == articles.c.n
        astray = or_(
            and_(_CURRENT, story_members.c.article.is_(None)),
            and_(~_CURRENT, story_members.c.article.is_not(None)),
            and_(_CURRENT, copied, itself),
            and_(_CURRENT, ~itself, articles.c.copy_of.is_(None)),
        )
        return list(self._connection.execute(found.where(astray).order_by(articles.c.n)).scalars())

    def by_day(self, numbers: Collection[int]) -> list[int]:
        """Return these articles in the order of their days, those without one last."""
        found: list[tuple[date | None, int]] = []
        for part in _parts(sorted(numbers)):
            asked = select(articles.c.published, articles.c.n).where(articles.c.n.in_(part))
            found += [(row.published, row.n) for row in self._connection.execute(asked)]
        return [n for _, n in sorted(found, key=lambda each: (each[0] or date.max, each[1]))]

    def texts(self, numbers: Collection[int]) -> dict[int, Text]:
        """Return what is grouped of the articles with these keys, by key."""
        found: dict[int, Text] = {}
        for part in _parts(sorted(numbers)):
            found.update((row.n, Text(*row[1:])) for row in self._connection.execute(_TEXTS, {NUMBERS: part}))
        return found

    def witness_of(self, n: int) -> int:
        """Return the article that this one is a copy of in the end; itself, if it is none or the record has not that one.

        Of several articles with the same id, which are one article at several addresses, the first stands for all.
        """
        passed: list[int] = []
        while n not in passed:
            passed.append(n)
            copy_of, first = self._direct.ask(_ORIGIN, {"n": n})[0]
            original = None if copy_of is None else self._direct.first(_FIRST_CALLED, {"id": copy_of})
            n = original if original is not None else n if first is None else first
        return min(passed[passed.index(n) :])

    def copies_of(self, n: int) -> list[int]:
        """Return the articles that have this one as their witness, itself among them."""
        return [each for (each,) in self._direct.ask(_COPIES_OF, {"n": n})]

    def ids(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the ids of articles by their keys."""
        found: dict[int, str] = {}
        for part in _parts(sorted(numbers)):
            found.update((n, id_) for n, id_ in self._direct.ask(_IDS, {NUMBERS: part}))
        return found

    def witnesses_called(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the witnesses of current articles by the articles' ids, of those that are in a story."""
        found: dict[str, int] = {}
        joined = story_members.join(articles, story_members.c.article == articles.c.n)
        for part in _parts(sorted(ids)):
            asked = select(articles.c.id, story_members.c.witness).select_from(joined).where(articles.c.id.in_(part))
            found.update((row.id, row.witness) for row in self._connection.execute(asked))
        return found

    def vectors(self, weights: str, numbers: Collection[int]) -> dict[int, bytes]:
        """Return the vectors that these weights gave articles, by the articles' keys."""
        found: dict[int, bytes] = {}
        for part in _parts(sorted(numbers)):
            asked = self._direct.ask(_VECTORS, {"weights": weights, NUMBERS: part})
            found.update((n, vector) for n, vector in asked)
        return found

    def keep_vectors(self, weights: str, vectors: Mapping[int, bytes]) -> None:
        """Keep the vectors of articles, in place of those that other weights gave."""
        for part in _parts(sorted(vectors)):
            self._direct.change(_NO_VECTORS, {NUMBERS: part})
        made = [{"article": n, "weights": weights, "vector": vector} for n, vector in vectors.items()]
        self._direct.insert(_ADD_VECTORS, made)

    def mark(self, place: Place, keys: Sequence[int], traits: bytes, method: str) -> None:
        """Keep what of a witness is compared, so that others find it."""
        mark = {"article": place.n, "method": method, "day": place.day, "name": place.name, "traits": traits}
        self._direct.insert(_ADD_MARK, [mark])
        self._direct.insert(_ADD_KEYS, [{"key": key, "day": place.day, "article": place.n} for key in keys])

    def unmark(self, n: int, keys: Sequence[int]) -> None:
        """Let go of a witness: of what is compared of it, and of its likeness to others."""
        self._direct.change(_NO_KEYS, {"n": n, NUMBERS: keys})
        self.forget_links(n)
        self._direct.change(_NO_MARK, {"n": n})

    def forget_links(self, n: int) -> None:
        """Let go of a witness's likeness to others."""
        self._direct.change(_NO_LINKS, {"n": n})

    def marked(self, numbers: Collection[int]) -> dict[int, tuple[Place, bytes]]:
        """Return the places of witnesses, and what of them is compared, by their keys."""
        found: dict[int, tuple[Place, bytes]] = {}
        for part in _parts(sorted(numbers)):
            for day, name, n, traits in self._direct.ask(_MARKED, {NUMBERS: part}):
                found[n] = (Place(day, name, n), traits)
        return found

    def places(self, numbers: Collection[int]) -> list[Place]:
        """Return the places of those of these articles that are witnesses."""
        found: list[Place] = []
        for part in _parts(sorted(numbers)):
            found += [Place(*row) for row in self._direct.ask(_PLACES, {NUMBERS: part})]
        return found

    def sharing(self, keys: Sequence[int], days: tuple[int, int] | None, undated: int, most: int) -> list[int]:
        """Return the witnesses that share most of these keys, two at least: from the first to the last of ``days``, or undated.

        Without ``days``, of any day. No window bounds that day or any day, so that of it no more than
        :data:`MOST_OF_A_KEY` are looked up by a key.
        """
        if not keys:
            return []
        values: dict[str, int] = {f"key{n}": key for n, key in enumerate(keys)} | {"most": most}
        if days is not None:
            values |= {"day": undated, "first": days[0], "last": days[1]}
        return [n for (n,) in self._direct.ask(_sharing(len(keys), days is not None), values)]

    def link(self, links: Iterable[tuple[int, int, float]]) -> None:
        """Keep how likely pairs of witnesses report the same event: the later, the earlier, the likeness."""
        made = [{"article": later, "earlier": earlier, "likeness": likeness} for later, earlier, likeness in links]
        self._direct.insert(_ADD_LINKS, made)

    def unlink(self, n: int, least: float) -> None:
        """Let go of the earlier witnesses that are less like this one than ``least``."""
        self._direct.change(_UNLINK, {"n": n, "least": least})

    def farthest(self, numbers: Collection[int], most: int) -> dict[int, float]:
        """Return how like the least like of the earlier witnesses is, of those witnesses that are linked with so many."""
        found: dict[int, float] = {}
        for part in _parts(sorted(numbers)):
            asked = self._direct.ask(_FULL, {NUMBERS: part, "most": most})
            found.update((n, least) for n, least in asked)
        return found

    def likenesses(self, numbers: Collection[int]) -> dict[int, list[float]]:
        """Return how like these witnesses the earlier ones are that each is linked with."""
        found: dict[int, list[float]] = {}
        for part in _parts(sorted(numbers)):
            for n, likeness in self._direct.ask(_LIKENESSES, {NUMBERS: part}):
                found.setdefault(n, []).append(likeness)
        return found

    def links(self, n: int) -> list[Linked]:
        """Return the earlier witnesses that are like this one, with the stories they are in."""
        return [Linked(*row) for row in self._direct.ask(_LINKED, {"n": n})]

    def later_of(self, stories: Collection[int], place: Place, least: float) -> list[tuple[Place, float]]:
        """Return the witnesses after a place that are at least so like one of the witnesses in these stories, and how like."""
        values = {NUMBERS: list(stories), "day": place.day, "least": least}
        found = [(Place(*row[:3]), row[3]) for row in self._direct.ask(_LATER, values)]
        return [each for each in found if each[0] > place]

    def later_than(self, n: int) -> set[int]:
        """Return the witnesses that this one goes before and is linked with."""
        return {later for (later,) in self._direct.ask(_LINKED_LATER, {"n": n})}

    def has_members(self, story: int) -> bool:
        """Whether any article is in the story."""
        return self._direct.first(_MEMBER, {"n": story}) is not None

    def sizes(self, stories: Collection[int], place: Place, since: int) -> dict[int, int]:
        """Count the witnesses before a place that are in each of these stories; those that began before a day are left out."""
        values = {NUMBERS: list(stories), "day": place.day, "name": place.name, "n": place.n, "since": since}
        return {row[0]: row[1] for row in self._direct.ask(_SIZES, values)}

    def story_of(self, n: int) -> int | None:
        """Return the founder of the story that the article is in."""
        story: int | None = self._direct.first(_STORY_OF, {"n": n})
        return story

    def stories_of(self, numbers: Collection[int]) -> dict[int, int]:
        """Return the founders of the stories that articles are in, by the articles' keys."""
        found: dict[int, int] = {}
        for part in _parts(sorted(numbers)):
            asked = self._direct.ask(_STORIES_OF, {NUMBERS: part})
            found.update((n, story) for n, story in asked)
        return found

    def enter(self, n: int, witness: int, story: int, name: str) -> None:
        """Put an article into a story, in place of what was known. ``name`` is the id of the story that it would found."""
        self.leave(n)
        member = {"article": n, "witness": witness, "story": story, "name": name}
        self._direct.insert(_ADD_MEMBER, [member])

    def move(self, witness: int, story: int) -> None:
        """Put a witness and its copies into another story."""
        self._direct.change(_MOVE, {"n": witness, "into": story})

    def leave(self, n: int) -> None:
        """Take an article out of whatever story it is in."""
        self._direct.change(_LEAVE, {"n": n})

    def judgements(self) -> list[StoryJudgement]:
        """Return what reviewers decided about stories, in the order they did."""
        return list(load_story_judgements(self._connection))

    def judge(self, judgement: StoryJudgement) -> bool:
        """Append what a reviewer decided, and tell whether it is new: appending the same twice changes nothing.

        Whoever grouped must group anew those that it names. Raises ``LookupError`` if it takes back what is not there.
        """
        known = select(story_judgements.c.id)
        if self._connection.execute(known.where(story_judgements.c.id == judgement.id)).first():
            return False
        undoes = judgement.undoes
        if undoes is not None and not self._connection.execute(known.where(story_judgements.c.id == undoes)).first():
            raise LookupError(undoes)
        self._connection.execute(story_judgements.insert(), rows.story_judgement_values(judgement))
        return True


@cache
def _sharing(keys: int, dated: bool) -> TextClause:
    """Ask for the witnesses that share most keys; where no window bounds them, for the first of each key."""
    here = " AND day = :day" if dated else ""
    parts = [
        f"SELECT article FROM (SELECT article FROM story_keys WHERE key = :key{n}{here}"
        f" ORDER BY day, article LIMIT {MOST_OF_A_KEY}) AS part{n}"
        for n in range(keys)
    ]
    if dated:
        among = ", ".join(f":key{n}" for n in range(keys))
        parts.append(f"SELECT article FROM story_keys WHERE key IN ({among}) AND day BETWEEN :first AND :last")
    return text(
        f"SELECT article FROM ({' UNION ALL '.join(parts)}) AS found GROUP BY article HAVING COUNT(*) > 1"
        " ORDER BY COUNT(*) DESC, article LIMIT :most"
    )


def _parts(numbers: Sequence[int] | Sequence[str]) -> Iterator[Sequence[int] | Sequence[str]]:
    for first in range(0, len(numbers), _AT_ONCE):
        yield numbers[first : first + _AT_ONCE]
