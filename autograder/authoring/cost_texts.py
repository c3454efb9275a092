"""Costs written as texts of Python, and their derivatives of any order, without any rule of differentiation.

First derivatives are complex steps, J′(w) ≈ Im J(w + ih)/h, which have no cancellation and are exact to rounding for h as
small as 1e-100 (W. Squire and G. Trapp, "Using complex variables to estimate derivatives of real functions", 1998);
those of higher order follow from Cauchy's integral formula, on a circle around w.
"""

from __future__ import annotations

import ast
import cmath
import operator
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from autograder.frozen import frozen
from autograder.gradcheck.ridders import EPSILON

STEP = 1e-100
NODES = 32  # of a circle around the point, for derivatives of any order
RADIUS = 0.2  # well within the distance to 1/w's pole at 0 and to those of σ
OPERATIONS: dict[type[ast.operator], Callable[[complex, complex], complex]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
FUNCTIONS = {"exp": cmath.exp, "sin": cmath.sin}


def number_of(node: ast.AST, at: dict[str, complex]) -> complex:
    """Evaluate an author's own text, parsed, for complex values of its symbols."""
    match node:
        case ast.Constant(value=int() as value):
            return complex(value)
        case ast.Name(id=name):
            return at[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -number_of(operand, at)
        case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=int() as power)):
            return number_of(left, at) ** power  # a whole power multiplies: no imaginary part is lost
        case ast.BinOp(left=left, op=operation, right=right):
            return OPERATIONS[type(operation)](number_of(left, at), number_of(right, at))
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return FUNCTIONS[name](number_of(argument, at))
    raise ValueError(ast.dump(node))


@lru_cache(maxsize=1024)
def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _clean(number: float, rounding: float) -> float:
    return 0.0 if abs(number) < rounding else number


@frozen
class CostAt:
    """A cost written as a text, the symbol to differentiate by, and a value for each symbol."""

    text: str
    symbol: str
    at: dict[str, float]

    @property
    def w(self) -> float:
        """The value of the symbol."""
        return self.at[self.symbol]

    def J(self, w: complex) -> complex:  # noqa: N802 -- the field's name for a cost
        """The cost at another value of the symbol."""
        return number_of(_parsed(self.text), {**self.at, self.symbol: w})

    def moved(self, w: float) -> CostAt:
        """The same with another value of the symbol."""
        return replace(self, at={**self.at, self.symbol: w})

    def slope(self, symbol: str | None = None) -> float:
        """The derivative with respect to the symbol, or to another one."""
        other = self if symbol is None else replace(self, symbol=symbol)
        return _clean(other.J(complex(other.w, STEP)).imag / STEP, 1e-50) if other.symbol in other.at else 0.0

    def rounding(self) -> float:
        """How well the derivative is known: the sizes of itself and of the cost, in units of rounding."""
        return EPSILON * (abs(self.slope()) + abs(self.J(self.w)))

    def order(self, n: int) -> float:
        """The n-th derivative, by Cauchy's formula: n! times a Taylor coefficient, from J on a circle around w."""
        turns = np.exp(2j * np.pi * np.arange(NODES) / NODES)
        values = np.array([self.J(self.w + RADIUS * turn) for turn in turns])
        factorial = float(np.prod(np.arange(1.0, n + 1)))
        return _clean(factorial * float(np.mean(values * turns**-n).real) / RADIUS**n, 1e-9)

    def area(self) -> float:
        """The integral from 0 to w, exact for polynomials (Gauss-Legendre)."""
        nodes, weights = np.polynomial.legendre.leggauss(8)
        values = np.array([self.J(self.w * (1 + node) / 2).real for node in nodes])
        return float(weights @ values) * self.w / 2
