from __future__ import annotations

import sys

import pytest

from autograder.course.course import Course, CourseError, CourseExercise, course, find, unknown
from autograder.i18n.language import LANGUAGES


def test_the_course_is_whole():
    exercises = course().exercises
    assert [entry.number for entry in exercises] == sorted({entry.number for entry in exercises})
    for entry in exercises:
        assert entry.exercise.id == entry.id
        assert entry.exercise is entry.exercise
        for lang in LANGUAGES:
            assert entry.stub(lang).is_file()
            assert entry.notebook(lang).is_file()
    for lang in LANGUAGES:
        assert course().answers(lang).is_file()
    assert len({course().answers(lang) for lang in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize(
    "name", ["06", "6", " 06 ", "linear_backward", "linear-backward", "LINEAR_backward", "06_linear_backward",
             "06-linear-backward.py", "linear_backward.ipynb", "a/b/06_linear_backward/", "a\\b\\linear_backward.py"],
)  # fmt: skip
def test_find(name):
    assert find(course(), name).id == "linear_backward"


@pytest.mark.parametrize(
    "name",
    ["", " ", "0", "00", "006", "99", "-6", "٠٦", "6.0", "linear", "07_linear_backward", "py", "..", "/", "a" * 10_000],
)
def test_find_nothing(name):
    assert find(course(), name) is None


@pytest.mark.parametrize(
    ("name", "near"),
    [("linear", "linear_backward"), ("xor", "xor_training"), ("delta rule", "delta_rule"), ("Sigmoid-Backwards", "sigmoid_backward"),
     ("derivative_e00000000", "derivative_estimates"), ("derivative_estim00000000000000000000", None),  # likeness 0.6, 0.5965
     ("zz", None), ("", None)],
)  # fmt: skip
def test_unknown_names_the_nearest(name, near):
    english, portuguese = (unknown(course(), name).to(lang) for lang in LANGUAGES)
    assert (f"(did you mean {near}?)" in english) if near else ("mean" not in english)
    assert (f"(seria {near}?)" in portuguese) if near else ("seria" not in portuguese)


@pytest.fixture
def small(tmp_path):
    """A course of two exercises in a package of its own."""
    for name, text in (("02_second", "EXERCISE = 2"), ("01_first", "EXERCISE = 1"), ("x_other", ""), ("03_No", "")):
        folder = tmp_path / "solutions" / name
        folder.mkdir(parents=True)
        (folder / "checks.py").write_text(text)
    (tmp_path / "solutions" / "04_no_checks").mkdir()
    (tmp_path / "exercises" / "quiz").mkdir(parents=True)
    (tmp_path / "exercises" / "quiz" / "questions.toml").write_text("# ç\n", encoding="utf-8")
    (tmp_path / "autograder").mkdir()
    return tmp_path


@pytest.fixture
def found(monkeypatch):
    def at(folder):
        monkeypatch.setattr(course, "PACKAGE", folder / "autograder")
        return course.__wrapped__()

    return at


def test_folders_are_the_catalogue(small, found):
    made = found(small)
    assert [(entry.number, entry.id, entry.exercise) for entry in made.exercises] == [
        ("01", "first", 1),
        ("02", "second", 2),
    ]
    assert made.exercises[0].folder == small / "exercises" / "01_first"


def test_an_installed_course_lies_inside_the_package(small, found):
    content = small / "autograder" / "course" / "content" / "05_inside"
    content.mkdir(parents=True)
    (content / "checks.py").write_text("EXERCISE = 5")
    made = found(small)
    assert [entry.id for entry in made.exercises] == ["inside"]
    assert made.exercises[0].folder == content


def test_the_digest_follows_checks_and_questions(small, found):
    digests = [found(small).sha256, found(small).sha256]
    for file in ("solutions/01_first/checks.py", "exercises/quiz/questions.toml"):
        (small / file).write_text((small / file).read_text() + "\n")
        digests.append(found(small).sha256)
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3


@pytest.mark.parametrize("missing", ["exercises", "solutions"])
def test_an_installation_that_is_not_whole(small, found, missing):
    (small / missing).rename(small / "gone")
    with pytest.raises(CourseError, match=f"the installation is not whole: .*/{missing} is missing") as caught:
        found(small)
    assert "a instalação está incompleta" in caught.value.message.to("pt-BR")


def test_no_questions(small, found):
    (small / "exercises" / "quiz" / "questions.toml").unlink()
    with pytest.raises(CourseError, match=r"questions\.toml is missing"):
        _ = found(small).questions


def test_checks_may_define_dataclasses(small, found):
    (small / "solutions" / "01_first" / "checks.py").write_text(
        "from __future__ import annotations\nfrom dataclasses import dataclass\n\n@dataclass\nclass Pair:\n    a: int\n\nEXERCISE = Pair(3)\n"
    )
    entry = found(small).exercises[0]
    assert entry.exercise.a == 3
    del sys.modules["autograder_course_first"]


def test_a_course_without_exercises_finds_nothing(tmp_path):
    empty = Course((), tmp_path)
    assert find(empty, "01") is None
    assert unknown(empty, "01").to("en") == "there is no exercise '01'. There are: "
    assert CourseExercise("01", "one", tmp_path, tmp_path).stub("pt-BR") == tmp_path / "pt-BR" / "one.py"
