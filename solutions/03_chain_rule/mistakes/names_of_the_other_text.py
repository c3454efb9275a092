"""f is taken for the outer function, as in chain-rule.

diagnosis: outer-and-inner-swapped
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return df(f(x)) * dg(x)
