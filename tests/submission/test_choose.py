import json
from dataclasses import replace

import pytest

from autograder.sandbox.protocol.calls import Cell
from autograder.submission.choose import (
    answers_file,
    chosen,
    recognised,
    remarks_on_missing,
    remarks_on_packed,
    without_copies,
)
from autograder.submission.sources import statements
from autograder.submission.submission_model import IS_LINK, LIMITS, Contents, Source, Wanted

STUB = b"def f(x):\n    raise NotImplementedError\n"
DONE = b"def f(x):\n    return x\n"
WANTED = {
    "first_steps": Wanted(("f", "g"), statements(STUB.decode())),
    "forward_pass": Wanted(("sigmoid", "forward")),
    "sigmoid_backward": Wanted(("sigmoid", "sigmoid_backward")),
}


def notebook(source):
    cells = [{"cell_type": "code", "source": source.decode(), "metadata": {}}]
    return json.dumps({"nbformat": 4, "cells": cells}).encode()


def english(messages):
    return [message.to("en") for message in messages]


def first_steps(*files, limits=LIMITS):
    return chosen(files, WANTED, limits)["first_steps"]


ORDER = [
    "first_steps.py",
    "a/first_steps.py",
    "b/first_steps.py",
    "01_first_steps.py",
    "first_steps.ipynb",
    "a/01-first_steps.ipynb",
]


@pytest.mark.parametrize("start", range(len(ORDER)))
@pytest.mark.parametrize("turned", [False, True])
def test_the_first_in_the_order_counts(start, turned):
    left = ORDER[start:]
    files = [(name, notebook(DONE) if name.endswith("nb") else DONE) for name in left]
    source = first_steps(*(reversed(files) if turned else files))
    assert source.file == left[0]
    assert source.attempted
    assert len(source.notes) == (1 if len(left) > 1 else 0)
    for note in english(source.notes):
        assert f"`{left[0]}` is graded" in note
        assert all(f"`{name}`" in note.partition("Passed over")[2] for name in left[1:])


@pytest.mark.parametrize("empty", [b"", STUB, b"# later\n", b"import numpy"])
def test_the_first_attempted_counts(empty):
    source = first_steps(("first_steps.py", empty), ("01_first_steps.py", empty), ("first_steps.ipynb", notebook(DONE)))
    assert (source.file, source.attempted) == ("first_steps.ipynb", True)
    assert source.cells == (Cell("cell 1", DONE.decode()),)
    assert source.notes == ()  # nothing is written in the others, so there was nothing to choose


@pytest.mark.parametrize("stray", [b"x = 1", b"print('hello')\n", b"def plot(): pass", b"if True:\n    h = 2"])
@pytest.mark.parametrize("work", [DONE, b"f = g = print", b"from helper import f\nx = 1", b"if True:\n    f = print"])
def test_a_stray_file_does_not_take_the_place_of_the_work(stray, work):
    source = first_steps(("first_steps.py", stray), ("01_first_steps.py", work))
    assert (source.file, source.attempted) == ("01_first_steps.py", True)
    (note,) = english(source.notes)
    assert note.startswith("`01_first_steps.py` is graded")
    assert note.endswith("Passed over: `first_steps.py`.")


def test_of_stray_files_alone_the_first_counts():
    source = first_steps(("first_steps.ipynb", notebook(b"x = 1")), ("01_first_steps.py", b"x = 2"))
    assert source.file == "01_first_steps.py"
    assert "Passed over: `first_steps.ipynb`" in english(source.notes)[0]


def test_a_file_that_python_does_not_take_keeps_its_place():
    source = first_steps(("first_steps.py", b"def f(x:\n"), ("01_first_steps.py", DONE))
    assert source.file == "first_steps.py"


def test_a_stub_beside_it_is_no_choice():
    source = first_steps(("first_steps.py", DONE), ("first_steps.ipynb", notebook(STUB)), ("a/first_steps.py", STUB))
    assert (source.file, source.notes) == ("first_steps.py", ())


def test_if_none_is_attempted_the_first_counts():
    source = first_steps(("first_steps.ipynb", b""), ("a/first_steps.py", STUB), ("01_first_steps.py", STUB))
    assert (source.file, source.attempted) == ("a/first_steps.py", False)
    assert source.notes == ()


