import json
from dataclasses import replace

import pytest

from autograder.sandbox.protocol.calls import Cell
from autograder.submission.choose import chosen
from autograder.submission.sources import statements
from autograder.submission.submission_model import IS_LINK, LIMITS, Contents, Source, Wanted
from autograder.submission.unused_files import remarks

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
    files = [(f"{number:02}/first_steps.py", DONE) for number in range(24)]
    assert english(first_steps(*files).notes)[0].endswith("`20/first_steps.py` and 3 more.")


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


@pytest.mark.parametrize("name", COPIES)
def test_a_proper_name_counts_before_a_copy(name):
    copy = (name, notebook(DONE) if name.endswith("nb") else DONE)
    source = first_steps(copy, ("b/first_steps.ipynb", notebook(DONE)))
    assert source.file == "b/first_steps.ipynb"
    (note,) = english(source.notes)
    assert note.endswith(f"Passed over: `{name}`.")


@pytest.mark.parametrize("proper", [STUB, b"", b"import numpy as np\n"])
@pytest.mark.parametrize("name", COPIES)
def test_work_in_a_copy_counts_before_a_proper_name_without_work(name, proper):
    copy = (name, notebook(DONE) if name.endswith("nb") else DONE)
    source = first_steps(("first_steps.py", proper), copy)
    assert (source.file, source.attempted) == (name, True)
    assert "because in `first_steps.py` nothing is written yet" in english(source.notes)[0]


def test_of_copies_the_newest_counts():
    names = ["01_first_steps.py.txt", "01_first_steps_v2.py", "01_first_steps-3.py", "01_first_steps_v10.py"]
    assert first_steps(*((name, DONE) for name in names)).file == "01_first_steps_v10.py"
    assert first_steps(*((name, DONE) for name in (*names, "01_first_steps_final.py"))).file.endswith("_final.py")


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


def notes_of(*files, others=(), packed=(), wanted=WANTED, known=(), single=False):
    contents = Contents(tuple(files), tuple(others), packed=tuple(packed))
    sources = chosen(files, wanted, LIMITS, known=known)
    return english(remarks(contents, sources, wanted, LIMITS, known, single=single))


SOME = [("first_steps.py", DONE), ("forward_pass.py", DONE), ("sigmoid_backward.py", STUB)]
WHOLE = [(f"{exercise}.py", DONE) for exercise in WANTED]


def test_archives_inside_are_named_where_something_is_missing():
    (note,) = notes_of(*SOME, packed=["ana.zip", "b/lab.rar"])
    assert "not opened: `ana.zip`, `b/lab.rar`." in note
    _, note = notes_of(packed=[f"{number:02}.zip" for number in range(24)])
    assert "`19.zip` and 4 more." in note
    assert notes_of(*WHOLE, packed=["data.zip"]) == []


BY_CONTENT = [
    (b"def f(): pass\ng = 1", "first_steps"),
    (b"def f(): pass", "first_steps"),
    (b"def sigmoid(): pass\ndef sigmoid_backward(): pass", "sigmoid_backward"),
    (b"def sigmoid(): pass\ndef forward(): pass\ndef help_me(): pass", "forward_pass"),
    (b"def forward(): pass", "forward_pass"),
    (b"import numpy as np\n\n\ndef forward(): pass", "forward_pass"),
    (b"x = 1\nf = print", "first_steps"),
    (b"def f(x):\nreturn x", "first_steps"),  # it does not parse, and shows what it is for all the same
]


@pytest.mark.parametrize(("source", "exercise"), BY_CONTENT)
@pytest.mark.parametrize(
    "make",
    [
        lambda source: ("homework.py", source),
        lambda source: ("hw.IPYNB", notebook(source)),
        lambda source: ("a/Untitled (1).ipynb.json", notebook(source)),
        lambda source: ("tarefa.py.txt", source),
        lambda source: ("saved as.py", notebook(source)),
    ],
)
def test_a_file_of_any_name_is_known_by_its_functions(source, exercise, make):
    name, data = make(source)
    found = chosen([("notes.py", b"x = 1"), (name, data)], WANTED, LIMITS)
    assert list(found) == [exercise]
    note = english(found[exercise].notes)[0]
    assert f"`{name}` is not named after an exercise; it is graded as `{exercise}`" in note


