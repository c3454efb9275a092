"""f is taken for the outer function, and g′ put into f′.

diagnosis: outer-and-inner-swapped
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return df(dg(x)) * dg(x)
