import ast
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.i18n.language import LANGUAGES, Message
from autograder.sandbox.protocol.calls import Cell
from autograder.submission.sources import bound_names, decoded, defined_names, is_attempted, parsed, statements

STUB = '''"""The sigmoid."""
import numpy as np

START = 3


def sigmoid(z):
    """Give it.

    In English.
    """
    raise NotImplementedError("write me")


class Node:
    """A node."""

    def __init__(self, value):
        self.value = value

    def forward(self):
        """Run."""
        raise NotImplementedError


def shown(x):
    """Show."""
    print(x)
'''
STATEMENTS = statements(STUB)


def attempted(*sources):
    return is_attempted([Cell(f"cell {n}", source) for n, source in enumerate(sources, 1)], STATEMENTS)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "# only a comment\n\n",
        STUB,
        STUB.replace("Give it.", "Dá a sigmoide.").replace("Show.", "Mostra."),
        STUB.replace('    raise NotImplementedError("', '    # my notes\n    raise NotImplementedError("'),
        STUB.replace('NotImplementedError("write me")', "NotImplementedError"),
        "import os\nfrom math import exp\n",
        "'just a string'\n'another'\npass",
        "def sigmoid(z, w):\n    raise NotImplementedError",
        "async def f():\n    '''doc'''\n    raise NotImplementedError('later')",
        "class Other:\n    '''doc'''\n    def f(self):\n        raise NotImplementedError\n",
    ],
)
def test_nothing_beyond_the_stub_is_no_attempt(source):
    assert not attempted(source)
    assert not attempted("", source, "\n  \n")


@pytest.mark.parametrize(
    "source",
    [
        STUB.replace('raise NotImplementedError("write me")', "return 1 / (1 + np.exp(-z))"),
        STUB + "\nsigmoid(0)\n",
        STUB.replace("START = 3", "START = 4"),
        STUB.replace("print(x)", "print(x, x)"),
        "def f(): pass",
        "def f():\n    x = 1\n    raise NotImplementedError",
        "def f(z):\n    raise ValueError",
        "raise NotImplementedError",
        "class Node:\n    def forward(self):\n        return 1\n",
        "x = ",
        "def f(:",
        "0",
        "(" * 100_000,
    ],
)
def test_anything_else_is_an_attempt(source):
    assert attempted(source)
    assert attempted(STUB, source)


def test_very_long_expressions_are_an_attempt_and_no_crash():
    assert attempted("x = " + "1+" * 1500 + "1")  # parses, but is too deep to write out
    assert attempted("x = " + "1+" * 400_000 + "1")
    assert attempted("-" * 900_000 + "1")


def test_the_statements_of_both_languages_count_as_the_stub():
    both = statements("PRICE = 1\n") | statements("PRECO = 1\n")
    assert not is_attempted([Cell("a.py", "PRECO = 1"), Cell("b.py", "PRICE=1  # same")], both)


def test_a_stub_that_is_no_python_has_no_statements():
    assert statements("def (") == frozenset()


def test_warnings_of_a_learners_source_are_not_ours():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert parsed(r"x = '\d' is 3") is not None


def test_defined_names_are_functions_classes_and_assignments():
    source = (
        "def f(): pass\nclass C: pass\ng = h = lambda: 0\nx.y = 1\nasync def k(): pass\nif True:\n    def inner(): pass"
    )
    assert defined_names([Cell("a", source), Cell("b", "def (")]) == {"f", "C", "g", "h", "k"}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"x = 1\n", "x = 1\n"),
        (b"", ""),
        (b"\xef\xbb\xbfx = 1\n", "x = 1\n"),
        (b"x = 1\r\ny = 2\rz = 3\n", "x = 1\ny = 2\nz = 3\n"),
        ("x = 'ção'".encode(), "x = 'ção'"),
        ("# coding: latin-1\nx = 'ção'".encode("latin-1"), "# coding: latin-1\nx = 'ção'"),
        ("# ação\n# -*- coding: latin-1 -*-\n".encode("latin-1"), "# ação\n# -*- coding: latin-1 -*-\n"),
        ("# coding: cp1252 é\r\nx = '€'".encode("cp1252"), "# coding: cp1252 é\nx = '€'"),
    ],
)
def test_sources_are_decoded_as_python_does(data, text):
    assert decoded(data) == text


