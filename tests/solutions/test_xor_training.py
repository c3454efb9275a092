"""xor_training: right code in many styles, wrong code of many kinds."""

import importlib.util
from functools import lru_cache

import numpy as np
import pytest

from autograder.judging.compare import counts
from autograder.sandbox.protocol.calls import Returned
from tests.solutions.sessions import (
    ROOT,
    exercise_of,
    folder_of,
    run_in_solution,
)

ID = "xor_training"


@pytest.mark.parametrize(
    ("sizes", "shape"),
    [(((2, 3), (3, 1)), "W1 has shape (2, 3)"), (((3, 3), 3), "W2 has shape (3,)")],
)
def test_a_start_of_another_shape_is_told_which_matrix_it_is(sizes, shape):
    one, two = sizes
    code = f"def init_weights(rng): return rng.normal(size={one}), rng.normal(size={two})"
    verdict = run_in_solution(ID, code, 0, "init_weights")["init_weights"]
    assert shape in verdict.rationale.to("en")
    assert "return W1, W2" not in verdict.help.to("en")  # the pair itself is as it should be


def test_starts_that_are_asked_for_are_drawn_anew():
    checks = _checks()
    one, other = (checks.plan_training(np.random.default_rng(seed)) for seed in (0, 1))
    assert not np.array_equal(one[0].call.args[2], other[0].call.args[2])


def test_true_training_solves_every_start_that_is_asked_for_within_its_epochs():
    checks = _checks()
    for seed in range(4):
        for case in checks.plan_training(np.random.default_rng(seed)):
            *_, epochs = case.call.args
            output = checks.output_of(checks.XOR_X, case.expected[0].value, case.expected[1].value)[1]
            assert np.abs(output - checks.XOR_Y).max() < 0.1
            assert epochs <= checks.LONGEST + 60


def test_no_class_hangs_on_rounding_and_both_occur():
    checks = _checks()
    for seed in range(100):
        many, nine, four, halves, _ = checks.plan_predict(np.random.default_rng(seed))
        for case in (many, nine, four):
            output = checks.output_of(*case.call.args)[1]
            assert np.abs(output - 0.5).min() > 1e-6
            assert 0 < case.expected.value.mean() < 1
        assert np.all(halves.expected.value == 1)


def test_outdated_output_weights_show_at_least_a_hundred_times_the_tolerance():
    """The mutant nearest to right code; that it is caught must not be luck."""
    checks = _checks()
    gradient = next(check for check in exercise_of(ID).checks if check.id == "gradient_W1")
    mistake = next(m for m in gradient.mistakes if m.id == "output-weights-updated-first")
    for seed in range(20):
        worst = 0.0
        for case in checks.plan_one_epoch(np.random.default_rng(seed)):
            expected = case.expected[0]
            off = np.abs(mistake.formula(*case.call.args)[0] - expected.value).max()
            worst = max(worst, off / (expected.loose_rtol * np.abs(expected.value).max()))
        assert worst > 100, seed


@pytest.mark.parametrize("seed", range(20))
def test_no_forward_pass_that_is_known_as_wrong_predicts_right_by_luck(seed):
    checks = _checks()
    cases = checks.plan_predict(np.random.default_rng(seed))
    for forms in (forms for id_, forms in checks.FORWARD_SLOPES.items() if id_ not in checks.SAME_CLASSES):
        for wrong in forms:
            classes = [wrong(*case.call.args)[1] >= 0.5 for case in cases]
            assert any(np.any(one != case.expected.value) for one, case in zip(classes, cases, strict=True))


@lru_cache
def checks_once():
    """The module, for tests that change nothing in it."""
    return _checks()


def _checks():
    return _module(folder_of(ID) / "checks.py")


