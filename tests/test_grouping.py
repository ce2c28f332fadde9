"""Stories among articles that are kept: the same whatever the order, right again when pages change, and as reviewers say."""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.pipeline import grouping
from onrecord.pipeline.copying import find_copies, find_waiting
from onrecord.pipeline.grouping import decide, group, group_waiting
from onrecord.record.stories.traits import keys_of, packed, traits_of, unpacked
from onrecord.record.vectors import FloatArray
from onrecord.records import Article, StoryJudgement
from onrecord.store import PageVersion, Story, View, Writer
from tests.record.word_vectors import WordVectors
from tests.wires import LOCAL, OTHER, READER, WIRE, article, reading

DAY = date(2031, 5, 5)
NEXT, LATER = DAY + timedelta(days=1), DAY + timedelta(days=40)
VECTORS = WordVectors()
WORD = re.compile(r"\w+")

BRIDGE = (
    "The Orlow suspension bridge over the Venna gorge was closed on Monday after engineers found cracks in two of its cables.",
    "Transport minister Gerrit Haln said that repairs by the Dravik works would take until the autumn and cost ninety million.",
    "Lorries bound for the port of Sandmark must go by the old Venna ford, a detour of a hundred kilometres, until then.",
)
BRIDGE_TOO = (
    "Engineers have shut the Orlow bridge across the Venna gorge because of cracked cables, the transport ministry announced.",
    "Gerrit Haln, the minister, expects the Dravik works to repair the suspension bridge by the autumn for ninety million.",
    "Hauliers in Sandmark complained about the hundred kilometres that lorries must now drive by way of the Venna ford.",
)
CHESS = (
    "Grandmaster Ilka Torvald won the Brunn chess masters on Monday with a draw in her last game against Pavel Zorin.",
    "Torvald, nineteen, is the youngest winner of the Brunn tournament since it was first played in the Maritime Hall.",
)  # fmt: skip


def keep(writer: Writer, articles: Iterable[Article], version: str = "1") -> None:
    for each in articles:
        writer.keep(PageVersion(each.page, version, version), [reading(each)], READER)
        group(writer, find_copies(writer, each.page), VECTORS)


def stories(path: Path) -> list[Story]:
    with View(path) as view:
        return list(view.stories())


def grouped(path: Path) -> set[frozenset[str]]:
    return {frozenset(report.id for report in story.reports) for story in stories(path)}


def press() -> Sequence[Article]:
    """Two events of one day, told twice each, a copy of one report, a game of chess, and what has no date."""
    return [
        article("ships", WIRE, published=DAY),
        article("ships-too", OTHER, published=NEXT, headline="Floating hospitals for the Tessin islands"),
        article("ships-copy", WIRE[:6], published=NEXT),
        article("bridge", BRIDGE, published=DAY, headline="Orlow bridge closed"),
        article("bridge-too", BRIDGE_TOO, published=DAY, headline="Cracks shut the Orlow bridge"),
        article("chess", CHESS, published=DAY, headline="Torvald wins at Brunn"),
        article("quay", LOCAL, published=None, headline="Lower Quay makes room"),
    ]


def distinct(articles: Sequence[Article]) -> Sequence[Article]:
    """The same without the copy."""
    return [each for each in articles if each.id != "ships-copy"]


@pytest.mark.parametrize("seed", range(6))
def test_articles_on_one_event_are_one_story_whatever_order_they_came_in(tmp_path: Path, seed: int) -> None:
    articles = list(distinct(press()))
    random.Random(seed).shuffle(articles)
    with Writer(tmp_path / "o.db") as writer:
        keep(writer, articles)
    assert grouped(tmp_path / "o.db") == {
        frozenset({"ships", "ships-too"}),
        frozenset({"bridge", "bridge-too"}),
        frozenset({"chess"}),
        frozenset({"quay"}),
    }
    assert {each.id for each in stories(tmp_path / "o.db")} == {each.id for each in made_at_once(tmp_path)}


def made_at_once(folder: Path) -> list[Story]:
    with Writer(folder / "once.db") as writer:
        keep(writer, distinct(press()))
    return stories(folder / "once.db")


EVENTS = ("Orlow Venna Haln", "Torvald Brunn Zorin", "Tessin Ostrel Brandis", "Dravik Sandmark Melkin")
VERBS = ("closed", "visited", "praised", "repaired", "warned", "left")


