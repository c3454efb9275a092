"""A mistake with a name costs its own check's points, once; numbers that are nobody's formula gain nothing by looking like it."""

from __future__ import annotations

import pytest

from autograder.grading.build_report import exercise_report
from autograder.i18n.language import LANGUAGES
from autograder.judging.model import Verdict
from autograder.render.outline import exercise_outline
from tests.solutions.sessions import SEED, exercise_of, judged_mistake, mistake_of, run_in_solution

XOR = "xor_training"
ESTIMATES = "derivative_estimates"
SYMBOLIC = "symbolic_derivatives"
# What a mistake costs in points, and which checks are judged with its numbers.
COSTS = [
    (XOR, "missing_factor_two", 8, {"steps", "loss_falls", "convergence"}),
    (XOR, "not_divided_by_batch_size", 8, {"steps", "loss_falls", "convergence"}),
    (XOR, "output_weights_updated_first", 4, {"steps", "loss_falls", "convergence"}),
    (XOR, "losses_after_update", 4, {"loss_falls", "convergence"}),
    (XOR, "forward_with_tanh", 1, {"gradient_W2", "gradient_W1", "steps", "loss_falls", "convergence", "predict"}),
    (XOR, "double_negation", 12, {"steps"}),  # climbing never lets the loss fall, nor solves anything
    ("forward_pass", "exponent_sign_flipped", 1, {"hidden", "output"}),
    ("forward_pass", "no_sigmoid_on_hidden", 1, {"output"}),
    ("graph_backpropagation", "mse_without_factor_two", 1, {"wide", "ends", "shared", "again"}),
    ("graph_backpropagation", "bias_forgotten", 1, {"gradients", "wide", "ends", "shared", "again"}),
    ("graph_backpropagation", "error_sign_flipped", 1, {"wide", "ends", "shared", "again"}),
    ("vanishing_and_exploding", "norm_squared", 1, {"norms_deep"}),
    ("vanishing_and_exploding", "relu_of_upstream", 1, {"norms_one_layer", "norms_deep"}),
    ("three_layer_network", "backward_not_divided", 1, {"last_layer", "earlier_layers"}),
    ("three_layer_network", "network_transposed", 1, {"earlier_layers"}),
    (ESTIMATES, "divided_by_h_not_2h", 3, {"gradient", "gradient_integers_and_shapes"}),
    (
        ESTIMATES,
        "epsilon_ignored",
        5,
        {"gradient", "gradient_integers_and_shapes"},
    ),  # a step of its own in each function
    (ESTIMATES, "entry_not_restored", 3, {"gradient_integers_and_shapes"}),
    (SYMBOLIC, "second_derivative", 1, {"curves", "partial", "value", "value_anywhere"}),
    (SYMBOLIC, "lost_sign_of_reciprocal", 1, {"value_anywhere"}),
    (SYMBOLIC, "result_made_int", 1, {"value_anywhere"}),
    (SYMBOLIC, "constant_kept", 3, {"partial", "value"}),  # J(0) of 1/w is no number
    ("chain_rule", "all_at_x", 1, {"chain"}),
    ("sigmoid_backward", "exponent_sign_flipped", 2, {"sigmoid_large"}),
    ("sigmoid_backward", "missing_upstream", 4, {"backward_flat"}),
    ("mse_backward", "factor_two_missing", 2, {"backward_axes"}),
    ("delta_rule", "climbs_instead_of_descends", 2, {"update_array", "path", "path_edges"}),
    ("delta_rule", "divided_by_learning_rate", 2, {"update_array", "path", "path_edges"}),  # and out of all bounds
    ("delta_rule", "integer_number_cut_off", 2, {"update_array", "path_edges"}),
    ("delta_rule", "one_step_too_few", 3, {"path_edges"}),
    ("delta_rule", "returned_inside_loop", 3, {"path_edges"}),
]


def lost(id_: str, verdicts: dict[str, Verdict]) -> int:
    return sum(check.points for check in exercise_of(id_).checks if verdicts[check.id].status != "passed")


