from __future__ import annotations

import json
import shutil

import pytest

from autograder.author.build import build
from autograder.author.course_check import check

SCRIPT = "solutions/01_double/double.py"
CHECKS = "solutions/01_double/checks.py"
MISTAKE = "solutions/01_double/mistakes/squared.py"
STUBS = [f"exercises/01_double/{folder}double.{kind}" for folder in ("", "pt-BR/") for kind in ("py", "ipynb")]
SOLUTION = "    ### BEGIN SOLUTION\n    return double(double(x))\n    ### END SOLUTION\n"


@pytest.fixture
def change(course):
    """Change one file of the course."""

    def changed(file, old, new):
        path = course / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return changed


@pytest.fixture
def broken(course, direct, broken_lines):
    """Give what is broken in the course as it stands."""
    return lambda: broken_lines(check(course, sandboxes=direct))


def test_a_sound_course_has_every_part_proved(course, direct):
    build(course)
    findings = check(course, sandboxes=direct)
    assert all(finding.ok for finding in findings)
    assert [finding.line("en") for finding in findings] == [
        "exercises: all 8 generated files are what the sources make",
        "exercises: no stray files",
        "solutions: no stray files",
        "solutions: exercises: 1; points: 5",
        "solutions/quiz: questions: 1; texts: 3, each in both languages",
        f"{CHECKS}: texts, functions and checks agree; 5 points in 2 checks (double 3, quadruple 2)",
        f"{CHECKS}: the known mistakes (2) differ from one another and from the right answer in each of 5 draws",
        f"{SCRIPT}: the solution earns all 5 points on each of 2 draws",
        *(f"{name}: the stub earns 0 and is not attempted" for name in STUBS),
        f"{MISTAKE}: loses just double; diagnosis: squared-not-doubled",
    ]


@pytest.mark.parametrize("name", STUBS)
def test_a_drifted_stub_is_found(course, change, broken, name):
    build(course)
    change(name, "import numpy as np", "import numpy  as np")
    (line,) = broken()
    number = (course / name).read_text(encoding="utf-8").split("import numpy")[0].count("\n") + 1
    assert line.startswith(f"{name}: it is not what its source makes, from line {number} on")


def test_a_source_changed_without_a_build_is_found(course, change, broken):
    build(course)
    change(SCRIPT, "Devolve 4x.", "Devolve quatro vezes x.")
    assert [line.split(":")[0] for line in broken()] == [
        "exercises/01_double/pt-BR/double.ipynb",
        "exercises/01_double/pt-BR/double.py",
    ]


def test_line_ends_and_missing_files_are_drift(course, broken):
    build(course)
    english, portuguese = course / STUBS[0], course / STUBS[2]
    english.write_bytes(english.read_bytes().replace(b"\n", b"\r\n"))
    portuguese.unlink()
    assert broken() == [
        f"{STUBS[0]}: it is not what its source makes, from line 1 on; change the source under solutions/, then run `autograder author build`",
        f"{STUBS[2]}: it is missing; run `autograder author build`",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "exercises/notes.md",
        "exercises/01_double/old.py",
        "exercises/02_gone/pt-BR/gone.ipynb",
        "solutions/01_double/notes.txt",
        "solutions/01_double/mistakes/notes.md",
        "solutions/01_double/helpers/code.py",
        "solutions/scratch.py",
        "solutions/quiz/draft.txt",
        "solutions/Exercise2/checks.py",
    ],
)
def test_a_stray_file_is_found(course, broken, name):
    build(course)
    path = course / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x = 1\n")
    (line,) = broken()
    assert line.startswith(f"{name}: ")


def test_caches_are_no_strays(course, broken):
    build(course)
    for name in (
        "exercises/01_double/.ipynb_checkpoints/a.ipynb",
        "solutions/01_double/__pycache__/checks.cpython-311.pyc",
    ):
        (course / name).parent.mkdir()
        (course / name).write_text("x")
    assert broken() == []


def test_a_solution_that_loses_points_is_found(course, change, broken):
    change(SCRIPT, "return double(double(x))", "return double(x) + 1")
    build(course)
    (line,) = broken()
    assert line.startswith(f"{SCRIPT}: the solution earns 3 of 5 points (seed 1); quadruple is failed: `quadruple`:")


def test_a_solution_that_does_not_run_is_found(course, change, broken):
    change(SCRIPT, "import numpy as np\n", "import numpy as np\n\nnp.nothing\n")
    build(course)
    lines = broken()
    assert any(line.startswith(f"{SCRIPT}: {SCRIPT} of the solution does not run to its end") for line in lines)