def test_work_of_any_name_counts_before_a_stub_and_never_before_work():
    beside = first_steps(("first_steps.py", STUB), ("homework.py", DONE))
    assert beside.file == "homework.py"
    assert english(beside.notes)[1] == "Nothing is written yet in `first_steps.py`."
    assert first_steps(("first_steps.py", DONE), ("homework.py", DONE)).file == "first_steps.py"
    assert first_steps(("first_steps.py", STUB), ("homework.py", STUB)).file == "first_steps.py"
    assert first_steps(("first_steps.py", b"print(1)"), ("homework.py", DONE)).file == "homework.py"


def test_a_file_of_another_exercise_counts_where_it_holds_all_that_is_asked_for():
    both = b"def f(x): return x\ndef sigmoid(z): return z\ndef sigmoid_backward(g, a): return g\n"
    found = chosen([("first_steps.py", both)], WANTED, LIMITS)
    assert list(found) == ["first_steps", "sigmoid_backward"]
    assert (
        "is graded for this exercise too, because it defines `sigmoid`" in english(found["sigmoid_backward"].notes)[0]
    )
    part = both.replace(b"def sigmoid(z)", b"def other(z)")
    assert list(chosen([("first_steps.py", part)], WANTED, LIMITS)) == ["first_steps"]
    own = chosen([("first_steps.py", both), ("sigmoid_backward.py", DONE)], WANTED, LIMITS)
    assert own["sigmoid_backward"].file == "first_steps.py"  # the file of its name defines nothing of what is asked for


def test_what_the_course_gives_is_nobodys_work():
    stub = "def sigmoid(z):\n    return z\n\n\ndef sigmoid_backward(g, a):\n    raise NotImplementedError\n"
    wanted = {**WANTED, "first_steps": Wanted(("f",), statements(stub))}
    assert "sigmoid_backward" not in chosen([("first_steps.py", stub.encode() + DONE)], wanted, LIMITS)


@pytest.mark.parametrize("source", [b"", b"x = 1", b"def sigmoid(): pass", b"\xe9"])
def test_a_file_that_could_be_anything_is_none(source):
    name = "sigmoid_bakward.py"
    assert chosen([(name, source)], WANTED, LIMITS) == {}
    note, *more = notes_of((name, source), single=True)
    assert all(f"`{exercise}`" in note for exercise in WANTED)
    assert "(nearest: `sigmoid_backward`)" in note
    assert name in more[0]
    assert ("0xe9" in more[0]) == (source == b"\xe9")


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
def test_a_file_with_functions_of_several_exercises_is_for_each_of_them(source, exercises):
    found = chosen([("all.py", source)], WANTED, LIMITS)
    assert set(found) == exercises
    assert all(source.notes == () for source in found.values())  # it is said once:
    assert "several exercises" in notes_of(("all.py", source))[0]


def test_in_a_file_for_several_exercises_each_is_attempted_by_itself():
    stubs = STUB + b"def sigmoid(z):\n    return z\n\n\ndef sigmoid_backward(g, a):\n    return g\n"
    found = chosen([("all.py", stubs)], WANTED, LIMITS)
    assert {exercise: source.attempted for exercise, source in found.items()} == {
        "first_steps": False,
        "sigmoid_backward": True,
    }


def test_where_there_is_one_exercise_a_single_file_is_for_it():
    wanted = {"first_steps": WANTED["first_steps"]}
    found = chosen([("homework.py", b"x = 1")], wanted, LIMITS)
    assert "the only one there is" in english(found["first_steps"].notes)[0]
    assert chosen([("homework.py", b"x = 1"), ("more.py", b"")], wanted, LIMITS) == {}
    assert chosen([("forward_pass.py", b"x = 1")], wanted, LIMITS, known=WANTED) == {}


