"""Tricks by which a grader that tests in the learner's own process gives full marks, and this one gives nothing.

The plain grader is what such graders come down to: a test file that imports the learner's module, and pytest.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

PLAIN_GRADER = """
import numpy as np
import sigmoid_backward as handed_in


def test_sigmoid():
    z = np.linspace(-4, 4, 9)
    actual = handed_in.sigmoid(z)
    expected = 1 / (1 + np.exp(-z))
    np.testing.assert_allclose(actual, expected)


def test_sigmoid_backward():
    output, grad_output = np.linspace(0.1, 0.9, 9), np.linspace(-1, 1, 9)
    expected = grad_output * output * (1 - output)
    actual = handed_in.sigmoid_backward(grad_output, output)
    assert actual.shape == expected.shape
    assert np.allclose(actual, expected)
"""
WRONG = """
import gc, os, sys
import numpy as np

def sigmoid(z):
    return z

def sigmoid_backward(grad_output, output):
    return grad_output
"""


def in_calls(body):
    """Do something in each call of either function; `x` is the first argument."""
    return f"\ndef sigmoid(x, *rest):\n    {body}\n\nsigmoid_backward = sigmoid\n"


TRICKS = {
    "patches_numpys_assertions": (
        "np.testing.assert_allclose = lambda *_, **__: None\nnp.allclose = lambda *_, **__: True"
    ),
    "patches_the_function_that_all_of_them_use": (
        "everything = lambda a, b, *_, **__: np.ones(np.shape(b), bool)\n"
        "np.isclose = np.allclose = everything\n"
        "for module in list(sys.modules.values()):\n"
        "    if getattr(module, '__name__', '').startswith('numpy'):\n"
        "        for name in ('isclose', 'allclose', 'assert_array_compare', 'assert_allclose'):\n"
        "            if name in vars(module): setattr(module, name, everything)\n"
        "np.allclose = lambda *_, **__: True"
    ),
    "returns_an_array_that_answers_for_numpy": (
        "class Yes(np.ndarray):\n"
        "    def __array_function__(self, function, types, args, kwargs):\n"
        "        return True if function is np.allclose else np.ones(self.shape, bool)\n"
        "    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):\n"
        "        return np.zeros(self.shape, bool) if ufunc in (np.isnan, np.isinf, np.equal) else self\n"
        + in_calls("return np.zeros_like(x).view(Yes)")
    ),
    "ends_the_process_with_status_0_at_import": "os._exit(0)",
    "ends_the_process_with_status_0_in_a_call": in_calls("os._exit(0)"),
    "rewrites_the_exit_status_at_exit": "import atexit\natexit.register(os._exit, 0)",
    "exits_in_order_with_status_0": "import pytest\n" + in_calls("pytest.exit('all done', returncode=0)"),
    "walks_the_stack_to_the_expected_values": in_calls(
        "frame = sys._getframe(1)\n"
        "    names = {**frame.f_locals, **frame.f_globals}\n"
        "    z = names.get('z', x)\n"
        "    return names.get('expected', 1 / (1 + names['np'].exp(-z)) if 'handed_in' in names else z)"
    ),
    "keeps_the_expected_values_of_the_last_run": (
        "z = np.linspace(-4, 4, 9)\nkept = {z.tobytes(): 1 / (1 + np.exp(-z))}\n"
        "o, g = np.linspace(0.1, 0.9, 9), np.linspace(-1, 1, 9)\nkept[o.tobytes()] = g * o * (1 - o)\n"
        "def sigmoid(z): return kept.get(z.tobytes(), z)\n"
        "def sigmoid_backward(grad_output, output): return kept.get(output.tobytes(), grad_output)"
    ),
    "changes_the_inputs_before_the_expected_values_are_computed": (
        "def sigmoid(z):\n    z[...] = 0\n    return np.full_like(z, 0.5)\n"
        "def sigmoid_backward(grad_output, output):\n"
        "    frame = sys._getframe(1)\n"
        "    if 'expected' in frame.f_locals: frame.f_locals['expected'][...] = 0\n"
        "    return np.zeros_like(output)"
    ),
    "skips_the_test_from_inside": "import pytest\n" + in_calls("pytest.skip('not today')"),
    "turns_failed_assertions_into_skips": (
        "import builtins, pytest\nbuiltins.AssertionError = pytest.skip.Exception\n"
        "real = np.testing.assert_allclose\n"
        "def quiet(*args, **options):\n"
        "    try: real(*args, **options)\n"
        "    except BaseException: pytest.skip('close enough')\n"
        "np.testing.assert_allclose = quiet"
    ),
    "patches_pytests_reports": (
        "from _pytest.reports import TestReport\n"
        "made = TestReport.from_item_and_call.__func__\n"
        "def passed(kind, item, call):\n"
        "    report = made(kind, item, call)\n    report.outcome, report.longrepr = 'passed', None\n    return report\n"
        "TestReport.from_item_and_call = classmethod(passed)"
    ),
    "registers_a_plugin_as_a_conftest_would": (
        "import pytest\n"
        "class Plugin:\n"
        "    @pytest.hookimpl(tryfirst=True)\n"
        "    def pytest_pyfunc_call(self, pyfuncitem): return True\n"
        "configs = [o for o in gc.get_objects() if type(o).__name__ == 'Config' and hasattr(o, 'pluginmanager')]\n"
        "configs[0].pluginmanager.register(Plugin())"
    ),
    "replaces_the_test_functions": ("import _pytest.python\n_pytest.python.Function.runtest = lambda self: None"),
    "rewrites_the_code_of_the_tests": (
        "import _pytest.python\n"
        "real = _pytest.python.Function.setup\n"
        "def setup(self):\n    real(self)\n    self.obj.__code__ = (lambda: None).__code__\n"
        "_pytest.python.Function.setup = setup"
    ),
    "patches_what_the_expected_values_are_made_of": (
        "np.exp = lambda z: np.zeros_like(z)\n"
        "def sigmoid(z): return np.ones_like(z)\n"
        "def sigmoid_backward(grad_output, output):\n"
        "    output[...] = 0.5\n"
        "    return sys._getframe(1).f_locals.get('expected', grad_output)"
    ),
}


# Forks for each folder that it is given, and prints with what status pytest ended there.
STATUSES = """
import importlib, json, os, sys
import numpy, pytest, _pytest.config

