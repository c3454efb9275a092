"""Both derivatives are taken at f(x).

diagnosis: inner-derivative-at-f
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return dg(f(x)) * df(f(x))
