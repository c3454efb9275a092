"""The outer derivative is taken at the inner derivative.

diagnosis: derivative-at-derivative
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return dg(df(x)) * df(x)
