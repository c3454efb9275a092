"""f(x) stands where f′(x) belongs.

diagnosis: value-for-derivative
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return dg(f(x)) * f(x)