def test_files_that_are_not_graded_are_named_with_the_reason():
    notes = notes_of(SOME[0], ("a/05_sigmoid_bakward.py", b"x = 1"), ("first_step.py", DONE), ("tools.py", b"\xff"))
    assert notes[0] == (
        "`a/05_sigmoid_bakward.py` is not graded: it defines none of the functions of `sigmoid_backward`, whose name is "
        "the nearest. If it is meant, name it `sigmoid_backward.py` and define them: `sigmoid`, `sigmoid_backward`."
    )
    assert notes[1].startswith("Not graded: `first_step.py`, `tools.py`. They are named after no exercise")
    assert len(notes) == 2
    assert notes_of(*WHOLE, ("tools.py", b"x = 1"))[0].startswith("Not graded: `tools.py`.")
    assert notes_of(*SOME, known=("first_steps",)) == []


def test_pages_and_documents_that_are_called_like_an_exercise_are_named():
    (note,) = notes_of(*SOME, others=["05_sigmoid_backward.html", "first_steps.pdf", "report.pdf"])
    assert note.startswith("`05_sigmoid_backward.html` is not read: a file of this kind cannot be graded.")


def test_where_nothing_is_found_the_names_are_told():
    note, *_ = notes_of(("tools.py", b"x = 1"), ("Foward_pass.ipynb", notebook(b"x = 1")))
    assert all(f"`{exercise}`" in note for exercise in WANTED)
    assert note.endswith("(nearest: `forward_pass`).")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "the file is empty"),
        (b"from . import work\n", "the file only imports (`from . import work`)"),
        (b"import numpy as np\nfrom work import f, g\n", "line 2: `f` is imported from `work`"),
        (b"# def f(x):\n#     return x\n", "line 1: `f` stands in a comment"),
        (b'\n"""\ndef f(x):\n    return x\n"""\n', "line 3: `f` stands inside a text in quotes that begins in line 2"),
        (b"# only words\n", "comments or text alone"),
    ],
)
def test_a_file_in_which_nothing_is_written_says_why(source, said):
    found = first_steps(("first_steps.py", source))
    assert not found.attempted
    assert said in english(found.notes)[0]


@pytest.mark.parametrize("name", ["first_steps.py", "first_steps.ipynb"])
def test_a_web_page_is_told_from_what_it_shows(name):
    found = first_steps((name, b"\n<!DOCTYPE html>\n<html lang='en'>"))
    assert "web page" in found.problem.to("en")


@pytest.mark.parametrize("wrong", ["", "x = (\n"])
def test_a_script_is_one_under_a_notebooks_name_too(wrong):
    found = first_steps(("first_steps.ipynb", f"%matplotlib inline\ndef f(x):\n    return x\n{wrong}".encode()))
    assert (found.problem, found.attempted) == (None, True)


@pytest.mark.parametrize(
    "pointer", [b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n", b"/annex/objects/x\n"]
)
def test_a_pointer_is_told_from_the_file_that_it_stands_for(pointer):
    found = first_steps(("first_steps.ipynb", pointer))
    assert "pointer" in found.problem.to("en")


def test_files_of_no_name_are_parsed_within_limits_those_near_the_top_first():
    files = [(f"a/b/{number}.py", b"x = 1") for number in range(99)] + [
        ("a/z.py", DONE),
        ("a/b/y.py", DONE),
        ("w.py", DONE),
    ]
    limits = replace(LIMITS, searched_files=2)
    found = chosen(files, WANTED, limits)
    assert found["first_steps"].file == "w.py"
    assert "Passed over: `a/z.py`." in english(found["first_steps"].notes)[0]
    big = [("a.py", b"#" * 2_000_000 + b"\n" + DONE)]
    assert chosen(big, WANTED, LIMITS) == {}
    notes = english(remarks(Contents(tuple(big)), {}, WANTED, LIMITS))
    assert any(note.startswith("Not looked into: `a.py`.") for note in notes)
