from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.actors import Mention, prepare, resolve
from onrecord.reading.quotes import quotations
from onrecord.reading.segments import segment
from onrecord.reading.stances.holders import Holder, Shown, holders_of
from onrecord.reading.statements import Surroundings
from onrecord.records import Article, Block, Span, Statement
from onrecord.vocabulary import Act, BlockKind, Polarity, QuotationKind


def report(*paragraphs: str, byline: str | None = None) -> Surroundings:
    blocks, start = [], 0
    for text in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(text)))
        start += len(text) + 2
    article = Article("a", "a.txt", "\n\n".join(paragraphs), tuple(blocks), byline=byline)
    sentences, quoted = segment(article), quotations(article.text, article.blocks)
    return Surroundings(article, sentences, quoted, prepare(article, sentences, quoted))


def span(around: Surroundings, words: str, after: int = 0) -> Span:
    start = around.article.text.index(words, after)
    return Span(start, start + len(words))


def told(around: Surroundings, *rows: tuple[str, str, str]) -> tuple[Statement, ...]:
    """Statements of (source, cue, content), each looked for after the beginning of the one before, resolved."""
    found, place = [], 0
    for row in rows:
        spans = [span(around, words, place) for words in row]
        place = min(s.start for s in spans)
        found.append(Mention(spans[0], (spans[1],), (spans[2],)))
    return tuple(
        Statement(
            f"t{n}",
            m.span,
            who.name,
            who.party,
            m.cue,
            m.content,
            QuotationKind.INDIRECT,
            Polarity.ASSERTED,
            None,
            None,
            0.9,
        )
        for n, (m, who) in enumerate(zip(found, resolve(around.document, found), strict=True), 1)
    )


def holders(
    around: Surroundings, statements: tuple[Statement, ...], trigger: str, *mentions: str, act: Act = Act.COMMITS
) -> list[Holder]:
    place = span(around, trigger)
    shown = Shown(place, tuple(span(around, mention) for mention in mentions), act)
    return list(holders_of([shown], statements, around)[0])


def named(found: list[Holder]) -> list[tuple[str, str | None]]:
    return [(holder.name, holder.party) for holder in found]


def test_holder_in_the_outlets_own_words_has_neither_teller_nor_statement() -> None:
    around = report("Norway will not send ships to the strait.")
    assert holders(around, (), "will not send", "Norway", act=Act.DECLINES) == [
        Holder("Norway", "Norway", span(around, "Norway"), (), None)
    ]


def test_a_stance_told_by_another_camp_belongs_to_its_holder_through_the_teller() -> None:
    around = report("Norwegian Foreign Minister Ada Marlow said Chad had agreed to open its ports.")
    statements = told(around, ("Norwegian Foreign Minister Ada Marlow", "said", "Chad had agreed to open its ports"))
    assert holders(around, statements, "had agreed to", "Chad") == [
        Holder("Chad", "Chad", span(around, "Chad"), ("Ada Marlow",), "t1")
    ]


def test_whoever_speaks_for_the_holder_is_no_teller() -> None:
    around = report("Norwegian Foreign Minister Ada Marlow said Norway would open its ports.")
    statements = told(around, ("Norwegian Foreign Minister Ada Marlow", "said", "Norway would open its ports"))
    [holder] = holders(around, statements, "would open", "Norway")
    assert (holder.name, holder.via, holder.from_statement) == ("Norway", (), "t1")


def test_tellers_are_named_outermost_first() -> None:
    around = report(
        "Norwegian Premier Ada Marlow said Canadian Premier Orla Tarn claimed that Chad would open its ports."
    )
    statements = told(
        around,
        (
            "Norwegian Premier Ada Marlow",
            "said",
            "Canadian Premier Orla Tarn claimed that Chad would open its ports",
        ),
        ("Canadian Premier Orla Tarn", "claimed", "that Chad would open its ports"),
    )
    [holder] = holders(around, statements, "would open", "Chad")
    assert (holder.via, holder.from_statement) == (("Ada Marlow", "Orla Tarn"), "t2")


