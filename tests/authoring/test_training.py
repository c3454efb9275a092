import numpy as np
import pytest

from autograder.authoring.training import hardly_drawn, train

X = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
Y = np.array([[0.0], [1.0], [1.0], [0.0]])


def backpropagated(W1, W2, rate, epochs):
    """The same training by backpropagation, which train() does not use."""
    losses = []
    for _ in range(epochs):
        hidden = 1 / (1 + np.exp(-X @ W1))
        output = 1 / (1 + np.exp(-hidden @ W2))
        losses.append(np.mean((output - Y) ** 2))
        delta2 = (output - Y) / 2 * output * (1 - output)
        delta1 = delta2 @ W2.T * hidden * (1 - hidden)
        W1, W2 = W1 - rate * X.T @ delta1, W2 - rate * hidden.T @ delta2
    return W1, W2, np.array(losses)


def starts(count, seed=0):
    rng = np.random.default_rng(seed)
    return rng.uniform(-1, 1, (count, 3, 3)), rng.uniform(-1, 1, (count, 3, 1))


def test_complex_steps_follow_backpropagation_for_1500_epochs():
    W1, W2 = starts(3)
    run = train(X, Y, W1, W2, 2.0, epochs=1500)
    for i in range(3):
        first, second, losses = backpropagated(W1[i], W2[i], 2.0, 1500)
        assert np.abs(run.W1[i] - first).max() < 1e-12
        assert np.abs(run.W2[i] - second).max() < 1e-12
        assert np.abs(run.losses[:, i] - losses).max() < 1e-12


def test_starts_are_trained_independently_of_one_another():
    W1, W2 = starts(4)
    together = train(X, Y, W1, W2, 1.5, epochs=200)
    alone = train(X, Y, W1[2:3], W2[2:3], 1.5, epochs=200)
    assert np.abs(together.W1[2] - alone.W1[0]).max() < 1e-13


def test_solved_is_the_first_epoch_at_which_all_answers_are_near():
    W1, W2 = starts(4)
    run = train(X, Y, W1, W2, 2.0, epochs=1500)
    for i, epoch in enumerate(run.solved):
        assert epoch > 0, "these starts are ones that training solves"
        for epochs, near in ((epoch, True), (epoch - 1, False)):
            first, second, _ = backpropagated(W1[i], W2[i], 2.0, epochs)
            output = 1 / (1 + np.exp(-(1 / (1 + np.exp(-X @ first))) @ second))
            assert bool(np.abs(output - Y).max() < 0.1) == near


def test_equal_units_never_solve_it():
    run = train(X, Y, np.full((1, 3, 3), 0.3), np.full((1, 3, 1), 0.3), 2.0, epochs=2000)
    assert run.solved.tolist() == [-1]


def test_enough_stops_early():
    W1, W2 = starts(4)
    whole = train(X, Y, W1, W2, 2.0, epochs=1500)
    early = train(X, Y, W1, W2, 2.0, epochs=1500, enough=1)
    assert len(early.losses) == whole.solved.min()


def test_no_epochs_give_the_start_back():
    W1, W2 = starts(1)
    run = train(X, Y, W1, W2, 2.0, epochs=0)
    assert np.array_equal(run.W1, W1)
    assert np.array_equal(run.W2, W2)
    assert run.losses.shape == (0, 1)


READY = np.random.default_rng(8).normal(size=(4, 3))


@pytest.mark.parametrize(
    ("draw", "ready_made"),
    [
        (lambda rng: rng.normal(size=(4, 3)), False),
        (lambda rng: rng.uniform(size=(4, 3)), False),
        (lambda rng: rng.uniform(0.5, 1, (4, 3)) * rng.choice([-1, 1], (4, 3)), False),
        (lambda rng: rng.integers(-3, 4, (4, 3)) + 0.0, False),
        (lambda rng: READY * rng.choice([-1, 1], (4, 3)), True),
        (lambda rng: READY * rng.normal(), True),
        (lambda rng: READY + 1e-3 * rng.normal(size=(4, 3)), True),
    ],
    ids=["normal", "U(0, 1)", "±U(½, 1)", "whole numbers", "ready-made but for signs", "for the scale", "for a little"],
)
def test_drawn_weights_are_told_from_ready_made_ones(draw, ready_made):
    for seed in range(50):
        rng = np.random.default_rng(seed)
        draws = np.stack([draw(rng) for _ in range(20)])
        assert hardly_drawn(draws[:, :3], draws[:, 3, :, None]) == ready_made, seed
