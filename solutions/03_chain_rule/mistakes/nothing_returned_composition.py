"""The result is printed, not returned.

diagnosis: nothing-returned
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    print(dg(f(x)) * df(x))