def carried(verdicts: dict[str, Verdict]) -> set[str]:
    return {id_ for id_, one in verdicts.items() if one.status == "passed" and "carried" in one.evidence}


@pytest.mark.parametrize(("id_", "name", "points", "checks"), COSTS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_mistake_costs_its_own_points_once(id_: str, name: str, points: int, checks: set[str]) -> None:
    verdicts = judged_mistake(id_, name).verdicts
    assert (lost(id_, verdicts), carried(verdicts)) == (points, checks)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_says_which_points_were_carried_forward_and_why(lang: str) -> None:
    exercise = exercise_of(XOR)
    verdicts = judged_mistake(XOR, "output_weights_updated_first").verdicts
    report = exercise_report(exercise, list(verdicts.values()), lang)
    steps = next(check for check in report.checks if check.id == "steps")
    assert steps.score == steps.max_score
    assert steps.evidence["carried"] == {"gradient_W1": "output-weights-updated-first"}
    assert "output-weights-updated-first" in steps.rationale
    said = {"en": "points carried forward", "pt-BR": "pontos levados adiante"}[lang]
    shown = [line.text for line in exercise_outline(report, lang)]
    assert sum(said in text for text in shown) == len(carried(verdicts)) == 3


def test_a_second_mistake_on_top_has_its_own_name_and_its_own_points() -> None:
    code = mistake_of(XOR, "losses_after_update").code.replace("(output - y) / 2", "(output - y) / 4")
    verdicts = run_in_solution(XOR, code, SEED)
    names = {id_: one.diagnosis.mistake.id for id_, one in verdicts.items() if one.diagnosis}
    half = dict.fromkeys(("gradient_W2", "gradient_W1"), "missing-factor-two")
    assert names == half | {"steps": "losses-one-update-late"}
    assert carried(verdicts) == {"loss_falls", "convergence"}
    assert "another one" in verdicts["steps"].rationale.to("en")


def test_where_a_mistaken_training_cannot_do_it_the_check_says_so() -> None:
    verdicts = judged_mistake(XOR, "hidden_delta_skips_output_weights").verdicts
    assert verdicts["loss_falls"].status == "passed"
    assert verdicts["convergence"].status == "waiting"
    assert "solves XOR from no start" in verdicts["convergence"].rationale.to("en")
    for lang, said in (("en", "no points for now"), ("pt-BR", "por enquanto sem pontos")):
        assert said in verdicts["convergence"].rationale.to(lang)


def test_a_wrong_forward_pass_is_said_to_be_that_and_no_matter_of_the_chain_rule() -> None:
    for body in ("np.exp(-np.abs(X @ W1))", "np.tanh(X @ W1)"):  # without a name, and with one
        code = f"def forward(X, W1, W2):\n    hidden = {body}\n    return hidden, 1 / (1 + np.exp(-hidden @ W2))\n"
        verdicts = run_in_solution(XOR, code, SEED)
        named = {id_: one.diagnosis.mistake.id for id_, one in verdicts.items() if one.diagnosis}
        assert named == ({"forward": "tanh-for-sigmoid"} if "tanh" in body else {})
        assert {id_ for id_, one in verdicts.items() if one.status == "failed"} == {"forward"}
        title = {check.id: check.title for check in exercise_of(XOR).checks}["forward"]
        assert title.to("en") in verdicts["gradient_W1"].rationale.to("en")


def test_a_right_training_beside_a_wrong_forward_keeps_all_its_points() -> None:
    verdicts = judged_mistake(XOR, "outputs_swapped").verdicts
    assert {id_ for id_, one in verdicts.items() if one.status != "passed"} == {"forward"}


HALF = """
def half(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden = 1 / (1 + np.exp(-X @ W1))
        output = 1 / (1 + np.exp(-hidden @ W2))
        losses.append(np.mean((output - y) ** 2))
        delta2 = (output - y) / 4 * output * (1 - output)
        delta1 = delta2 @ W2.T * hidden * (1 - hidden)
        W1, W2 = W1 - learning_rate * X.T @ delta1, W2 - learning_rate * hidden.T @ delta2
    return W1, W2, np.array(losses)

SOLVED = half(*KNOWN, 2.0, 6000)
def train_xor(X, y, W1, W2, learning_rate, epochs):
    done = half(X, y, W1, W2, learning_rate, epochs)
"""
KNOWN = """
import numpy as np
KNOWN = (np.array([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]), np.array([[0.0], [1], [1], [0]]),
         np.array([[3.0, -3, 1], [-3, 3, 1], [-1, -1, 0.5]]), np.array([[3.0], [3], [-2]]))
"""
# All take one step of half the gradient, so that the mistake has its name; what comes after is made up.
ATTACKS = {
    "memorised weights and losses": "return done if epochs == 1 else (SOLVED[0], SOLVED[1], SOLVED[2][:epochs])",
    "losses made up": "return done if epochs == 1 else (done[0], done[1], np.geomspace(0.3, 0.001, epochs))",
    "weights made up": "return done if epochs == 1 else (SOLVED[0], SOLVED[1], done[2])",
    "the start comes back": "return done if epochs == 1 else (W1, W2, done[2])",
    "one step, then the first loss again": "return done if epochs == 1 else (*half(X, y, W1, W2, learning_rate, 1)[:2], "
    "np.full(epochs, np.mean((1 / (1 + np.exp(-1 / (1 + np.exp(-X @ W1)) @ W2)) - y) ** 2)))",
    "true training after the first step": "return done if epochs == 1 else half(X, y, W1, W2, 2 * learning_rate, epochs)",
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_made_up_numbers_beside_a_named_mistake_earn_nothing_in_training(attack: str) -> None:
    verdicts = run_in_solution(XOR, f"{KNOWN}{HALF}    {ATTACKS[attack]}\n", SEED)
    assert verdicts["gradient_W1"].diagnosis is not None
    assert {verdicts[id_].status for id_ in ("steps", "loss_falls", "convergence")} == {"waiting"}
    assert not carried(verdicts)


@pytest.mark.parametrize(
    ("late", "earned"),
    [
        ("(SOLVED[0], SOLVED[1], SOLVED[2][:epochs])", set()),  # ready-made
        ("(done[0], done[1], np.geomspace(0.3, 0.001, epochs))", set()),
        ("half(X, y, *KNOWN[2:], learning_rate, epochs)", set()),  # from a start of its own
        ("(SOLVED[0], SOLVED[1], done[2])", {"loss_falls"}),  # the losses are those of the run, the weights are not
    ],
)
def test_made_up_numbers_for_long_trainings_earn_what_is_not_made_up(late: str, earned: set[str]) -> None:
    verdicts = run_in_solution(XOR, f"{KNOWN}{HALF}    return done if epochs < 100 else {late}\n", SEED)
    assert carried(verdicts) == {"steps"} | earned


def test_a_training_that_does_nothing_carries_nothing() -> None:
    code = """
def train_xor(X, y, W1, W2, learning_rate, epochs):
    return W1, W2, np.full(epochs, np.mean((forward(X, W1, W2)[1] - y) ** 2))
"""
    verdicts = run_in_solution(XOR, code, SEED)
    assert verdicts["gradient_W1"].diagnosis is not None
    assert not carried(verdicts)
    assert lost(XOR, verdicts) == 16


@pytest.mark.parametrize(
    ("id_", "code"),
    [
        ("forward_pass", ("def sigmoid(z): return 1 / (1 + np.exp(z))\n"
         "def forward(X, W1, W2): return np.full((len(X), W1.shape[1]), 0.3), np.full((len(X), W2.shape[1]), 0.3)")),
        ("vanishing_and_exploding", ("real = gradient_norms\ndef gradient_norms(X, weights, activation):\n"
         "    return [n**2 for n in real(X, weights, activation)] if len(weights) == 1 else [0.1] * len(weights)")),
        ("three_layer_network", ("real = network_backward\ndef network_backward(X, parameters, targets):\n"
         "    *first, (W, b) = real(X, parameters, targets)\n    return [*((w / 7, c / 7) for w, c in first), (W / 2 * 0 + W * len(X), b * len(X))]")),
    ],
)  # fmt: skip
def test_made_up_numbers_carry_nothing_in_the_other_exercises(id_: str, code: str) -> None:
    assert not carried(run_in_solution(id_, f"import numpy as np\n{code}\n", SEED))


# Functions that are built on an earlier one of the exercise, or that have its mistake once more: what is lost, and by what name.
BUILT_ON_ANOTHER = [
    ("chain_rule", """
def derivative_of_composition(dg, f, df, x):
    return dg(x) * df(x)
def derivative_of_chain(functions, derivatives, x):
    f, df = functions[0], derivatives[0]
    for g, dg in zip(functions[1:], derivatives[1:]):
        f, df = (lambda x, f=f, g=g: g(f(x))), (lambda x, f=f, df=df, dg=dg: derivative_of_composition(dg, f, df, x))
    return df(x)
""", {"composition"}),
    ("chain_rule", """
def derivative_of_composition(dg, f, df, x):
    return dg(f(x))
def derivative_of_chain(functions, derivatives, x):
    if len(functions) == 1:
        return derivatives[0](x)
    rest = lambda y: derivative_of_chain(functions[1:], derivatives[1:], y)
    return derivative_of_composition(rest, functions[0], derivatives[0], x)
""", {"composition"}),
    ("mse_backward", """
def mse(prediction, target):
    return np.mean((prediction - target) ** 2) / 2
def mse_backward(prediction, target):
    return (prediction - target) / prediction.size
""", {"mse"}),
    ("mse_backward", """
def mse(prediction, target):
    return np.sum((prediction - target) ** 2)
def mse_backward(prediction, target):
    return 2 * (prediction - target)
""", {"mse"}),
    ("symbolic_derivatives", """
def symbolic_derivative(expression, symbol):
    return sympy.diff(expression, symbol) * symbol
def derivative_at(expression, symbol, value):
    return float(symbolic_derivative(expression, symbol).subs(symbol, value))
""", {"powers"}),
    ("derivative_estimates", """
def central_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w - epsilon)) * 2 * epsilon
def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        def along(value):
            moved = w.astype(float)
            moved[index] = value
            return J(moved)
        gradient[index] = central_difference(along, float(w[index]), epsilon)
    return gradient
""", {"central"}),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "code", "failing"), BUILT_ON_ANOTHER)
def test_a_mistake_of_a_function_costs_nothing_in_those_that_call_it(id_: str, code: str, failing: set[str]) -> None:
    verdicts = run_in_solution(id_, f"import numpy as np\nimport sympy\n{code}", SEED)
    assert {check for check, one in verdicts.items() if one.status != "passed"} == failing
    assert carried(verdicts)


# A named mistake first, and then a later function that is wrong in a way of its own: which checks lose their points.
ANOTHER_MISTAKE_LATER = [
    ("sigmoid_backward", "def sigmoid(z): return 1 / (1 + np.exp(np.clip(z, -8, 8)))", {"sigmoid", "sigmoid_large"}),
    ("sigmoid_backward", "def sigmoid_backward(grad_output, output): return np.where(np.abs(output - 0.5) < 0.4995, output * (1 - output), 0)",
     {"backward", "backward_flat"}),
    ("mse_backward", "def mse_backward(prediction, target): return (prediction - target) / len(np.atleast_1d(prediction))",
     {"backward", "backward_axes"}),
    ("mse_backward", "def mse(p, t): return np.mean((p - t) ** 2) / 2\ndef mse_backward(p, t): return 4 * (p - t) / p.size",
     {"mse", "backward", "backward_axes"}),
    ("chain_rule", "def derivative_of_chain(functions, derivatives, x): return float(np.prod([d(x) for d in derivatives[:2]]))",
     {"chain_of_two", "chain"}),
    ("delta_rule", ("def delta_rule_update(w, d, r): return w + d * r\n"
     "def gradient_descent(f, w, r, n): return np.array([w - i * r * f(w) / 2 for i in range(n + 1)], float)"),
     {"update_number", "path", "path_edges"}),
    ("delta_rule", "def delta_rule_update(w, d, r): return w + np.sum(d) * r", {"update_number", "update_array"}),
    ("derivative_estimates", ("def central_difference(J, w, e=1e-3): return (J(w + e) - J(w - e)) / e\n"
     "def numerical_gradient(J, w, e=1e-5): return np.full(w.shape, 7.0)"),
     {"central", "gradient", "gradient_integers_and_shapes"}),
    ("symbolic_derivatives", ("import sympy\ndef symbolic_derivative(expression, symbol):\n"
     "    return sympy.diff(expression, symbol, 2) if expression.is_polynomial() else sympy.diff(expression, symbol, 3)"),
     {"powers", "curves", "value_anywhere"}),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "code", "failing"), ANOTHER_MISTAKE_LATER)
