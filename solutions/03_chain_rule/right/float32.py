"""The result is rounded to float32.

remarks: composition, chain_of_two, chain
"""

import numpy as np


def derivative_of_composition(dg, f, df, x):
    return np.float32(dg(f(x))) * np.float32(df(x))


def derivative_of_chain(functions, derivatives, x):
    slope = np.float32(1)
    for f, df in zip(functions, derivatives):
        slope = slope * np.float32(df(x))
        x = f(x)
    return slope