@pytest.mark.parametrize("pronoun", ["we", "our"])
def test_we_in_a_quotation_is_the_one_who_speaks(pronoun: str) -> None:
    said = "we will open" if pronoun == "we" else "it is our plan to open"
    around = report(f"“Next spring {said} the ports,” Norwegian Premier Ada Marlow said.")
    statements = told(around, (f"“Next spring {said} the ports,”",) * 3)
    source, cue = span(around, "Norwegian Premier Ada Marlow"), span(around, "said.")
    statements = (
        Statement(
            "t1",
            source,
            "Ada Marlow",
            "Norway",
            (cue,),
            statements[0].content,
            QuotationKind.DIRECT,
            Polarity.ASSERTED,
            None,
            None,
            0.9,
        ),
    )
    trigger = "will open" if pronoun == "we" else "plan to"
    assert named(holders(around, statements, trigger, pronoun)) == [("Ada Marlow", "Norway")]


def test_a_trigger_without_a_mention_that_is_a_cue_is_the_sources() -> None:
    around = report("Canadian Premier Orla Tarn demanded that the ports be opened.")
    statements = told(around, ("Canadian Premier Orla Tarn", "demanded", "that the ports be opened"))
    assert holders(around, statements, "demanded", act=Act.DEMANDS) == [Holder("Orla Tarn", "Canada", None, (), "t1")]


def test_a_demand_within_a_statement_is_the_speakers_and_a_promise_the_subjects() -> None:
    around = report("Canadian Premier Orla Tarn said that Chad must close the mine and that Norway would pay for it.")
    statements = told(
        around, ("Canadian Premier Orla Tarn", "said", "that Chad must close the mine and that Norway would pay for it")
    )
    assert named(holders(around, statements, "must close", act=Act.DEMANDS)) == [("Orla Tarn", "Canada")]
    assert named(holders(around, statements, "would pay", act=Act.COMMITS)) == [("Norway", "Norway")]


@pytest.mark.parametrize(
    ("text", "trigger", "holder"),
    [
        ("After weeks of talks in Chad, Norway has ruled out a loan.", "has ruled out", "Norway"),
        ("The loan was rejected by Canada on Friday.", "was rejected", "Canada"),
        ("Norway’s refusal to sign surprised the island.", "refusal", "Norway"),
        ("On Friday protesters in Norway called off the march.", "called off", "protesters"),
    ],
)
def test_without_a_mention_the_subject_is_found_by_the_words_alone(text: str, trigger: str, holder: str) -> None:
    around = report(text)
    assert [found.name for found in holders(around, (), trigger, act=Act.DECLINES)] == [holder]


@pytest.mark.parametrize(
    ("first", "second", "trigger", "mention"),
    [
        ("Norway and Chad met on Friday.", "The two sides agreed to open the ports.", "agreed to", "The two sides"),
        ("Envoys from Norway and Chad met.", "Both countries agreed to open the ports.", "agreed to", "Both countries"),
        ("Norway and Chad met on Friday.", "They agreed to open the ports.", "agreed to", "They"),
    ],
)
def test_two_sides_that_the_text_names_hold_one_stance_each(
    first: str, second: str, trigger: str, mention: str
) -> None:
    around = report(f"{first} {second}")
    assert named(holders(around, (), trigger, mention)) == [("Norway", "Norway"), ("Chad", "Chad")]


