"""A generator of factors, walrus, star-args."""


def factors(pairs, x):
    at = x
    for f, df in pairs:
        yield df(at)
        at = f(at)


def derivative_of_composition(*args):
    dg, f, df, x = args
    if slope := df(x):
        return dg(f(x)) * slope
    return 0.0


def derivative_of_chain(functions, derivatives, x):
    total = 1.0
    for factor in factors(zip(functions, derivatives), x):
        total *= factor
    return total
