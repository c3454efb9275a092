"""1×1 Jacobians multiplied, from 0-d arrays."""

import numpy as np


def derivative_of_chain(functions, derivatives, x):
    slope = 1.0
    for function, derivative in zip(functions, derivatives, strict=True):
        slope *= derivative(x)
        x = function(x)
    return slope


def derivative_of_composition(dg, f, df, x):
    x = np.array(x)
    J_g, J_f = np.array([[dg(np.array(f(x)))]]), np.array([[df(x)]])
    return (J_g @ J_f).item()
