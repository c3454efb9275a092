"""Code that can touch nothing but its own objects, told by its names and instructions alone, before any of it runs.

Such code may share a process with other code of its kind: whatever it does, it leaves nothing behind that another could
see. It is made of functions that compute; every name in it is its own or one of those below, none of which gives an
object that can be changed for others. No attribute is ever set, no class defined, nothing else imported.

What is not told to be of this kind is not wrong, and runs in a process of its own.
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Iterator, Sequence
from opcode import opmap
from types import CodeType, FrameType, FunctionType, GeneratorType, ModuleType, TracebackType

import numpy as np

from autograder.sandbox.guest.imports import FAILED

MODULES = frozenset(
    {"numpy", "math", "functools", "itertools", "__future__", "annotations", "numpy.linalg", "numpy.random", FAILED}
)
BUILTINS = (
    "__doc__ __name__ abs all any ArithmeticError AssertionError bool callable complex dict divmod enumerate "
    "Exception False filter float FloatingPointError frozenset hasattr ImportError IndexError int isinstance iter "
    "KeyError len list map max min next None NotImplementedError OverflowError pow print range reversed round "
    "RuntimeError set slice sorted str sum True tuple TypeError ValueError ZeroDivisionError zip"
)
# Functions, types and constants of numpy and math; np.empty and its likes are left out: what they hold is left by others.
NUMPY = (
    "abs absolute accumulate add allclose amax amin append arange arccos arcsin arctan arctan2 argmax argmin argsort "
    "around array array_equal asarray ascontiguousarray atleast_1d atleast_2d average bool_ broadcast_shapes "
    "broadcast_to ceil chain clip column_stack concatenate copy copysign copyto cos cosh cross cumprod cumsum "
    "default_rng degrees diag diff divide dot dtype e einsum equal errstate exp exp2 expand_dims expm1 eye fabs finfo "
    "flip float32 float64 floating floor floor_divide fmax fmin fromiter fsum full full_like Generator greater "
    "greater_equal hstack hypot identity inf inner int32 int64 int8 int_ integer interp isclose isfinite isinf isnan "
    "isscalar issubdtype kron less less_equal linalg linspace log log10 log1p log2 logaddexp logical_and logical_not "
    "logical_or logspace matmul matrix max maximum mean median meshgrid min minimum mod moveaxis multiply nan "
    "nan_to_num nanmax ndenumerate ndim ndindex negative newaxis nonzero norm not_equal number ones ones_like outer "
    "pairwise partial pi power prod product radians random ravel reciprocal reduce remainder repeat reshape roll "
    "rot90 round shape sign sin sinh size sort sqrt square squeeze stack std subtract sum swapaxes take tan tanh "
    "tensordot tile trace transpose tri tril triu true_divide unique var vdot vectorize vstack where zeros zeros_like "
    "zip_longest"
)
METHODS = (
    "accumulate all any append argmax argmin astype at choice clip copy count cumsum discard dot endswith eps extend "
    "fill flat flatten format get imag index insert integers is_integer item items join keys kind lower max mean min "
    "nbytes ndim nonzero normal outer permutation pop prod ravel real reduce remove repeat replace reshape reverse "
    "round setdefault shape shuffle size sort split squeeze standard_normal startswith std strip sum swapaxes T tiny "
    "tolist transpose uniform update upper values var"
)
DRAWS = {name for name in dir(np.random.Generator) if name[0] != "_"} - {"bit_generator", "spawn"}
KNOWN = MODULES.union(BUILTINS.split(), NUMPY.split(), METHODS.split(), DRAWS)
# Names that are not its own even if the code defines them: as attributes they would reach what others use.
REACHING = (
    frozenset[str]().union(
        *map(
            dir,
            (
                *(builtins, math, np, np.linalg, np.random, np.ndarray, np.random.Generator, np.float64, np.ufunc),
                *(np.vectorize, float, int, str, list, dict, tuple, set, Exception),
                *(CodeType, FrameType, FunctionType, GeneratorType, ModuleType, TracebackType),
            ),
        )
    )
    - KNOWN
)
REFUSED = frozenset(
    opmap[name]
    for name in ("STORE_ATTR", "DELETE_ATTR", "LOAD_BUILD_CLASS", "IMPORT_STAR", "DELETE_GLOBAL")
    if name in opmap
)
NAMING = frozenset(opmap[name] for name in ("STORE_NAME", "STORE_GLOBAL"))
EXTENDED = opmap["EXTENDED_ARG"]


def is_plain(modules: Sequence[CodeType]) -> bool:
    """Whether the code of some modules' bodies, which share their names, can touch nothing but its own objects."""
    codes = [code for module in modules for code in _nested(module)]
    if any(not REFUSED.isdisjoint(code.co_code[::2]) for code in codes):
        return False
    own = {name for module in modules for name in _stored(module)}
    used = {name for code in codes for name in code.co_names}
    return own.isdisjoint(REACHING) and used <= own | KNOWN


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _nested(constant)


def _stored(code: CodeType) -> Iterator[str]:
    """Give the names that a module's body binds."""
    argument, instructions = 0, code.co_code
    for at in range(0, len(instructions), 2):
        argument = argument << 8 | instructions[at + 1]
        if instructions[at] in NAMING:
            yield code.co_names[argument]
        if instructions[at] != EXTENDED:
            argument = 0
