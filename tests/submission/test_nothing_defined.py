import pytest

from autograder.i18n.language import LANGUAGES
from autograder.sandbox.protocol.calls import Cell
from autograder.submission.nothing_defined import why_missing

ASKED = ("f", "g")
BODY = "    def f(x):\n        return x\n"


def why(source, missing=ASKED):
    found = why_missing([Cell("a.py", source)], missing, ASKED)
    return None if found is None else found.to("en")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('if __name__ == "__main__":\n' + BODY, 'line 2: `f` is defined under `if __name__ == "__main__":`'),
        ("if False:\n" + BODY, "inside of the `if` that begins in line 1"),
        ("try:\n    import x\n" + BODY + "except ImportError:\n    pass\n", "inside of the `try`"),
        ("while False:\n" + BODY, "inside of the `while`"),
        ("class F:\n" + BODY, "line 2: `f` is a method of the class `F`"),
        ("def main():\n" + BODY, "line 2: `f` is defined inside of the function `main`"),
        ("text = '''\ndef f(x): pass\n'''\n", "inside a text in quotes that begins in line 1"),
        ("x = 1\n# def f(x):\n#     return x\n", "line 2: `f` stands in a comment"),
        ("from solution import f\n", "`f` is imported from `solution`"),
        ("from .solution import f\n", "`f` is imported from `.solution`"),
        ("from . import solution\n", "only imports"),
        ("def h(x):\n    return x\n", "the file defines `h`, and none of the functions asked for: `f`, `g`"),
        ("print(1)\n", "the file runs code, but defines none"),
        ("", "the file is empty"),
        (
            '{"cell_type": "code", "source": ["def f(x):\\n", "    return x"], "metadata": {}}\n',
            "as it is stored (JSON)",
        ),
        ('# mine\n[{"cell_type": "code", "source": "def f(x): pass"}]\n', "as it is stored (JSON)"),
        ('{"cells": [], "nbformat": 4, "nbformat_minor": 5}\n', "as it is stored (JSON)"),
    ],
)
def test_where_a_function_went_is_said(source, said):
    assert said in why(source)
    found = why_missing([Cell("a.py", source)], ASKED, ASKED)
    assert all(found.to(lang) for lang in LANGUAGES)
    assert found.to("en") != found.to("pt-BR")


def test_of_some_that_are_missing_only_those_in_the_wrong_place_are_named():
    assert why("def f(x):\n    return x\n", ("g",)) is None
    assert "`g` is a method" in why("def f(x):\n    return x\n\n\nclass A:\n    def g(self): pass\n", ("g",))


@pytest.mark.parametrize("source", ["def f(:\n", "x = 1\n"])
def test_where_nothing_is_missing_or_nothing_is_understood_nothing_is_said(source):
    assert why(source, () if "x" in source and "f" not in source else ASKED) is None


def test_a_name_that_is_near_is_told_of_at_each_check():
    cells = [Cell("a.py", "def sigmoide(z):\n    return z\n")]
    assert why_missing(cells, ("sigmoid",), ("sigmoid",)) is None
