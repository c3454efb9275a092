"""Copies of the lists, taken apart from the front."""


def derivative_of_composition(dg, f, df, x):
    return dg(f(x)) * df(x)


def derivative_of_chain(functions, derivatives, x):
    functions, derivatives = list(functions), derivatives[:]
    slope = 1
    while functions:
        slope *= derivatives.pop(0)(x)
        x = functions.pop(0)(x)
    return slope
