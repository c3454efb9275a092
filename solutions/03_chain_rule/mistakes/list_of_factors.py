"""The factors are returned, not their product.

diagnosis: factors-not-multiplied
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    slopes = []
    for function, derivative in zip(functions, derivatives):
        slopes.append(derivative(x))
        x = function(x)
    return slopes
