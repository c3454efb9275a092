"""The sign is lost.

diagnosis: none
fails: chain_of_two
waits: chain
"""


def derivative_of_chain(functions, derivatives, x):
    slope = 1
    for function, derivative in zip(functions, derivatives):
        slope *= abs(derivative(x))
        x = function(x)
    return slope
