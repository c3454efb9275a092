"""The factors are added up, from 1 on.

diagnosis: sum-for-product
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    slope = 1
    for function, derivative in zip(functions, derivatives):
        slope += derivative(x)
        x = function(x)
    return slope
