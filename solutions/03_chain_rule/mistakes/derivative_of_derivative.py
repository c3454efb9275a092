"""The derivatives are put into one another.

diagnosis: derivative-at-derivative
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return dg(df(x))