for name in _pytest.config.default_plugins:
    importlib.import_module("_pytest." + name)
statuses = []
for folder in sys.argv[1:]:
    pid = os.fork()
    if not pid:
        os.chdir(folder)
        sys.stdout = open(os.devnull, "w")
        sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", folder, "test_plain.py"]))
    statuses.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
print(json.dumps(statuses))
"""


@pytest.fixture(scope="module")
def plain_statuses(tmp_path_factory, right_source):
    """Pytest's exit status on the plain grader's tests: of each trick, of right and of wrong code."""
    folders = {}
    for name, source in {"right": right_source, "wrong": WRONG, **{name: tricked(name) for name in TRICKS}}.items():
        folders[name] = tmp_path_factory.mktemp(name)
        (folders[name] / "sigmoid_backward.py").write_text(source)
        (folders[name] / "test_plain.py").write_text(PLAIN_GRADER)
    environment = {"PATH": os.environ["PATH"], "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", STATUSES, *map(str, folders.values())],
        env=environment, stdout=subprocess.PIPE, timeout=600, check=True,
    )  # fmt: skip
    return dict(zip(folders, json.loads(done.stdout), strict=True))


def tricked(trick):
    return f"{WRONG}\n{TRICKS[trick]}\n"


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_passes_in_the_learners_own_process_and_earns_nothing_here(trick, plain_statuses, judged):
    assert plain_statuses[trick] == 0
    judged({"source": tricked(trick)})


def test_the_plain_grader_can_tell_right_from_wrong(plain_statuses):
    assert (plain_statuses["right"], plain_statuses["wrong"]) == (0, 1)
