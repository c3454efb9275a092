"""Answers in a quiz's notebook, told by labels or by the questions above them."""

from __future__ import annotations

import pytest

from autograder.submission.quiz_cells import cell_answers

ASKED = {
    "first": ("What is 2·3, in `code`?", "Quanto é 2·3, em `code`?"),
    "second-one": ("What is 2·3, in `code`? And why?", "E por quê?"),
    "third": ("How many?", "Quantos?"),
}


def cell(source, label="", kind="markdown", id_=""):
    metadata = {"nbgrader": {"grade_id": label}} if label else {}
    return {"cell_type": kind, "metadata": metadata, "source": source, "id": id_}


def asked(id_, at=1, *, label=True, lang=0):
    words = ASKED[id_][lang].replace("·", "\\·")  # escaped, as a release has them
    text = f"**{at}.** {words} *(practice; a number)*\n\n<small>text</small>"
    return cell(text, f"{id_}_prompt" if label else "")


def read(*cells):
    found = cell_answers(cells, ASKED)
    return dict(found.answers), set(found.found)


def test_cells_with_their_labels_answer_and_nothing_needs_to_be_said():
    assert read(asked("first"), cell("Your answer: b", "first"), asked("third", 2), cell("c", "third")) == (
        {"first": "b", "third": "c"},
        set(),
    )


@pytest.mark.parametrize("lang", [0, 1])
def test_without_labels_the_words_of_the_questions_tell(lang):
    cells = [
        cell("# Quiz\n\nWrite after “Your answer:”"),
        *(
            part
            for at, (id_, given) in enumerate({"first": "6", "second-one": "Your answer: 7", "third": "`8`"}.items(), 1)
            for part in (asked(id_, at, label=False, lang=lang), cell(given))
        ),
    ]
    answers = {"first": "6", "second-one": "7", "third": "8"}
    assert read(*cells) == (answers, set(answers))


def test_ids_tell_where_they_are_kept():
    assert read(cell("b", id_="first"), cell("?", id_="third_prompt"), cell("c", id_="3f2a")) == (
        {"first": "b", "third": "c"},
        {"first", "third"},
    )


@pytest.mark.parametrize("kind", ["markdown", "code", "raw"])
def test_an_answer_below_its_question_s_cell_counts_and_one_in_it_more(kind):
    below = [asked("first"), cell("Your answer:", "first"), cell("6", kind=kind), cell("because"), asked("third", 2)]
    assert read(*below, cell("Your answer:", "third")) == ({"first": "6"}, {"first"})
    assert read(asked("first"), cell("Your answer: 7", "first"), cell("6", kind=kind)) == ({"first": "7"}, set())
    assert read(asked("first"), cell("6", kind=kind), cell("Your answer:", "first")) == ({"first": "6"}, {"first"})


def test_an_answer_in_the_very_cell_that_asks_counts():
    question = asked("first")
    question["source"] += "\n\nYour answer: 6"
    assert read(question, cell("Your answer:", "first"))[0] == {"first": "6"}


def test_what_stands_below_something_else_answers_nothing():
    assert read(asked("first"), cell("Your answer:", "first"), cell("Read this", "elsewhere"), cell("6")) == ({}, set())
    assert read(asked("first"), cell("Your answer:", "first"), cell("**9.** Another question?"), cell("6")) == (
        {},
        set(),
    )
    assert read(cell("6"), asked("first"), cell("quiz.answer('third', 1)", kind="code")) == ({}, set())
    assert cell_answers([asked("first", label=False), cell("6")], set(ASKED)).answers == {}  # no words are known


@pytest.mark.parametrize(
    "odd", [None, 7, [], {}, {"source": 3}, {"metadata": [], "id": 4}, {"metadata": {"nbgrader": 3}}]
)
def test_odd_cells_are_passed_over(odd):
    assert read(odd, asked("first"), odd, cell("6"))[0] == {"first": "6"}
