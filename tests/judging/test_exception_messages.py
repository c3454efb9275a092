from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.judging.exception_messages import (
    MODULE_HELP,
    ONE_ENTRY_HELP,
    RAGGED_HELP,
    SHAPES_HELP,
    cell_named,
    help_on_error,
    placed,
)
from autograder.judging.raised_mistakes import ARRAY_FOR_NUMBER, DIAGNOSED

ONE = np.array([[1.0]])
ONE_NUMBER_HELP = DIAGNOSED(why=ARRAY_FOR_NUMBER.why, next=ARRAY_FOR_NUMBER.next)


@pytest.mark.parametrize(
    ("act", "line", "text"),
    [
        (lambda: np.zeros(3).__setitem__(0, ONE), "a[0] = one", ONE_ENTRY_HELP),
        (lambda: np.zeros((2, 2)).__setitem__((0, 1), np.ones(1)), "a[0, 1] += one", ONE_ENTRY_HELP),
        (lambda: float(ONE), "w = float(one)", ONE_NUMBER_HELP),
        (lambda: int(ONE), "return int(one)", ONE_NUMBER_HELP),
        (lambda: math.exp(np.ones(2)), "e = math.exp(z)", ONE_NUMBER_HELP),
        (lambda: np.array([1.0, ONE]), "a = np.array([1.0, one])", RAGGED_HELP),
        (lambda: np.ones(2) + np.ones(3), "return a + b", SHAPES_HELP),
    ],
)
def test_numpy_s_words_are_met_with_help(act, line, text):
    with pytest.raises((TypeError, ValueError)) as caught:
        act()
    found = help_on_error(type(caught.value).__name__, str(caught.value), f"line 3: {line}")
    for lang in ("en", "pt-BR"):
        assert found.to(lang) == text.to(lang)


@pytest.mark.parametrize(
    ("kind", "message", "module", "name"),
    [
        ("ImportError", "cannot import name 'batched' from 'itertools' (unknown location)", "itertools", "batched"),
        ("ImportError", "cannot import name 'trapz' from 'numpy' (/x/numpy/__init__.py)", "numpy", "trapz"),
        (
            "AttributeError",
            "module 'numpy' has no attribute 'float'.\n`np.float` was a deprecated alias",
            "numpy",
            "float",
        ),
        ("AttributeError", "module 'numpy.linalg' has no attribute 'nrm'", "numpy.linalg", "nrm"),
    ],
)
def test_what_a_version_does_not_have_is_told_with_the_versions(kind, message, module, name):
    found = help_on_error(kind, message)
    assert f"`{module}` has no `{name}` here" in found.to("en")
    assert f"numpy {np.__version__}" in found.to("en")
    assert f"Aqui `{module}` não tem `{name}`" in found.to("pt-BR")


def test_other_modules_have_no_version_to_tell():
    assert help_on_error("AttributeError", "module 'mine' has no attribute 'x'") is None
    own = help_on_error("ImportError", "cannot import name 'sigmoid' from 'sigmoid_backward' (/sigmoid_backward.py)")
    assert "copy it into this file" in own.to("en")


def test_a_name_that_an_import_of_all_names_did_not_give():
    found = help_on_error("NameError", "name 'dumps' is not defined (No module named 'tomlkit')")
    assert found.to("en") == MODULE_HELP.to("en")


def test_a_piece_of_a_script_is_named_by_its_file_and_a_place_by_its_line():
    assert cell_named("05_sigmoid_backward.py:6") == "05_sigmoid_backward.py"
    assert placed("05_sigmoid_backward.py:6, line 6: print(x)").to("pt-BR") == "linha 6: `print(x)`"
    assert cell_named("sigmoid_backward.py") == "sigmoid_backward.py"
