"""The value stays where the first function has brought it.

diagnosis: value-not-moved-on
fails: chain
"""


def derivative_of_chain(functions, derivatives, x):
    slope = derivatives[0](x)
    value = functions[0](x)
    for derivative in derivatives[1:]:
        slope *= derivative(value)
    return slope
