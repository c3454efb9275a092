"""The lists are called.

diagnosis: list-called-as-function
fails: chain_of_two
waits: chain
"""


def derivative_of_chain(functions, derivatives, x):
    return derivatives(functions(x)) * derivatives(x)
