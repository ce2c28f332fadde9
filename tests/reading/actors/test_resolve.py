from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.actors import Document, Identity, Mention, prepare, resolve
from onrecord.reading.quotes import quotations
from onrecord.reading.segments import segment
from onrecord.records import Article, Block, Span
from onrecord.vocabulary import BlockKind


def document(*paragraphs: str, headline: str | None = None) -> Document:
    blocks, start, texts = [], 0, []
    for kind, text in [(BlockKind.HEADLINE, headline), *((BlockKind.PARAGRAPH, p) for p in paragraphs)]:
        if text is not None:
            blocks.append(Block(kind, start, start + len(text)))
            texts.append(text)
            start += len(text) + 2
    article = Article("a", "a.txt", "\n\n".join(texts), tuple(blocks))
    return prepare(article, segment(article), quotations(article.text, article.blocks))


def mentions(around: Document, *phrases: str) -> list[Mention]:
    """Mentions of the phrases, each after the one before."""
    found, place = [], 0
    for phrase in phrases:
        start = around.text.index(phrase, place)
        found.append(Mention(Span(start, start + len(phrase))))
        place = start + len(phrase)
    return found


def identities(around: Document, *phrases: str) -> list[Identity]:
    return list(resolve(around, mentions(around, *phrases)))


def parties(text: str, *phrases: str) -> list[str | None]:
    return [identity.party for identity in identities(document(text), *phrases)]


def test_later_mentions_get_the_full_name_and_party_of_the_first() -> None:
    report = document(
        "Norwegian Foreign Minister Ada Marlow said it rained.",
        "“It will stop,” Marlow added. She said she had an umbrella.",
    )
    expected = Identity("Ada Marlow", "Norway")
    assert identities(report, "Norwegian Foreign Minister Ada Marlow", "Marlow", "She") == [expected] * 3


@pytest.mark.parametrize(
    "aide",
    [
        "Lee Carr, a spokesman for Hale,",
        "Lee Carr, a spokeswoman for Ms. Hale’s campaign,",
        "Lee Carr, an adviser to Dana Hale,",
        "Hale spokesman Lee Carr",
        "Hale’s chief of staff, Lee Carr,",
    ],
)
@pytest.mark.parametrize(
    ("head", "party"),
    [
        ("Sen. Dana Hale, D-Ohio,", "Democrats"),
        ("Canadian Premier Dana Hale", "Canada"),
        ("The singer Dana Hale", "Dana Hale"),
        ("Sen. Bo Vell, R-Ohio, with Dana Hale", "Dana Hale"),
    ],
)
def test_an_aide_speaks_for_the_party_of_the_person_worked_for_or_for_the_person(
    aide: str, head: str, party: str
) -> None:
    report = document(f"{head} spoke at the port.", f"{aide} said it rained in France.")
    (lee,) = [person for person in report.persons if person.name == "Lee Carr"]
    assert lee.affiliation.party == party


def test_of_two_persons_of_one_name_an_aide_serves_the_one_that_is_named_in_full() -> None:
    text = "Sen. Dana Hale, D-Ohio, met Sen. Tom Hale, R-Utah. Lee Carr, a spokesman for Tom Hale, said no."
    assert parties(text, "Lee Carr, a spokesman for Tom Hale,") == ["Republicans"]


def test_a_former_aide_speaks_for_nobody() -> None:
    text = "Sen. Dana Hale, D-Ohio, left. Lee Carr, a former spokesman for Hale, said no."
    assert parties(text, "Lee Carr, a former spokesman for Hale,") == [None]


def test_headline_takes_the_name_that_the_text_gives() -> None:
    report = document("Canadian Premier Orla Tarn said no.", headline="Tarn Says No To Rain")
    assert identities(report, "Tarn") == [Identity("Orla Tarn", "Canada")]


