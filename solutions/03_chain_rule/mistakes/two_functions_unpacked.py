"""The lists are unpacked into two names each.

diagnosis: written-for-two
fails: chain
"""


def derivative_of_chain(functions, derivatives, x):
    f, g = functions
    df, dg = derivatives
    return derivative_of_composition(dg, f, df, x)
