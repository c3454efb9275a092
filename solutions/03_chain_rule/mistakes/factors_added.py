"""The factors are added up.

diagnosis: sum-for-product
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    slope = 0
    for function, derivative in zip(functions, derivatives):
        slope += derivative(x)
        x = function(x)
    return slope
