"""The factors are added.

diagnosis: sum-for-product
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return dg(f(x)) + df(x)
