"""accumulate, map, reduce and math.prod."""

from functools import reduce
from itertools import accumulate
from math import prod

derivative_of_composition = lambda dg, f, df, x: prod((dg(f(x)), df(x)))


def derivative_of_chain(functions, derivatives, x):
    values = accumulate(functions, lambda value, function: function(value), initial=x)
    factors = map(lambda pair: pair[0](pair[1]), zip(derivatives, values))
    return reduce(float.__mul__, map(float, factors), 1.0)