@pytest.mark.parametrize(
    "data",
    [
        b"x = 1\n",
        "# ação\n# coding: latin-1\nx = 'é'\n".encode("latin-1"),
        b"\xef\xbb\xbfx = '\xc3\xa9'\r\n",
        b"# coding: latin-1\rx = '\xe9'\r",
    ],
)
def test_what_is_decoded_means_the_same_to_python(data):
    text = decoded(data)
    assert isinstance(text, str)
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(data))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"x = 1\ny = '\xe9'\n", ["line 2", "byte 6", "0xe9", "utf-8"]),
        (b"\xe9", ["line 1", "byte 1"]),
        (b"\xef\xbb\xbfx = '\xe9'", ["line 1", "byte 9", "0xe9"]),
        (b"a\nbc\0d", ["line 2", "character 3", "null"]),
        (b"# coding: klingon\n", ["klingon"]),
        (b"# coding: punycode\n" + b"a" * 1000, ["punycode"]),
        (b"# coding: unicode-escape\nx", ["unicode-escape"]),
        (b"# coding: zlib\nx", ["zlib"]),
        (b"# coding: rot13\nx", ["rot13"]),
        (b"# coding: undefined\nx", ["undefined"]),
        (b"\xef\xbb\xbf# coding: latin-1\n", ["coding"]),
        (b"# coding: utf-7\nx = '+2AA-'", ["coding"]),
        ("x = 1".encode("utf-16"), ["UTF-16"]),
        ("x = 1".encode("utf-16-le"), ["UTF-16"]),
        ("x = 1".encode("utf-16-be"), ["UTF-16"]),
        ("x = 1".encode("utf-32"), ["UTF-32"]),
        (b"# coding: ascii\n\xe9", ["line 2", "ascii"]),
    ],
)
def test_what_python_would_not_decode_is_said_with_its_position(data, words):
    message = decoded(data)
    assert isinstance(message, Message)
    assert all(word in message.to("en") for word in words)
    assert message.to("pt-BR") != message.to("en")


@given(st.binary() | st.binary().map(lambda data: b"# coding: utf-8-sig\n" + data))
def test_any_bytes_become_text_or_a_message(data):
    found = decoded(data)
    if isinstance(found, str):
        assert "\0" not in found
        assert "\r" not in found
        found.encode()
    else:
        assert all(found.to(lang) for lang in LANGUAGES)


@given(st.text())
def test_any_text_is_attempted_or_not(source):
    assert attempted(source) in {True, False}


@pytest.mark.parametrize(
    "source",
    [
        "def f(): pass",
        "async def f(): pass",
        "class f: pass",
        "f = lambda z: z",
        "f: object = 1",
        "a, (f, *b) = 1, (2, 3)",
        "from helper import f",
        "from helper import g as f",
        "import f.inner",
        "if True:\n    def f(): pass",
        "try:\n    from helper import f\nexcept ImportError:\n    pass",
        "with x as f: pass",
        "for f in (): pass",
        "(f := 3)",
    ],
)
def test_a_name_is_bound_by_any_statement(source):
    assert "f" in bound_names([Cell("a", "x = 1"), Cell("b", source)])


@pytest.mark.parametrize(
    "source",
    ["", "f", "f()", "x.f = 1", "x['f'] = 1", "def g():\n    f = 1", "[f for f in x]", "from f import g", "def f(:"],
)
def test_a_name_that_is_only_used_is_not_bound(source):
    assert "f" not in bound_names([Cell("a", source)])


@pytest.mark.parametrize("text", ["x = [" + "[]," * 60_000 + "]", "x = a" + "+a" * 110_000, "a\n" * 110_000])
def test_what_would_take_too_long_to_parse_is_not_read(text):
    said = decoded(text.encode())
    assert "more than 50000 brackets, commas, operators and line ends" in said.to("en")
    assert "mais de 50000 parênteses, vírgulas, operadores e fins de linha" in said.to("pt-BR")


def test_long_texts_and_tables_of_a_sane_size_are_read():
    text = "# words and words\n" * 10_000 + "x = [" + "0.5, " * 10_000 + "]\n"
    assert decoded(text.encode()) == text
