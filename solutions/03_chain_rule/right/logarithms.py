"""The product as a sum of logarithms of the sizes, the signs counted by themselves."""

import math


def product(factors):
    if any(factor == 0 for factor in factors):
        return 0.0
    size = math.exp(math.fsum(math.log(abs(factor)) for factor in factors))
    return -size if sum(factor < 0 for factor in factors) % 2 else size


def derivative_of_composition(dg, f, df, x):
    return product([dg(f(x)), df(x)])


def derivative_of_chain(functions, derivatives, x):
    factors = []
    for f, df in zip(functions, derivatives):
        factors, x = [*factors, df(x)], f(x)
    return product(factors)