def test_a_file_that_cannot_be_decoded_is_attempted_and_has_a_problem():
    source = first_steps(("first_steps.py", b"\xe9"), ("first_steps.ipynb", notebook(DONE)))
    assert (source.file, source.attempted, source.cells) == ("first_steps.py", True, ())
    assert "0xe9" in source.problem.to("en")


def test_only_so_many_files_are_looked_into():
    files = [(f"{letter}/first_steps.py", STUB) for letter in "abcde"] + [("f/first_steps.py", DONE)]
    assert first_steps(*files).file == "f/first_steps.py"
    source = first_steps(*files, limits=replace(LIMITS, candidates=5))
    assert (source.file, source.attempted) == ("a/first_steps.py", False)


def test_many_others_are_counted():
    files = [(f"{number}/first_steps.py", DONE) for number in range(9)]
    assert english(first_steps(*files).notes)[0].endswith("`5/first_steps.py` and 3 more.")


def test_sources_come_in_the_courses_order_and_each_by_itself():
    files = [("sigmoid_backward.py", DONE), ("03_first_steps.py", STUB), ("answers.toml", b""), ("x.py", b"")]
    found = chosen(files, WANTED, LIMITS)
    assert list(found) == ["first_steps", "sigmoid_backward"]
    assert found["sigmoid_backward"].cells == (Cell("sigmoid_backward.py", DONE.decode()),)
    assert found["first_steps"].notes == ()


def test_the_courses_helpers_are_taken_out_of_scripts_too():
    source = first_steps(("first_steps.py", b"from autograder import check\nx = 1\ncheck('f', globals())\n"))
    assert source.cells[0].source == "pass\nx = 1\npass\n"


COPIES = ["01_first_steps (1).py", "a/01_first_steps - Copia.py", "01_First_Steps.PY", "first_steps-Copy1.ipynb"]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_counts_where_nothing_else_is_there(name):
    source = first_steps((name, notebook(DONE) if name.endswith("nb") else DONE))
    assert (source.file, source.attempted) == (name, True)
    (note,) = english(source.notes)
    suffix = name.lower().rpartition(".")[2]
    assert note.startswith(f"`{name}` is graded for this exercise, because no file")
    assert note.endswith(f"Rename it to `first_steps.{suffix}`.")


@pytest.mark.parametrize("proper", [DONE, STUB, b"", b"\xe9"])
def test_proper_names_always_win(proper):
    files = tuple(sorted([*((name, DONE) for name in COPIES), ("b/first_steps.ipynb", proper), ("x.py", b"")]))
    contents = without_copies(Contents(files, others=("tools.py",)), WANTED)
    assert [name for name, _ in contents.files] == ["b/first_steps.ipynb", "x.py"]
    assert contents.others == tuple(sorted([*COPIES, "tools.py"]))


def test_copies_of_one_exercise_stay_where_the_proper_file_is_of_another():
    contents = Contents((("first_steps (1).py", DONE), ("forward_pass.py", DONE)))
    assert without_copies(contents, WANTED) == contents


def test_a_copy_beside_an_empty_file_is_named():
    sources = chosen([("first_steps.py", STUB), ("forward_pass.py", DONE)], WANTED, LIMITS)
    others = ["first_steps (1).py", "forward_pass (1).py", "first_steps_tests.py"]
    assert english(remarks_on_missing(others, sources, WANTED)) == [
        "`first_steps (1).py` is not read: the file of the exercise is called `first_steps.py`. If it is meant, rename it."
    ]


WHY = IS_LINK()


@pytest.mark.parametrize("files", [[], [("a/first_steps.py", STUB)], [("first_steps.ipynb", notebook(b""))]])
def test_a_file_that_cannot_be_read_is_a_problem_of_its_exercise(files):
    unread = [("tools.py", WHY), ("z/01_first_steps.py", WHY), ("01_first_steps.py", WHY), ("answers.toml", WHY)]
    found = chosen([*files, ("sigmoid_backward.py", DONE)], WANTED, LIMITS, unread)
    assert list(found) == ["first_steps", "sigmoid_backward"]
    assert found["first_steps"] == Source("01_first_steps.py", (), (), WHY, attempted=True)


def test_work_that_can_be_read_counts_before_a_file_that_cannot():
    found = chosen([("a/first_steps.ipynb", notebook(DONE))], WANTED, LIMITS, [("first_steps.py", WHY)])
    assert found["first_steps"].file == "a/first_steps.ipynb"


