"""The chain as compositions of two, one inside the other, each built from closures."""


def derivative_of_composition(dg, f, df, x):
    return dg(f(x)) * df(x)


def derivative_of_chain(functions, derivatives, x):
    value, slope = lambda v: v, lambda v: 1.0
    for f, df in zip(functions, derivatives):
        inner, inner_slope = value, slope
        value = lambda v, f=f, inner=inner: f(inner(v))
        slope = lambda v, df=df, g=inner, dg=inner_slope: derivative_of_composition(df, g, dg, v)
    return slope(x)
