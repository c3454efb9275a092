from __future__ import annotations

import pytest

from autograder.authoring.compiled_texts import compile_texts
from autograder.course import course as module
from autograder.course.course import Course, CourseError, course, find, unknown
from autograder.course.exercise_folder import ExerciseFolder, NotBuiltError, SourceError
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


CHECKS = """
from autograder.authoring import Catalogue

EXERCISE = Catalogue.beside(__file__).exercise("{id}", {{"f": "x"}}, [], texts=("xor",), minutes=5)
"""
TEXTS = """
title.en = "A title"
title.pt-BR = "Um título"
reading.en = "xor"
reading.pt-BR = "xor"
"""


@pytest.fixture
def small(tmp_path):
    """A course of two exercises in a package of its own."""
    for name, written in (
        ("02_second", True),
        ("01_first", True),
        ("x_other", True),
        ("03_No", True),
        ("04_no_checks", False),
    ):
        folder = tmp_path / "solutions" / name
        folder.mkdir(parents=True)
        if written:
            (folder / "checks.py").write_text(CHECKS.format(id=name[3:]))
            (folder / "texts.toml").write_text(TEXTS, encoding="utf-8")
    (tmp_path / "exercises" / "quiz").mkdir(parents=True)
    (tmp_path / "exercises" / "quiz" / "questions.toml").write_text("# ç\n", encoding="utf-8")
    (tmp_path / "autograder").mkdir()
    return tmp_path


@pytest.fixture
def found(monkeypatch):
    def at(folder):
        monkeypatch.setattr(module, "PACKAGE", folder / "autograder")
        return course.__wrapped__()

    return at


def test_the_folders_alone_list_exercises(small, found):
    made = found(small)
    assert [(entry.number, entry.id, entry.exercise.id) for entry in made.exercises] == [
        ("01", "first", "first"),
        ("02", "second", "second"),
    ]
    assert made.exercises[0].built == small / "exercises" / "01_first"
    assert made.exercises[0].stub("pt-BR") == small / "exercises" / "01_first" / "pt-BR" / "first.py"


def test_an_installed_course_lies_inside_the_package(small, found):
    content = small / "autograder" / "course" / "content" / "05_inside"
    content.mkdir(parents=True)
    (content / "checks.py").write_text(CHECKS.format(id="inside"))
    (content / "texts.json").write_bytes(compile_texts(TEXTS.encode()))
    made = found(small)
    assert [entry.exercise.id for entry in made.exercises] == ["inside"]
    assert made.exercises[0].built == content


def test_the_digest_follows_checks_texts_and_questions(small, found):
    digests = [found(small).sha256, found(small).sha256]
    for file in ("solutions/01_first/checks.py", "solutions/01_first/texts.toml", "exercises/quiz/questions.toml"):
        (small / file).write_text((small / file).read_text() + "\n")
        digests.append(found(small).sha256)
    assert digests[0] == digests[1]
    assert len(set(digests)) == 4


def test_a_built_catalogue_gives_the_same_course_as_its_source(small, found):
    by_source = found(small).sha256
    for name in ("01_first", "02_second"):
        (small / "exercises" / name).mkdir()
        (small / "exercises" / name / "texts.json").write_bytes(compile_texts(TEXTS.encode()))
    assert found(small).sha256 == by_source
    (small / "solutions" / "01_first" / "texts.toml").write_text(TEXTS.replace("A title", "Another"))
    assert found(small).exercises[0].exercise.title.en == "Another"


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
    file = small / "solutions" / "01_first" / "checks.py"
    file.write_text(
        "from __future__ import annotations\nfrom dataclasses import dataclass\n\n@dataclass\nclass Pair:\n    a: int\n"
        + file.read_text()
    )
    assert found(small).exercises[0].exercise.id == "first"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("Catalogue.beside", "Catalogue.besides"), r"line 4: it cannot be loaded: AttributeError: .*besides"),
        (("EXERCISE", "EXERCISES"), r"line 1: it defines no EXERCISE of type Exercise"),
        (("EXERCISE = ", "EXERCISE = ("), r"it cannot be loaded: SyntaxError"),
    ],
)
def test_a_checks_file_that_cannot_be_used_is_named_with_its_line(small, found, change, said):
    file = small / "solutions" / "01_first" / "checks.py"
    file.write_text(file.read_text().replace(*change))
    with pytest.raises(SourceError, match=rf"solutions/01_first/checks\.py: .*{said}"):
        found(small).exercises[0].load(keep_bytecode=False)


