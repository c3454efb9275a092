"""What a page draws of the learner's code beside the checks: had in the sandbox, kept as plain numbers, of no weight."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from autograder.course.course import course, find
from autograder.grading import pictures
from autograder.grading.pipeline import Grader
from autograder.judging.report_json import report_from
from autograder.render.html import NO_PICTURE
from autograder.render.json_text import report_json
from autograder.render.page import html_report
from autograder.sandbox import InProcess, Sandbox
from tests.solutions.sessions import solution_of

DRAWN = {"derivative_estimates": "step_sweep", "xor_training": "own_network", "vanishing_and_exploding": "by_layer"}


def exercise(id_):
    return find(course(), id_).exercise


def names_of(id_):
    names = {"__name__": "work"}
    exec(solution_of(id_), names)  # noqa: S102 -- the course's own solution
    return names


def test_errors_of_right_estimates_fall_as_declared():
    found = pictures.step_sweep(
        exercise("derivative_estimates").step_sweep, InProcess(names_of("derivative_estimates"))
    )
    long = np.array(found.steps) >= 1e-3
    for one in found.series:
        np.testing.assert_allclose(np.array(one.got)[long], np.array(one.right)[long], rtol=0.06)
    short = np.array(found.steps) <= 1e-9
    for one in found.series:  # below, rounding is the size that is said
        assert 0.01 < np.median(np.array(one.got)[short] / np.array(found.rounding)[short]) < 20


def test_a_function_that_gives_no_numbers_has_no_series():
    names = names_of("derivative_estimates") | {"central_difference": lambda *_: "<script>"}
    found = pictures.step_sweep(exercise("derivative_estimates").step_sweep, InProcess(names))
    assert [one.name for one in found.series] == ["forward_difference"]
    assert pictures.step_sweep(exercise("derivative_estimates").step_sweep, InProcess({})) is None


def test_right_norms_are_the_right_ones():
    wanted = exercise("vanishing_and_exploding").by_layer
    found = pictures.by_layer(wanted, InProcess(names_of("vanishing_and_exploding")))
    assert [one.name for one in found] == ["sigmoid", "relu"]
    for one in found:
        np.testing.assert_allclose(one.got, one.right, rtol=1e-7)
    assert found[0].got[-1] > 1e4 * found[0].got[0]  # with the sigmoid they vanish
    assert pictures.by_layer(wanted, InProcess({"gradient_norms": lambda *_: [1.0] * 10**6})) is None


def test_a_right_training_is_that_beside_it():
    found = pictures.own_network(exercise("xor_training").own_network, InProcess(names_of("xor_training")), 3)
    np.testing.assert_allclose(found.losses, found.right.losses, rtol=1e-6)
    np.testing.assert_allclose(found.hidden, found.right.hidden, rtol=1e-5)
    assert found.right.answers == found.answers


@pytest.fixture(scope="module")
def graders(tmp_path_factory):
    """A submission with the three exercises, one of them wrong and one that will not be drawn; graded with pictures and without."""
    folder = tmp_path_factory.mktemp("ana")
    for id_ in DRAWN:
        (folder / f"{id_}.py").write_text(solution_of(id_), encoding="utf-8")
    (folder / "xor_training.py").write_text("def train_xor(*_): raise ValueError\n", encoding="utf-8")
    (folder / "sigmoid_backward.py").write_text(
        "import numpy as np\ndef sigmoid(z): return 1 / (1 + np.exp(-z))\ndef sigmoid_backward(grad_output, output): return output * (1 - output)\n",
        encoding="utf-8",
    )
    only = frozenset({*DRAWN, "sigmoid_backward"})
    with Sandbox() as sandbox:
        plain = Grader(course(), (), sandbox, 1, "en", probe=False, only=only)
        drawn = replace(plain, pictures=True, more_pictures=True)
        yield plain.grade(folder), drawn.grade(folder)


def test_pictures_change_neither_points_nor_receipt(graders):
    plain, drawn = graders
    assert plain.receipt == drawn.receipt
    assert plain.score == drawn.score
    assert "pictures" not in report_json(plain)
    assert '"entries"' not in report_json(plain)


def test_a_page_shows_what_there_is_and_says_what_there_is_not(graders):
    _, drawn = graders
    text = html_report(drawn)
    assert text.count("<svg") == 2
    assert "Your estimates, step by step" in text
    assert "Your gradients, layer by layer" in text
    assert NO_PICTURE(title="Your own network").to("en")[:50] in text
    assert "entry by entry" in text
    assert text.count("<details open") == 1
    again = report_from(json.loads(report_json(drawn)))  # as a store keeps it
    assert html_report(again) == text
    assert len(report_json(drawn)) < 200_000


@pytest.mark.parametrize(
    "broken", [1, "x", [], {}, {"series": [{}]}, {"losses": ["nan"]}, [{"name": 1, "got": [1], "right": []}]]
)
def test_what_cannot_be_drawn_leaves_the_words(graders, broken):
    _, drawn = graders
    exercises = []
    for one in drawn.exercises:
        *before, last = one.checks
        evidence = {**last.evidence, "pictures": dict.fromkeys(DRAWN.values(), broken), "entries": broken}
        exercises.append(replace(one, checks=(*before, replace(last, evidence=evidence))))
    text = html_report(replace(drawn, exercises=tuple(exercises)))
    assert "<svg" not in text
    assert text.count("this picture could not be made") == 3 * len(exercises)
