"""Everything after the third function is left out.

diagnosis: none
fails: chain
"""


def derivative_of_chain(functions, derivatives, x):
    slope = 1
    for function, derivative in zip(functions[:3], derivatives[:3]):
        slope *= derivative(x)
        x = function(x)
    return slope