def test_a_driver_that_is_no_python_is_named(small, found):
    (small / "solutions" / "01_first" / "driver.py").write_text("x = 1\ndef f(:\n")
    with pytest.raises(SourceError, match=r"solutions/01_first/driver\.py: line 2"):
        _ = found(small).exercises[0].exercise


def test_all_that_is_missing_is_told_at_once(small, found):
    folder = small / "solutions" / "01_first"
    (folder / "texts.toml").write_text('title.en = "Only in English"\n')
    (folder / "checks.py").write_text(
        (folder / "checks.py")
        .read_text()
        .replace("[],", '[TEXTS.check("a"), TEXTS.check("b", 2)],')
        .replace("EXERCISE = Catalogue.beside(__file__)", "TEXTS = Catalogue.beside(__file__)\nEXERCISE = TEXTS")
    )
    with pytest.raises(SourceError) as caught:
        found(small).exercises[0].load(keep_bytecode=False)
    said = [message.to("en") for message in caught.value.messages]
    for missing in ("title", "reading", "checks.a.title", "checks.a.help", "checks.b.title", "checks.b.help"):
        assert any(f"no {missing} in both languages" in one for one in said), missing
    for missing in ("a: points", "a: plan", "a: minimal_cases", "b: plan", "b: minimal_cases"):
        assert any(f"check {missing} is missing" in one for one in said), missing
    assert len(said) == len(set(said)) == 11


def test_what_an_exercise_itself_lacks_is_told_with_it(small, found):
    file = small / "solutions" / "01_first" / "checks.py"
    file.write_text(
        "from autograder.authoring import Catalogue\n"
        "TEXTS = Catalogue.beside(__file__)\n"
        'EXERCISE = TEXTS.exercise("first", checks=[TEXTS.check("a")])\n'
    )
    with pytest.raises(SourceError) as caught:
        found(small).exercises[0].load(keep_bytecode=False)
    said = {message.to("en") for message in caught.value.messages}
    assert {f"line 1: the exercise: {missing} is missing" for missing in ("functions", "texts", "minutes")} <= said
    assert {f"line 1: check a: {missing} is missing" for missing in ("points", "plan", "minimal_cases")} <= said
    assert len(said) == 8
    assert any(message.to("pt-BR") == "linha 1: o exercício: falta minutes" for message in caught.value.messages)


@pytest.mark.parametrize("read", [ExerciseFolder.stub_text, ExerciseFolder.notebook_text])
def test_an_exercise_that_is_not_built_says_what_to_do(small, found, read):
    with pytest.raises(
        NotBuiltError, match=r"exercise first is not built yet; in .*, run: autograder author build"
    ) as caught:
        read(found(small).exercises[0], "en")
    assert (
        caught.value.message.to("pt-BR")
        == f"o exercício first ainda não foi gerado; em {small}, execute: autograder author build"
    )


def test_an_installed_exercise_without_its_stub_is_no_whole_installation(small, found):
    content = small / "autograder" / "course" / "content" / "05_inside"
    content.mkdir(parents=True)
    (content / "checks.py").write_text(CHECKS.format(id="inside"))
    with pytest.raises(NotBuiltError, match=r"the installation is not whole: .*inside\.py is missing"):
        found(small).exercises[0].stub_text("pt-BR")


def test_a_course_without_exercises_finds_nothing(tmp_path):
    empty = Course((), tmp_path)
    assert find(empty, "01") is None
    assert unknown(empty, "01").to("en") == "there is no exercise '01'. There are: "