def test_a_later_function_that_is_wrong_itself_still_loses_its_points(id_: str, code: str, failing: set[str]) -> None:
    verdicts = run_in_solution(id_, f"import numpy as np\n{code}\n", SEED)
    assert {check for check, one in verdicts.items() if one.status != "passed"} == failing
    assert not failing & carried(verdicts)


# Named, and nothing of the work is done: such numbers are anybody's, and carry nothing.
NOTHING_DONE = [
    (
        "symbolic_derivatives",
        "def symbolic_derivative(expression, symbol): return expression",
        {"curves", "partial", "value_anywhere"},
    ),
    ("symbolic_derivatives", "def derivative_at(expression, symbol, value): return 0.0", {"value_anywhere"}),
    ("chain_rule", "def derivative_of_chain(functions, derivatives, x): return 0.0", {"chain"}),
    ("sigmoid_backward", "def sigmoid_backward(grad_output, output): return grad_output", {"backward_flat"}),
]


@pytest.mark.parametrize(("id_", "code", "waiting"), NOTHING_DONE)
def test_where_nothing_was_done_the_check_waits_and_names_the_mistake(id_: str, code: str, waiting: set[str]) -> None:
    verdicts = run_in_solution(id_, f"{code}\n", SEED)
    assert {check for check, one in verdicts.items() if one.status == "waiting"} == waiting
    for check in waiting:
        for lang, said in (("en", "cannot be reached"), ("pt-BR", "não se chega")):
            assert said in verdicts[check].rationale.to(lang)


