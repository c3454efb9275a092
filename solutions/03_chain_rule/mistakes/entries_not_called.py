"""The entries of the list are multiplied by, not called.

diagnosis: function-not-called
fails: chain_of_two
waits: chain
"""


def derivative_of_chain(functions, derivatives, x):
    slope = 1.0
    for function, derivative in zip(functions, derivatives):
        slope = slope * derivative
        x = function(x)
    return slope
