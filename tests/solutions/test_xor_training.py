"""xor_training: right code in many styles, wrong code of many kinds."""

import importlib.util

import numpy as np
import pytest

from tests.solutions.sessions import (
    assert_as_said,
    exercise_of,
    folder_of,
    not_passed,
    run,
    run_in_solution,
    solution_of,
    wrong_of,
)

ID = "xor_training"
SEEDS = (0, 1)

RIGHT = {
    "columns_are_examples": """
import numpy as np
def init_weights(rng):
    return rng.normal(size=(3, 3)), rng.normal(size=(3, 1))
def s(v): return 1.0 / (1.0 + np.exp(-v))
def forward(X, W1, W2):
    hidden = s(np.dot(W1.T, X.T))
    return hidden.T, s(np.dot(W2.T, hidden)).T
def train_xor(X, y, W1, W2, learning_rate, epochs):
    A, B, losses = W1.T.copy(), W2.T.copy(), np.zeros(epochs)
    for epoch in range(epochs):
        H = s(A @ X.T)
        O = s(B @ H)
        E = y.T - O
        losses[epoch] = (E ** 2).mean()
        dO = E * O * (1 - O)
        dH = (B.T @ dO) * H * (1 - H)
        B += learning_rate * 0.5 * dO @ H.T
        A += learning_rate * 0.5 * dH @ X
    return A.T, B.T, losses
def predict(X, W1, W2):
    return np.where(forward(X, W1, W2)[1] >= 0.5, 1, 0)
""",
    "pure_python_loops": """
import math
def init_weights(rng):
    return [[rng.uniform(-1, 1) for _ in range(3)] for _ in range(3)], [[rng.uniform(-1, 1)] for _ in range(3)]
def σ(z): return 1 / (1 + math.exp(-z))
def forward(X, W1, W2):
    hidden = [[σ(sum(x[i] * W1[i][j] for i in range(3))) for j in range(3)] for x in X]
    return hidden, [[σ(sum(h[j] * W2[j][0] for j in range(3)))] for h in hidden]
def train_xor(X, y, W1, W2, learning_rate, epochs):
    W1, W2 = [[float(v) for v in row] for row in W1], [[float(row[0])] for row in W2]
    X, y, losses = [list(map(float, row)) for row in X], [float(row[0]) for row in y], []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(sum((o[0] - t) ** 2 for o, t in zip(output, y)) / 4)
        δ = [2 * (o[0] - t) / 4 * o[0] * (1 - o[0]) for o, t in zip(output, y)]
        δh = [[δ[n] * W2[j][0] * hidden[n][j] * (1 - hidden[n][j]) for j in range(3)] for n in range(4)]
        W2 = [[W2[j][0] - learning_rate * sum(hidden[n][j] * δ[n] for n in range(4))] for j in range(3)]
        W1 = [[W1[i][j] - learning_rate * sum(X[n][i] * δh[n][j] for n in range(4)) for j in range(3)] for i in range(3)]
    return W1, W2, losses
def predict(X, W1, W2):
    return [[1 if o[0] >= 0.5 else 0] for o in forward(X, W1, W2)[1]]
""",
    "layer_objects": """
import numpy as np
class Layer:
    def __init__(self, W): self.W = np.array(W)
    def __call__(self, A):
        self.A = A
        self.out = 1 / (1 + np.exp(-A @ self.W))
        return self.out
    def backward(self, G):
        delta = G * np.exp(-self.A @ self.W) / (1 + np.exp(-self.A @ self.W)) ** 2
        self.grad = self.A.T @ delta
        return delta @ self.W.T
    def step(self, rate): self.W = self.W - rate * self.grad
def init_weights(rng):
    return rng.random((3, 3)) * 2 - 1, rng.random((3, 1)) * 2 - 1
def forward(X, W1, W2):
    one, two = Layer(W1), Layer(W2)
    hidden = one(X)
    return [hidden, two(hidden)]
def train_xor(X, y, W1, W2, learning_rate, epochs):
    layers, losses = [Layer(W1), Layer(W2)], []
    for epoch in range(epochs):
        out = X
        for layer in layers: out = layer(out)
        losses += [float(np.mean(np.square(out - y)))]
        if epoch % 100 == 0: print("epoch", epoch, losses[-1])
        gradient = 2 * (out - y) / y.size
        for layer in reversed(layers): gradient = layer.backward(gradient)
        for layer in layers: layer.step(learning_rate)
    return [layers[0].W, layers[1].W, losses]
def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= .5) * 1
""",
    "einsum_and_row_by_row": """
import numpy as np
def init_weights(rng):
    scale = np.sqrt(1 / 3)
    return np.vstack([rng.normal(0, 1, (2, 3)), np.zeros((1, 3))]), rng.normal(0, scale, (3, 1))
def sig(z): return np.exp(-np.logaddexp(0, -z))
def forward(X, W1, W2):
    h = sig(np.einsum("nd,dh->nh", X, W1))
    return h, sig(np.einsum("nh,hk->nk", h, W2))
def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        g1, g2, loss = np.zeros((3, 3)), np.zeros((3, 1)), 0.0
        for x, t in zip(X, y):
            h, o = forward(x[None], W1, W2)
            loss += (o - t).item() ** 2 / 4
            d = (o - t) * o * (1 - o) / 2
            g2 += h.T * d
            g1 += np.outer(x, (d * W2.T * h * (1 - h)).ravel())
        losses.append(loss)
        W1, W2 = W1 - learning_rate * g1, W2 - learning_rate * g2
    return W1, W2, np.array(losses)
def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5).astype(np.int8)
""",
    "float32_and_booleans": """
import numpy as np
def init_weights(rng):
    return rng.normal(size=(3, 3)).astype(np.float32), rng.normal(size=(3, 1)).astype(np.float32)
def forward(X, W1, W2):
    h = 1 / (1 + np.exp(-X @ W1)); return h, 1 / (1 + np.exp(-h @ W2))
def train_xor(X, y, W1, W2, learning_rate, epochs):
    X, y, W1, W2 = (np.float32(v) for v in (X, y, W1, W2))
    losses = []
    for _ in range(epochs):
        h, o = forward(X, W1, W2)
        losses.append(((o - y) ** 2).mean())
        d = (o - y) / 2 * o * (1 - o)
        d1 = d @ W2.T * h * (1 - h)
        W1, W2 = W1 - np.float32(learning_rate) * X.T @ d1, W2 - np.float32(learning_rate) * h.T @ d
    return W1, W2, losses
def predict(X, W1, W2):
    return forward(X, W1, W2)[1] >= 0.5
""",
}

