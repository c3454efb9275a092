"""Each value computed from the start again."""


def derivative_of_composition(dg, f, df, x):
    return dg(f(x)) * df(x)


def derivative_of_chain(functions, derivatives, x):
    slope = 1.0
    for i in range(len(functions)):
        value = x
        for function in functions[:i]:
            value = function(value)
        slope = slope * derivatives[i](value)
    return slope
