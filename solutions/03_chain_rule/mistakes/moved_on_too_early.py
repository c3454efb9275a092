"""x is moved on before the derivative is taken.

diagnosis: derivative-at-output
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    slope = 1
    for function, derivative in zip(functions, derivatives):
        x = function(x)
        slope *= derivative(x)
    return slope