WRONG = {  # function(s) in place of the solution's → what must be lost at least
    "ready_made_weights": (
        """
def train_xor(X, y, W1, W2, learning_rate, epochs):
    W1 = np.array([[5.7, -4.4, 1.0], [5.7, -4.4, 1.0], [-2.5, 6.5, 1.0]])
    return W1, np.array([[9.0], [9.0], [-13.5]]), list(np.linspace(0.3, 0.001, epochs))
""",
        {"gradient_W2", "gradient_W1", "steps", "loss_falls", "convergence"},
    ),
    "right_steps_then_ready_made_losses": (
        """
right = train_xor
def train_xor(X, y, W1, W2, learning_rate, epochs):
    W1, W2, losses = right(X, y, W1, W2, learning_rate, epochs)
    return W1, W2, losses if epochs < 20 else list(np.linspace(0.3, 0.005, epochs))
""",
        {"loss_falls", "convergence"},
    ),
    "sees_xor_and_answers_from_memory": (
        """
right = train_xor
def train_xor(X, y, W1, W2, learning_rate, epochs):
    if epochs < 20:
        return right(X, y, W1, W2, learning_rate, epochs)
    rng = np.random.default_rng(3)
    return right(X, y, rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1)), learning_rate, epochs)
""",
        {"loss_falls", "convergence"},
    ),
    "right_for_learning_rate_one_only": (
        """
right = train_xor
def train_xor(X, y, W1, W2, learning_rate, epochs):
    return right(X, y, W1, W2, 1.0, epochs)
""",
        {"gradient_W2", "gradient_W1", "steps", "loss_falls", "convergence"},
    ),
    "momentum": (
        """
def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses, v1, v2 = [], 0, 0
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        d = (output - y) / 2 * output * (1 - output)
        v1, v2 = 0.9 * v1 + X.T @ (d @ W2.T * hidden * (1 - hidden)), 0.9 * v2 + hidden.T @ d
        W1, W2 = W1 - learning_rate * v1, W2 - learning_rate * v2
    return W1, W2, losses
""",
        {"steps", "loss_falls", "convergence"},
    ),
    "one_row_at_a_time": (
        """
def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(np.mean((forward(X, W1, W2)[1] - y) ** 2))
        for x, t in zip(X, y):
            hidden, output = forward(x[None], W1, W2)
            d = (output - t) / 2 * output * (1 - output)
            W1, W2 = W1 - learning_rate * x[None].T @ (d @ W2.T * hidden * (1 - hidden)), W2 - learning_rate * hidden.T @ d
    return W1, W2, losses
""",
        {"gradient_W2", "gradient_W1", "steps", "loss_falls", "convergence"},
    ),
    "relative_error_of_one_in_ten_thousand": (
        """
right = train_xor
def train_xor(X, y, W1, W2, learning_rate, epochs):
    return right(X, y, W1, W2, learning_rate * 1.0001, epochs)
""",
        {"gradient_W2", "gradient_W1", "steps", "loss_falls", "convergence"},
    ),
    "returns_nothing": (
        "def train_xor(*a): pass",
        {"gradient_W2", "gradient_W1", "steps", "loss_falls", "convergence"},
    ),
    "predict_knows_xor_only": ("def predict(X, W1, W2): return np.array([[0], [1], [1], [0]])", {"predict"}),
    "predict_flat": ("def predict(X, W1, W2): return (forward(X, W1, W2)[1] >= 0.5).astype(int).ravel()", {"predict"}),
    "predict_rounds": ("def predict(X, W1, W2): return np.round(forward(X, W1, W2)[1]).astype(int)", {"predict"}),
    "init_with_its_own_seed": (
        "def init_weights(rng):\n    rng = np.random.default_rng(42)\n    return rng.normal(size=(3, 3)), rng.normal(size=(3, 1))",
        {"init_weights"},
    ),
    "init_half_drawn": (
        "def init_weights(rng): return rng.normal(size=(3, 3)), np.random.normal(size=(3, 1))",
        {"init_weights"},
    ),
    "init_from_the_table": (
        "def init_weights(rng): return np.eye(3), np.ones((3, 1))",
        {"init_weights"},
    ),
    "init_not_finite": (
        "def init_weights(rng): return rng.normal(size=(3, 3)) / 0.0, rng.normal(size=(3, 1))",
        {"init_weights"},
    ),
}


