from __future__ import annotations

import json
import sys
import types
import warnings

import numpy as np
import pytest

import autograder
from autograder import Report, check, grade
from autograder.course.course import course
from autograder.i18n.language import LOCALE_VARIABLES
from autograder.judging.exception_messages import help_on_error


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in LOCALE_VARIABLES:
        monkeypatch.delenv(name, raising=False)


def sigmoid(z):
    shrunk = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + shrunk), shrunk / (1 + shrunk))


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)


NAMES = {"sigmoid": sigmoid, "sigmoid_backward": sigmoid_backward}
SOLVED = "def sigmoid(z):\n    raise NotImplementedError\n\ndef sigmoid_backward(grad_output, output):\n    return grad_output * output * (1 - output)\n"


def test_grade_gives_a_report(tmp_path):
    (tmp_path / "sigmoid_backward.py").write_text(SOLVED)
    report = grade(str(tmp_path), lang="pt_BR", seed=5)
    assert isinstance(report, Report)
    assert (report.status, report.lang, report.grader.seed, report.score) == ("graded", "pt-BR", 5, 5)
    assert report.isolation.probes


SOLUTION = """import numpy as np
from autograder import check, hint, quiz
import autograder
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + e), e / (1 + e))
{use}
def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)
"""


@pytest.mark.parametrize(
    "use",
    [
        'r = check("sigmoid_backward", globals())\nassert r.score == 8\nr',
        'for e in ["sigmoid_backward"]: hint(e)',
        'if True: quiz.answer("slope-of-square-at-3", 6)',
        'ok = quiz.answer("slope-of-square-at-3", 6)\nq = quiz\nq("xor").show()',
        'if 1: autograder.hint("sigmoid_backward")\nprint(f"{autograder.check(5, {}).score:.1f}")',
        'try:\n    quiz.answer("slope-of-square-at-3", 6)\nfinally:\n    del quiz',
    ],
)
@pytest.mark.parametrize("suffix", ["py", "ipynb"])
def test_helpers_of_the_course_cost_no_right_code_anything(tmp_path, use, suffix):
    source = SOLUTION.format(use=use)
    if suffix == "ipynb":
        cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": source}
        source = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})
    (tmp_path / f"05_sigmoid_backward.{suffix}").write_text(source)
    (exercise,) = [one for one in grade(tmp_path).exercises if one.id == "sigmoid_backward"]
    assert (exercise.score, exercise.status, exercise.notes) == (8, "passed", ())


def test_an_answer_in_a_script_is_recorded(tmp_path):
    (tmp_path / "05_sigmoid_backward.py").write_text(SOLUTION.format(use='quiz.answer("slope-of-square-at-3", 6)'))
    answered = [one for one in grade(tmp_path).quiz.questions if one.status != "unanswered"]
    assert [(one.id, one.status) for one in answered] == [("slope-of-square-at-3", "right")]


def test_an_import_of_an_earlier_exercise_is_explained(tmp_path):
    source = "from sigmoid_backward import sigmoid\ndef linear_backward(*args): return args"
    (tmp_path / "06_linear_backward.py").write_text(source)
    for lang, said in (("en", "copy it into this file"), ("pt-BR", "copie-a para este arquivo")):
        (exercise,) = [one for one in grade(tmp_path, lang=lang).exercises if one.id == "linear_backward"]
        assert said in " ".join([*exercise.notes, *(part.help or "" for part in exercise.checks)])


def test_every_exercise_is_taken_for_a_file_of_ones_own():
    for entry in course().exercises:
        own, numbered = (f"No module named {name!r}" for name in (entry.id, f"{entry.number}_{entry.id}"))
        assert help_on_error("ModuleNotFoundError", own) == help_on_error("ModuleNotFoundError", numbered)
        assert "copy it into this file" in help_on_error("ModuleNotFoundError", own).to("en")
    assert "copy it into this file" not in help_on_error("ModuleNotFoundError", "No module named 'torch'").to("en")


def test_grade_of_what_is_not_there(tmp_path):
    report = grade(tmp_path / "none.zip")
    assert (report.status, report.score, report.exercises) == ("ungradable", 0, ())
    assert "none.zip" in report.reason


def test_a_key_judges_graded_questions(tmp_path):
    quiz = course().quiz.parents[1] / "solutions" / "quiz"
    (tmp_path / "answers.toml").write_text('[answers]\nwhich-increase-is-exact = "c"\n')
    with_key, without = grade(tmp_path, key=quiz), grade(tmp_path)
    status = {report.quiz.score: {q.id: q.status for q in report.quiz.questions} for report in (with_key, without)}
    assert status[1]["which-increase-is-exact"] == "right"
    assert status[0]["which-increase-is-exact"] == "recorded"


@pytest.mark.parametrize("wrong", [{"lang": "xx"}, {"seed": -1}, {"seed": 2**53 + 1}])
def test_grade_refuses(tmp_path, wrong):
    with pytest.raises(ValueError, match=r"there is no language 'xx'|is no seed"):
        grade(tmp_path, **wrong)


def test_a_key_that_is_none(tmp_path):
    from autograder.quiz.parse import QuestionsError

    with pytest.raises(QuestionsError, match="no such file"):
        grade(tmp_path, key=tmp_path / "none.toml")


