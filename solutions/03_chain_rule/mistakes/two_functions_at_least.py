"""Right, but counts on two functions.

diagnosis: written-for-two
fails: chain
"""


def derivative_of_chain(functions, derivatives, x):
    slope = derivatives[0](x) * derivatives[1](functions[0](x))
    x = functions[1](functions[0](x))
    for function, derivative in zip(functions[2:], derivatives[2:]):
        slope *= derivative(x)
        x = function(x)
    return slope
