"""The functions are walked backwards, the derivatives forwards.

diagnosis: lists-in-opposite-order
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    slope = 1
    for function, derivative in zip(functions[::-1], derivatives):
        slope *= derivative(x)
        x = function(x)
    return slope
