"""What is said of lines that Python cannot read follows what is wrong with them; Python itself raises here."""

from __future__ import annotations

import json
import sys

import pytest

from autograder.judging.exception_messages import help_on_error
from autograder.judging.syntax_hints import newer_syntax, syntax_hint


def told(source, lang="en"):
    """Give the help on what Python says of a source, placed as the learner's process places it."""
    try:
        exec(compile(source, "<learner>", "exec"), {})  # noqa: S102 -- sources of our own
    except SyntaxError as problem:
        where = f"line {problem.lineno}: {(problem.text or '').strip()}"
        return help_on_error(type(problem).__name__, problem.msg, where).to(lang)
    except NameError as problem:
        lines = source.splitlines()
        number = problem.__traceback__.tb_next.tb_lineno
        return help_on_error("NameError", str(problem), f"line {number}: {lines[number - 1].strip()}").to(lang)
    raise AssertionError("Python reads it")


NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "execution_count": None, "source": ["x = 1"]}]}, indent=1)
SOURCES = [
    (
        "def f(z):\n\u00a0\u00a0\u00a0\u00a0return z\n",
        "invisible character in it, U+00A0",
        "caractere invisível, U+00A0",
    ),
    ("print 'done'\n", "`print` is a function", "`print` é uma função"),
    ("import math\nfrom __future__ import annotations\n", "Move it to the top", "Leve-a para o topo"),
    ("x = 1\u200b\n", "U+200B", "caractere invisível"),
    ("x = 1\n\ufeffy = 2\n", "U+FEFF", "caractere invisível"),
    ("x\u3000= 1\n", "U+3000", "caractere invisível"),
    ("print(“hi”)\n", 'type `"` in its place', 'digite `"` no lugar'),
    ("x = ‘a’\n", "type `'` in its place", "digite `'` no lugar"),
    ("x = 3 − 2\n", "type `-` in its place", "digite `-` no lugar"),
    ("x = 3 – 2\n", "type `-` in its place", "digite `-` no lugar"),
    ("x = 2 × 3\n", "type `*` in its place", "digite `*` no lugar"),
    ("y = 3\nx = y²\n", "type `**2` in its place", "digite `**2` no lugar"),
    ("def f（z）:\n    return z\n", "type `(` in its place", "digite `(` no lugar"),
    ("x = [1， 2]\n", "type `,` in its place", "digite `,` no lugar"),
    ("x = ∂\n", "has no meaning in Python", "não tem significado em Python"),
    (
        "x = 1\n<<<<<<< HEAD\ny = 2\n=======\ny = 3\n>>>>>>> main\n",
        "two versions were merged",
        "duas versões foram unidas",
    ),
    ("def f(z):\n<<<<<<< HEAD\n    return z\n", "two versions were merged", "duas versões foram unidas"),
    ("x = 1\n=======\n", "two versions were merged", "duas versões foram unidas"),
    ("x = 1\n>>>>>>> 3f2a\n", "two versions were merged", "duas versões foram unidas"),
    ("```python\nx = 1\n```\n", "the fence that Markdown puts", "a cerca que o Markdown põe"),
    ("x = 1\n```\n", "the fence that Markdown puts", "a cerca que o Markdown põe"),
    ("~~~\nx = 1\n", "the fence that Markdown puts", "a cerca que o Markdown põe"),
    (">>> x = 1\n", "prompt of Python's console", "sinal do console"),
    ("def f(z):\n...     return z\n", "prompt of Python's console", "sinal do console"),
    ("In [1]: import numpy as np\n", "a notebook's number", "numeração de um notebook"),
    ("In [2]: x = 1\n", "a notebook's number", "numeração de um notebook"),
    (NOTEBOOK, "a notebook as it is stored (JSON)", "um notebook tal como fica gravado (JSON)"),
    ("<!DOCTYPE html>\n<html>\n", "It is HTML", "Ela é HTML"),
    ("<html lang='en'>\n", "It is HTML", "Ela é HTML"),
    ("{\\rtf1\\ansi\n", "rich text", "texto formatado"),
    ("@@ -1,2 +3,4 @@\n", "a line of a diff", "uma linha de um diff"),
    ("%matplotlib inline\n", "command for notebooks", "comando de notebook"),
    ("def f(z):\n\tx = z\n        return x\n", "Tabs and spaces are mixed", "tabulações e espaços misturados"),
    ("def f(z):\n    x = z\n  return x\n", "The indentation says", "A indentação diz"),
    ("def f(z):\nreturn z\n", "The indentation says", "A indentação diz"),
    ("def f(z)\n    return z\n", "A colon is missing", "Faltam os dois-pontos"),
    ("x = (1\ny = 2\n", "A bracket that is opened", "Todo parêntese"),
    ("x = 1)\n", "A bracket that is opened", "Todo parêntese"),
    ("x = [1)\n", "A bracket that is opened", "Todo parêntese"),
    ("x = 'abc\n", "begins with a quote and does not end", "começa com aspas e não termina"),
    ("x = 2x\n", "Two values stand side by side", "dois valores lado a lado"),
    ("x = (1 2)\n", "Two values stand side by side", "dois valores lado a lado"),
    ("if x = 1:\n    pass\n", "is asked by `==`", "use `==`"),
    ("x = 1\nreturn x\n", "outside of any function", "fora de qualquer função"),
    ("lambda = 3\n", "A bracket, a colon or the indentation", "Muitas vezes a causa"),
    ("x = `1`\n", "A bracket, a colon or the indentation", "Muitas vezes a causa"),
]


@pytest.mark.parametrize(("source", "en", "pt"), SOURCES, ids=[ascii(source)[:40] for source, _, _ in SOURCES])
def test_the_hint_follows_what_is_wrong(source, en, pt):
    assert en in told(source)
    assert pt in told(source, "pt-BR")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x = 3\u00b2", "type `**2`"),
        ("x = 1\u2460", "U+2460"),
        ("x = 1\u200b", "U+200B"),
        ("x = 1\\u200b + 2", "U+200B"),
        ("x = [1\uff0c 2]", "type `,` in its place"),
    ],
)
def test_a_sign_behind_a_number_is_named_where_python_calls_the_number_invalid(line, said):
    assert said in help_on_error("SyntaxError", "invalid decimal literal", f"line 1: {line}").to("en")


@pytest.mark.parametrize("line", ["x = 2y", "x = 2\u00e9", "x = 2\u03c0"])
def test_a_letter_behind_a_number_is_a_product_without_its_sign(line):
    assert "side by side" in help_on_error("SyntaxError", "invalid decimal literal", f"line 1: {line}").to("en")


def test_a_place_in_a_cell_is_read_too():
    assert "HTML" in help_on_error("SyntaxError", "invalid syntax", "cell 3, line 1: <!DOCTYPE html>").to("en")
    assert "A bracket, a colon" in help_on_error("SyntaxError", "invalid syntax", "").to("en")


@pytest.mark.parametrize("line", ["x = null", "y = true and z", "null"])
def test_a_name_of_json_in_code_is_a_name_like_any_other(line):
    name = "true" if "true" in line else "null"
    assert "misspelled" in help_on_error("NameError", f"name '{name}' is not defined", f"line 2: {line}").to("en")


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
