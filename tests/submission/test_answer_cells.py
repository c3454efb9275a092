"""Answers to the quiz that stand in notebooks and scripts."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.submission import LIMITS, Wanted, read_submission
from autograder.submission import answer_cells as module
from autograder.submission.answer_cells import MOST_CHARACTERS, MOST_ENTRIES, answered_in
from autograder.submission.quiz_cells import LONGEST, answer_in
from autograder.submission.submission_model import Answered

ASKED = {"first", "second-one", "third"}
WANTED = {"sigmoid_backward": Wanted(("sigmoid",)), "delta_rule": Wanted(("gradient_step",))}
EXERCISE = "05_sigmoid_backward.ipynb"


def notebook(*cells):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}).encode()


def cell(grade_id, source, kind="markdown"):
    return {"cell_type": kind, "metadata": {"nbgrader": {"grade_id": grade_id}}, "source": source}


def code(source):
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": []}


def found(*files):
    answers, notes = answered_in(files, ASKED, LIMITS)
    return answers, [note.to("en") for note in notes]


def lines(*sources):
    answers, notes = found((EXERCISE, notebook(*map(code, sources))))
    assert notes == []
    assert all((one.file, one.cell) == (EXERCISE, False) for one in answers)
    return {one.question: one.value for one in answers}


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("Your answer:", ""),
        ("Sua resposta:", ""),
        ("", ""),
        ("Your answer: b", "b"),
        ("Sua resposta:\n\nb\n", "b"),
        ("b", "b"),
        ("**Your answer:** `b`", "b"),
        ("*Your answer: b*", "b"),
        ("Your answer: b > c > a", "b > c > a"),
        ("your answer  -0.25", "-0.25"),
        ("Your answer: −1/4", "−1/4"),
        ("Your answer: $0,25$", "0,25"),
        ("Your answer:\n- b", "b"),
        ("YOUR ANSWER HERE\na, c", "a, c"),
        ("My answer is b", "My answer is b"),
        ("Your answer: \ud800", "�"),
    ],
)
def test_the_words_before_an_answer_and_marks_around_it_are_no_part_of_it(source, answer):
    assert answer_in(source) == answer


def test_a_long_text_is_cut():
    assert len(answer_in("Your answer: " + "b " * 10**6)) <= LONGEST


def test_of_several_cells_the_last_that_says_something_counts():
    data = notebook(
        cell("first", "Your answer: a"),
        cell("first", ["c", "\n"], "code"),
        cell("first", "Your answer:"),
        cell("no-question", "a"),
        cell("third", "Your answer:"),
    )
    assert found(("quiz.ipynb", data)) == ((Answered("first", "c", "quiz.ipynb", cell=True),), [])


def test_a_cell_counts_in_whatever_notebook_it_stands():
    answers, _ = found((EXERCISE, notebook(cell("first", "b"))))
    assert answers == (Answered("first", "b", EXERCISE, cell=True),)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('quiz.answer("first", "b")', "b"),
        ("from autograder import quiz\nquiz.answer('first', 'b', lang='pt')", "b"),
        ("import autograder\nautograder.quiz.answer('first', 0.25)", 0.25),
        ("import autograder as a\na.quiz.answer('first', -3)", -3),
        ("import autograder.quiz as q\nq.answer('first', +6)", 6),
        ("from autograder import quiz as ask\nask.answer('first', ['a', 'c'])", ["a", "c"]),
        ("from autograder.quiz import answer\nanswer('first', ('a', 'c'))", ["a", "c"]),
        ("quiz.answer(question='first', value=True)", True),
        ("%matplotlib inline\nquiz.answer('first', 'b');", "b"),
        ("quiz.answer('first', 'a')\nquiz.answer('first', 'b')\nquiz.answer('first', '')", "b"),
        ("x = '\ud800'\nquiz.answer('first', 'b')", "b"),
        ("quiz.answer('first', 0)", 0),
    ],
)
def test_a_line_that_answers_is_read_as_it_is_written(source, value):
    assert lines(source) == {"first": value}


def test_names_hold_for_the_cells_below():
    assert lines("from autograder import quiz as q", "q.answer('first', 'b')") == {"first": "b"}


@pytest.mark.parametrize(
    "source",
    [
        "# quiz.answer('first', 'b')",
        "'''\nquiz.answer('first', 'b')\n'''",
        "def later():\n    quiz.answer('first', 'b')",
        "other.answer('first', 'b')",
        "quiz('first').answer('first', 'b')",
        "answer('first', 'b')",
        "from elsewhere import quiz as q\nq.answer('first', 'b')",
        "quiz.answer('unknown', 'b')",
        "quiz.answer('first')",
        "quiz.answer()",
        "quiz.answer(*['first', 'b'])",
        "quiz.answer(name, 'b')",
        "quiz.answer('first', open('x', 'w'))",
        "quiz.answer('first', 'b'.upper())",
        "quiz.answer('first', None)",
        "quiz.answer('first', b'b')",
        "quiz.answer('first', 1j)",
        "quiz.answer('first', {'a': 1})",
        "quiz.answer('first', [['a']])",
        "quiz.answer('first', [])",
        "quiz.answer('first', ...)",
        "quiz.answer(['first'], 'b')",
        "quiz.answer('first', 'b'",
        "%%bash\nquiz.answer('first', 'b')",
    ],
)
def test_what_only_looks_like_an_answer_is_none(source):
    assert lines(source) == {}


def test_long_answers_are_cut():
    assert lines(f"quiz.answer('first', {'b' * 10_000!r})") == {"first": "b" * LONGEST}
    assert lines(f"quiz.answer('first', {['b'] * 10_000!r})") == {"first": ["b"] * MOST_ENTRIES}


def test_cells_weigh_more_than_lines_and_what_is_nearer_to_the_top_more_than_what_is_below():
    answers, notes = found(
        (f"a/{EXERCISE}", notebook(code("quiz.answer('first', 'a')"))),
        (EXERCISE, notebook(code("quiz.answer('first', 'b')"), cell("first", "c"))),
        ("old/quiz.ipynb", notebook(cell("first", "d"))),
        ("b/quiz.ipynb", notebook(cell("first", "e"), code("quiz.answer('first', 'f')"))),
    )
    assert "".join(str(one.value) for one in answers) == "ecfba"
    assert notes == ["`b/quiz.ipynb` is read for the quiz; these are passed over: `old/quiz.ipynb`."]


def test_a_notebook_that_shows_no_answer_is_not_parsed(monkeypatch):
    parsed = []
    monkeypatch.setattr(module, "cells_of", lambda data, _: parsed.append(data) or [])
    shows = notebook(code("quiz.answer ('first', 'b')"))
    carries = notebook(cell("second-one", "a"))
    files = [(f"{at}_delta_rule.ipynb", data) for at, data in enumerate([notebook(code("x = 1")), shows, carries])]
    files += [("4_delta_rule.ipynb", notebook(cell("delta_rule", "x"))), ("delta_rule.py", b"quiz.answer('first', 1)")]
    files += [("answers.toml", b"quiz.answer('first', 1)")]
    found(*files)
    assert parsed == [shows, carries]
    answered_in(files, (), LIMITS)
    assert len(parsed) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"quiz.answer(",
        b"\xff",
        b'{"cells": 3}',
        b"[" * 100_000,
        b'{"cells": [' + b"[" * 1000,
        notebook(3, None, [], {}, {"cell_type": [], "metadata": [], "source": {}}),
        notebook({"cell_type": "code", "source": 3}, {"cell_type": "code", "source": ["quiz.answer(", 3]}),
        notebook({"metadata": {"nbgrader": "first"}}, {"metadata": {"nbgrader": {"grade_id": ["first"]}}}),
        notebook(cell("first", None), cell("first", 3), cell("first", [["a"]])),
        notebook(code("quiz.answer(" + "[" * 10_000)),
        notebook(code("quiz.answer('first', " + "-" * 10_000 + "1)")),
        notebook(code("quiz" + ".answer" * 5_000 + "('first', 1)")),
        notebook(code("quiz.answer('first', " + "9" * 10_000 + ")")),
    ],
)
@pytest.mark.parametrize("name", ["quiz.ipynb", EXERCISE])
def test_hostile_notebooks_answer_nothing(name, data):
    assert found((name, data))[0] == ()


def test_a_quiz_that_cannot_be_read_is_a_note():
    _, notes = found(("quiz.ipynb", b'{"cells": [\n<<<<<<< HEAD'))
    assert "`quiz.ipynb` is not read: the notebook is damaged: line 2" in notes[0]


def functions_called(work):
    """Count the calls of Python functions that some work makes."""
    count = 0

    def counting(_frame, event, _arg):
        nonlocal count
        count += event == "call"

    sys.setprofile(counting)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_answers_without_number_are_read_once_each():
    def reading(many):
        cells = [cell("first", f"Your answer: {at}") for at in range(many)]
        source = "\n".join(f"quiz.answer('third', {at})" for at in range(many))
        book = notebook(*cells, code(source))

        def read():
            answers, _ = found(("quiz.ipynb", book))
            assert [(one.question, one.value) for one in answers] == [("first", str(many - 1)), ("third", many - 1)]

        return functions_called(read)

    assert reading(4_000) < 2.5 * reading(2_000)


def test_code_beyond_the_limit_is_not_searched_and_that_is_said():
    padding = "\n# " + "x" * (MOST_CHARACTERS - 1_000)
    files = [
        ("1_delta_rule.ipynb", notebook(code("quiz.answer('first', 1)" + padding))),
        ("2_delta_rule.ipynb", notebook(code("quiz.answer('third', 1)" + padding), code("x" * MOST_CHARACTERS))),
        ("3_delta_rule.ipynb", notebook(code("x = 1"), code("y" * MOST_CHARACTERS))),
    ]
    answers, notes = found(*files)
    assert [one.question for one in answers] == ["first"]
    assert len(notes) == 1
    assert "in `2_delta_rule.ipynb` do not count" in notes[0]


SCRIPT = "05_sigmoid_backward.py"


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("from autograder import quiz; quiz.answer('first', 6)", 6),
        ("import numpy as np\r\nquiz.answer('first', 'b')\r\n", "b"),
        ("\ufefffrom autograder import quiz as q\nq.answer('first', ['a', 'c'])", ["a", "c"]),
        ("quiz.answer('first', 'a')\nquiz.answer('first', 'b')", "b"),
    ],
)
def test_lines_of_a_script_count(source, value):
    assert found((SCRIPT, source.encode())) == ((Answered("first", value, SCRIPT, cell=False),), [])


def test_a_script_s_own_encoding_holds():
    data = "# coding: latin-1\nquiz.answer('first', 'não')".encode("latin-1")
    assert [one.value for one in found((SCRIPT, data))[0]] == ["não"]


@pytest.mark.parametrize(
    "data",
    [
        b"# quiz.answer('first', 'b')",
        b"if True: quiz.answer('first', 'b')",
        b"quiz.answer('first', 'b'",
        b"\xff quiz.answer('first', 'b')",
        b"\0\nquiz.answer('first', 'b')",
        b"# coding: nonsense\nquiz.answer('first', 'b')",
        b"quiz.answer(" + b"[" * 10_000,
    ],
)
def test_what_only_looks_like_an_answer_in_a_script_is_none(data):
    assert found((SCRIPT, data)) == ((), [])


def test_notebooks_weigh_more_than_scripts_and_these_by_their_depth():
    answers, _ = found(
        (f"a/{SCRIPT}", b"quiz.answer('first', 'c')"),
        (SCRIPT, b"quiz.answer('first', 'b')"),
        (f"b/{EXERCISE}", notebook(code("quiz.answer('first', 'a')"))),
    )
    assert [one.value for one in answers] == ["a", "b", "c"]


def test_a_script_that_shows_no_answer_is_not_decoded(monkeypatch):
    read = []
    monkeypatch.setattr(module, "decoded", lambda data: read.append(data) or "")
    found((SCRIPT, b"def answer_of(x): return x"), ("delta_rule.py", b"quiz.answer('first', 1)"))
    assert read == [b"quiz.answer('first', 1)"]


def test_scripts_share_the_limit_with_notebooks():
    padding = "\n# " + "x" * (MOST_CHARACTERS - 1_000)
    lines = f"quiz.answer('third', 1){padding}".encode()
    answers, notes = found((EXERCISE, notebook(code("quiz.answer('first', 1)" + padding))), (SCRIPT, lines))
    assert [one.question for one in answers] == ["first"]
    assert len(notes) == 1
    assert f"in `{SCRIPT}` do not count" in notes[0]


def test_not_every_script_of_a_heap_is_searched(monkeypatch):
    monkeypatch.setattr(module, "MOST_FILES", 2)
    answers, _ = found(*((f"{at}/{SCRIPT}", f"quiz.answer('first', {at})".encode()) for at in range(4)))
    assert [one.value for one in answers] == [0, 1]


CELLS = st.one_of(
    st.builds(cell, st.sampled_from(sorted(ASKED)), st.text() | st.lists(st.text()) | st.none()),
    st.builds(lambda text: code(f"quiz.answer({text})"), st.text()),
    st.builds(
        lambda value: code(f"quiz.answer('first', {value!r})"), st.integers() | st.text() | st.lists(st.floats())
    ),
    st.dictionaries(st.sampled_from(["cell_type", "metadata", "source"]), st.text() | st.none() | st.lists(st.text())),
)


@given(st.lists(CELLS))
def test_any_cells_are_read_without_a_crash(cells):
    answers, _ = found(("quiz.ipynb", notebook(*cells)))
    for one in answers:
        assert one.question in ASKED
        assert isinstance(one.value, str | int | float | list)


def test_a_submission_has_them_and_its_hash_follows_them(tmp_path):
    (tmp_path / "quiz.ipynb").write_bytes(notebook(cell("first", "b")))
    (tmp_path / "answers.toml").write_text("[answers]\n")
    whole = read_submission(tmp_path, WANTED, asked=ASKED)
    assert whole.answered == (Answered("first", "b", "quiz.ipynb", cell=True),)
    assert whole.files == ("answers.toml", "quiz.ipynb")
    without = read_submission(tmp_path, WANTED)
    assert (without.answered, without.files) == ((), ("answers.toml",))
    (tmp_path / "quiz.ipynb").write_bytes(notebook(cell("first", "c")))
    assert read_submission(tmp_path, WANTED, asked=ASKED).sha256 != whole.sha256


def test_the_quiz_alone_is_a_submission(tmp_path):
    (tmp_path / "quiz.ipynb").write_bytes(notebook(cell("first", "b")))
    alone = read_submission(tmp_path / "quiz.ipynb", WANTED, asked=ASKED)
    assert (alone.reason, alone.files, alone.sources) == (None, ("quiz.ipynb",), {})
    assert [one.value for one in alone.answered] == ["b"]
    assert "No file of an exercise was found" in alone.notes[0].to("en")


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("Your answer:\n\n**4**\n\nBecause 2w = 4.", "4\nBecause 2w = 4."),
        ("Sua resposta:\n- a\n- e\n- c", "a\ne\nc"),
        ("Your answer:   `b  >  c`", "b > c"),
    ],
)
def test_the_lines_of_an_answer_stay_lines(source, answer):
    assert answer_in(source) == answer


def test_answers_may_stand_in_the_files_of_exercises_that_are_not_graded(tmp_path):
    (tmp_path / "other.ipynb").write_bytes(notebook(code("quiz.answer('first', 'b')")))
    whole = read_submission(tmp_path, WANTED, asked=ASKED, exercises=["other"])
    assert [(one.question, one.value) for one in whole.answered] == [("first", "b")]
    assert "other" not in whole.sources
