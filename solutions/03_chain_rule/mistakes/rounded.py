"""Rounded to four digits.

diagnosis: none
fails: composition
"""


def derivative_of_composition(dg, f, df, x):
    return round(dg(f(x)) * df(x), 4)
