"""A minus as if for the update.

diagnosis: none
pattern: constant-factor
fails: chain_of_two
waits: chain
"""


def derivative_of_chain(functions, derivatives, x):
    slope = -1
    for function, derivative in zip(functions, derivatives):
        slope *= derivative(x)
        x = function(x)
    return slope
