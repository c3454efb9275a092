"""Everything in one go.

diagnosis: none
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return dg(f(df(x)))
