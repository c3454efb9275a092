"""The formulas that drawn numbers go into: a small closed set, called by name from the questions.

Nothing written in a file is ever evaluated: a name that is not in `FORMULAS` is an error of whoever wrote it.
The names of arguments are those of the parameters that a question draws.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from inspect import signature

from autograder.frozen import frozen

POWERS = {-1.0: "1/w", 1.0: "w", 2.0: "w²", 3.0: "w³"}
SLOPES = {-1.0: "−1/w²", 1.0: "1", 2.0: "2w", 3.0: "3w²"}


@frozen
class Formula:
    """What it computes, and the parameters that it is computed from."""

    parameters: tuple[str, ...]
    compute: Callable[..., float | str]


def power(p: float, w: float) -> float:
    """J(w) = wᵖ (derivadas)."""
    return float(w**p)


def power_name(p: float) -> str:
    """Write J out: w², w³, w or 1/w."""
    return POWERS[p]


def power_risen(p: float, w: float, epsilon: float) -> float:
    """J(w + ε)."""
    return power(p, w + epsilon)


def power_rise(p: float, w: float, epsilon: float) -> float:
    """J(w + ε) − J(w): how much J changes when w goes up by ε."""
    return power_risen(p, w, epsilon) - power(p, w)


def power_slope(p: float, w: float) -> float:
    """Give p wᵖ⁻¹, the derivative of J (derivadas, where SymPy finds it)."""
    return p * power(p - 1, w)


def power_slope_opposite(p: float, w: float) -> float:
    """The derivative of J with its sign turned."""
    return -power_slope(p, w)


def power_slope_name(p: float) -> str:
    """Write the derivative of J out: 2w, 3w², 1 or −1/w²."""
    return SLOPES[p]


def power_slope_times_epsilon(p: float, w: float, epsilon: float) -> float:
    """What the rise of J nearly is."""
    return power_slope(p, w) * epsilon


def power_without_factor(p: float, w: float) -> float:
    """wᵖ⁻¹: the derivative without its factor p."""
    return power(p - 1, w)


def square_of_times(times: float) -> float:
    """How the excess over k ε grows with ε: as its square."""
    return times**2


def twice_times(times: float) -> float:
    """Twice as much."""
    return 2 * times


def value_of_times(times: float) -> float:
    """Just as much."""
    return times


def square_fall(x: float) -> float:
    """f(x) − f(x − 1) for f(x) = x²: the fall when x goes down by 1."""
    return x**2 - (x - 1) ** 2


def square_climb(x: float) -> float:
    """f(x + 1) − f(x) for f(x) = x²: the rise when x goes up by 1."""
    return (x + 1) ** 2 - x**2


def square_slope(x: float) -> float:
    """2x, the derivative of f(x) = x²."""
    return 2 * x


def sigmoid_gradient(upstream: float, output: float) -> float:
    """What a Sigmoid hands back: the upstream gradient times s (1 − s), where s is its output (chain-rule)."""
    return upstream * output * (1 - output)


def sigmoid_slope(output: float) -> float:
    """Give s (1 − s), the sigmoid's own derivative."""
    return output * (1 - output)


def upstream_times_output(upstream: float, output: float) -> float:
    """The upstream gradient times s."""
    return upstream * output


def value_of_upstream(upstream: float) -> float:
    """The upstream gradient as it came."""
    return upstream


def four_to_layers(layers: float) -> float:
    """4ⁿ: each of n sigmoids multiplies a gradient by 1/4 at most (cap-18.3)."""
    return float(4**layers)


def four_times_layers(layers: float) -> float:
    """4 n."""
    return 4 * layers


def quarter_to_layers(layers: float) -> float:
    """(1/4)ⁿ."""
    return float(0.25**layers)


def two_to_layers(layers: float) -> float:
    """2ⁿ."""
    return float(2**layers)


def square_descended(w: float, eta: float) -> float:
    """Give w − η · 2w: one step of gradient descent on L(w) = w² (cap-18.3)."""
    return w - eta * 2 * w


def square_ascended(w: float, eta: float) -> float:
    """Give w + η · 2w."""
    return w + eta * 2 * w


def square_step(w: float, eta: float) -> float:
    """η · 2w."""
    return eta * 2 * w


def value_descended(w: float, eta: float) -> float:
    """Give w − η w: w taken for the derivative of w²."""
    return w - eta * w


def updated(weight: float, gradient: float, rate: float) -> float:
    """Weight − rate · gradient (pytorch, and the delta rule of xor)."""
    return weight - rate * gradient


def updated_upwards(weight: float, gradient: float, rate: float) -> float:
    """Weight + rate · gradient."""
    return weight + rate * gradient


def updated_whole(weight: float, gradient: float) -> float:
    """Weight − gradient."""
    return weight - gradient


def updated_whole_upwards(weight: float, gradient: float) -> float:
    """Weight + gradient."""
    return weight + gradient


def rate_times_gradient(gradient: float, rate: float) -> float:
    """Rate · gradient."""
    return rate * gradient


def minus_rate_times_gradient(gradient: float, rate: float) -> float:
    """What is added to the weight: −rate · gradient."""
    return -rate * gradient


def parameters_of_linear(inputs: float, outputs: float) -> float:
    """All the weights and biases of a layer: d k + k (pytorch)."""
    return inputs * outputs + outputs


def weights_of_linear(inputs: float, outputs: float) -> float:
    """All the weights: d k."""
    return inputs * outputs


def weights_and_inputs(inputs: float, outputs: float) -> float:
    """A bias for every input: d k + d."""
    return inputs * outputs + inputs


def sum_of_features(inputs: float, outputs: float) -> float:
    """Give d + k."""
    return inputs + outputs


COMPUTED: tuple[Callable[..., float | str], ...] = (
    power, power_name, power_risen, power_rise, power_slope, power_slope_opposite, power_slope_name,
    power_slope_times_epsilon, power_without_factor, square_of_times, twice_times, value_of_times, square_fall,
    square_climb, square_slope, sigmoid_gradient, sigmoid_slope, upstream_times_output, value_of_upstream,
    four_to_layers, four_times_layers, quarter_to_layers, two_to_layers, square_descended, square_ascended, square_step,
    value_descended, updated, updated_upwards, updated_whole, updated_whole_upwards, rate_times_gradient,
    minus_rate_times_gradient, parameters_of_linear, weights_of_linear, weights_and_inputs, sum_of_features,
)  # fmt: skip
FORMULAS: Mapping[str, Formula] = {
    function.__name__.replace("_", "-"): Formula(tuple(signature(function).parameters), function)
    for function in COMPUTED
}


def computed(name: str, numbers: Mapping[str, float]) -> float | str | None:
    """Compute a formula with the drawn numbers; None where that gives no finite number and no text.

    Raises KeyError where there is no formula of that name, or where a parameter of it was not drawn.
    """
    formula = FORMULAS[name]
    arguments = [numbers[parameter] for parameter in formula.parameters]
    try:
        value = formula.compute(*arguments)
    except (ArithmeticError, KeyError, TypeError):  # 1/0, a power that cannot be written out, a root of −1
        return None
    return value if isinstance(value, str) or math.isfinite(value) else None