@pytest.mark.parametrize("style", RIGHT)
@pytest.mark.parametrize("seed", SEEDS)
def test_right_code_gets_full_points_in_every_style(style, seed):
    verdicts = run(ID, RIGHT[style], seed)
    assert not not_passed(verdicts), {id_: verdict.rationale.to("en") for id_, verdict in verdicts.items()}


def test_the_solution_gets_full_points_without_a_remark():
    for seed in range(10):
        verdicts = run(ID, solution_of(ID), seed)
        assert not not_passed(verdicts)
        assert [remark.to("en") for verdict in verdicts.values() for remark in verdict.remarks] == []


def test_float32_is_remarked_upon():
    verdicts = run(ID, RIGHT["float32_and_booleans"], 0)
    assert any("float32" in remark.to("en") for remark in verdicts["gradient_W1"].remarks)
    assert any("bool" in remark.to("en") for remark in verdicts["predict"].remarks)


@pytest.mark.parametrize("wrong", wrong_of(ID), ids=lambda wrong: wrong.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_typical_mistakes_lose_what_they_say(wrong, seed):
    assert_as_said(ID, wrong, seed)


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("seed", SEEDS)
def test_wrong_code_of_other_kinds_loses_its_points(name, seed):
    code, lost = WRONG[name]
    verdicts = run_in_solution(ID, code, seed)
    assert not_passed(verdicts) == lost
    assert all(
        verdict.diagnosis is None for id_, verdict in verdicts.items() if id_ not in {"gradient_W1", "gradient_W2"}
    )


@pytest.mark.parametrize(
    ("sizes", "shape"),
    [(((2, 3), (3, 1)), "W1 has shape (2, 3)"), (((3, 3), 3), "W2 has shape (3,)")],
)
def test_a_start_of_another_shape_is_told_which_matrix_it_is(sizes, shape):
    one, two = sizes
    code = f"def init_weights(rng): return rng.normal(size={one}), rng.normal(size={two})"
    verdict = run_in_solution(ID, code, 0)["init_weights"]
    assert shape in verdict.rationale.to("en")
    assert "return W1, W2" not in verdict.help.to("en")  # the pair itself is as it should be


def test_starts_that_are_asked_for_are_drawn_anew():
    checks = _checks()
    one, other = (checks.plan_training(np.random.default_rng(seed)) for seed in (0, 1))
    assert not np.array_equal(one[0].call.args[2], other[0].call.args[2])


def test_true_training_solves_every_start_that_is_asked_for_within_its_epochs():
    checks = _checks()
    for seed in range(10):
        for case in checks.plan_training(np.random.default_rng(seed)):
            *_, epochs = case.call.args
            output = checks.output_of(checks.XOR_X, case.expected[0].value, case.expected[1].value)[1]
            assert np.abs(output - checks.XOR_Y).max() < 0.1
            assert epochs <= checks.LONGEST + 60


def test_no_class_hangs_on_rounding_and_both_occur():
    checks = _checks()
    for seed in range(300):
        nine, four, halves, _ = checks.plan_predict(np.random.default_rng(seed))
        for case in (nine, four):
            output = checks.output_of(*case.call.args)[1]
            assert np.abs(output - 0.5).min() > 1e-6
            assert 0 < case.expected.value.mean() < 1
        assert np.all(halves.expected.value == 1)


def test_outdated_output_weights_show_at_least_a_hundred_times_the_tolerance():
    """The mutant nearest to right code; that it is caught must not be luck."""
    checks = _checks()
    mistake = next(m for m in exercise_of(ID).checks[1].mistakes if m.id == "output-weights-updated-first")
    for seed in range(50):
        worst = 0.0
        for case in checks.plan_one_epoch(np.random.default_rng(seed)):
            expected = case.expected[0]
            off = np.abs(mistake.formula(*case.call.args)[0] - expected.value).max()
            worst = max(worst, off / (expected.loose_rtol * np.abs(expected.value).max()))
        assert worst > 100, seed


def _checks():
    spec = importlib.util.spec_from_file_location("xor_checks", folder_of(ID) / "checks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
