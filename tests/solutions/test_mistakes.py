"""Every mistake of the course loses what its header says, under its name, and what is shown of it can be pasted.

Each is graded once here, in this very process; `make test-all` grades it once more, on other inputs and in the sandbox
(`tests/author/test_this_course.py`).
"""

from __future__ import annotations

import pytest

from autograder.author.folders import WrongVersion
from autograder.judging.budget import MOST_STEPS
from autograder.judging.model import Verdict
from tests.solutions.pasting import pasted, ways_shown
from tests.solutions.sessions import (
    MISTAKES,
    MORE_SEEDS,
    SEED,
    exercise_of,
    formulas_not_told_apart,
    judged_mistake,
    mistake_of,
    seeds,
    solution_of,
)

# In the other exercises a call returns several values, or checks wait for one another: their own tests see to those.
JUDGED_NUMBER_BY_NUMBER = (
    "derivative_estimates",
    "symbolic_derivatives",
    "chain_rule",
    "sigmoid_backward",
    "mse_backward",
    "delta_rule",
    "three_layer_network",
)
# Mistakes that show in calls after the first, in arguments afterwards, in a warning alone, or in what looks the same
# when it is shown: no single call need give anything wrong that could be told.
NOT_IN_ONE_CALL = {
    "accumulates",
    "argument_modified_in_place",
    "arguments_changed",
    "first_result_kept",
    "gradient_accumulates",
    "input_changed",
    "inputs_by_name",
    "network_accumulates",
    "network_dictionary",
    "norms_kept_between_calls",
    "not_restored_in_the_arguments",
    "one_result_array",
    "order_keeps_growing",
    "order_of_values",
    "output_changed",
    "overflow_in_both_branches",
    "overflow_warning",
    "parameter_changed_quietly",
    "path_kept_between_calls",
    "result_reused",
    "result_reused_backward",
    "sgd_with_momentum",
    "symbol_with_assumptions",
    "weight_updated_in_place",
}

# A function that is handed in refuses what its formula, pasted, would take; and nothing is kept of calls before.
NOT_AS_PASTED = {
    "asks_in_a_list",
    "asks_with_an_array",
    "complex_step",
    "two_arguments_for_J",
    "rows_handed_to_J",
    "sgd_first_gradients_kept",
}


@pytest.mark.parametrize(("id_", "name"), MISTAKES)
@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::DeprecationWarning")
def test_a_mistake_is_as_its_header_says_and_its_counterexamples_go_wrong_as_they_say(id_: str, name: str) -> None:
    wrong = mistake_of(id_, name)
    judged = judged_mistake(id_, name)
    verdicts = judged.verdicts
    assert_as_its_header_says(wrong, verdicts)
    assert judged.steps <= MOST_STEPS / 10, "what is explained takes little of the budget"
    shown = assert_its_counterexamples_go_wrong_as_they_say(id_, wrong, verdicts, as_pasted=name not in NOT_AS_PASTED)
    can_be_shown = {check.id for check in exercise_of(id_).checks if check.minimal_cases}
    if wrong.fails <= can_be_shown:
        assert shown or name in NOT_IN_ONE_CALL or wrong.diagnoses == {"argument-modified-in-place"}


def assert_as_its_header_says(wrong: WrongVersion, verdicts: dict[str, Verdict]) -> None:
    lost = {id_ for id_, verdict in verdicts.items() if verdict.status not in ("passed", "waiting")}
    waiting = {id_ for id_, verdict in verdicts.items() if verdict.status == "waiting"}
    assert (lost, waiting) == (wrong.fails, wrong.waits)
    names = {verdict.diagnosis.mistake.id for verdict in verdicts.values() if verdict.diagnosis}
    assert names == wrong.diagnoses
    told = {verdict.evidence["pattern"]["id"] for verdict in verdicts.values() if "pattern" in verdict.evidence}
    assert told == (wrong.pattern or set()), "the line `pattern:` of its docstring says which"


def assert_its_counterexamples_go_wrong_as_they_say(
    id_: str, wrong: WrongVersion, verdicts: dict[str, Verdict], *, as_pasted: bool
) -> bool:
    """Paste each line that is shown beside the wrong code, and beside the solution; say whether there is any."""
    solution = solution_of(id_)
    failures = [verdict for verdict in verdicts.values() if "counterexample" in verdict.evidence]
    for verdict in failures:
        example = verdict.evidence["counterexample"]
        assert verdict.status in ("failed", "error")
        got = ways_shown(pasted(f"{solution}\n{wrong.code}", example["call"]))
        assert (example["got"] in got) is as_pasted, (example, got)
        assert example["expected"] in ways_shown(pasted(solution, example["call"]))
        assert example["got"] != example["expected"]
        assert "\n" not in example["call"]
    return bool(failures)


@pytest.mark.parametrize("seed", seeds(SEED, *MORE_SEEDS))
@pytest.mark.parametrize("id_", JUDGED_NUMBER_BY_NUMBER)
def test_the_numbers_of_every_formula_fail_under_its_name(id_: str, seed: int) -> None:
    assert formulas_not_told_apart(id_, seed) == []
