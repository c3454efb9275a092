"""Recursion from the front; a chain of one function ends it, an empty one too."""


def derivative_of_composition(dg, f, df, x):
    return derivative_of_chain([f, lambda u: u], [df, dg], x)


def derivative_of_chain(functions, derivatives, x):
    if not functions:
        return 1.0
    first, *others = functions
    slope, *slopes = derivatives
    return slope(x) * derivative_of_chain(others, slopes, first(x))
