"""The loop returns in its first step.

diagnosis: outer-factor-missing
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    slope = 1
    for function, derivative in zip(functions, derivatives):
        slope *= derivative(x)
        x = function(x)
        return slope
