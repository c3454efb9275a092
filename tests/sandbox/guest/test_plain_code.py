from __future__ import annotations

import builtins
from types import ModuleType

import numpy as np
import pytest

from autograder.sandbox.guest.imports import compiled
from autograder.sandbox.guest.plain_code import KNOWN, NUMPY, is_plain

PLAIN = {
    "a function of numpy": "import numpy as np\ndef f(z):\n    return 1 / (1 + np.exp(-z))",
    "names from numpy": "from numpy import exp, where\ndef f(z): return where(z > 0, 1 / (1 + exp(-z)), exp(z))",
    "functions of its own": "def exp(x): return x\ndef g(x): return exp(x)\nTABLE = {1: [2]}\nTABLE[1].append(3)",
    "a global": "count = 0\ndef f():\n    global count\n    count += 1\n    return count",
    "a generator of numbers": "import numpy as np\ndef f(rng): return rng.normal(size=3) + np.random.default_rng(1).uniform()",
    "closures": "def f(xs):\n    total = 0\n    def add(x):\n        nonlocal total\n        total += x\n    list(map(add, xs))\n    return total",
    "a main part": "def f(): pass\nif __name__ == '__main__':\n    print(f())",
    "errors": "def f(x):\n    try:\n        return 1 / x\n    except ZeroDivisionError:\n        raise ValueError('no')",
}
# Whatever could be seen by other code in the same process, or could see it.
LEAVES_SOMETHING = {
    "an attribute of numpy": "import numpy as np\nnp.float = float",
    "an attribute of a module by another name": "import math as m\nm.pi = 3",
    "setattr": "import numpy as np\nsetattr(np, 'x', 1)",
    "a name of numpy deleted": "import numpy as np\ndel np.exp",
    "builtins": "import builtins\nbuiltins.helper = len",
    "builtins by their name in a module": "__builtins__['helper'] = len",
    "a table of numpy": "import numpy as np\nnp.sctypeDict['x'] = float",
    "numpy's error handling": "import numpy as np\nnp.seterr(all='ignore')",
    "by an own name": "import numpy as np\nseterr = np.seterr",
    "a function of its own that is called like one of numpy's": "import numpy as np\ndef seterr(): pass\nnp.seterr(all='raise')",
    "imported by name": "from numpy import seterr as quiet\nquiet(all='ignore')",
    "everything imported": "from numpy import *\nseterr(all='ignore')",
    "how numpy prints": "import numpy as np\nnp.set_printoptions(precision=2)",
    "the global generator": "import numpy as np\nnp.random.seed(0)",
    "warnings": "import warnings\nwarnings.simplefilter('error')",
    "threads": "import threading\nthreading.Thread(target=print).start()",
    "loaded modules": "import sys\nsys.modules['helpers'] = 1",
    "another exercise": "from sigmoid_backward import sigmoid",
    "frames": "def f():\n    try:\n        1 / 0\n    except ZeroDivisionError as error:\n        return error.__traceback__.tb_frame.f_back",
    "generators' frames": "def g(): yield\ndef f(): return g().gi_frame.f_back.f_globals",
    "a function's globals": "def f(): return f.__globals__['__builtins__']",
    "subclasses": "def f(): return ().__class__.__base__.__subclasses__()",
    "getattr": "import numpy as np\ndef f(): return getattr(np, 'se' + 'terr')(all='ignore')",
    "exec": "exec('import numpy\\nnumpy.x = 1')",
    "a class": "class Layer:\n    pass",
    "a decorator that writes into what it is given": "import functools, numpy as np\nfunctools.wraps(len)(np.linalg.norm)",
    "what memory holds": "import numpy as np\ndef f(): return np.empty(100)",
    "in a function in a function": "def f():\n    def g():\n        import sys\n        return sys\n    return g",
    "in a default": "import numpy as np\ndef f(x=np.seterr(all='ignore')): pass",
    "a file": "open('/tmp/x', 'w')",
}


def compiled_cells(*sources):
    return [compiled(source, "<cell>", lambda name: name in {"numpy", "math"}) for source in sources]


@pytest.mark.parametrize("source", PLAIN.values(), ids=PLAIN)
def test_what_computes_is_plain(source):
    assert is_plain(compiled_cells(source))


@pytest.mark.parametrize("source", LEAVES_SOMETHING.values(), ids=LEAVES_SOMETHING)
def test_what_may_leave_something_is_not(source):
    assert not is_plain(compiled_cells(source))


@pytest.mark.parametrize("source", LEAVES_SOMETHING.values(), ids=LEAVES_SOMETHING)
def test_nor_is_it_in_a_later_cell(source):
    assert not is_plain(compiled_cells("def f(): pass", source))


def test_names_of_other_cells_are_its_own():
    assert is_plain(compiled_cells("def first(): return 1", "def second(): return first()"))
    assert not is_plain(compiled_cells("def second(): return first()"))


def test_no_name_that_is_known_gives_what_can_be_changed_for_others():
    """Of numpy, its random and linalg, and of the builtins: functions, types, numbers, and the modules themselves."""
    found = {
        name: value
        for place in (np, np.random, np.linalg, builtins)
        for name in KNOWN
        if not name.startswith("__") and (value := vars(place).get(name)) is not None
    }
    assert {type(value).__name__ for value in found.values()} <= {
        *("type", "function", "builtin_function_or_method", "ufunc", "float", "bool", "module", "NoneType"),
        *("_ArrayFunctionDispatcher", "ABCMeta", "method", "cython_function_or_method", "_DTypeMeta"),
    }
    modules = [
        value.__name__
        for place in (np, np.random, np.linalg)
        for name, value in vars(place).items()
        if name in KNOWN and isinstance(value, ModuleType)
    ]
    assert set(modules) <= {"numpy.linalg", "numpy.random"}
    assert len(found) > 0.8 * len(NUMPY.split())
    assert not {"seterr", "seed", "set_printoptions", "setattr", "getattr", "exec", "eval", "empty", "wraps"} & KNOWN
