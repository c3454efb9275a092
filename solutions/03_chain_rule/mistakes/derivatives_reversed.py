"""The derivatives are walked backwards, the functions forwards.

diagnosis: lists-in-opposite-order
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    slope = 1
    for function, derivative in zip(functions, reversed(derivatives)):
        slope *= derivative(x)
        x = function(x)
    return slope