def test_a_stub_that_gets_points_is_found(course, change, broken):
    marked = "    ### BEGIN SOLUTION\n    return 2 * np.asarray(x)\n    ### END SOLUTION\n"
    change(SCRIPT, marked, "    return 2 * np.asarray(x)\n")
    build(course)
    assert broken() == [f"{name}: the stub earns 3 points: double passed with nothing written" for name in STUBS]


def test_a_stub_that_counts_as_an_attempt_is_found(course, change, broken):
    marked = "    ### BEGIN SOLUTION\n    return 2 * np.asarray(x)\n    ### END SOLUTION\n"
    change(SCRIPT, marked, "    return triple(x)\n")
    change(SCRIPT, SOLUTION, SOLUTION.replace("double(double(x))", "4 * x"))
    build(course)
    stubs = [line for line in broken() if line.startswith("exercises/")]
    assert [line.split(":")[0] for line in stubs] == STUBS
    assert all("the stub is not “not attempted”: double is error: `double` raised NameError" in line for line in stubs)


def test_a_stub_edited_where_it_was_built_is_graded_as_it_lies(course, change, broken):
    build(course)
    change(STUBS[0], "raise NotImplementedError  # your code here", "return 2 * x")
    drifted, earns = broken()
    assert "not what its source makes" in drifted
    assert earns == f"{STUBS[0]}: the stub earns 3 points: double passed with nothing written"


def test_a_notebook_that_is_damaged_is_found(course, change, broken):
    build(course)
    change(STUBS[1], '"cells": [', '"cells": [[')
    drifted, unreadable = broken()
    assert drifted.startswith(f"{STUBS[1]}: it is not what")
    assert unreadable.startswith(f"{STUBS[1]}: the stub cannot be read: the notebook is damaged")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("fails: double", "fails: double, quadruple", ["`fails` says double, quadruple; what fails is double (seed 1)"]),
        ("fails: double", "fails: quadruple", ["`fails` says quadruple; what fails is double (seed 1)"]),
        ("x**2", "2 * x", [
            "`fails` says double; what fails is nothing (seed 1)",
            "`waits` says quadruple; what waits is nothing (seed 1)",
            "`diagnosis` says squared-not-doubled; it was diagnosed as none (seed 1)",
        ]),
        ("waits: quadruple\n", "", ["`waits` says nothing; what waits is quadruple (seed 1)"]),
        (": squared-not-doubled", ": tripled", ["`diagnosis` says tripled; it was diagnosed as squared-not-doubled (seed 1)"]),
        (": squared-not-doubled", ": none", ["`diagnosis` says none; it was diagnosed as squared-not-doubled (seed 1)"]),
        ("x**2", "x**3", ["`diagnosis` says squared-not-doubled; it was diagnosed as none (seed 1)"]),
        ("fails: double\n", "fails: double\npattern: transposed\n", [
            "`pattern` says transposed; the patterns told are nothing (seed 1)",
        ]),
        (': squared-not-doubled\nfails: double\nwaits: quadruple\n"""\n\n\ndef double(x):\n    return x**2',
         ': none\npattern: none\nfails: double\nwaits: quadruple\n"""\n\n\ndef double(x):\n    return 5 * x',
         ["`pattern` says nothing; the patterns told are constant-factor (seed 1)"]),
        ("fails: double\n", "", ["line 1: its docstring has no line `fails:`, or nothing after it"]),
        ("fails: double", "fails: doubled", ["line 1: `fails` names doubled, and the exercise has no such check; it has double, quadruple"]),
        ("def double", "def treble", ["it replaces none of the exercise's functions (double, quadruple)"]),
        ("The square.", "", ["line 1: it must begin with a docstring: what is wrong, then"]),
        ("def double(x):", "def double(x:", ["line 9: this is not valid Python: "]),
    ],
)  # fmt: skip
def test_a_mistake_that_is_not_as_it_says_is_found(course, change, broken, old, new, said):
    change(MISTAKE, old, new)
    build(course)
    lines = broken()
    assert len(lines) == len(said)
    for line, words in zip(lines, said, strict=True):
        assert line.startswith(f"{MISTAKE}: ")
        assert words in line


def test_an_exercise_without_mistakes_is_found(course, broken):
    (course / MISTAKE).unlink()
    build(course)
    assert broken() == ["solutions/01_double/mistakes: there are no typical mistakes here (*.py)"]


def test_a_missing_portuguese_docstring_is_found_once_and_with_its_line(course, change, broken):
    build(course)
    change(SCRIPT, "    [pt-BR]\n    Devolve 4x.\n", "")
    assert broken() == [
        f"{SCRIPT}: line 31: the docstring of `quadruple` has no line [pt-BR]: its Portuguese part is missing"
    ]


