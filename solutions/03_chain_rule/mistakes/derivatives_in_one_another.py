"""The derivatives are applied one to the other.

diagnosis: derivative-at-derivative
fails: chain_of_two
"""


def derivative_of_chain(functions, derivatives, x):
    for derivative in derivatives:
        x = derivative(x)
    return x