@pytest.mark.parametrize(
    ("text", "phrase", "party"),
    [
        ("Kremlin spokesman Igor Tarnov said no.", "Kremlin spokesman Igor Tarnov", "Russia"),
        ("Ada Marlow, Japan's envoy to the United Nations, said no.", "Ada Marlow", "Japan"),
        ("Élysée officials said no.", "Élysée officials", "France"),
        ("Sen. Bo Tarn, R-Ariz., said no.", "Sen. Bo Tarn, R-Ariz.,", "Republicans"),
        ("Rep. Bo Tarn (D-Calif.) said no.", "Rep. Bo Tarn (D-Calif.)", "Democrats"),
        ("The Taliban said no.", "The Taliban", "Taliban"),
        ("NATO's secretary general, Bo Tarn, said no.", "NATO's secretary general, Bo Tarn,", "NATO"),
        ("Bo Tarn, president of the Vell Growers Association, said no.", "Bo Tarn", "Vell Growers Association"),
        ("Vell’s attorney, Bo Tarn, said no.", "Vell’s attorney, Bo Tarn", "Vell"),
        ("U.S. Ambassador to the United Nations Nora Hale said no.", "Nora Hale", "United States"),
        ("Russia's envoy to NATO Bo Tarn said no.", "Bo Tarn", "Russia"),
        ("The Beijing spokesman Max Fenn said no.", "Max Fenn", "China"),
        ("Bo Tarn, leader of the U.K. Gardening Party, said no.", "Bo Tarn", "U.K. Gardening Party"),
        ("Norway and Chad said no.", "Norway and Chad", "Norway and Chad"),
        (
            "The Egyptian opposition leader Bo Tarn said no.",
            "The Egyptian opposition leader Bo Tarn",
            "Egyptian opposition",
        ),
    ],
)
def test_party_from_role_and_affiliation(text: str, phrase: str, party: str) -> None:
    assert parties(text, phrase) == [party]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Bo Tarn, a professor at Oslo University, said no.", "Bo Tarn"),
        ("Former Norwegian minister Bo Tarn said no.", "Former Norwegian minister Bo Tarn"),
        ("Bo Tarn, a baker from Canada, said no.", "Bo Tarn"),
        ("Reuters said no.", "Reuters"),
        ("Many people in Canada said no.", "Many people in Canada"),
    ],
)
def test_private_persons_experts_and_outlets_speak_for_nobody(text: str, phrase: str) -> None:
    assert parties(text, phrase) == [None]


def test_pronouns_follow_gender_and_the_last_speaker() -> None:
    report = document(
        "Canadian spokeswoman Orla Tarn met Italian minister Bo Vell.",
        "Mr. Vell said it rained. He said it would stop.",
        "She said it would not.",
    )
    names = [identity.name for identity in identities(report, "Mr. Vell", "He", "She")]
    assert names == ["Bo Vell", "Bo Vell", "Orla Tarn"]


def test_a_pronoun_with_a_shortened_verb_is_a_pronoun() -> None:
    report = document("Mr. Bo Vell said it rained.", "“He’s asked us to stay,” said Ada Tarn.")
    assert [who.name for who in identities(report, "Mr. Bo Vell", "He’s")] == ["Bo Vell", "Bo Vell"]


def test_a_title_may_be_of_one_who_is_elected() -> None:
    report = document("President-elect Bo Vell said it rained.")
    assert [who.name for who in identities(report, "President-elect Bo Vell")] == ["Bo Vell"]


def test_a_number_is_not_cut_at_its_comma() -> None:
    report = document("About 35,000 people, most of them young, asked for rain.")
    assert [who.name for who in identities(report, "About 35,000 people, most of them young,")] == [
        "About 35,000 people"
    ]


def test_titles_of_several_are_no_part_of_a_name() -> None:
    report = document("Senators Ada Marlow and Igor Tarnov said no.", "Ms. Marlow left.")
    assert [who.name for who in identities(report, "Ms. Marlow")] == ["Ada Marlow"]


def test_a_company_is_no_state_that_spoke() -> None:
    report = document("Norway rejected the bid.", "The company said it would sue.")
    assert [who.name for who in identities(report, "Norway", "The company")] == ["Norway", "company"]


def test_a_person_may_be_called_like_a_state() -> None:
    report = document("Representative Bo Chad voted no.", "Chad said it rained.")
    assert [who.name for who in identities(report, "Bo Chad", "Chad")] == ["Bo Chad", "Bo Chad"]


