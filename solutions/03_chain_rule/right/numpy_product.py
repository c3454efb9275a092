"""np.prod over what accumulate gives."""

from itertools import accumulate

import numpy as np


def derivative_of_composition(dg, f, df, x):
    return np.prod([dg(f(x)), df(x)])


def derivative_of_chain(functions, derivatives, x):
    points = accumulate(functions, lambda v, f: f(v), initial=np.float64(x))
    return np.prod([d(p) for d, p in zip(derivatives, points)])
