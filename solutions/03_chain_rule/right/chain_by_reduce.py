"""The chain by reduce over pairs, the composition by the chain."""

from functools import reduce


def derivative_of_chain(functions, derivatives, x):
    def step(state, pair):
        (value, slope), (f, df) = state, pair
        return f(value), slope * df(value)

    return reduce(step, zip(functions, derivatives), (x, 1))[1]


def derivative_of_composition(dg, f, df, x):
    return derivative_of_chain([f, lambda y: None], [df, dg], x)