def test_relative_pronoun_takes_the_name_before_it() -> None:
    report = document("The mood changed with Danish Prime Minister Bo Vell, who said it rained.")
    assert identities(report, "who") == [Identity("Bo Vell", "Denmark")]


def test_role_means_the_person_introduced_under_it() -> None:
    report = document(
        "French President Ada Marlow met Polish President Bo Vell.",
        "The French president said yes. The Polish leader said no.",
    )
    assert identities(report, "The French president", "The Polish leader") == [
        Identity("Ada Marlow", "France"),
        Identity("Bo Vell", "Poland"),
    ]


def test_first_person_is_whoever_speaks_around_it() -> None:
    report = document("“I believe we want rain,” Greek Foreign Minister Ada Marlow said.")
    text = report.text
    i, we = mentions(report, "I", "we")
    speaker = text.index("Greek")
    source = Span(speaker, text.index(" said."))
    whole = Mention(source, (Span(source.end + 1, source.end + 5),), (Span(0, text.index(" Greek")),))
    assert resolve(report, [i, we, whole]) == (
        Identity("Ada Marlow", "Greece"),
        Identity("Greece", "Greece"),
        Identity("Ada Marlow", "Greece"),
    )


def test_bodies_groups_and_nobody() -> None:
    report = document("China's Foreign Ministry said no. Two senior Iraqi officials said yes. It was denied.")
    found = [*mentions(report, "China's Foreign Ministry", "Two senior Iraqi officials"), Mention(None)]
    assert resolve(report, found) == (
        Identity("China's Foreign Ministry", "China"),
        Identity("Two senior Iraqi officials", "Iraq"),
        Identity(None, None),
    )


def test_it_and_the_newspaper_take_up_a_body() -> None:
    report = document("The Vell Times first had the story. The newspaper said it rained.")
    assert [identity.name for identity in identities(report, "The newspaper")] == ["Vell Times"]
    report = document("Iran was asked. It said no.")
    assert identities(report, "It") == [Identity("Iran", "Iran")]


def test_holders_in_the_narration_are_resolved_alike() -> None:
    report = document("Italy has ruled out troops. 26 countries pledged rain.")
    assert [identity.name for identity in identities(report, "Italy", "26 countries")] == ["Italy", "26 countries"]


def test_resolving_leaves_the_document_as_it_was() -> None:
    report = document("Bo Tarn spoke. Bo Tarn, the Danish prime minister, said no. He left.")
    asked = mentions(report, "Bo Tarn", "He")
    assert resolve(report, asked) == resolve(report, asked)
    assert resolve(report, list(reversed(asked))) == tuple(reversed(resolve(report, asked)))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["Mr.", "President", "Ada", "Marlow", "he", "of", "Iran", "said", ",", "“", "”", "U.S.", "."])
    )
)
def test_any_text_resolves(words: list[str]) -> None:
    text = " ".join(words)
    report = document(text)
    asked, place = [], 0
    for word in words:
        asked.append(Mention(Span(place, place + len(word))))
        place += len(word) + 1
    answers = resolve(report, asked)
    assert len(answers) == len(asked)
    assert all(answer.name is None or answer.name for answer in answers)


def test_family_name_is_known_with_its_arabic_article_or_without() -> None:
    report = document("Iraqi Prime Minister Hadi al-Tarni said no.", "Mr. Tarni left. Later Tarni came back.")
    assert identities(report, "Mr. Tarni", "Tarni") == [Identity("Hadi al-Tarni", "Iraq")] * 2


def test_acronym_without_brackets_is_spelt_out_where_the_text_gives_the_name() -> None:
    report = document("The Tarn Growers Forum met on Friday.", "The TGF and the XGF said that it rained.")
    assert [found.name for found in identities(report, "The TGF", "the XGF")] == ["Tarn Growers Forum", "XGF"]


def test_government_of_somebody_is_that_of_the_state() -> None:
    report = document("Norwegian Premier Ada Marlow was away on Friday.", "Her government said that it rained.")
    assert identities(report, "Her government") == [Identity("Norwegian government", "Norway")]


