"""What a notebook draws beside a check's words: the wrong entries, and the learner's own network."""

from __future__ import annotations

import time
from types import FunctionType

import numpy as np
import pytest

from autograder import check
from autograder.course.course import course, find
from autograder.grading import pictures as network
from autograder.render.heat import heat_of
from autograder.sandbox import InProcess

WANTED = find(course(), "xor_training").exercise.own_network


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


def own_network(names, seed):
    return network.own_network(WANTED, InProcess(names), seed)


def linear(X, W, b):
    return X @ W + b


def backward(divide=1, keep=slice(None)):
    def linear_backward(grad_output, X, W, _b):
        return grad_output @ W.T, (X.T @ grad_output / divide)[keep], grad_output.sum(axis=0)

    return linear_backward


def checked(**functions):
    return check("linear_backward", {"linear": linear} | functions, seed=1)


def heats(done):
    found = {one.id: heat_of(one.evidence) for one in done.report.checks}
    return {id_: heat for id_, heat in found.items() if heat is not None}


def test_right_work_has_no_heat_map():
    assert heats(checked(linear_backward=backward())) == {}


def test_the_heat_map_is_of_the_array_that_the_message_is_about():
    done = checked(linear_backward=backward(divide=2))
    assert set(heats(done)) == {"grad_W"}
    heat, part = heats(done)["grad_W"], next(part for part in done.report.checks if part.id == "grad_W")
    index = tuple(part.evidence["index"])
    assert heat.name == "grad_W"
    assert heat.got[index] == part.evidence["got"]
    assert heat.expected[index] == part.evidence["expected"]
    assert heat.wrong.sum() == part.evidence["wrong"]
    assert heat.call == ""
    np.testing.assert_allclose(heat.got, heat.expected / 2)
    assert "grad_W, entry by entry" in done._repr_html_()


def test_only_the_wrong_entries_are_marked():
    def sometimes(grad_output, X, W, b):
        grad_X, grad_W, grad_b = backward()(grad_output, X, W, b)
        return grad_X, grad_W, grad_b + np.eye(1, len(grad_b), 1).ravel()

    heat = heats(checked(linear_backward=sometimes))["grad_b"]
    assert heat.wrong.tolist() == [at == 1 for at in range(len(heat.wrong))]


def test_an_array_of_another_shape_or_none_has_no_entries_to_compare():
    assert heats(checked(linear_backward=backward(keep=slice(1)))) == {}
    assert heats(checked(linear_backward=lambda *_: None)) == {}
    assert heats(checked(linear_backward=lambda *_: ("a", object(), [[1], [2, 3]]))) == {}


@pytest.mark.parametrize("id_", [entry.id for entry in course().exercises])
def test_wrong_numbers_are_shown_whatever_the_exercise(id_, solution):
    """However an exercise judges, the pictures never get in the way of the words."""
    wrong = {
        name: off(value) if isinstance(value, FunctionType) else value for name, value in ran(solution(id_)).items()
    }
    done = check(id_, wrong, seed=2)
    assert done.score < done.max_score
    assert "✗" in done._repr_html_()


def off(function):
    def near(*args):
        return moved(function(*args))

    return near


def moved(value):
    if isinstance(value, tuple | list):
        return type(value)(moved(item) for item in value)
    if isinstance(value, bool):
        return not value
    return value + 0.5 if isinstance(value, float | np.ndarray) and np.asarray(value).dtype.kind == "f" else value


def ran(source):
    names = {"__name__": "work"}
    exec(source, names)  # noqa: S102 -- the course's own solution
    return names


@pytest.fixture
def solved(solution):
    """Give the names that the solution of the XOR exercise defines."""
    return ran(solution("xor_training"))


def test_one_s_own_network_is_trained_by_one_s_own_code(solved):
    found = own_network(solved, 3)
    assert found.own_start
    assert found.losses[0] > 10 * found.losses[-1]
    assert found.answers == (0, 1, 1, 0)
    assert found.outputs.shape in {(n, n) for n in network.POINTS}
    assert 0 <= found.outputs.min() < 0.5 < found.outputs.max() <= 1


def test_the_plane_is_asked_at_its_own_points(solved):
    names = solved | {"forward": lambda X, *_: (np.zeros((len(X), 3)), (X[:, 0] + 10 * X[:, 1])[:, None])}
    found = own_network(names, 3)
    assert found.outputs[0, -1] - found.outputs[0, 0] == pytest.approx(
        (found.outputs[-1, 0] - found.outputs[0, 0]) / 10
    )


def test_slow_code_is_shown_fewer_epochs(solved):
    names = solved
    train = names["train_xor"]

    def slowly(X, y, W1, W2, learning_rate, epochs):
        time.sleep(epochs * network.BUDGET / network.PROBE / 4)  # a fifth of the budget is left for four times as many
        return train(X, y, W1, W2, learning_rate, epochs)

    found = own_network(names | {"train_xor": slowly}, 3)
    assert network.PROBE <= len(found.losses) < 5 * network.PROBE


def test_without_a_start_one_is_drawn(solved):
    without = {name: value for name, value in solved.items() if name != "init_weights"}
    assert not own_network(without, 3).own_start
    assert own_network(solved | {"init_weights": lambda rng: (rng, rng)}, 3).own_start is False


def test_without_forward_or_predict_there_is_the_curve_alone(solved):
    names = solved
    assert own_network({"train_xor": names["train_xor"]}, 3).outputs is None
    assert own_network({key: names[key] for key in ("train_xor", "forward", "init_weights")}, 3).answers == (0, 1, 1, 0)
    only_classes = own_network({key: names[key] for key in ("train_xor", "predict", "init_weights")}, 3)
    assert set(np.unique(only_classes.outputs)) == {0.0, 1.0}


@pytest.mark.parametrize(
    "train",
    [None, lambda *_: None, lambda *_: 1 / 0, lambda *_: (1, 2), lambda *args: (*args[2:4], [float("nan")] * args[5]),
     lambda *args: (*args[2:4], ["<script>"] * args[5]),
     lambda *args: (*args[2:4], [0.1] * (args[5] + 1))],
)  # fmt: skip
def test_nothing_is_drawn_of_what_is_no_training(train, solved, capfd):
    assert own_network(solved | {"train_xor": train}, 3) is None
    assert capfd.readouterr() == ("", "")


def test_the_check_shows_the_network(solved):
    done = check("xor_training", solved, seed=3)
    assert done._repr_html_().count("<svg") == 3
    assert "<svg" not in repr(done)
    assert check("sigmoid_backward", {}).network is None
