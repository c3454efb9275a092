"""Only the newest two factors are multiplied.

diagnosis: product-overwritten
fails: chain
"""


def derivative_of_chain(functions, derivatives, x):
    before = 1
    for function, derivative in zip(functions, derivatives):
        slope = derivative(x) * before
        before = derivative(x)
        x = function(x)
    return slope