def test_what_is_ours_belongs_to_the_one_who_speaks() -> None:
    report = document("Norwegian Premier Ada Marlow said: “Our army will stay.”")
    spans = [report.text.index(words) for words in ("Norwegian", "said", "“Our", "Our army")]
    speaker = Mention(Span(0, spans[1] - 1), (Span(spans[1], spans[1] + 4),), (Span(spans[2], len(report.text)),))
    army = Mention(Span(spans[3], spans[3] + 8))
    assert resolve(report, [speaker, army])[1] == Identity("Norway's army", "Norway")


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("the House", "House of Representatives"),
        ("The Democratic-led House", "House of Representatives"),
        ("DOJ", "Department of Justice"),
        ("the F.B.I.", "FBI"),
    ],
)
def test_a_short_name_of_a_body_of_the_state_is_told_in_full(phrase: str, name: str) -> None:
    report = document("Lawmakers in Washington met on Friday.", f"“No,” {phrase} said of the American plan.")
    assert identities(report, phrase) == [Identity(name, "United States")]


def test_those_who_govern_from_a_capital_speak_for_its_state() -> None:
    text = "Officials in Oslo said no. The White House said yes, and residents in Oslo said nothing."
    assert parties(text, "Officials in Oslo", "residents in Oslo")[0] == "Norway"
    assert parties(text, "residents in Oslo") != ["Norway"]


def test_two_names_joined_are_not_a_person() -> None:
    report = document(
        "President Ada Marlow met Igor Tarnov on Monday.",
        "A reporter wrote of the Marlow Tarnov summit. Mr Tarnov said it went well.",
    )
    assert [i.name for i in identities(report, "Mr Tarnov")] == ["Igor Tarnov"]


def test_a_title_is_not_of_the_place_that_ends_the_sentence_before() -> None:
    text = "The Norwegian envoy spoke in Oslo. Nothing moved in Chad. Foreign Minister Ada Marlow waited, and Marlow said so."
    assert parties(text, "Foreign Minister Ada Marlow") == ["Norway"]


def test_an_office_held_then_or_now_is_the_whole_office() -> None:
    text = "It was about Syria, and Syria again. A letter from then-Secretary of State Ada Marlow to the U.S. Senate said so."
    assert parties(text, "Ada Marlow") == ["United States"]


def test_an_office_between_a_comma_and_a_name_is_not_that_of_whom_it_names() -> None:
    assert parties("It was like the Norwegian premier Ilse Vell, Ada Marlow said.", "Ada Marlow") == [None]
    assert parties(
        "A talk between Vell and Norwegian President Ilse Dorn, Ada Marlow said, was short.", "Ada Marlow"
    ) == [None]
    assert parties("The Norwegian premier, Ada Marlow, was short.", "Ada Marlow") == ["Norway"]
    assert parties("The Norwegian premier Ilse Vell’s spokesman, Ada Marlow, was short.", "Ada Marlow") == ["Norway"]


def test_what_follows_a_name_and_begins_with_a_verb_does_not_describe() -> None:
    assert parties("Ada Marlow, defended the Norwegian president, and Marlow said so.", "Ada Marlow") == [None]


@pytest.mark.parametrize("tip", ["Ada Jane Marlow", "Ada Marlow", "Ada (Addie) Jane Marlow"])
def test_a_tip_glued_to_what_comes_next_is_no_part_of_a_name(tip: str) -> None:
    report = document(
        f"Norwegian President Ada Marlow {tip}Senators balk at the bill MORE said it rained.",
        f"Marlow {tip}Four ways to dry said it stopped.",
    )
    whole = f"Marlow {tip}Four ways to dry"
    found = identities(report, "Norwegian President Ada Marlow", whole)
    assert found == [Identity("Ada Marlow", "Norway")] * 2
    start = report.text.index(whole)
    assert resolve(report, [Mention(Span(start, start + len("Marlow")))]) == (Identity("Ada Marlow", "Norway"),)
    assert [person.name for person in report.persons] == ["Ada Marlow"]