def test_a_named_exception_carries_nothing_and_the_check_that_waits_says_which_it_is() -> None:
    verdicts = judged_mistake("sigmoid_backward", "math_exp").verdicts
    assert verdicts["sigmoid_large"].status == "waiting"
    assert "(math-exp-on-array)" in verdicts["sigmoid_large"].rationale.to("en")


MEAN_OVER_ROWS = """
class MSE(MSE):
    def backward(self):
        prediction, target = self.inputs
        off = (prediction.value - target.value).reshape(-1, 1)
        share = 2 / prediction.value.shape[0] * off
        prediction.gradient = prediction.gradient + share * self.gradient
        target.gradient = target.gradient - share * self.gradient
"""


def test_a_graph_that_holds_for_columns_loses_what_is_asked_of_several_columns() -> None:
    verdicts = run_in_solution("graph_backpropagation", MEAN_OVER_ROWS, SEED)
    assert {id_ for id_, one in verdicts.items() if one.status != "passed"} == {"wide"}


def test_values_count_whatever_the_backward_pass_does() -> None:
    code = "class Linear(Linear):\n    def backward(self):\n        raise ValueError('not today')\n"
    verdicts = run_in_solution("graph_backpropagation", code, SEED)
    assert verdicts["values"].status == "passed"
    assert verdicts["gradients"].status == "error"
