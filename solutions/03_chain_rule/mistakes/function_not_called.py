"""The derivative of f is multiplied by, not called.

diagnosis: function-not-called
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return dg(f(x)) * df