@st.composite
def rounds(draw: st.DrawFn) -> list[Article]:
    """Articles of one day and the next, each with names of an event or two and words that others may share."""
    made = []
    for number in range(draw(st.integers(2, 7))):
        names = " ".join(draw(st.lists(st.sampled_from(EVENTS), min_size=1, max_size=2)))
        verbs = draw(st.lists(st.sampled_from(VERBS), min_size=1, max_size=4))
        sentences = [f"{names} {verb} the old harbour of number{number} again on the way home." for verb in verbs]
        day = draw(st.sampled_from([DAY, DAY, NEXT, None]))
        made.append(article(f"a{number}", sentences, published=day, headline=f"{names} {verbs[0]}"))
    return made


@settings(max_examples=15, deadline=None)
@given(rounds(), st.randoms(use_true_random=False))
def test_no_order_of_arrival_changes_the_stories(articles: list[Article], chance: random.Random) -> None:
    shuffled = list(articles)
    chance.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as made:
        found = []
        for name, order in (("one", articles), ("other", shuffled)):
            with Writer(Path(made) / f"{name}.db") as writer:
                keep(writer, order)
            found.append({(each.id, each.reports) for each in stories(Path(made) / f"{name}.db")})
    assert found[0] == found[1]


@settings(max_examples=15, deadline=None)
@given(rounds(), st.randoms(use_true_random=False), st.booleans())
def test_nor_does_it_where_articles_without_a_day_are_like_more_than_they_stay_linked_with(
    articles: list[Article], chance: random.Random, goes: bool
) -> None:
    first = replace(articles[0], published=None)
    several = [first, *articles[1:]]
    shuffled = list(several)
    chance.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as made, pytest.MonkeyPatch.context() as patched:
        patched.setattr(grouping, "MOST_LINKED", 2)
        found = []
        for name, order in (("one", several), ("other", shuffled)):
            with Writer(Path(made) / f"{name}.db") as writer:
                keep(writer, order)
                if goes:
                    # Another article at the address of the last one: what is still there is linked as if that had never been.
                    keep(writer, [replace(article("gone", CHESS, published=DAY), page=several[-1].page)], "2")
            found.append({(each.id, each.reports) for each in stories(Path(made) / f"{name}.db")})
    assert found[0] == found[1]


def test_a_copy_is_in_the_story_of_its_original_and_no_witness(tmp_path: Path) -> None:
    with Writer(tmp_path / "o.db") as writer:
        keep(writer, press())
    of_copy = next(each for each in stories(tmp_path / "o.db") if "ships" in {report.id for report in each.reports})
    assert {report.id for report in of_copy.reports} == {"ships", "ships-too", "ships-copy"}
    assert {report.id for report in of_copy.witnesses} == {"ships", "ships-too"}
    assert of_copy.first == DAY
    assert of_copy.last == NEXT


def test_the_same_event_is_not_reported_a_month_apart(tmp_path: Path) -> None:
    month_on = article("month-on", BRIDGE_TOO, published=LATER, headline="Cracks shut the Orlow bridge")
    with Writer(tmp_path / "o.db") as writer:
        keep(writer, [article("bridge", BRIDGE, published=DAY), month_on])
    assert grouped(tmp_path / "o.db") == {frozenset({"bridge"}), frozenset({"month-on"})}


def test_a_story_does_not_go_on_from_day_to_day(tmp_path: Path) -> None:
    third = (BRIDGE[0], BRIDGE_TOO[1], LOCAL[0])
    told = [
        article("first", BRIDGE, published=DAY, headline="Orlow bridge closed"),
        article("second", BRIDGE_TOO, published=DAY + timedelta(days=2), headline="Cracks shut the Orlow bridge"),
        article("third", third, published=DAY + timedelta(days=4), headline="Orlow bridge shut"),
    ]
    with Writer(tmp_path / "o.db") as writer:
        keep(writer, told)
    assert grouped(tmp_path / "o.db") == {frozenset({"first", "second"}), frozenset({"third"})}


def test_an_article_without_a_date_is_in_the_story_that_it_tells(tmp_path: Path) -> None:
    undated = article("undated", BRIDGE_TOO, published=None, headline="Cracks shut the Orlow bridge")
    with Writer(tmp_path / "o.db") as writer:
        keep(writer, [undated, article("bridge", BRIDGE, published=DAY, headline="Orlow bridge closed")])
    [story] = stories(tmp_path / "o.db")
    assert {each.id for each in story.reports} == {"undated", "bridge"}
    assert story.first == story.last == DAY


