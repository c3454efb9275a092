"""Checks of 05 sigmoid_backward: values of σ, and ∂cost/∂z held against numeric gradients of the true σ.

Texts: chain-rule (chain rule), cap-18.3 (∂L/∂z = ∂L/∂a · ∂a/∂z).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autograder.authoring import (
    EPSILON,
    Array,
    Call,
    Case,
    Catalogue,
    Expected,
    Formula,
    Known,
    known,
    minimal,
    numeric_gradient,
    repeat_first,
    sigmoids,
    upstream_gradient,
)

TEXTS = Catalogue.beside(__file__)
OVERFLOW = TEXTS.text("overflow")
# Upstream gradients and outputs of σ to type in, from one entry to a matrix; then outputs closer and closer to 0 and to 1.
MINIMAL_BACKWARD = (
    ([2.0], [0.25]),
    ([[2.0, -3.0]], [[0.25, 0.5]]),
    ([[2.0], [-3.0]], [[0.25], [0.5]]),
    ([[2.0, -3.0, 0.5], [4.0, 1.0, -2.0]], [[0.25, 0.5, 0.75], [0.2, 0.1, 0.8]]),
)
MINIMAL_FLAT = [([2.0], [a]) for a in (0.01, 0.99, 0.001, 0.999, 0.0001, 0.9999)]
sigmoid, forward = sigmoids.sigmoid, sigmoids.case


def logit(a: Array) -> Array:
    """The z of which σ(z) is a."""
    return np.asarray(np.log(a / (1 - a)))


def backward(G: Array, z: Array, a: Array) -> Case:
    """Ask for ∂cost/∂z where the upstream gradient is G; the learner gets a = σ(z) in place of z, all of one shape."""
    gradient = numeric_gradient(lambda at: float(np.sum(G * sigmoid(at))), z)
    # The learner gets σ(z) rounded: d(a(1−a)) ≤ da, so up to one ulp of a, times the upstream gradient, is lost.
    error = gradient.error + np.abs(G) * EPSILON
    # In float32 as much as one of its ulps is lost: where σ is flat, more than 1e-5 of the largest entry.
    lost = np.abs(G).max() * float(np.finfo(np.float32).eps) / np.abs(gradient.value).max()
    name = "sigmoid_backward(grad_output, output)"
    return Case(Call("sigmoid_backward", (G, a)), Expected(name, gradient.value, error, loose_rtol=max(1e-5, lost)))


def typed_backward(G: Array, a: Array) -> Case:
    """Ask for ∂cost/∂z where outputs of σ are typed in."""
    return backward(G, logit(a), a)


def drawn_backward(rng: np.random.Generator, z: Array) -> Case:
    """Draw an upstream gradient for z, never of ones."""
    return backward(upstream_gradient(rng, z.shape), z, sigmoid(z))


def plan_sigmoid(rng: np.random.Generator) -> list[Case]:
    """Inputs within ±4.5 in several shapes, a zero among them."""
    return repeat_first([forward(z) for z in sigmoids.inputs(rng, [(4, 3), (7,), (2, 3, 2), (4, 3), (1, 1)])])


def plan_sigmoid_large(rng: np.random.Generator) -> list[Case]:
    """Inputs from ±20 to ±500, with an ordinary one between; beyond that (±1000) only a remark."""
    large = rng.uniform(20, 500, 8) * rng.permutation([1, -1, 1, -1, 1, -1, 1, -1])
    beyond = replace(forward(np.array([1000.0, -1000.0])), remark=OVERFLOW)
    return [forward(large), forward(np.array([[500.0, -500.0, 0.5]])), beyond]


def plan_backward(rng: np.random.Generator) -> list[Case]:
    """Inputs within ±5 in several shapes."""
    inputs = [rng.uniform(-5, 5, shape) for shape in [(4, 3), (6,), (1, 5), (2, 3, 2), (4, 3)]]
    inputs[2][0, rng.integers(5)] = 0.0
    return repeat_first([drawn_backward(rng, z) for z in inputs])


def plan_backward_flat(rng: np.random.Generator) -> list[Case]:
    """Inputs far out, where σ is nearly flat: 8 ≤ |z| ≤ 11, so that σ′ is small but well above rounding, float32's too."""
    return [drawn_backward(rng, rng.uniform(8, 11, shape) * rng.choice([-1, 1], shape)) for shape in [(5,), (2, 3)]]


def large(in_force: Formula = sigmoid) -> list[Known]:
    """Within the limit the same as the function itself, so it is known only where the inputs are large."""
    return sigmoids.clipped(5, 6, 8, 10, of=in_force)


BACKWARD = (
    known("missing-upstream", lambda _G, a: a * (1 - a)),
    known("sigmoid-applied-twice", lambda G, a: G * sigmoid(a) * (1 - sigmoid(a))),
    known("derivative-formula-on-preactivation", lambda G, a: G * logit(a) * (1 - logit(a))),
    known("upstream-added-not-multiplied", lambda G, a: G + a * (1 - a)),
    known("plus-for-minus-in-derivative", lambda G, a: G * a * (1 + a)),
    known("missing-parentheses-in-derivative", lambda G, a: G * a - a),
    known("tanh-derivative", lambda G, a: G * (1 - a**2)),
    known("derivative-factor-missing", lambda G, a: G * a),
    known("arguments-swapped", lambda G, a: G * (1 - G) * a),
    known("sign-flipped", lambda G, a: G * a * (a - 1)),
    # Nothing of σ is in it, so nothing of its ends.
    known("missing-sigmoid-derivative", lambda G, _a: G, carries=False),
    known(
        "dot-product-for-elementwise",
        lambda G, a: np.sum(G * (a - a**2)),
        raises=r"ValueError: (shapes .* not aligned|matmul: .* mismatch)",
    ),
)

EXERCISE = TEXTS.exercise(
    "sigmoid_backward",
    {"sigmoid": "z", "sigmoid_backward": "grad_output, output"},
    [
        TEXTS.check("sigmoid", 2, plan_sigmoid, minimal(forward, sigmoids.MINIMAL), sigmoids.WRONG),
        TEXTS.check(
            "sigmoid_large",
            1,
            plan_sigmoid_large,
            minimal(forward, [[10.0], [-10.0], [100.0], [-100.0], [500.0], [-500.0]]),
            large,
            needs=("sigmoid",),
            carried=lambda failed: [failed["sigmoid"]],
        ),
        TEXTS.check("backward", 4, plan_backward, minimal(typed_backward, MINIMAL_BACKWARD), BACKWARD),
        TEXTS.check(
            "backward_flat",
            1,
            plan_backward_flat,
            minimal(typed_backward, MINIMAL_FLAT),
            needs=("backward",),
            carried=lambda failed: [failed["backward"]],
        ),
    ],
    texts=("chain-rule", "cap-18.3"),
    after=("chain_rule", "forward_pass"),
    minutes=20,
)
