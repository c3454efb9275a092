"""What is sent back is read once, and no search for what explains it goes on for ever."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.judging import budget, numbers
from autograder.judging.budget import FORMULA, OutOfSteps, counted, explained, read_once, spend
from tests.solutions.sessions import IDS, SEED, exercise_of, run, run_in_solution

HALVED = """
def sigmoid_backward(grad_output, output):
    return (grad_output * output * (1 - output) / 2).tolist()
"""
# Every function gives rows of one number each, or rows of two lengths, or many arrays: what is dear to read.
DEAR = ("[[1.0] for _ in range(990)]", "[[1.0] * (1 + i % 2) for i in range(600)]", "[np.ones(1) for _ in range(900)]")


def everywhere(exercise_id, result):
    functions = exercise_of(exercise_id).functions
    return "import numpy as np\n" + "".join(f"def {one.name}(*args): return {result}\n" for one in functions)


@pytest.fixture
def readings(monkeypatch):
    """Every value that is turned into numbers, as often as it is."""
    found = []
    read = numbers.read_numbers

    def counting(value):
        found.append(value)
        return read(value)

    monkeypatch.setattr(numbers, "read_numbers", counting)
    return found


@pytest.mark.parametrize("result", DEAR)
@pytest.mark.parametrize(
    "exercise_id",
    ["sigmoid_backward", *(pytest.param(id_, marks=pytest.mark.slow) for id_ in IDS if id_ != "sigmoid_backward")],
)
def test_no_outcome_is_converted_twice(exercise_id, result, readings):
    run(exercise_id, everywhere(exercise_id, result), SEED)
    large = [id(value) for value in readings if isinstance(value, list) and len(value) > 500]  # all are still held
    assert len(large) == len(set(large))


def test_a_known_mistake_reads_each_array_once(readings):
    verdicts = run_in_solution("sigmoid_backward", HALVED, SEED)
    assert verdicts["backward"].status == "failed"
    arrays = [id(value) for value in readings if isinstance(value, list)]
    assert arrays
    assert len(arrays) == len(set(arrays))


def test_what_was_read_is_not_written_into():
    with counted():
        array = numbers.as_numbers(np.ones(3)).array
        assert numbers.as_numbers(np.ones(3)).array is not array
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 2


def test_a_used_up_budget_takes_the_name_and_leaves_the_verdict(monkeypatch):
    rich = run_in_solution("sigmoid_backward", HALVED, SEED)
    monkeypatch.setattr(budget, "MOST_STEPS", FORMULA)
    poor = run_in_solution("sigmoid_backward", HALVED, SEED)
    assert {id_: verdict.status for id_, verdict in poor.items()} == {id_: one.status for id_, one in rich.items()}
    failed = poor["backward"]
    assert failed.rationale.to("en") == rich["backward"].rationale.to("en")
    assert failed.diagnosis is None
    assert "counterexample" in rich["backward"].evidence
    assert "counterexample" not in failed.evidence
    said = failed.remarks[-1]
    assert "budget of 100 steps for this exercise was used up: the verdict stands" in said.to("en")
    assert "até esgotar o orçamento de 100 passos deste exercício: a avaliação vale" in said.to("pt-BR")


def test_right_code_needs_no_budget(monkeypatch):
    monkeypatch.setattr(budget, "MOST_STEPS", 0)
    assert {verdict.status for verdict in run_in_solution("sigmoid_backward", "", SEED).values()} == {"passed"}


def test_steps_count_only_while_something_is_explained():
    with counted(10) as work:
        spend(100)
        assert work.left == 10
        assert explained(lambda: spend(11) or "found", lambda said: said.to("en"))[:10] == "the grader"
        assert not work.explaining
    spend(100)  # outside of an exercise nothing is counted
    with counted(10) as work:
        work.explaining = True
        with pytest.raises(OutOfSteps):
            spend(11)


def test_only_the_very_same_object_is_what_was_read_before():
    reads = []
    with counted():
        for value in ([1], [1], kept := [2], kept):
            read_once(value, lambda each: reads.append(each) or each)
    assert reads == [[1], [1], [2]]
