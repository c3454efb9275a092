from __future__ import annotations

import ast

import pytest

from autograder.author.folders import findings_of
from autograder.author.source import read_script
from autograder.author.stub import code_in
from autograder.course.exercise_folder import SourceError


@pytest.fixture
def code_of(script):
    """Give the code of a script whose code cell is `code`."""

    def stub(code, lang="en", solutions="cleared"):
        text = script[: script.index("# %% grade_id")] + '# %% grade_id="double"\n' + code
        return code_in(read_script(text, "double", "double.py"), lang, solutions)

    return stub


@pytest.fixture
def error_in(code_of):
    """Give what is said of a code cell, line 12 of its file on, from which nothing can be made."""

    def said(code):
        with pytest.raises(SourceError) as caught:
            code_of(code)
        return findings_of(caught.value)[0].line("en")

    return said


SOLVED = '''\
def double(x):
    """Give 2x.

    [pt-BR]
    Devolve 2x.
    """
    ### BEGIN SOLUTION
    y = 2
    return x * y
    ### END SOLUTION
'''


def test_each_language_keeps_its_part_and_the_solution_goes(code_of):
    assert code_of(SOLVED) == 'def double(x):\n    """Give 2x."""\n    raise NotImplementedError  # your code here\n'
    assert (
        code_of(SOLVED, "pt-BR")
        == 'def double(x):\n    """Devolve 2x."""\n    raise NotImplementedError  # seu código aqui\n'
    )


def test_marks_for_nbgrader_stay_around_the_stub(code_of):
    assert code_of(SOLVED, solutions="marked").split("\n")[2:-1] == [
        "    ### BEGIN SOLUTION",
        "    raise NotImplementedError  # your code here",
        "    ### END SOLUTION",
    ]


def test_a_kept_solution_stays_as_it_is(code_of):
    assert code_of(SOLVED, "pt-BR", "kept") == SOLVED.replace(
        "Give 2x.\n\n    [pt-BR]\n    Devolve 2x.\n    ", "Devolve 2x."
    )


def test_longer_docstrings_keep_their_inner_indentation(code_of):
    docstring = '    r"""Head.\n\n    x: \\sigma\n        more\n\n    [pt-BR]\n\n    Cabeça.\n\n    x: \\sigma\n        mais\n    """'
    code = SOLVED.replace('    """Give 2x.\n\n    [pt-BR]\n    Devolve 2x.\n    """', docstring)
    assert code_of(code).split("\n")[1:6] == ['    r"""Head.', "", "    x: \\sigma", "        more", '    """']
    assert code_of(code, "pt-BR").split("\n")[1:6] == [
        '    r"""Cabeça.',
        "",
        "    x: \\sigma",
        "        mais",
        '    """',
    ]


def test_classes_and_methods_are_in_one_language_too(code_of):
    code = '''\
class Input:
    """A leaf.

    [pt-BR]
    Uma folha.
    """

    def __init__(self, value):
        self.value = value

    def forward(self):
        """Do nothing.

        [pt-BR]
        Não faz nada.
        """
        ### BEGIN SOLUTION
        if self:
            def inner():
                """A docstring that goes with the solution."""
        return None  # a comment that goes with it
        ### END SOLUTION

    gradient = None
'''
    stub = code_of(code, "pt-BR")
    ast.parse(stub)
    assert [line for line in stub.split("\n") if line] == [
        "class Input:",
        '    """Uma folha."""',
        "    def __init__(self, value):",
        "        self.value = value",
        "    def forward(self):",
        '        """Não faz nada."""',
        "        raise NotImplementedError  # seu código aqui",
        "    gradient = None",
    ]


def test_comments_are_in_one_language_and_those_for_tools_go(code_of):
    code = (
        "import os  # noqa: F401 -- kept\n\n# The factor,\n# of course.\n# [pt-BR]\n# O fator.\nFACTOR = 2\n\n\n"
        + SOLVED
    )
    assert code_of(code).startswith("import os\n\n# The factor,\n# of course.\nFACTOR = 2\n\n\ndef")
    assert code_of(code, "pt-BR").startswith("import os\n\n# O fator.\nFACTOR = 2\n\n\ndef")


@pytest.mark.parametrize(
    ("code", "line", "word"),
    [
        (SOLVED.replace("    ### END SOLUTION\n", ""), 18, "END SOLUTION` is missing"),
        (SOLVED.replace("    ### BEGIN SOLUTION\n", ""), 20, "BEGIN SOLUTION` is missing"),
        (SOLVED.replace("    y = 2\n", "    ### BEGIN SOLUTION\n"), 19, "the one before"),
        (SOLVED.replace("### BEGIN SOLUTION", "pass").replace("### END SOLUTION", "pass"), 12, "nothing is left"),
        (SOLVED + "\n\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n", 24, "outside any function"),
        (SOLVED + "### BEGIN SOLUTION\n### END SOLUTION\n", 22, "outside any function"),
        (SOLVED.replace("    [pt-BR]\n    Devolve 2x.\n", ""), 13, "Portuguese part is missing"),
        (SOLVED.replace("    Devolve 2x.\n", "    [pt-BR]\n"), 16, "more than one"),
        (SOLVED.replace("    Devolve 2x.\n", ""), 13, "empty on one side"),
        (SOLVED.replace("Give 2x.\n\n", "\n"), 13, "empty on one side"),
        (SOLVED + "\n\ndef other(x):\n    return x\n", 24, "`other` has no docstring"),
        (SOLVED + '\n\ndef other(x): """A.\n    [pt-BR]\n    B.\n    """\n', 24, "lines of its own"),
        (SOLVED + '\n\ndef other(x):\n    "A [pt-BR] B"\n', 25, "triple quotes"),
        ("# Only English.\n" + SOLVED, 12, "both languages"),
        ("# [pt-BR]\n# Português.\n" + SOLVED, 12, "both languages"),
        ("FACTOR = 2  # a factor\n" + SOLVED, 12, "beside code"),
        (SOLVED + "\n\ndef other(:\n", 24, "not valid Python"),
    ],
)
def test_what_is_missing_is_said_with_file_and_line(error_in, code, line, word):
    said = error_in(code)
    assert said.startswith(f"double.py: line {line}: ")
    assert word in said