def test_two_sides_are_the_two_states_that_the_article_is_about() -> None:
    about = "Norway closed a port. Chad closed a mine. Norway waited. Chad waited. Norway spoke. Chad spoke. It rained."
    assert named(holders(report(f"{about} The two sides agreed to talk."), (), "agreed to", "The two sides")) == [
        ("Norway", "Norway"),
        ("Chad", "Chad"),
    ]
    third = "Canada watched. Canada listened. Canada spoke. It rained."
    found = holders(report(f"{about} {third} The two sides agreed to talk."), (), "agreed to", "The two sides")
    assert named(found) == [("two sides", None)]


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Norway and Chad met. In all 26 countries pledged to send ships.", "26 countries", "26 countries"),
        ("It rained on Friday. The two sides pledged to send ships.", "The two sides", "two sides"),
        ("Norway, Chad and Canada met. Both sides pledged to send ships.", "Both sides", "Both sides"),
        (
            "Teams from Norway and Chad pledged to send ships.",
            "Teams from Norway and Chad",
            "Teams from Norway and Chad",
        ),
    ],
)
def test_a_group_without_named_members_stays_a_group(text: str, mention: str, name: str) -> None:
    assert [holder.name for holder in holders(report(text), (), "pledged to", mention)] == [name]


def test_names_marked_together_hold_one_stance_each() -> None:
    around = report("Norwegian Premier Ada Marlow and Canadian Premier Orla Tarn pledged to send ships.")
    found = holders(around, (), "pledged to", "Norwegian Premier Ada Marlow and Canadian Premier Orla Tarn")
    assert named(found) == [("Ada Marlow", "Norway"), ("Orla Tarn", "Canada")]


def test_several_mentions_are_several_holders_and_the_same_one_only_once() -> None:
    around = report("Norway, where Norway’s premier lives, and Chad pledged to send ships.")
    found = holders(around, (), "pledged to", "Norway", "Norway’s", "Chad")
    assert named(found) == [("Norway", "Norway"), ("Chad", "Chad")]


def test_it_outside_quotation_marks_is_the_body_that_speaks() -> None:
    around = report("Chad’s Mining Board told Norway that it would close the pit.")
    statements = told(around, ("Chad’s Mining Board", "told", "that it would close the pit"))
    [holder] = holders(around, statements, "would close", "it")
    assert (holder.name, holder.via) == (statements[0].name, ())


def test_i_in_the_outlets_own_words_is_its_author() -> None:
    around = report("I will vote against the bridge.", byline="Ada Marlow")
    assert named(holders(around, (), "will vote against", "I")) == [("Ada Marlow", None)]
    unnamed = report("I will vote against the bridge.")
    assert named(holders(unnamed, (), "will vote against", "I")) == [("the author", None)]


def test_what_an_opinion_piece_demands_its_author_demands() -> None:
    words = "Chad must reopen the mines."
    piece = report("I have seen the mines of Chad.", "We all know what they cost.", words)
    assert named(holders(piece, (), "must reopen", act=Act.DEMANDS)) == [("the author", None)]
    told_of_chad = report("Norway sent observers to the mines.", words)
    assert named(holders(told_of_chad, (), "must reopen", act=Act.DEMANDS)) != [("the author", None)]


def test_authors_of_several_outlets_are_several() -> None:
    around = report("I will vote against the bridge.")
    outlet = replace(around, article=replace(around.article, outlet="The Morel Times"))
    assert named(holders(outlet, (), "will vote against", "I")) == [("the author (The Morel Times)", None)]


def test_a_stance_of_nobody_has_no_holder() -> None:
    assert holders(report("It was agreed to close the bridge."), (), "agreed to") == []


WORDS = [
    "Norway",
    "Chad",
    "the two sides",
    "they",
    "he",
    "agreed to",
    "said",
    "and",
    ",",
    "Ada Marlow",
    "“",
    "”",
    "by",
    "’s",
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25), st.data())
def test_any_spans_give_mentions_within_the_text_and_the_same_answer_in_any_order(
    words: list[str], data: st.DataObject
) -> None:
    around = report(" ".join(words))
    size = len(around.article.text)
    places = st.tuples(st.integers(0, size - 1), st.integers(1, 12)).map(lambda p: Span(p[0], min(size, p[0] + p[1])))
    shown = data.draw(
        st.lists(st.builds(Shown, places, st.lists(places, max_size=2).map(tuple), st.sampled_from(Act)), max_size=4)
    )
    found = holders_of(shown, (), around)
    assert len(found) == len(shown)
    for holder in (holder for several in found for holder in several):
        assert holder.name
        assert holder.mention is None or holder.mention.end <= size
    assert holders_of(shown[::-1], (), around) == found[::-1]


