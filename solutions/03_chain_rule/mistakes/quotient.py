"""Divided instead of multiplied.

diagnosis: none
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return dg(f(x)) / df(x)
