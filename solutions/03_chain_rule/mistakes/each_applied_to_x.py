"""Every function is applied to x itself.

diagnosis: each-function-applied-to-x
fails: chain
"""


def derivative_of_chain(functions, derivatives, x):
    slope = derivatives[0](x)
    for i in range(1, len(functions)):
        slope *= derivatives[i](functions[i - 1](x))
    return slope
