"""Every derivative is taken at x.

diagnosis: all-derivatives-at-x
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    slope = 1
    for derivative in derivatives:
        slope *= derivative(x)
    return slope
