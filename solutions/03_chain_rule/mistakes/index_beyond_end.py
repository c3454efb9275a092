"""The derivative of the function after the last one is asked for.

diagnosis: index-beyond-end
fails: chain_of_two
waits: chain
"""


def derivative_of_chain(functions, derivatives, x):
    slope = derivatives[0](x)
    for i in range(len(functions)):
        x = functions[i](x)
        slope *= derivatives[i + 1](x)
    return slope
