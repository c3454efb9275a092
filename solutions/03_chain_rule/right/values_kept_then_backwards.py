"""All values first, as in a forward pass; then the factors from the last back to the first."""

import numpy as np


def derivative_of_composition(dg, f, df, x):
    values = [x, f(x)]
    grad = 1.0
    for derivative, value in ((dg, values[1]), (df, values[0])):
        grad *= derivative(value)
    return grad


def derivative_of_chain(functions, derivatives, x):
    values = [x]
    for function in functions:
        values.append(function(values[-1]))
    grad = np.float64(1)
    for derivative, value in zip(reversed(derivatives), reversed(values[:-1])):
        grad = grad * derivative(value)
    return grad
