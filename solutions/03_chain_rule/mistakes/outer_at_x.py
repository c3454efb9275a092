"""The outer derivative is taken at x.

diagnosis: outer-derivative-at-x
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return dg(x) * df(x)