def test_archives_inside_are_named_where_something_is_missing():
    some = chosen([("first_steps.py", DONE), ("forward_pass.py", DONE), ("sigmoid_backward.py", STUB)], WANTED, LIMITS)
    (note,) = english(remarks_on_packed(["ana.zip", "b/lab.rar"], some, WANTED))
    assert "not opened: `ana.zip`, `b/lab.rar`." in note
    (note,) = english(remarks_on_packed([f"{number}.zip" for number in range(9)], {}, WANTED))
    assert "`4.zip` and 4 more." in note
    assert remarks_on_packed([], {}, WANTED) == ()
    whole = chosen([(f"{exercise}.py", DONE) for exercise in WANTED], WANTED, LIMITS)
    assert remarks_on_packed(["data.zip"], whole, WANTED) == ()


@pytest.mark.parametrize(
    ("source", "exercise"),
    [
        (b"def f(): pass\ng = 1", "first_steps"),
        (b"def f(): pass", "first_steps"),
        (b"def sigmoid(): pass\ndef sigmoid_backward(): pass", "sigmoid_backward"),
        (b"def sigmoid(): pass\ndef forward(): pass\ndef help_me(): pass", "forward_pass"),
        (b"def forward(): pass", "forward_pass"),
    ],
)
@pytest.mark.parametrize(
    "make", [lambda source: ("homework.py", source), lambda source: ("hw.IPYNB", notebook(source))]
)
def test_a_single_file_is_known_by_its_functions(source, exercise, make):
    name, data = make(source)
    found, notes = recognised(name, data, WANTED, LIMITS)
    assert list(found) == [exercise]
    assert notes == ()
    note = english(found[exercise].notes)[0]
    assert f"`{name}` is not named after an exercise; it is graded as `{exercise}`" in note
    assert f"`{exercise}.{name[-2:].lower() if name.endswith('py') else 'ipynb'}`" in note


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"x = 1",
        b"def sigmoid(): pass",
        b"def f(:",
        b"\xe9",
    ],
)
def test_a_single_file_that_could_be_anything_is_none(source):
    found, notes = recognised("sigmoid_bakward.py", source, WANTED, LIMITS)
    assert found == {}
    note = english(notes)[0]
    assert all(f"`{exercise}`" in note for exercise in WANTED)
    assert "(nearest: `sigmoid_backward`)" in note
    assert ("0xe9" in english(notes)[-1]) == (source == b"\xe9")


@pytest.mark.parametrize(
    ("source", "exercises"),
    [
        (
            b"def sigmoid(): pass\ndef forward(): pass\ndef sigmoid_backward(): pass",
            {"forward_pass", "sigmoid_backward"},
        ),
        (b"def sigmoid(): pass\ndef forward(): pass\ndef f(): pass", {"first_steps", "forward_pass"}),
    ],
)
def test_a_single_file_with_functions_of_several_exercises_is_for_each_of_them(source, exercises):
    found, notes = recognised("all.py", source, WANTED, LIMITS)
    assert set(found) == exercises
    assert "several exercises" in english(notes)[0]


def test_where_there_is_one_exercise_a_single_file_is_for_it():
    found, _ = recognised("homework.py", b"x = 1", {"first_steps": WANTED["first_steps"]}, LIMITS)
    assert "the only one there is" in english(found["first_steps"].notes)[0]


def test_misnamed_files_are_named():
    sources = chosen([("first_steps.py", DONE)], WANTED, LIMITS)
    notes = remarks_on_missing(["a/05_sigmoid_bakward.py", "first_step.py", "tools.py"], sources, WANTED)
    assert english(notes) == [
        "`a/05_sigmoid_bakward.py` is not read: the file of the exercise is called `sigmoid_backward.py`. If it is meant, rename it."
    ]


def test_where_nothing_is_found_the_names_are_told():
    (note,) = english(remarks_on_missing(["tools.py", "Foward_pass.ipynb"], {}, WANTED))
    assert all(f"`{exercise}`" in note for exercise in WANTED)
    assert note.endswith("(nearest: `forward_pass`).")


def test_answers_nearest_to_the_top_count():
    assert answers_file([("a/answers.toml", b"1"), ("answers.toml", b"2"), ("x.py", b"")]) == ("answers.toml", b"2")
    assert answers_file([("b/answers.toml", b"1"), ("a/answers.toml", b"2")]) == ("a/answers.toml", b"2")
    assert answers_file([("my_answers.toml", b"")]) is None
