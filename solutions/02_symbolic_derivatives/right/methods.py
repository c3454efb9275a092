"""Methods."""


def symbolic_derivative(expression, symbol):
    return expression.diff(symbol)


def derivative_at(expression, symbol, value):
    return float(expression.diff(symbol).subs({symbol: value}))
