"""The product goes on from call to call.

diagnosis: none
fails: chain_of_two
waits: chain
"""


SLOPE = 1.0


def derivative_of_chain(functions, derivatives, x):
    global SLOPE
    for function, derivative in zip(functions, derivatives):
        SLOPE *= derivative(x)
        x = function(x)
    return SLOPE