def elsewhere(
    around: Surroundings, trigger: str, mention: str | None, place: str, sure: float = 0.6
) -> list[tuple[str, str | None]]:
    """Whom a stance belongs to whose holder the network takes to be named in a place."""
    mentions = () if mention is None else (span(around, mention),)
    shown = Shown(span(around, trigger), mentions, Act.COMMITS, ((span(around, place), sure),))
    return named(list(holders_of([shown], (), around)[0]))


def test_a_name_beside_the_trigger_stands_against_one_elsewhere() -> None:
    around = report("Norway met Chad on Friday.", "Canada will open the ports in May.")
    assert elsewhere(around, "will open", "Canada", "Norway") == [("Canada", "Canada")]


@pytest.mark.parametrize("mention", ["the group", None])
def test_a_stance_that_names_nobody_belongs_to_whom_the_network_is_sure_of(mention: str | None) -> None:
    around = report("Norway met Chad on Friday.", "On Monday the group heard that the ports would open.")
    assert elsewhere(around, "would open", mention, "Chad") == [("Chad", "Chad")]
    assert elsewhere(around, "would open", mention, "Chad", 0.1) != [("Chad", "Chad")]


def test_he_and_they_are_whom_the_rules_tell() -> None:
    around = report("Norwegian Premier Ada Marlow met Chad’s envoy on Friday.", "She will open the ports in May.")
    assert elsewhere(around, "will open", "She", "Chad", 0.9) == [("Ada Marlow", "Norway")]


def test_a_name_that_goes_on_behind_a_hyphen_is_whole() -> None:
    around = report("Lee Choon-kun of Chad will open the ports.")
    [holder] = holders(around, (), "will open", "Lee Choon")
    assert holder.name == "Lee Choon-kun"


@pytest.mark.parametrize("group", ["its allies", "six other nations", "the coalition"])
def test_a_state_named_beside_a_group_of_states_holds_the_stance_by_itself_as_well(group: str) -> None:
    around = report(f"Norway and {group} will send ships.")
    found = holders(around, (), "will send", f"Norway and {group}")
    assert (found[0].name, found[0].party) == ("Norway", "Norway")
    assert [each.party for each in found] == ["Norway", None]


def test_their_countries_are_the_states_of_those_named_together() -> None:
    around = report(
        "French Premier Ada Marlow met Polish President Bo Tarnov.",
        "Marlow and Tarnov said that their countries would send ships.",
    )
    said = told(around, ("Marlow and Tarnov", "said", "that their countries would send ships"))
    found = holders(around, said, "would send", "their countries")
    assert [(each.name, each.party) for each in found] == [("France", "France"), ("Poland", "Poland")]


def test_a_government_beside_a_name_holds_the_stance_by_itself() -> None:
    around = report("NATO and the Norwegian government will send ships.")
    found = holders(around, (), "will send", "NATO and the Norwegian government")
    assert [each.party for each in found] == ["NATO", "Norway"]


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("PORT VELL, Tarnia — Envoys agreed to talks.", "PORT VELL, Tarnia", None),
        ("Critics of what Tarnia does agreed to talks.", "Critics of", "Critics"),
        ("Shipowners on the one hand agreed to talks.", "on the one hand", None),
    ],
)
def test_what_names_nobody_holds_nothing(text: str, mention: str, name: str | None) -> None:
    found = [holder.name for holder in holders(report(text), (), "agreed", mention)]
    assert mention not in found
    assert name is None or found == [name]
