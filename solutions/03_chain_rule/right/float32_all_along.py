"""float32 in every value and every slope.

remarks: composition, chain_of_two, chain
"""

import numpy as np


def derivative_of_composition(dg, f, df, x):
    return np.float32(dg(np.float32(f(x)))) * np.float32(df(x))


def derivative_of_chain(functions, derivatives, x):
    slope = np.float32(1)
    for function, derivative in zip(functions, derivatives):
        slope *= np.float32(derivative(x))
        x = np.float32(function(x))
    return slope
