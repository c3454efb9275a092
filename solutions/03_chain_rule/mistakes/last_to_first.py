"""The last function is applied to x first.

diagnosis: applied-last-to-first
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    slope = 1
    for function, derivative in zip(reversed(functions), reversed(derivatives)):
        slope *= derivative(x)
        x = function(x)
    return slope
