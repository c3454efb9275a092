"""The product starts at 0.

diagnosis: product-starts-at-zero
fails: chain_of_two
waits: chain
"""


def derivative_of_chain(functions, derivatives, x):
    slope = 0
    for function, derivative in zip(functions, derivatives):
        slope *= derivative(x)
        x = function(x)
    return slope