def test_an_article_without_a_date_that_may_tell_either_of_two_events_is_in_neither_story(tmp_path: Path) -> None:
    reports = [
        article("bridge", BRIDGE, published=DAY, headline="Orlow bridge closed"),
        article("bridge-again", BRIDGE_TOO, published=LATER, headline="Orlow bridge closed"),
    ]
    told = (
        "The Orlow bridge over the Venna gorge is shut: engineers found cracked cables, the minister Gerrit Haln announced.",
        "The Dravik works are to repair the suspension bridge by the autumn for ninety million; lorries bound for Sandmark must"
        " drive a hundred kilometres by way of the old Venna ford.",
    )
    undated = article("undated", told, published=None, headline="Orlow bridge closed")
    with Writer(tmp_path / "two.db") as writer:
        keep(writer, [*reports, undated])
    with Writer(tmp_path / "one.db") as writer:
        keep(writer, [reports[0], undated])
    assert frozenset({"undated"}) in grouped(tmp_path / "two.db")
    assert grouped(tmp_path / "one.db") == {frozenset({"bridge", "undated"})}


@pytest.mark.parametrize(
    "text", ["", "…", "42", "新しい橋が閉鎖された。", "Die Brücke bleibt bis zum Herbst gesperrt."]
)
def test_what_has_no_words_or_is_in_another_language_is_a_story_of_its_own(tmp_path: Path, text: str) -> None:
    odd = article("odd", [text] if text else [], published=None, headline="")
    with Writer(tmp_path / "o.db") as writer:
        keep(writer, [*press()[3:5], odd])
    assert frozenset({"odd"}) in grouped(tmp_path / "o.db")
    assert frozenset({"bridge", "bridge-too"}) in grouped(tmp_path / "o.db")


def test_fifty_copies_are_one_story_with_one_witness(tmp_path: Path) -> None:
    with Writer(tmp_path / "o.db") as writer:
        keep(writer, [article(f"copy{number}", WIRE, outlet=f"Paper {number}") for number in range(50)])
    [story] = stories(tmp_path / "o.db")
    assert len(story.reports) == 50
    assert len(story.witnesses) == 1


def test_the_same_article_at_two_addresses_is_one_witness_and_stays_if_one_of_them_goes(tmp_path: Path) -> None:
    first = article("bridge", BRIDGE, published=DAY)
    with Writer(tmp_path / "o.db") as writer:
        keep(writer, [first, replace(first, page="elsewhere.html")])
        keep(writer, [replace(article("chess", CHESS), page="bridge.html")], version="2")
    assert grouped(tmp_path / "o.db") == {frozenset({"bridge"}), frozenset({"chess"})}


def test_a_headline_that_comes_back_joins_no_events(tmp_path: Path) -> None:
    with Writer(tmp_path / "o.db") as writer:
        keep(
            writer,
            [
                article(name, told, headline="The day in brief")
                for name, told in (("a", WIRE), ("b", CHESS), ("c", BRIDGE))
            ],
        )
    assert grouped(tmp_path / "o.db") == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_a_new_version_of_a_page_leaves_the_story_of_the_old_one(tmp_path: Path) -> None:
    with Writer(tmp_path / "o.db") as writer:
        keep(writer, distinct(press()))
        keep(writer, [replace(article("chess-2", CHESS, published=DAY), page="bridge.html")], version="2")
    found = grouped(tmp_path / "o.db")
    assert frozenset({"bridge-too"}) in found
    assert frozenset({"chess", "chess-2"}) in found


def test_an_article_whose_words_weigh_nearly_the_same_can_be_a_copy_for_a_while(tmp_path: Path) -> None:
    words = sorted(
        {word for line in (*WIRE, *OTHER, *LOCAL, *BRIDGE, *BRIDGE_TOO, *CHESS) for word in WORD.findall(line)}
    )
    text = next(
        text
        for seed in range(20_000)
        for text in [" ".join(random.Random(seed).choices(words, k=80))]
        for traits in [traits_of(text, DAY)]
        if keys_of(traits) != keys_of(unpacked(traits.day, packed(traits)))
    )
    early, late = (article(name, [text], published=day, headline="") for name, day in (("early", DAY), ("late", NEXT)))
    with Writer(tmp_path / "o.db") as writer:
        keep(writer, [late, early])
        [story] = stories(tmp_path / "o.db")
        assert [each.id for each in story.witnesses] == ["early"]
        keep(writer, [replace(article("chess", CHESS), page=early.page)], version="2")
    assert grouped(tmp_path / "o.db") == {frozenset({"late"}), frozenset({"chess"})}


