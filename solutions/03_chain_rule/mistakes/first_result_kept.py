"""The answer of the first call is kept and given again.

diagnosis: none
fails: composition
"""


KEPT = []


def derivative_of_composition(dg, f, df, x):
    KEPT.append(dg(f(x)) * df(x))
    return KEPT[0]
