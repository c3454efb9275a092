"""Functions of the trade, each with its right gradient, and with that gradient spoilt a little in six ways."""

import numpy as np
import pytest

from autograder.gradcheck import gradient_check


def rng_of(seed):
    return np.random.default_rng(seed)


def layer_norm(x, scale, shift):
    return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-5) * scale + shift


def layer_norm_backward(g, x, scale, shift):  # noqa: ARG001 -- called like every backward function
    deviation = np.sqrt(x.var(-1, keepdims=True) + 1e-5)
    unit = (x - x.mean(-1, keepdims=True)) / deviation
    d = g * scale
    dx = (d - d.mean(-1, keepdims=True) - unit * (d * unit).mean(-1, keepdims=True)) / deviation
    return dx, (g * unit).sum(0), g.sum(0)


def log_sum_exp(x):
    largest = x.max(-1, keepdims=True)
    return (largest + np.log(np.exp(x - largest).sum(-1, keepdims=True)))[..., 0]


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


TARGETS = np.eye(4)[[0, 3, 1, 1, 2, 0]]


def cross_entropy(x):
    return (log_sum_exp(x) - (x * TARGETS).sum(-1)).mean()


def network(X, W1, b1, W2, b2):
    return np.maximum(X @ W1 + b1, 0) @ W2 + b2


def network_backward(g, X, W1, b1, W2, b2):  # noqa: ARG001 -- as above
    z = X @ W1 + b1
    d = g @ W2.T * (z > 0)
    return d @ W1.T, X.T @ d, d.sum(0), np.maximum(z, 0).T @ g, g.sum(0)


def saturated(X, W1, b1, W2, b2):
    return np.mean(np.tanh(np.tanh(8 * (X @ W1 + b1)) @ W2 + b2) ** 2)


def saturated_backward(g, X, W1, b1, W2, b2):
    hidden = np.tanh(8 * (X @ W1 + b1))
    output = np.tanh(hidden @ W2 + b2)
    d2 = g * 2 * output / output.size * (1 - output**2)
    d1 = 8 * (d2 @ W2.T) * (1 - hidden**2)
    return d1 @ W1.T, X.T @ d1, d1.sum(0), hidden.T @ d2, d2.sum(0)


def weights(seed, n=6, d=5, h=7, k=3):
    rng = rng_of(seed)
    return [rng.normal(size=shape) for shape in ((n, d), (d, h), (h,), (h, k), (k,))]


def convolution(x, w):
    return np.stack([x[:, i : i + w.size] @ w for i in range(x.shape[1] - w.size + 1)], 1)


def convolution_backward(g, x, w):
    dx, dw = np.zeros(x.shape), np.zeros(w.shape)
    for i in range(g.shape[1]):
        dx[:, i : i + w.size] += g[:, i : i + 1] * w
        dw += g[:, i] @ x[:, i : i + w.size]
    return dx, dw


FUNCTIONS = {
    "layer norm": (
        layer_norm,
        layer_norm_backward,
        lambda seed: [100 + rng_of(seed).normal(size=(12, 15)), *rng_of(seed + 1).normal(size=(2, 15))],
    ),
    "log-sum-exp": (
        log_sum_exp,
        lambda g, x: g[..., None] * softmax(x),
        lambda seed: [rng_of(seed).normal(0, 10, (6, 5))],
    ),
    "cross-entropy, saturated": (
        cross_entropy,
        lambda g, x: g * (softmax(x) - TARGETS) / len(x),
        lambda seed: [1000 + rng_of(seed).normal(0, 60, (6, 4))],
    ),
    "relu network": (network, network_backward, weights),
    "wide relu network": (network, network_backward, lambda seed: weights(seed, 10, 20, 30, 8)),
    "saturated network": (saturated, saturated_backward, weights),
    "cumulative sum": (np.cumsum, lambda g, x: np.cumsum(g[::-1])[::-1] + 0 * x, lambda seed: [weights(seed)[2]]),
    "convolution": (
        convolution,
        convolution_backward,
        lambda seed: [rng_of(seed).normal(size=(4, 12)), rng_of(seed + 1).normal(size=3)],
    ),
    "exponential of anything": (np.exp, lambda g, x: g * np.exp(x), lambda seed: [rng_of(seed).normal(0, 80, 10)]),
    "leaky relu": (
        lambda x: np.where(x > 0, x, 0.01 * x),
        lambda g, x: g * np.where(x > 0, 1, 0.01),
        lambda seed: [rng_of(seed).normal(size=(30, 5))],
    ),
    "sorting": (np.sort, lambda g, x: g[np.argsort(np.argsort(x))], lambda seed: [rng_of(seed).normal(size=50)]),
    "root over twenty decades": (
        np.sqrt,
        lambda g, x: g * 0.5 / np.sqrt(x),
        lambda seed: [10.0 ** rng_of(seed).uniform(-12, 8, 50)],
    ),
    "product over many scales": (
        lambda a, b: np.tanh(a * b),
        lambda g, a, b: (g * b * (1 - np.tanh(a * b) ** 2), g * a * (1 - np.tanh(a * b) ** 2)),
        lambda seed: [10.0 ** rng_of(seed).uniform(-6, 6, 40), 10.0 ** -rng_of(seed).uniform(-6, 6, 40)],
    ),
}


def scaled(gradients, which, factor):
    return [factor * gradient if place in which else gradient for place, gradient in enumerate(gradients)]


def one_entry(gradients, place, factor):
    gradients = [gradient.copy() for gradient in gradients]
    flat = gradients[place].reshape(-1)
    flat[np.argsort(np.abs(flat))[flat.size * 3 // 4]] *= factor
    return gradients


SPOILT = {
    "a thousandth too much": lambda found: scaled(found, range(len(found)), 1.001),
    "the last argument a thousandth too little": lambda found: scaled(found, [len(found) - 1], 0.999),
    "one entry a hundredth too much": lambda found: one_entry(found, 0, 1.01),
    "the sign of one entry": lambda found: one_entry(found, -1, -1.0),
    "one entry missing": lambda found: one_entry(found, 0, 0.0),
    "the last argument's missing": lambda found: scaled(found, [len(found) - 1], 0.0),
}


def as_list(returned):
    return list(returned) if isinstance(returned, tuple) else [returned]


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))])
def test_the_right_gradient_passes(name, seed):
    forward, backward, draw = FUNCTIONS[name]
    result = gradient_check(forward, backward, draw(seed), seed=seed)
    assert result.passed, result


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_slightly_wrong_one_fails(name, spoilt):
    forward, backward, draw = FUNCTIONS[name]

    def wrong(g, *arguments):
        gradients = SPOILT[spoilt](as_list(backward(g, *arguments)))
        return tuple(gradients) if len(gradients) > 1 else gradients[0]

    assert gradient_check(forward, wrong, draw(1), seed=1).status == "failed"
