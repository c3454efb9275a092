"""Whose submissions lie where, and in which order they were handed in."""

from __future__ import annotations

import os

import pytest

from autograder.class_grading.find_submissions import ClassFolderError, attempts, class_paths
from autograder.submission import flat_download
from autograder.submission.read import handed_in

EXERCISES = ("sigmoid_backward", "linear_backward")


def lay(root, *names):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n")
    return str(root)


def found(root):
    return {
        student.id: [os.path.relpath(path, root) for path, _ in attempts(student, EXERCISES)]
        for student in class_paths(str(root), EXERCISES).students
    }


def test_a_folder_an_archive_or_a_file_is_a_student(tmp_path):
    lay(tmp_path, "ana/sigmoid_backward.py", "bia.zip", "caio.tar.gz", "dora.ipynb", ".git/x.py", "__MACOSX/ana.py")
    assert found(tmp_path) == {"ana": ["ana"], "bia": ["bia.zip"], "caio": ["caio.tar.gz"], "dora": ["dora.ipynb"]}


def test_what_is_passed_over_is_named(tmp_path):
    assert class_paths(lay(tmp_path, "ana/x.py", "roster.csv", "notes.txt"), EXERCISES).others == (
        "notes.txt",
        "roster.csv",
    )


def test_a_folder_and_an_archive_of_one_name_are_two_attempts_of_one_student(tmp_path):
    lay(tmp_path, "ana/sigmoid_backward.py", "ana.zip")
    os.utime(tmp_path / "ana/sigmoid_backward.py", (2_000_000_000, 2_000_000_000))
    assert found(tmp_path) == {"ana": ["ana.zip", "ana"]}


@pytest.mark.parametrize(
    ("names", "order"),
    [
        (["2026-03-02/a.py", "2026-03-01T10-05/a.py"], ["2026-03-01T10-05", "2026-03-02"]),
        (["20260301_1200.zip", "20260301_0900.zip"], ["20260301_0900.zip", "20260301_1200.zip"]),
        (["attempt-10/a.py", "attempt-9/a.py", "attempt-2.zip"], ["attempt-2.zip", "attempt-9", "attempt-10"]),
        (["tentativa 2/a.py", "tentativa 1/a.py"], ["tentativa 1", "tentativa 2"]),
        (["work.zip"], ["work.zip"]),
        (["2026-01-02/a.py", "2026-02-31/a.py"], ["2026-02-31", "2026-01-02"]),  # no day: the clock says 2001
    ],
)
def test_attempts_are_in_the_order_that_their_names_say(tmp_path, names, order):
    lay(tmp_path, *(f"ana/{name}" for name in names))
    for name in names:  # copied here in another order
        os.utime(tmp_path / "ana" / name, (1_000_000_000, 1_000_000_000 - len(name)))
    assert found(tmp_path) == {"ana": [f"ana/{name}" for name in order]}


@pytest.mark.parametrize(
    "names",
    [
        ["05_sigmoid_backward/sigmoid_backward.py", "06_linear_backward/linear_backward.py"],
        ["01/a.py", "02/a.py"],
        ["attempt-1/a.py", "sigmoid_backward.py"],
        ["attempt-1/a.py", "data/x.csv"],
        ["answers.toml", "old.zip"],
        ["readme.txt"],
    ],
)
def test_folders_that_may_be_exercises_are_one_submission(tmp_path, names):
    lay(tmp_path, *(f"ana/{name}" for name in names))
    assert found(tmp_path) == {"ana": ["ana"]}


def test_a_clock_that_jumps_changes_no_order_that_names_say_and_breaks_nothing(tmp_path):
    lay(tmp_path, "ana/v1/a.py", "ana/v2/a.py")
    os.utime(tmp_path / "ana/v1/a.py", (2**33, 2**33))
    os.utime(tmp_path / "ana/v2/a.py", (0, 0))
    (student,) = class_paths(str(tmp_path), EXERCISES).students
    assert [(os.path.basename(path), when[:4]) for path, when in attempts(student, EXERCISES)] == [  # noqa: PTH119
        ("v1", "2242"),
        ("v2", "1970"),
    ]


def test_one_submission_is_no_class(tmp_path):
    with pytest.raises(ClassFolderError) as error:
        class_paths(lay(tmp_path, "05_sigmoid_backward.py", "answers.toml"), EXERCISES)
    assert "the folder above" in error.value.message.to("en")


def test_a_platform_s_flat_download_is_told_apart(tmp_path):
    names = [
        f"{person}_{number}_assignsubmission_file_{file}"
        for person, number in (("Ana Silva", 12), ("Ana Silva", 13), ("Bia Souza", 14))
        for file in ("sigmoid_backward.py", "linear_backward.py")
    ]
    paths = class_paths(lay(tmp_path, *names), EXERCISES)
    assert len({student.id for student in paths.students}) == 3
    read = [handed_in(path, EXERCISES) for student in paths.students for path, _ in attempts(student, EXERCISES)]
    assert [len(one.contents.files) for one in read] == [2, 2, 2]


@pytest.mark.parametrize(
    "name", ["a,b", 'a"b', "a\nb", "=1+1", "安娜", "עברית\u200f", "\u202egnp", "x" * 255, "-rf", "%s"]
)
def test_any_name_is_a_student_s(tmp_path, name):
    lay(tmp_path, f"{name}/sigmoid_backward.py")
    assert found(tmp_path) == {name: [name]}


def test_a_name_that_is_no_text_is_written_by_its_bytes(tmp_path):
    try:
        os.mkdir(os.fsencode(tmp_path) + b"/a\xff")  # noqa: PTH102 -- pathlib takes no bytes
    except OSError:
        pytest.skip("file systems here take texts alone")
    assert [student.id for student in class_paths(str(tmp_path), EXERCISES).students] == ["a\\xff"]


def test_a_link_is_a_student_whose_submission_is_refused_when_it_is_read(tmp_path):
    lay(tmp_path, "elsewhere/ana/sigmoid_backward.py")
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "ana").symlink_to(tmp_path / "elsewhere" / "ana")
    (student,) = class_paths(str(tmp_path / "class"), EXERCISES).students
    ((path, _),) = attempts(student, EXERCISES)
    assert handed_in(path, EXERCISES).reason is not None


def test_an_empty_class_has_nobody(tmp_path):
    assert class_paths(str(tmp_path), EXERCISES).students == ()


def test_thousands_of_one_name_in_a_flat_download_are_told_apart_by_their_numbers(tmp_path, monkeypatch):
    """Counted, not timed: how often a file's name is looked at for its owner grows with the files, not with their square."""
    looked = []
    real = flat_download._owner
    monkeypatch.setattr(flat_download, "_owner", lambda name: looked.append(name) or real(name))
    for number in range(300):
        (tmp_path / f"Ana Silva_{1000 + number}_assignsubmission_file_sigmoid_backward.py").write_text("")
    (tmp_path / "Bo Li_9_assignsubmission_file_sigmoid_backward.py").write_text("")
    students = [student.id for student in class_paths(str(tmp_path), ["sigmoid_backward"]).students]
    assert students == [*(f"Ana Silva {1000 + number}" for number in range(300)), "Bo Li"]
    assert len(looked) < 10 * 301