@pytest.mark.parametrize("target", ["sigmoid_backward", "05", "05_sigmoid_backward.ipynb"])
def test_check_of_a_namespace(target):
    done = check(target, NAMES | {"np": np, "_x": 1})
    assert (done.score, done.max_score, done.report.status) == (8, 8, "passed")
    assert repr(done).startswith("✓ sigmoid_backward: Back through the sigmoid · 8/8, passed")


def test_check_of_a_module():
    module = types.ModuleType("mine")
    vars(module).update(NAMES)
    assert check("sigmoid_backward", module).score == 8


def test_check_of_one_function_asks_for_no_other():
    one, other = check("05", sigmoid), check("05", sigmoid_backward)
    assert one.report.status == other.report.status == "passed"
    assert one.max_score + other.max_score == 8
    assert not {part.id for part in one.report.checks} & {part.id for part in other.report.checks}


def test_a_wrong_function_is_explained_and_costs_nothing_else():
    done = check("05", lambda_named("sigmoid_backward", lambda grad_output, _: grad_output), lang="pt")
    assert done.score == 0
    assert "sigmoid_backward" in repr(done)
    assert "→" in repr(done)


def lambda_named(name, function):
    function.__name__ = name
    return function


def test_the_same_seed_draws_the_same_inputs():
    wrong = NAMES | {"sigmoid_backward": lambda grad_output, _: grad_output}
    texts = [repr(check("05", wrong, seed=seed)) for seed in (3, 3, 4)]
    assert texts[0] == texts[1] != texts[2]


def test_shown_as_html_in_a_notebook():
    done = check("05", NAMES | {"sigmoid": lambda _: 1 / 0}, lang="pt-BR")
    html = done._repr_html_()
    assert 'lang="pt-BR"' in html
    assert "ZeroDivisionError" in html
    assert "<script" not in html
    assert "ZeroDivisionError" in repr(done)
    assert "from autograder import hint; hint(&quot;sigmoid_backward&quot;, lang=&quot;pt-BR&quot;)" in html
    assert "import hint" not in check("05", NAMES)._repr_html_()


@pytest.mark.parametrize(
    ("target", "namespace", "said"),
    [
        ("sigmoid", {}, r"there is no exercise 'sigmoid' \(did you mean sigmoid_backward\?\). There are: "),
        ("", {}, "there is no exercise ''"),
        (77, {}, "there is no exercise '77'"),
        ("05", np.exp, "`exp` is no function of sigmoid_backward; hand in globals"),
        ("05", lambda z: z, "`<lambda>` is no function"),
        ("05", 7, "`7` is no function"),
        ("05", None, "`None` is no function"),
        ("05", "\x1b[2J", r"`'\\x1b\[2J'` is no function"),
    ],
)
def test_check_refuses(target, namespace, said):
    with pytest.raises(ValueError, match=said):
        check(target, namespace)


def test_refusals_speak_portuguese():
    with pytest.raises(ValueError, match=r"não existe o exercício 'xor' \(seria xor_training\?\)"):
        check("xor", {}, lang="pt")
    with pytest.raises(ValueError, match="não é uma função de"):
        check("05", np.exp, lang="pt")
    with pytest.raises(ValueError, match="não é uma semente"):
        check("05", {}, lang="pt", seed=-1)
    with pytest.raises(ValueError, match="there is no language 'xx'; there are: en, pt-BR"):
        check("05", {}, lang="xx")


def test_the_caller_s_own_world_stays_as_it_was(capfd):
    def noisy(z):
        print("hello from inside")  # noqa: T201 -- as learners do
        print("and to the other", file=sys.stderr)  # noqa: T201 -- as above
        warnings.warn("careful", stacklevel=1)
        np.log(np.zeros(2))
        return sigmoid(z)

    np.random.seed(5)  # noqa: NPY002 -- the global state is what must stay
    state = str(np.random.get_state())  # noqa: NPY002 -- as above
    settings, filters, streams = np.geterr(), list(warnings.filters), (sys.stdout, sys.stderr, sys.stdin)
    shown, path, modules = warnings.showwarning, list(sys.path), {"numpy", "autograder"} & set(sys.modules)
    names = NAMES | {"sigmoid": noisy}
    before = dict(names)
    done = check("05", names)
    assert done.score == 8
    assert done.report.printed.startswith("hello from inside\nand to the other\n")
    assert str(np.random.get_state()) == state  # noqa: NPY002 -- as above
    assert np.geterr() == settings
    assert warnings.filters == filters
    assert warnings.showwarning is shown
    assert (sys.stdout, sys.stderr, sys.stdin) == streams
    assert sys.path == path
    assert names == before
    assert modules == {"numpy", "autograder"}
    assert capfd.readouterr() == ("", "")


def test_an_interrupt_ends_the_function_that_runs_and_is_told():
    def interrupted(_):
        raise KeyboardInterrupt

    before = sys.stdout
    done = check("05", NAMES | {"sigmoid": interrupted})
    assert sys.stdout is before
    assert "`sigmoid` had not answered after" in repr(done)
    assert done.score == 5  # the other function is judged as ever


def test_an_empty_notebook_is_told_what_to_define():
    done = check("05", {})
    assert done.score == 0
    assert "there is no function `sigmoid`" in repr(done)


def test_the_package_names_what_it_offers():
    assert set(autograder.__all__) == {"Report", "__version__", "check", "explain", "grade", "hint", "quiz", "solution"}
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = autograder.nonsense
    assert all(getattr(autograder, name) is not None for name in autograder.__all__)
