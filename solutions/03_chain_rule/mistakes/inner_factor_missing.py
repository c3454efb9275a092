"""The derivative of the inner function is forgotten.

diagnosis: inner-factor-missing
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return dg(f(x))
