"""The first function and the last one.

diagnosis: middle-of-chain-skipped
fails: chain
"""


def derivative_of_chain(functions, derivatives, x):
    return derivatives[-1](functions[0](x)) * derivatives[0](x)
