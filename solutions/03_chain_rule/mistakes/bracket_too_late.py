"""A bracket closes too late: the product goes into g′.

diagnosis: factor-inside-brackets
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return dg(f(x) * df(x))
