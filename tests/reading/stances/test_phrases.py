"""The phrase that names a measure, from the words that were chosen for it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.stances.heads import head_model
from onrecord.reading.stances.phrases import phrase_of
from onrecord.reading.stances.verbs import english_verbs
from onrecord.reading.stances.words import PREPOSITIONS, words_of
from onrecord.records import Span
from onrecord.vocabulary import Act

EARLIER = "The Brisk accord on river tolls was signed in Tarn. Officials praised it.\n"


def phrase(sentence: str, trigger: str, chosen: str, act: Act = Act.COMMITS, earlier: str = "") -> str:
    """Build the phrase for the words ``chosen``, each taken where it stands last in the text."""
    text = earlier + sentence
    spans = [Span(text.rindex(word), text.rindex(word) + len(word)) for word in chosen.split()]
    at = text.index(trigger, len(earlier))
    words = words_of(text)
    whole = Span(len(earlier), len(text))
    return phrase_of(
        words, whole, Span(at, at + len(trigger)), sorted(spans), act, model=head_model(), verbs=english_verbs()
    )


def test_the_verb_of_the_trigger_heads_the_phrase_without_its_negation() -> None:
    found = phrase("Varania will not send troops to Tarn.", "will not send", "send troops Tarn", Act.DECLINES)
    assert found == "send troops to Tarn"


def test_the_infinitive_after_the_trigger_heads_the_phrase() -> None:
    found = phrase("Varania has agreed to withdraw its troops from Tarn.", "has agreed to", "withdraw troops Tarn")
    assert found == "withdraw its troops from Tarn"


def test_the_object_of_a_passive_follows_its_verb() -> None:
    found = phrase(
        "Peacekeepers must be deployed along the border, the minister said.",
        "must be deployed",
        "Peacekeepers deployed border",
        Act.DEMANDS,
    )
    assert found == "deploy Peacekeepers along the border"


def test_a_noun_that_names_the_action_becomes_its_verb() -> None:
    found = phrase(
        "Varania called for the withdrawal of foreign troops from Tarn.",
        "called for",
        "withdrawal foreign troops Tarn",
        Act.DEMANDS,
    )
    assert found == "withdraw foreign troops from Tarn"


def test_a_gerund_loses_its_of_and_becomes_a_base_form() -> None:
    found = phrase("Ostrava backed the lifting of tolls on the river.", "backed", "lifting tolls river", Act.SUPPORTS)
    assert found == "lift tolls on the river"


def test_small_words_between_the_chosen_ones_come_from_the_text() -> None:
    found = phrase(
        "Varania plans to open a centre for the training of border guards.",
        "plans to open",
        "open centre training border guards",
    )
    assert found == "open a centre for the training of border guards"


def test_words_of_earlier_sentences_stand_as_the_text_has_them() -> None:
    found = phrase("Varania will ratify it.", "will ratify", "ratify Brisk accord", earlier=EARLIER)
    assert found == "ratify Brisk accord"


def test_the_possessive_of_a_person_becomes_an_article() -> None:
    found = phrase("He said they would seize our ships in Tarn.", "would seize", "seize ships Tarn", Act.THREATENS)
    assert found == "seize the ships in Tarn"


def test_quotation_marks_and_currencies() -> None:
    found = phrase("Varania pledged to give “$40 million” to Tarn.", "pledged", "give 40 million Tarn")
    assert found == "give $40 million to Tarn"


def test_a_headline_in_capitals_of_its_own_is_written_as_the_text_writes_it() -> None:
    text = "Varania To Lift Tolls\nThe tolls were set in May; merchants want to lift them, Varania said."
    words = words_of(text)
    spans = [Span(text.index(w), text.index(w) + len(w)) for w in ("Lift", "Tolls")]
    trigger = Span(text.index("To Lift"), text.index("To Lift") + 7)
    line = Span(0, text.index("\n"))
    assert (
        phrase_of(words, line, trigger, spans, Act.COMMITS, model=head_model(), verbs=english_verbs()) == "lift tolls"
    )


def test_without_chosen_words_the_trigger_names_the_measure_or_nothing_does() -> None:
    assert phrase("Varania will negotiate.", "will negotiate", "") in ("negotiate", "")


@pytest.mark.parametrize("act", list(Act))
def test_the_phrase_ends_and_begins_with_words(act: Act) -> None:
    found = phrase(
        "Varania said it “may lift” the tolls, ferries and levies.", "may lift", "lift tolls ferries levies", act
    )
    assert found == found.strip(" ,.“”")
    assert found.endswith("levies")


@given(st.data())
def test_any_choice_of_words_gives_a_phrase_of_those_words_and_small_ones(data: st.DataObject) -> None:
    text = (
        EARLIER
        + "On Monday, Varania's premier — who leads 26 “willing” states — agreed to withdraw its U.S.-made guns by May 3."
    )
    words = words_of(text)
    places = st.integers(0, len(words.words) - 1)
    chosen = data.draw(st.lists(places, max_size=12))
    first = data.draw(st.integers(len(words_of(EARLIER).words), len(words.words) - 1))
    trigger = Span(words.words[first].start, words.words[min(first + 2, len(words.words) - 1)].end)
    spans = [Span(words.words[n].start, words.words[n].end) for n in chosen]
    whole = Span(len(EARLIER), len(text))
    model, verbs = head_model(), english_verbs()
    found = phrase_of(words, whole, trigger, spans, data.draw(st.sampled_from(Act)), model=model, verbs=verbs)
    again = phrase_of(words, whole, trigger, list(reversed(spans)), Act.COMMITS, model=model, verbs=verbs)
    assert again == phrase_of(words, whole, trigger, spans, Act.COMMITS, model=model, verbs=verbs)
    assert "\n" not in found
    assert "“" not in found
    assert "  " not in found
    known = {word.lower for word in words.words} | PREPOSITIONS | {"the"}
    assert all(word.lower in known or verbs.base(word.lower) for word in words_of(found).words)


def test_a_phrase_costs_little() -> None:
    text = EARLIER * 20 + "Varania will not send troops to Tarn."
    words = words_of(text)
    at = text.index("will not")
    spans = [Span(text.index(w), text.index(w) + len(w)) for w in ("troops to", "Brisk", "tolls")]
    arguments = (words, Span(at, len(text)), Span(at, at + 13), spans, Act.DECLINES)
    model, verbs = head_model(), english_verbs()
    begun = time.process_time()
    for _ in range(200):
        phrase_of(*arguments, model=model, verbs=verbs)
    assert (time.process_time() - begun) / 200 < 0.002


@pytest.mark.parametrize(
    ("sentence", "trigger", "chosen", "expected"),
    [
        (
            "Varania is monitoring a ceasefire and training troops.",
            "is monitoring",
            "monitoring ceasefire training troops",
            "monitor a ceasefire and train troops",
        ),
        (
            "Ostrava backed training and arming ferrymen.",
            "backed",
            "training arming ferrymen",
            "train and arm ferrymen",
        ),
        (
            "Varania is raising the tolls and remaining fees.",
            "is raising",
            "raising tolls remaining fees",
            "raise the tolls and remaining fees",
        ),
        (
            "Varania carried out a series of patrols in Tarn.",
            "carried out",
            "carried out patrols Tarn",
            "carry out patrols in Tarn",
        ),
    ],
)
def test_a_phrase_reads_as_english(sentence: str, trigger: str, chosen: str, expected: str) -> None:
    assert phrase(sentence, trigger, chosen, Act.ACTED) == expected


def test_no_word_stands_twice_in_a_row_and_none_leads_nowhere() -> None:
    found = phrase("Varania will keep the tolls on the the river as they are.", "will keep", "keep tolls river as")
    assert found == "keep the tolls on the river"


def test_words_from_elsewhere_are_left_out_where_the_sentence_names_the_measure_in_full() -> None:
    sentence = "The council said Varania must withdraw its heavy guns from the northern banks."
    chosen = "Brisk council withdraw heavy guns northern banks"
    found = phrase(sentence, "must withdraw", chosen, Act.DEMANDS, EARLIER)
    assert found == "withdraw its heavy guns from the northern banks"
    short = phrase("Varania must withdraw.", "must withdraw", "Brisk withdraw", Act.DEMANDS, EARLIER)
    assert "Brisk" in short


def test_a_phrase_that_begins_with_a_form_of_a_verb_and_its_object_has_the_base_form() -> None:
    opened = phrase("Tarnov said achieving the accord is possible.", "is possible", "achieving accord", Act.OPEN)
    assert opened == "achieve the accord"
    other = phrase("Tarnov said remaining issues are minor.", "are minor", "remaining issues", Act.OPEN)
    assert other == "remaining issues"


def test_doing_a_thing_again_is_one_word() -> None:
    found = phrase("Varania is open to re-entering the Brisk accord.", "is open to", "entering Brisk accord", Act.OPEN)
    assert found == "re-enter the Brisk accord"


def test_a_phrase_does_not_end_in_a_word_that_always_leads_to_another() -> None:
    earlier = "The solar panels are new. A solar farm stands in Tarn. Most solar plants are far away. "
    sentence = "Varania will inspect the solar roofs of Tarn."
    found = phrase(sentence, "will", "inspect solar", earlier=earlier)
    assert found == "inspect the solar roofs"
    assert phrase(sentence, "will", "inspect solar") == "inspect the solar"
