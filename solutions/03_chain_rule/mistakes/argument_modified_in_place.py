"""The lists are taken apart with pop.

diagnosis: argument-modified-in-place
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    slope = 1
    while functions:
        slope *= derivatives.pop(0)(x)
        x = functions.pop(0)(x)
    return slope
