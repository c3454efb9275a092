"""Right solutions in many styles: every one earns full points, and is remarked upon where its header says so."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from autograder.judging.model import Verdict
from tests.solutions.sessions import (
    FOLDERS,
    IDS,
    MORE_SEEDS,
    ROOT,
    SEED,
    STYLES,
    exercise_of,
    run,
    seeds,
    solution_of,
    style_of,
)

STARRED = ("derivative_estimates", "sigmoid_backward", "linear_backward", "delta_rule", "xor_training")
# Words of the remarks that styles get.
SAID = {
    ("symbolic_derivatives", "plain_number_for_w", "powers"): "plain number",
    ("symbolic_derivatives", "polynomials_as_poly", "powers"): "Poly",
    ("symbolic_derivatives", "small_step_at_value", "value"): "finite differences",
    ("symbolic_derivatives", "small_step_in_formula", "powers"): "finite differences",
    ("symbolic_derivatives", "float32", "value"): "float32",
    ("chain_rule", "float32_all_along", "composition"): "six or seven digits",
    ("chain_rule", "finite_differences", "composition"): "six or seven digits",
    ("sigmoid_backward", "as_in_the_text", "sigmoid_large"): "at z = ±1000 ",
    ("sigmoid_backward", "vectorised_math", "sigmoid_large"): "at z = ±1000 ",
    ("mse_backward", "nested_lists", "backward"): "it is a list",
    ("mse_backward", "float32", "backward"): "six or seven digits",
    ("mse_backward", "forward_differences", "backward"): "six or seven digits",
    ("mse_backward", "matrices", "backward"): "np.matrix",
    ("xor_training", "float32_and_booleans", "gradient_W1"): "float32",
    ("xor_training", "float32_and_booleans", "predict"): "bool",
    ("three_layer_network", "one_shift_for_all_rows", "softmax_large"): "a shift of its own",
    ("three_layer_network", "row_by_row", "last_layer"): "(1, 2)",
    **{
        ("three_layer_network", "pure_python", check): "list"
        for check in ("softmax", "cross_entropy_backward", "last_layer", "earlier_layers", "sgd_step")
    },
}
ROW = re.compile(r"\| \d\d \| `(\w+)`: .* \| (\d+) \|")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some styles write a log."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("id_", "name"), STYLES)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_right_style_earns_all_and_is_remarked_upon_where_its_header_says(id_: str, name: str) -> None:
    verdicts = run(id_, style_of(id_, name).code, SEED)
    assert_all_earned(verdicts)
    assert {check for check, verdict in verdicts.items() if verdict.remarks} == style_of(id_, name).remarks
    for (owner, style, check), words in SAID.items():
        if (owner, style) == (id_, name):
            assert any(words in remark.to("en") for remark in verdicts[check].remarks)


@pytest.mark.slow
@pytest.mark.parametrize("id_", IDS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_right_styles_earn_all_on_whatever_is_drawn(id_: str) -> None:
    for seed in MORE_SEEDS:
        for name in (name for owner, name in STYLES if owner == id_):
            assert_all_earned(run(id_, style_of(id_, name).code, seed))


@pytest.mark.parametrize("seed", seeds(SEED, *MORE_SEEDS))
@pytest.mark.parametrize("id_", IDS)
def test_the_solution_earns_all_without_a_remark(id_: str, seed: int) -> None:
    verdicts = run(id_, solution_of(id_), seed)
    assert_all_earned(verdicts)
    assert not any(verdict.remarks for verdict in verdicts.values())


@pytest.mark.parametrize("id_", IDS)
def test_nothing_written_earns_nothing(id_: str) -> None:
    verdicts = run(id_, FOLDERS[id_].stub_text("en"), SEED)
    assert {check for check, verdict in verdicts.items() if verdict.status == "passed"} == set()


def assert_all_earned(verdicts: dict[str, Verdict]) -> None:
    assert {id_: verdict.rationale.to("en") for id_, verdict in verdicts.items() if verdict.status != "passed"} == {}


@pytest.mark.parametrize("id_", IDS)
def test_there_are_enough_styles(id_: str) -> None:
    found = [style_of(id_, name).code for owner, name in STYLES if owner == id_]
    assert len(found) >= (15 if id_ in STARRED else 6)
    assert len({ast.dump(ast.parse(code)) for code in found}) == len(found)


def test_every_remark_that_is_quoted_is_of_a_style_there_is() -> None:
    assert {(id_, name) for id_, name, _ in SAID} <= set(STYLES)


@pytest.mark.parametrize("readme", ["README.md", "README.pt-BR.md"])
def test_the_points_are_those_that_the_readme_promises(readme: str) -> None:
    promised = dict(ROW.findall((ROOT / readme).read_text(encoding="utf-8")))
    assert promised == {id_: str(exercise_of(id_).points) for id_ in IDS}