def _module(path):
    spec = importlib.util.spec_from_file_location(f"xor_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ONE_EPOCH_MORE = """
def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        delta = {delta}
        W2 = W2 - learning_rate * hidden.T @ delta
        W1 = W1 - learning_rate * X.T @ (delta @ W2.T * hidden * (1 - hidden))
    return W1, W2, losses
"""


@pytest.mark.parametrize(
    ("delta", "of_W2"),
    [
        ("2 * (output - y) / 4 * output * (1 - output)", None),
        ("(output - y) * output * (1 - output)", "gradient-of-half-sum"),
        ("2 * (output - y) * output * (1 - output)", "not-divided-by-batch-size"),
        ("output - y", "missing-output-sigmoid-derivative"),
    ],
)
def test_output_weights_first_shows_whatever_else_is_wrong(delta, of_W2):
    verdicts = run_in_solution("xor_training", ONE_EPOCH_MORE.format(delta=delta), 5, "gradient_W1")
    names = [verdicts[id_].diagnosis and verdicts[id_].diagnosis.mistake.id for id_ in ("gradient_W2", "gradient_W1")]
    assert names == [of_W2, "output-weights-updated-first"]


RAW = """
def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        error = {factor} * (output - y)
        delta2 = error * output * (1 - output)
        {step}
    return W1, W2, np.array(losses)
"""
RAW_STEPS = {
    "no slope either": "W1, W2 = W1 - learning_rate * X.T @ (error @ W2.T), W2 - learning_rate * hidden.T @ delta2",
    "output weights first": (
        "W2 = W2 - learning_rate * hidden.T @ delta2; "
        "W1 = W1 - learning_rate * X.T @ (error @ W2.T * hidden * (1 - hidden))"
    ),
    "another cost": (
        "W1, W2 = (W1 - learning_rate * X.T @ (error @ W2.T * hidden * (1 - hidden)),"
        " W2 - learning_rate * hidden.T @ delta2)"
    ),
    "a rate of its own": (
        "W1, W2 = W1 - 0.3 * X.T @ (error @ W2.T * hidden * (1 - hidden)), W2 - 0.3 * hidden.T @ delta2"
    ),
}


@pytest.mark.parametrize(("factor", "of_W2"), [("1", "gradient-of-half-sum"), ("0.25", "missing-factor-two")])
@pytest.mark.parametrize("beside", RAW_STEPS)
def test_the_raw_error_sent_to_the_hidden_units_is_named_beside_other_mistakes(beside, factor, of_W2):
    verdicts = run_in_solution(ID, RAW.format(factor=factor, step=RAW_STEPS[beside]), 4, "steps")
    named = {id_: one.diagnosis.mistake.id for id_, one in verdicts.items() if one.diagnosis}
    first = "learning-rate-ignored" if beside == "a rate of its own" else of_W2
    assert named == {"gradient_W2": first, "gradient_W1": "raw-error-sent-to-hidden"}
    assert verdicts["steps"].status == "passed"


def test_the_raw_error_row_by_row_is_named_by_the_rows():
    step = (
        "for i in range(4):\n"
        "            x, h, o = X[i:i + 1], *forward(X[i:i + 1], W1, W2)\n"
        "            e = (o - y[i:i + 1]) / 2\n"
        "            W1, W2 = (W1 - learning_rate * x.T @ (e @ W2.T * h * (1 - h)),\n"
        "                      W2 - learning_rate * h.T @ (e * o * (1 - o)))"
    )
    verdicts = run_in_solution(ID, RAW.format(factor="0.5", step=step), 4, "gradient_W1")
    assert {one.diagnosis.mistake.id for one in verdicts.values() if one.diagnosis} == {"updated-after-each-row"}


READY_MADE = np.array([[1.8, -5.8, -5.7], [1.4, 5.0, 6.4], [1.2, -2.6, 2.7]]), np.array([[4.3], [9.1], [-8.5]])
SOUND = {
    "normal": lambda rng: (rng.normal(size=(3, 3)), rng.normal(size=(3, 1))),
    "normal, wide": lambda rng: (2 * rng.normal(size=(3, 3)), 2 * rng.normal(size=(3, 1))),
    "uniform": lambda rng: (rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1))),
    "uniform, narrow": lambda rng: (rng.uniform(-0.5, 0.5, (3, 3)), rng.uniform(-0.5, 0.5, (3, 1))),
    "uniform, positive": lambda rng: (rng.random((3, 3)), rng.random((3, 1))),
    "float32": lambda rng: (rng.normal(size=(3, 3)).astype(np.float32), rng.normal(size=(3, 1)).astype(np.float32)),
    "He": lambda rng: tuple(rng.normal(0, np.sqrt(2 / 3), shape) for shape in ((3, 3), (3, 1))),
    "Xavier": lambda rng: tuple(rng.uniform(-b, b, s) for b, s in ((1.0, (3, 3)), (np.sqrt(6 / 4), (3, 1)))),
    "a bias of zeros": lambda rng: (np.vstack([rng.normal(size=(2, 3)), np.zeros(3)]), rng.normal(size=(3, 1))),
    "a bias of 0.1": lambda rng: (np.vstack([rng.normal(size=(2, 3)), np.full(3, 0.1)]), rng.normal(size=(3, 1))),
    "a small bias": lambda rng: (rng.normal(size=(3, 3)) * [[1], [1], [0.01]], rng.normal(size=(3, 1))),
    "small integers": lambda rng: (rng.integers(-3, 4, (3, 3)), rng.integers(-3, 4, (3, 1))),
    "signs apart from sizes": lambda rng: tuple(
        rng.uniform(0.5, 1, shape) * rng.choice([-1, 1], shape) for shape in ((3, 3), (3, 1))
    ),
    "about its mean": lambda rng: (
        (W := rng.normal(size=(3, 3))) - W.mean(),
        (w := rng.normal(size=(3, 1))) - w.mean(),
    ),
    "orthogonal": lambda rng: (2 * np.linalg.qr(rng.normal(size=(3, 3)))[0], rng.normal(size=(3, 1))),
}
READY = {
    "noise of 1e-12": lambda rng: tuple(one + 1e-12 * rng.normal(size=one.shape) for one in READY_MADE),
    "noise of 1e-2": lambda rng: tuple(one + 1e-2 * rng.normal(size=one.shape) for one in READY_MADE),
    "noise of a tenth": lambda rng: tuple(one * (1 + 0.1 * rng.normal(size=one.shape)) for one in READY_MADE),
    "signs": lambda rng: tuple(rng.choice([-1.0, 1.0], one.shape) for one in READY_MADE),
    "signs and noise": lambda rng: tuple(
        rng.choice([-1.0, 1.0], one.shape) + 1e-9 * rng.normal(size=one.shape) for one in READY_MADE
    ),
    "units in another order": lambda rng: (READY_MADE[0][:, at := rng.permutation(3)], READY_MADE[1][at]),
    "one factor": lambda rng: tuple(one * f for f in [rng.uniform(0.5, 1.5)] for one in READY_MADE),
    "one factor and noise": lambda rng: tuple(
        one * f + 0.01 * rng.normal(size=one.shape) for f in [rng.uniform(0.5, 1.5)] for one in READY_MADE
    ),
    "one entry": lambda rng: (np.where(np.eye(3) == 1, READY_MADE[0] + rng.normal(), READY_MADE[0]), READY_MADE[1]),
    "one matrix": lambda rng: (rng.normal(size=(3, 3)), READY_MADE[1] + 1e-12 * rng.normal(size=(3, 1))),
    "all but one entry": lambda rng: (
        rng.normal(size=(3, 3)) * (np.arange(9).reshape(3, 3) > 0) + 4 * (np.arange(9).reshape(3, 3) == 0),
        rng.normal(size=(3, 1)),
    ),
    "one of five": lambda rng: tuple(one * f for f in [rng.integers(1, 6)] for one in READY_MADE),
    "beyond all squares": lambda rng: tuple(1e300 * one * (1 + 1e-3 * rng.random(one.shape)) for one in READY_MADE),
}


def starts_by(init, seed):
    """The verdict on starts drawn in this way."""
    cases = checks_once().plan_init(np.random.default_rng(seed))
    outcomes = [Returned(tuple(init(np.random.default_rng(case.call.args[0].seed)))) for case in cases]
    check = next(check for check in exercise_of(ID).checks if check.id == "init_weights")
    with np.errstate(all="ignore"):  # as wherever learners' numbers are judged
        return check.judge(exercise_of(ID), check, cases, outcomes)


@pytest.mark.parametrize("style", SOUND)
def test_starts_drawn_in_any_honest_way_are_right(style):
    assert starts_by(SOUND[style], 0).status == "passed"


@pytest.mark.parametrize("trick", READY)
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 20))])
def test_ready_made_starts_earn_nothing_whatever_chance_is_added(trick, seed):
    verdict = starts_by(READY[trick], seed)
    assert verdict.status == "failed"
    assert verdict.diagnosis is None


TRICKS = ("half_the_epochs", "with_noise", "cut_losses")
HONEST = ("backpropagated", "in_float32", "by_differences")


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 10))])
def test_training_is_held_to_1e_4_and_in_float32_to_1e_3(seed):
    """Half the epochs at twice the rate, noise of 9e-3 and losses cut to 0 earn nothing, however they are rounded."""
    training = _module(ROOT / "benchmarks" / "training.py")
    cases = checks_once().plan_training(np.random.default_rng(seed))
    assert [name for name in HONEST if not training.judged(getattr(training, name), cases)[0]] == []
    for name in TRICKS:
        trick = getattr(training, name)
        assert not training.judged(trick, cases)[0]
        assert not training.judged(lambda *args, trick=trick: map(np.float32, trick(*args)), cases)[0]


def test_numbers_of_float64_are_held_to_what_float64_can_do():
    (case, *_) = checks_once().plan_training(np.random.default_rng(0))
    for expected in case.expected:
        off = expected.value + 5e-4
        assert not counts(off, expected)
        assert counts(off.astype(np.float32).astype(float), expected)
        assert counts(expected.value + 9e-5, expected)
