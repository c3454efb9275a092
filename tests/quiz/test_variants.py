from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.i18n.language import Text
from autograder.quiz.variants import drawn, every_draw, figure, filled, known_as, places, with_numbers


def test_the_same_learner_always_gets_the_same(slope):
    assert drawn(slope, "ana") == drawn(slope, "ana")
    # Written down, so that a change of how numbers are drawn does not go unseen: answers given would no longer fit.
    prompts = [drawn(slope, name).prompt.en for name in ("ana", "bruno", "carla", "davi")]
    assert prompts == PINNED


PINNED = [
    "J(w) = w³: its slope at 2?",
    "J(w) = 1/w: its slope at −5?",
    "J(w) = w³: its slope at 4?",
    "J(w) = 1/w: its slope at 2?",
]


def test_nobody_gets_the_first_numbers(slope):
    question = drawn(slope, "")
    assert question.prompt == Text("J(w) = w³: its slope at 2?", "J(w) = w³: a inclinação em 2?")
    assert question.part.key.value == 12
    assert question.part.key.right == Text("so it is: 3w² is 12", "isso mesmo: 3w² é 12")
    assert (question.part.key.typical[0].value, question.draw) == (-12, {})


def test_different_learners_get_every_combination_about_as_often(slope):
    prompts = Counter(drawn(slope, f"learner {number}").prompt.en for number in range(3000))
    assert len(prompts) == len(list(every_draw(slope))) == 6
    assert min(prompts.values()) > 400


def test_two_questions_are_drawn_apart(slope):
    from dataclasses import replace

    twin = replace(slope, id="twin")
    learners = [f"learner {number}" for number in range(100)]
    assert any(drawn(slope, learner).prompt != drawn(twin, learner).prompt for learner in learners)
    assert any(drawn(slope, learner).prompt == drawn(twin, learner).prompt for learner in learners)


def test_what_is_not_drawn_stays_as_it_is(small, ordering):
    for question in (*small, ordering):
        assert drawn(question, "ana") is question


def test_a_question_without_key_is_drawn_all_the_same(slope):
    for learner in ("", "ana", "bruno"):
        assert drawn(slope.without_key(), learner) == drawn(slope, learner).without_key()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "ana"),
        (" ana  lima ", "ana lima"),
        ("Jose\u0301", "Jos\u00e9"),
        (117, "117"),
        ("STRASSE", "straße"),
        ("", "  "),
    ],
)
def test_one_learner_may_be_written_in_several_ways(one, other):
    assert known_as(one) == known_as(other) is not None


def test_different_names_stay_different():
    names = ["ana", "an a", "anna", "ana-1", "1", "01", "josé", "jose"]
    assert len({known_as(name) for name in names}) == len(names)


@pytest.mark.parametrize("learner", [True, 1.5, None, [], ["ana"], {}, float("nan"), 10**30])
def test_what_is_no_name(learner):
    assert known_as(learner) is None


@given(learner=st.text() | st.integers())
@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # the fixture is a frozen value
def test_whatever_the_name_there_is_a_question(slope, learner):
    name = known_as(learner)
    if name is not None:
        assert known_as(name) == name
        assert drawn(slope, name) in [with_numbers(slope, numbers) for numbers in every_draw(slope)]


@pytest.mark.parametrize(
    ("value", "en", "pt"),
    [
        (6.0, "6", "6"),
        (-0.25, "−0.25", "−0,25"),
        (9.006001, "9.006001", "9,006001"),
        (0.1 + 0.2, "0.3", "0,3"),
        (9.006001 - 9, "0.006001", "0,006001"),
        (0.0000005, "0.0000005", "0,0000005"),
        (4096.0, "4096", "4096"),
        (100.0, "100", "100"),
        (1e20, "100000000000000000000", "100000000000000000000"),
        (0.0, "0", "0"),
    ],
)
def test_a_figure_is_written_as_in_prose(value, en, pt):
    assert figure(value) == Text(en, pt)


def test_places_are_named_and_filled():
    text = Text("at {w} it is {power-slope}", "em {w} é {power-slope}")
    assert places(text) == {"w", "power-slope"}
    assert filled(text, {"w": -0.5, "p": 2.0}) == Text("at −0.5 it is −1", "em −0,5 é −1")
    with pytest.raises(ValueError, match="power-slope gives no number"):
        filled(text, {"w": 0.0, "p": -1.0})
