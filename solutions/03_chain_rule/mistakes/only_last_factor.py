"""The slope is overwritten in every step.

diagnosis: inner-factor-missing
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    for function, derivative in zip(functions, derivatives):
        slope = derivative(x)
        x = function(x)
    return slope
