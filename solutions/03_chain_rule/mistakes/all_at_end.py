"""The chain is applied first, then every derivative taken at its value.

diagnosis: all-derivatives-at-end
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    for function in functions:
        x = function(x)
    slope = 1
    for derivative in derivatives:
        slope *= derivative(x)
    return slope
