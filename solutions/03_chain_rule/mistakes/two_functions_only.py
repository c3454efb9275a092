"""The first two functions, whatever else there is.

diagnosis: written-for-two
fails: chain
"""


def derivative_of_chain(functions, derivatives, x):
    return derivatives[1](functions[0](x)) * derivatives[0](x)