def test_a_run_that_ended_too_early_is_made_good(tmp_path: Path) -> None:
    with Writer(tmp_path / "o.db") as writer:
        for each in press():
            writer.keep(PageVersion(each.page, "1", "1"), [reading(each)], READER)
    with Writer(tmp_path / "o.db") as writer:
        find_waiting(writer)
        group_waiting(writer, VECTORS)
    with Writer(tmp_path / "once.db") as writer:
        keep(writer, press())
    assert grouped(tmp_path / "o.db") == grouped(tmp_path / "once.db")


def test_vectors_are_made_once(tmp_path: Path) -> None:
    with Writer(tmp_path / "o.db") as writer:
        keep(writer, press())
        with writer.grouping() as grouping:
            grouping.forget_other_methods("another method")
            waiting = grouping.waiting()
        assert len(waiting) == len(press())
        group(writer, waiting, NoVectors())
    assert len(grouped(tmp_path / "o.db")) > 1


class NoVectors:
    """Gives no vectors: whoever asks for one has not looked at what is kept."""

    version = VECTORS.version

    def of(self, texts: Sequence[str]) -> FloatArray:
        raise AssertionError(f"asked for {texts}")


class Reviewer:
    """Decides about the stories of a database, a minute after another."""

    def __init__(self, path: Path) -> None:
        self.path, self._made = path, 0

    def decides(self, together: Iterable[str] = (), apart: Iterable[str] = (), undoes: str | None = None) -> str:
        self._made += 1
        when = datetime(2031, 6, 1, 12, self._made, tzinfo=UTC)
        made = StoryJudgement(f"j{self._made}", tuple(together), tuple(apart), "Ada", when, undoes)
        with Writer(self.path) as writer:
            assert decide(writer, made, VECTORS)
            assert not decide(writer, made, VECTORS)
        return made.id


def test_a_reviewer_merges_and_takes_it_back(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    with Writer(path) as writer:
        keep(writer, distinct(press()))
    before, reviewer = grouped(path), Reviewer(path)
    merged = reviewer.decides(["bridge", "bridge-too", "chess"])
    assert frozenset({"bridge", "bridge-too", "chess"}) in grouped(path)
    reviewer.decides(undoes=merged)
    assert grouped(path) == before


def test_a_reviewer_splits_and_later_articles_go_where_they_are_most_like(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    with Writer(path) as writer:
        keep(writer, distinct(press()))
    Reviewer(path).decides(["bridge"], ["bridge-too"])
    assert {frozenset({"bridge"}), frozenset({"bridge-too"})} <= grouped(path)
    with Writer(path) as writer:
        keep(writer, [article("third", (*BRIDGE_TOO[1:], LOCAL[0]), published=DAY, headline="The Orlow bridge")])
    assert not any({"bridge", "bridge-too"} <= story for story in grouped(path))


def test_the_latest_word_on_an_article_counts(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    with Writer(path) as writer:
        keep(writer, distinct(press()))
    reviewer = Reviewer(path)
    reviewer.decides(["bridge", "bridge-too", "chess"])
    reviewer.decides(["bridge", "bridge-too"], ["chess"])
    assert {frozenset({"bridge", "bridge-too"}), frozenset({"chess"})} <= grouped(path)


def test_what_a_reviewer_decided_stays_when_all_is_grouped_anew(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    with Writer(path) as writer:
        keep(writer, distinct(press()))
    Reviewer(path).decides(["ships", "chess"], ["ships-too"])
    before = grouped(path)
    with Writer(path) as writer:
        with writer.grouping() as grouping:
            grouping.forget_other_methods("another method")
        group_waiting(writer, VECTORS)
    assert grouped(path) == before
    assert frozenset({"ships", "chess"}) in before


def test_a_copy_is_never_parted_from_its_original(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    with Writer(path) as writer:
        keep(writer, press())
    Reviewer(path).decides(["ships-too"], ["ships"])
    assert frozenset({"ships", "ships-copy"}) in grouped(path)


def test_taking_back_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with Writer(tmp_path / "o.db") as writer, pytest.raises(LookupError):
        decide(writer, StoryJudgement("j", (), (), "Ada", datetime(2031, 6, 1, tzinfo=UTC), "none"), VECTORS)
