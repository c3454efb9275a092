"""Answers from answers.toml and from notebooks, put together and scored."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from autograder.quiz.answers import Answers, read_answers
from autograder.quiz.judge_answers import score_quiz
from autograder.quiz.merge import collected, score_collected
from autograder.quiz.parse import parse_key
from autograder.quiz.variants import drawn


@dataclass(frozen=True)
class Found:
    question: str
    value: object
    file: str = "quiz.ipynb"
    cell: bool = True


def line(question, value, file="05_sigmoid_backward.ipynb"):
    return Found(question, value, file, cell=False)


def notes(answers, lang="en"):
    return [note.to(lang) for note in answers.notes]


def test_without_notebooks_answers_are_as_they_were(small):
    answers = read_answers('learner = "ana"\n[answers]\npick-one = "b"\nother = 1\n')
    assert collected(small, answers, ()) is answers
    assert score_collected(small, None, answers, "en") == score_quiz(small, None, answers, "en")


def test_what_the_file_leaves_open_is_answered_by_a_cell_and_then_by_a_line(small):
    answers = read_answers('[answers]\npick-one = "b"\npick-some = []\n')
    found = (
        Found("pick-one", "B"),
        Found("pick-some", "a, c"),
        line("pick-some", ["c", "a"]),
        line("give-number", 0.9),
    )
    whole = collected(small, answers, found)
    assert whole.values == {"pick-one": "b", "pick-some": "a, c", "give-number": 0.9}
    assert whole.cells == {"pick-some"}
    assert notes(whole) == [
        (
            "Answers that do not stand in answers.toml were taken from cells of `quiz.ipynb` (questions: 1) and lines "
            "`quiz.answer(…)` in `05_sigmoid_backward.ipynb` (questions: 1)."
        )
    ]
    assert notes(whole, "pt-BR")[0].endswith("linhas `quiz.answer(…)` em `05_sigmoid_backward.ipynb` (questões: 1).")
    report = score_collected(small, None, whole, "en")
    assert [one.id for one in report.questions] == ["pick-one", "pick-some", "give-number"]
    assert {one.status for one in report.questions} == {"right"}
    assert (report.score, report.max_score) == (4, 4)


@pytest.mark.parametrize("text", [None, "", "[answers\npick-one = b\n"])
def test_without_a_file_that_can_be_read_notebooks_answer(small, text):
    whole = collected(small, read_answers(text), [Found("pick-one", "b"), line("give-number", 0.9)])
    assert score_collected(small, None, whole, "en").score == 2
    assert ("line 2 cannot be read" in "".join(notes(whole))) == bool(text)


def test_the_file_counts_where_a_notebook_contradicts_it(small):
    answers = read_answers('[answers]\npick-one = "b"\ngive-number = "perhaps"\n')
    whole = collected(small, answers, [Found("pick-one", "a"), line("give-number", 0.9)])
    assert (whole.values, whole.cells) == (answers.values, frozenset())
    assert notes(whole) == [
        (
            "`pick-one` has two answers that differ. Counted: answers.toml. Not counted: the cell in `quiz.ipynb`. "
            "Keep one of them."
        ),
        (
            "`give-number` has two answers that differ. Counted: answers.toml. Not counted: `quiz.answer(…)` in "
            "`05_sigmoid_backward.ipynb`. Keep one of them."
        ),
    ]


def test_notebooks_that_contradict_each_other_are_named(small):
    whole = collected(small, Answers(), [Found("pick-one", "a"), line("pick-one", "b"), line("pick-one", "c")])
    assert whole.values == {"pick-one": "a"}
    assert notes(whole)[1].startswith("`pick-one` has two answers that differ. Counted: the cell in `quiz.ipynb`.")
    assert len(whole.notes) == 2


@pytest.mark.parametrize(
    ("value", "again"), [("b", "B)"), ("b", ["b"]), ("b", ""), ("b", "I am not sure"), ("b", {"a": 1}), ("b", None)]
)
def test_the_same_answer_in_other_words_and_what_is_none_contradict_nothing(small, value, again):
    whole = collected(small, Answers({"pick-one": value}), [Found("pick-one", again)])
    assert (whole.values, whole.notes) == ({"pick-one": value}, ())


def test_an_answer_is_judged_by_the_numbers_that_its_own_document_showed(slope, other_text):
    key = parse_key({"pytorch.toml": other_text})
    question = key[slope.id]
    mine, nobodys = (drawn(question, learner).part.key.value for learner in ("bia", ""))
    assert mine != nobodys
    answers = Answers(learner="bia")

    def status(values, *found):
        whole = collected((slope,), replace(answers, values=values), found)
        (report,) = score_collected((slope,), key, whole, "en").questions
        assert report.prompt == drawn(slope, whole.learner_of(slope.id)).prompt.to("en")
        return report.status, notes(whole)

    assert status({slope.id: mine}) == ("right", [])
    right, said = status({}, Found(slope.id, str(nobodys)))
    assert right == "right"
    assert said[1] == (
        "Questions judged by the numbers that the notebook shows, not by those drawn for the learner of answers.toml: "
        "`drawn-slope`."
    )
    assert status({}, Found(slope.id, str(mine)))[0] == "wrong"
    assert status({}, line(slope.id, mine))[0] == "right"
    assert status({}, line(slope.id, nobodys))[0] == "wrong"
    # Two answers to other numbers contradict each other no more than two answers to two questions.
    assert status({slope.id: mine}, Found(slope.id, str(nobodys))) == ("right", [])
    assert len(status({slope.id: mine}, line(slope.id, nobodys))[1]) == 1


def test_how_to_write_it_better_is_said_for_the_place_where_it_stands(ordering):
    for found, says in ((Found("put-in-order", "?"), "c > b > a."), (line("put-in-order", "?"), '["c", "b", "a"].')):
        whole = collected((ordering,), Answers(), [found])
        (report,) = score_collected((ordering,), None, whole, "en").questions
        assert (report.status, report.explanation.endswith(says)) == ("wrong", True)


def test_unknown_ids_of_the_file_are_said_once(small):
    answers = read_answers('[answers]\npick-onee = "b"\n')
    whole = collected(small, answers, [Found("pick-one", "b")])
    report = score_collected(small, None, whole, "en")
    assert sum("no such question" in note for note in report.notes) == 1


def test_long_lists_are_cut_and_names_are_harmless(key):
    questions = tuple(key.values())
    files = [f"{at}\u202e\n.ipynb" for at in range(40)]
    found = [line(question.id, "?", file) for question, file in zip(questions, files, strict=False)]
    whole = collected(questions, Answers(), found)
    assert "other files (questions: 35)" in notes(whole)[0]
    assert "\u202e" not in notes(whole)[0]
    lettered = [question for question in questions if hasattr(question.part, "options")][:20]
    twice = [one for question in lettered for one in (Found(question.id, "a"), line(question.id, "b"))]
    said = notes(collected(questions, Answers(), twice))
    assert len(said) == 1 + 5 + 1
    assert said[-1].startswith("Further questions")


def test_drawn_questions_that_are_named_are_cut_too(key):
    questions = tuple(key.values())
    found = [Found(question.id, "1") for question in questions]
    said = notes(collected(questions, Answers(learner="bia"), found))
    assert said[-1].startswith("Questions judged by the numbers")
    assert "more." in said[-1]


@pytest.mark.parametrize(
    "value",
    [True, -1, 10**50, float("nan"), float("inf"), "x" * 400, ["a"] * 100, [1, None], {"a": {}}, b"x", ()],
)
def test_hostile_values_end_in_a_wrong_or_an_unanswered_question(small, value):
    for cell in (True, False):
        found = [Found(question.id, value, cell=cell) for question in small]
        report = score_collected(small, None, collected(small, Answers(), found), "pt-BR")
        assert {one.status for one in report.questions} <= {"wrong", "unanswered"}
