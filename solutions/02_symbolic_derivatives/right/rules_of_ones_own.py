"""Rules of one's own."""

import sympy


def derivative_at(expression, symbol, value):
    slope = symbolic_derivative(expression, symbol)
    return float(slope.subs(symbol, value))


def symbolic_derivative(e, s):
    if not e.has(s):
        return sympy.S.Zero
    if e == s:
        return sympy.S.One
    if e.is_Add:
        return sympy.Add(*[symbolic_derivative(term, s) for term in e.args])
    if e.is_Mul:
        first, rest = e.as_two_terms()
        return symbolic_derivative(first, s) * rest + first * symbolic_derivative(rest, s)
    if e.is_Pow:
        return e.exp * e.base ** (e.exp - 1) * symbolic_derivative(e.base, s)
    if isinstance(e, sympy.exp):
        return e * symbolic_derivative(e.args[0], s)
    return sympy.cos(e.args[0]) * symbolic_derivative(e.args[0], s)
