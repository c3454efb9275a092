"""The derivative of the inner function alone.

diagnosis: outer-factor-missing
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return df(x)
