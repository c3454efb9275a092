from __future__ import annotations

import sys

import pytest

from autograder.judging.exception_messages import help_on_error
from autograder.judging.newer_syntax import newer_syntax
from autograder.judging.syntax_hints import syntax_hint

OLD = (3, 11)
INVALID = "invalid syntax"
NEWER = [
    ("def f[T](x):", "expected '('", "3.12", "brackets"),
    ("async def f[T: int, *P](x): pass", "expected '('", "3.12", "brackets"),
    ("class Layer[T]:", INVALID, "3.12", "brackets"),
    ("class Layer[T = int]:", INVALID, "3.13", "brackets"),
    ("type Pair = tuple[int, int]", INVALID, "3.12", "`type`"),
    ("type Pair[T] = tuple[T, T]", INVALID, "3.12", "`type`"),
    ("type Pair[T = int] = tuple[T, T]", INVALID, "3.13", "`type`"),
    ('x = f"{d["key"]}"', "f-string: unmatched '['", "3.12", "f-string"),
    ('print(f"loss {losses["a"]:.3f} of {n}")', "f-string: unmatched '['", "3.12", "f-string"),
    ("""x = f"{'\\n'.join(parts)}\"""", "f-string expression part cannot include a backslash", "3.12", "f-string"),
    ('x = rf"{f"{1}"}"', "f-string: expecting '}'", "3.12", "f-string"),
    ('x = f"{', "unterminated string literal (detected at line 1)", "3.12", "f-string"),
    ("except ValueError, TypeError:", "multiple exception types must be parenthesized", "3.14", "parentheses"),
    ('x = t"hello {name}"', INVALID, "3.14", "template"),
    ("x = rt'{a}'", INVALID, "3.14", "template"),
    ("lazy import json", INVALID, "3.15", "lazy"),
    ("lazy from json import loads", INVALID, "3.15", "lazy"),
    ("y = [*part for part in parts]", "iterable unpacking cannot be used in comprehension", "3.15", "comprehension"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message", "needed", "what"), NEWER)
@pytest.mark.parametrize("place", ["line 3: ", "cell 2, line 1: "])
def test_newer_syntax_is_named_with_its_version(line, message, needed, what, place):
    found = newer_syntax(message, place + line, OLD)
    assert found is not None
    assert f"This is Python {needed} syntax" in found.to("en")
    assert "the grader runs 3.11," in found.to("en")
    assert what in found.to("en")
    assert f"sintaxe do Python {needed} (" in found.to("pt-BR")


@pytest.mark.parametrize(("line", "message", "needed", "what"), NEWER)
def test_a_python_that_has_it_says_nothing_of_it(line, message, needed, what):
    assert newer_syntax(message, f"line 3: {line}", tuple(map(int, needed.split(".")))) is None
    assert what


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("def f(x:", "'(' was never closed"),
        ("def f(x)", "expected ':'"),
        ("x = [1, 2", "'[' was never closed"),
        ('x = f"{a"', "f-string: expecting '}'"),
        ('x = f"{a', "unterminated string literal (detected at line 1)"),
        ("x = f'{a}", "unterminated string literal (detected at line 1)"),
        ('x = f"{a}" b', INVALID),
        ('x = "f{d["k"]}"', INVALID),
        ("type = 3 4", INVALID),
        ("type(x) = 3", "cannot assign to function call"),
        ("except (A, B:", "closing parenthesis"),
        ("except:", INVALID),
        ("lazy = 1 2", INVALID),
        ('out"x"', INVALID),
        ('print "text"', "Missing parentheses in call to 'print'. Did you mean print(...)?"),
        ("", INVALID),
    ],
)
def test_a_plain_slip_is_none(line, message):
    assert newer_syntax(message, f"line 3: {line}", OLD) is None


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python reads it")
def test_the_help_on_a_syntax_error_says_it():
    said = help_on_error("SyntaxError", INVALID, 'line 1: x = t"a"')
    assert said is not None
    assert "This is Python 3.14 syntax" in said.to("en")
    said = help_on_error("SyntaxError", INVALID, "line 1: x = = 1").to("en")
    assert said == syntax_hint(INVALID, "line 1: x = = 1").to("en")
    assert "Python 3." not in said