def test_points_that_do_not_add_up_are_found_in_each_notebook(course, change, broken):
    build(course)
    change(CHECKS, "points=2", "points=4")
    lines = [line for line in broken() if "points" in line]
    assert lines == [
        f"{name}: its cells give 5 points, and the checks of EXERCISE add up to 7" for name in (STUBS[1], STUBS[3])
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (SCRIPT, "# # 01 · O dobro", "# # 01 · Dobro", "the text (pt-BR) must begin with the line “# 01 · O dobro”; it begins with “# 01 · Dobro”"),
        (SCRIPT, "# # 01 · Doubling", "# # 1 · Doubling", "the text (en) must begin with the line “# 01 · Doubling”"),
        (CHECKS, 'id="double"', 'id="twice"', "EXERCISE.id is twice, and the folder 01_double is that of double"),
        (CHECKS, 'Function("quadruple", ("x",))', 'Function("quadruple", ("y",))', "`quadruple(x)` is defined here, and EXERCISE says `quadruple(y)`"),
        (CHECKS, 'Function("double"', 'Function("treble", ("x",)), Function("double"', "`treble(x)` of EXERCISE is not defined here"),
        (CHECKS, "points=2", "points=0", "check quadruple has 0 points"),
        (CHECKS, "points=2", "points=1.5", "check quadruple has 1.5 points"),
        (CHECKS, 'needs=("double",)', 'needs=("quadruple",)', "check quadruple waits for quadruple, which is not a check that stands before it"),
        (CHECKS, '            "quadruple",\n', '            "double",\n', "two checks have the id double"),
        (CHECKS, "formula=lambda x: 3 * x,", "", "mistake tripled: it has no `formula`, `raises` or `in_place`"),
        (CHECKS, "formula=lambda x: 3 * x,", 'raises="(",', "mistake tripled: `raises` is no regular expression"),
        (CHECKS, ', Text(en="Three.", pt="Três.")', "", "it has 2 hints; at least 3 are needed"),
        (CHECKS, '("derivadas",)', '("derivada",)', "“derivada” is none of the course's texts (derivadas, "),
        (CHECKS, '("derivadas",)', "()", "it follows no text"),
        (CHECKS, 'pt="Dois."', 'pt=" "', "EXERCISE.hints.pt-BR: it is empty (“Two.”)"),
        (CHECKS, 'en="Is it twice?"', 'en=""', "help.en: it is empty (“É o dobro?”)"),
        (CHECKS, 'pt="Isto é 3x."', 'pt="Isto é {x}."', "the two languages fill different places: x (“This is 3x.”)"),
        (CHECKS, "SQUARED =", 'LOOSE = Text(en="Loose.", pt="")\nSQUARED =', "LOOSE.pt-BR: it is empty (“Loose.”)"),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_found(course, change, broken, file, old, new, said):
    change(file, old, new)
    build(course)
    named = SCRIPT if "defined here" in said else file
    assert [line for line in broken() if said in line and line.startswith(f"{named}: ")]


def test_checks_that_fail_themselves_are_told_from_wrong_solutions(course, change, broken):
    change(CHECKS, "x = rng.normal(0, 1, 4)", "x = rng.normal(0, 1, -4)")
    build(course)
    lines = broken()
    assert len(lines) == 2  # the stub and the mistake never come to that plan
    assert lines[0].startswith(f"{CHECKS}: the formulas of the known mistakes fail (seed 0): ValueError: ")
    assert lines[1].startswith(f"{CHECKS}: the checks themselves fail on {SCRIPT} (seed 1): ValueError: ")


def test_two_folders_with_one_number_or_one_id_are_found(course, broken):
    solutions = course / "solutions"
    shutil.copytree(solutions / "01_double", solutions / "02_double")
    build(course)
    lines = broken()
    assert "solutions/02_double: another folder has the same id: 01_double" in lines
    (solutions / "02_double").rename(solutions / "01_twice")
    assert "solutions/01_twice: another folder has the same number: 01_double" in broken()


def test_one_broken_exercise_does_not_hide_another(course, change, broken):
    solutions = course / "solutions"
    shutil.copytree(solutions / "01_double", solutions / "02_double")
    (solutions / "02_double" / "checks.py").write_text("EXERCISE = 1\n")
    change(MISTAKE, "diagnosis: squared-not-doubled", "diagnosis: none")
    build(course)
    lines = broken()
    assert any(line.startswith("solutions/02_double/checks.py: line 1: it defines no EXERCISE") for line in lines)
    assert any(line.startswith(f"{MISTAKE}: `diagnosis` says none") for line in lines)


def test_a_course_without_exercises_is_no_sound_course(tmp_path, broken_lines, direct):
    assert broken_lines(check(tmp_path, sandboxes=direct)) == [
        "solutions: there are no exercises: no folder NN_id stands here"
    ]


def test_nothing_is_written(course, direct):
    build(course)
    files = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    check(course, sandboxes=direct)
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == files


def test_the_order_in_which_folders_are_listed_does_not_matter(course, direct, monkeypatch):
    build(course)
    expected = [finding.line("en") for finding in check(course, sandboxes=direct)]
    listed = type(course).iterdir
    monkeypatch.setattr(type(course), "iterdir", lambda path: sorted(listed(path), reverse=True))
    assert [finding.line("en") for finding in check(course, sandboxes=direct)] == expected


def test_progress_counts_every_grading(course, direct):
    build(course)
    seen = []
    check(course, lambda done, total, what: seen.append((done, total, what)), seeds=(5,), sandboxes=direct)
    assert seen == [*((done, 6, what) for done, what in enumerate([SCRIPT, *STUBS, MISTAKE])), (6, 6, "")]


def test_each_seed_is_tried(course, direct, change):
    change(CHECKS, "x = rng.normal(0, 1, 4)", "x = np.full(4, 3.0 if rng.random() < 0.5 else 1.0)")
    change(SCRIPT, "return double(double(x))", "return double(double(x)) * (1 if x[0] == 1 else 2)")
    build(course)

    def earns(seed):
        findings = check(course, seeds=(seed,), sandboxes=direct)
        return next(finding.ok for finding in findings if finding.file == SCRIPT)

    each = [earns(seed) for seed in range(8)]
    assert set(each) == {True, False}
    findings = check(course, seeds=tuple(range(8)), sandboxes=direct)
    (said,) = [finding.line("en") for finding in findings if finding.file == SCRIPT]
    assert f"(seed {each.index(False)})" in said


def test_points_of_a_notebook_that_is_no_notebook_are_drift_alone(course, broken):
    build(course)
    (course / STUBS[1]).write_text(json.dumps({"cells": [1]}))
    assert all("points" not in line for line in broken() if line.startswith(STUBS[1]))


def test_the_course_is_proved_in_the_sandbox_itself(course):
    build(course)
    findings = check(course)
    assert [finding.line("en") for finding in findings if not finding.ok] == []
    assert len(findings) == 13


def test_only_the_exercises_asked_for_are_looked_at(course, direct, broken_lines):
    solutions = course / "solutions"
    shutil.copytree(solutions / "01_double", solutions / "02_other")
    (solutions / "02_other" / "checks.py").write_text("broken(")
    (solutions / "02_other" / "notes.txt").write_text("")
    (solutions / "quiz" / "derivadas.toml").write_text("broken")
    (course / "exercises").mkdir()
    (course / "exercises" / "stray.txt").write_text("")
    findings = check(course, ids=["double"], sandboxes=direct)
    assert broken_lines(findings) == [f"{name}: it is missing; run `autograder author build`" for name in sorted(STUBS)]
    assert {finding.file for finding in findings} == {*STUBS, SCRIPT, CHECKS, MISTAKE}
    (solutions / "01_double" / "notes.txt").write_text("")
    (course / "exercises" / "01_double").mkdir()
    (course / "exercises" / "01_double" / "stray.txt").write_text("")
    strays = [
        finding.file for finding in check(course, ids=["double"], sandboxes=direct) if "this file" in finding.line("en")
    ]
    assert strays == ["exercises/01_double/stray.txt", "solutions/01_double/notes.txt"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("3 * x,", "x * x,", "check double: squared-not-doubled and tripled give the same numbers in every case"),
        ("3 * x,", "x + x,", "check double: tripled and the right answer give the same numbers in every case"),
        ("3 * x,", "x[9],", "the formulas of the known mistakes fail (seed 0): IndexError: "),
    ],
)
def test_mistakes_that_cannot_be_told_apart_are_found(course, change, broken, old, new, said):
    build(course)
    change(CHECKS, old, new)
    lines = broken()
    assert lines[0].startswith(f"{CHECKS}: {said}")
    if "give" in said:
        assert " (seed 0), as in double(x=np.array([[" in lines[0]


def test_more_draws_are_told_apart_if_asked_for(course, direct):
    lines = [finding.line("en") for finding in check(course, draws=40, sandboxes=direct)]
    assert any(line.endswith("in each of 40 draws") for line in lines)
