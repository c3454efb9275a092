"""No derivation: the inner function, or the whole chain, moved a little.

remarks: composition
"""


def derivative_of_composition(dg, f, df, x):
    return dg(f(x)) * (f(x + 1e-6) - f(x)) / 1e-6


def derivative_of_chain(functions, derivatives, x):
    def chain(v):
        for function in functions:
            v = function(v)
        return v

    return (chain(x + 1e-6) - chain(x - 1e-6)) / 2e-6
