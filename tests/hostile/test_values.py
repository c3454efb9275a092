"""Right numbers in wrong wrappings, wrong numbers in right ones, and exceptions that are traps.

Each row's `odd` gets the right array of either function, and gives what is returned in its place.
"""

from __future__ import annotations

SOURCE = """
import array, copy, ctypes, datetime, decimal, fractions, math, operator, sys, types
import numpy as np
#right
plain_sigmoid, plain_backward = sigmoid, sigmoid_backward
{odd}

def sigmoid(z):
    return odd(plain_sigmoid(z))

def sigmoid_backward(grad_output, output):
    return odd(plain_backward(grad_output, output))
"""
CLASS = """
class Odd{base}:
    {body}

def odd(x):
    return {made}
"""


def returned(expression, **row):
    return {"source": SOURCE.replace("{odd}", f"def odd(x):\n    return {expression}"), **row}


def of_class(body, made="Odd()", base="", **row):
    odd = CLASS.replace("{base}", base).replace("{body}", body).replace("{made}", made)
    return {"source": SOURCE.replace("{odd}", odd), "both": "Odd", **row}


def raised(body, **row):
    return {"source": SOURCE.replace("{odd}", f"def odd(x):\n    {body}"), **row}


NOT_FINITE = {"en": "not a finite number", "pt": "não é um número finito"}
COMPLEX = {"en": "complex numbers", "pt": "números complexos"}
ENDLESS = {"en": "contains itself, or has lists within lists", "pt": "contém a si mesma, ou tem listas aninhadas"}
WRONG = {"en": r"and [-\d.e]+ is right", "pt": r"e o certo é"}
LARGE = {"en": "too large", "pt": "grande demais"}
SHAPE = {"en": "has shape", "pt": r"tem formato \(shape\)"}
TYPE = {"en": "where numbers are expected", "pt": "o esperado são números"}
SUBCLASS = "x.view(Odd)"
# What a class derived from one of numbers holds counts, and none of its own methods is asked.
COUNTS = {"score": 8, "both": ""}
NUMBER = {"both": "", **SHAPE}
DIGITS = {"both": "", "en": "more than a thousand digits", "pt": "mais de mil algarismos"}
LIES = (
    "def lie(self, *_, **__): raise SystemExit\n    __getattribute__ = __float__ = __array__ = __len__ = __iter__ = lie\n"
    "    astype = tobytes = copy = item = tolist = view = lie\n    dtype = shape = nbytes = flags = property(lie)"
)
EQUAL = "__eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: True\n    __hash__ = None"
TABLE = {
    # right numbers, honestly wrapped: they count
    "float32": returned("x.astype(np.float32)", score=8, both="float32"),
    "big_endian": returned("x.astype('>f8')", score=8),
    "long_double": returned("x.astype(np.longdouble)", score=8),
    "lists": returned("x.tolist()", score=8, en="it is a list", pt="é uma lista"),
    "read_only": returned("x.flags.__setattr__('writeable', False) or x", score=8),
    "not_contiguous": returned("np.repeat(x, 2, axis=0)[::2]", score=8),
    "in_fortran_order": returned("np.asfortranarray(x)", score=8),
    "view_of_a_subclass_made_plain": returned("np.ma.array(x).data", score=8),
    # numbers that are none, or are not these
    "nan": returned("np.full_like(x, np.nan)", **NOT_FINITE),
    "nan_in_one_place": returned("np.where(x == x.max(), np.nan, x)", **NOT_FINITE),
    "infinity": returned("np.full_like(x, np.inf)", **NOT_FINITE),
    "infinite_int": returned("10 ** 1000", **SHAPE),
    "huge_int": returned("1 << 100_000", en="more than a thousand digits", pt="mais de mil algarismos"),
    "complex": returned("x + 0j", **COMPLEX),
    "complex_number": returned("1j", **COMPLEX),
    "half_precision": returned("x.astype(np.float16)", **WRONG),
    "integers": returned("x.astype(int)", **WRONG),
    "booleans": returned("x > 0", **WRONG),
    "boolean_bytes_that_are_no_booleans": returned("np.full(x.shape, 255, np.uint8).view(bool)", **WRONG),
    "true": returned("True", **SHAPE),
    "scalar": returned("float(x.flat[0])", **SHAPE),
    "flattened": returned("x.ravel()[None]", **SHAPE),
    "empty": returned("x[:0]", **SHAPE),
    "broadcast_to_many": returned("np.broadcast_to(x.flat[0], (200, 200))", **SHAPE),
    "nineteen_axes": returned("x.reshape((1,) * 17 + x.shape)", **ENDLESS),
    "seventy_two_megabytes": returned("np.zeros(9 << 20)", **LARGE),
    "a_million_numbers_in_a_list": returned("[0.5] * 1_000_000", **LARGE),
    "four_billion_in_lists_of_lists": returned(
        "__import__('functools').reduce(lambda inner, _: [inner, inner], range(32), 0.5)", **LARGE
    ),
    "lists_ten_thousand_deep": returned(
        "__import__('functools').reduce(lambda inner, _: [inner], range(10_000), 0.5)", **ENDLESS
    ),
    "list_that_contains_itself": raised("x = []; x.append(x); return x", **ENDLESS),
    "tuple_that_contains_itself": raised("x = ([],); x[0].append(x); return x", **ENDLESS),
    "dict_that_contains_itself": raised("x = {}; x[0] = x; return x", both="dict"),
    "ragged_lists": returned("[[1.0], [1.0, 2.0]]", en="rows of different lengths", pt="linhas de tamanhos diferentes"),
    "text_of_the_numbers": returned("str(x.tolist())", en="a string", pt="uma string"),
    "text_of_nine_megabytes": returned("'x' * 9_000_000", **LARGE),
    "lone_surrogates": returned("'\\ud800' * 10", en="a string", pt="uma string"),
    "bytes": returned("x.tobytes()", both="bytes"),
    "none": returned("None", en="returned None", pt="devolveu None"),
    "ellipsis": returned("...", both="ellipsis"),
    "not_implemented": returned("NotImplemented", both="NotImplementedType"),
    "generator": returned("(each for each in x)", both="generator"),
    "coroutine": raised("async def later(): return x\n    return later()", both="coroutine"),
    "coroutine_functions": {
        "source": "#right\nasync def sigmoid(z): return 0\nasync def sigmoid_backward(g, o): return 0",
        "both": "coroutine",
    },
    "asynchronous_generator": raised("async def later(): yield x\n    return later()", both="async_generator"),
    "range": returned("range(3)", both="range"),
    "set": returned("{0.5}", both="set"),
    "iterator": returned("iter(x.tolist())", both="iterator"),
    "map": returned("map(float, x.tolist())", both="map"),
    "memoryview": returned("memoryview(x)", both="memoryview"),
    "array_of_the_library": returned("array.array('d', x.ravel())", both="array"),
    "decimals": returned("[decimal.Decimal(1)]", both="Decimal"),
    "fractions": returned("[fractions.Fraction(1, 3)]", both="Fraction"),
    "ctypes_array": returned("np.ctypeslib.as_ctypes(np.ascontiguousarray(x))", both="c_double_Array"),
    "datetimes": returned("x.astype('M8[s]')", both="datetime64"),
    "timedelta": returned("np.timedelta64(1, 's')", both="timedelta64"),
    "text_array": returned("x.astype(str)", both="ndarray of dtype str"),
    "object_array": returned("x.astype(object)", both="ndarray of dtype object"),
    "object_array_that_contains_itself": raised(
        "x = np.empty(1, object); x[0] = x; return x", both="ndarray of dtype object"
    ),
    "structured_array": returned("x.view([('a', 'f8')])", both="dtype void"),
    "record_array": returned("x.view([('a', 'f8')]).view(np.recarray)", both="recarray"),
    "record_array_of_plain_numbers": returned("x.view(np.recarray)", score=8),
    "void": returned("np.void(b'x' * 8)", both="void"),
    "masked_array": returned("np.ma.array(x)", score=8, en="it is a masked array", pt="é um array com máscara"),
    "masked_entries": returned("np.ma.array(x, mask=True)", both="MaskedArray"),
    "masked_everywhere": returned("np.ma.masked", both="MaskedConstant"),
    "module": returned("np", both="module"),
    "type": returned("type", both="type"),
    "function": returned("odd", both="function"),
    "frame": returned("sys._getframe()", both="frame"),
    "traceback": raised("try: 1 / 0\n    except ZeroDivisionError as e: return e.__traceback__", both="traceback"),
    # classes that pretend
    "array_subclass": of_class("pass", SUBCLASS, "(np.ndarray)", **COUNTS),
    "array_subclass_equal_to_everything": of_class(EQUAL, SUBCLASS, "(np.ndarray)", **COUNTS),
    "array_subclass_that_answers_for_numpy": of_class(
        "__array_ufunc__ = __array_function__ = lambda *_, **__: True", SUBCLASS, "(np.ndarray)", **COUNTS
    ),
    "array_subclass_that_changes_when_looked_at": of_class(
        "def __array_finalize__(self, other): self.n = getattr(other, 'n', 0) + 1", SUBCLASS, "(np.ndarray)", **COUNTS
    ),
    "array_subclass_that_lies_about_everything": of_class(LIES, SUBCLASS, "(np.ndarray)", **COUNTS),
    "floats_that_lie_about_everything": of_class(
        "def __float__(self): raise SystemExit\n    __add__ = __array__ = __getattribute__ = __float__",
        "[[Odd(each) for each in row] for row in x.tolist()] if x.ndim == 2 else x",
        "(float)",
        **COUNTS,
    ),
    "matrix_subclass": of_class("pass", "x.view(Odd) if x.ndim == 2 else x", "(np.matrix)", **COUNTS),
    "memmap_subclass": of_class("pass", SUBCLASS, "(np.memmap)", **COUNTS),
    "float_subclass": of_class(EQUAL, "Odd(0.5)", "(float)", **NUMBER),
    "int_subclass": of_class("def bit_length(self): return 0", "Odd(1 << 9999)", "(int)", **DIGITS),
    "str_subclass": of_class("def __len__(self): return 0", "Odd('x' * 10)", "(str)"),
    "list_subclass": of_class("def __iter__(self): return iter(lambda: 0.5, 1)", "Odd(x.tolist())", "(list)"),
    "tuple_subclass": of_class("def __len__(self): return 2", "Odd(x.tolist())", "(tuple)"),
    "numpy_scalar_subclass": of_class("dtype = np.dtype('f8')", "Odd(0.5)", "(np.float64)", **NUMBER),
    "equal_to_everything": of_class(EQUAL),
    "converts_to_float": of_class("def __float__(self): return 0.5"),
    "converts_to_array": of_class("def __array__(self, *a, **k): return plain_sigmoid(np.zeros((4, 3)))"),
    "has_an_array_interface": of_class(
        "__array_interface__ = dict(shape=(9,), typestr='<f8', data=(8, False), version=3)"
    ),
    "has_a_buffer_of_its_own": of_class("def __buffer__(self, flags): return memoryview(b'x' * 8)"),
    "reduces_to_a_command": of_class("def __reduce__(self): return __import__('os').system, ('touch /tmp/learner',)"),
    "copies_to_a_command": of_class("def __deepcopy__(self, memo): return 1 / 0\n    __copy__ = __deepcopy__"),
    "lies_about_its_class": of_class("__class__ = np.ndarray\n    dtype = np.dtype('f8')\n    shape = (4, 3)"),
    "loops_when_asked_anything": of_class(
        "def __getattribute__(self, name):\n        while True: pass\n    __repr__ = __str__ = __bool__ = __len__ = __iter__ = "
        "__index__ = __float__ = __hash__ = __eq__ = lambda *_: sum(iter(int, 1))"
    ),
    "class_with_a_hostile_metaclass": {
        "source": SOURCE.replace(
            "{odd}",
            "class Meta(type):\n    def __eq__(self, other): return True\n    __hash__ = type.__hash__\n"
            "    def __instancecheck__(self, other): return True\n    __name__ = property(lambda self: 1 / 0)\n"
            "class Odd(metaclass=Meta): pass\ndef odd(x): return Odd()",
        ),
        "en": "was not taken|where numbers are expected",
        "pt": "não foi aceita|o esperado são números",
    },
    "class_with_a_name_of_a_megabyte": returned("type('x' * 1_000_000, (), {})()", both="x{50}", never="x{500}"),
    "class_with_control_characters_in_its_name": returned(
        "type('\\x1b[2J\\u202e\\n::error::', (), {})()", both=r"\x1b|x1b", never="\x1b|\u202e"
    ),
    # what functions do beside returning
    "argument_changed": {
        "source": "#right\nright = sigmoid\ndef sigmoid(z):\n    result = right(z); z *= 2; return result\n"
        "def sigmoid_backward(grad_output, output):\n    result = grad_output * output * (1 - output)\n"
        "    output[...] = 0; return result",
        "score": 2,
        "en": "changed what it was given",
        "pt": "alterou o que recebeu",
    },
    "argument_made_larger": {
        "source": "#right\nright = sigmoid\ndef sigmoid(z):\n    result = right(z); z.resize((1000,), refcheck=False); return result",
        "score": 6,
        "en": "changed what it was given",
        "pt": "alterou o que recebeu",
    },
    "earlier_result_changed": {
        "source": "#right\nright, kept = sigmoid, []\ndef sigmoid(z):\n    result = right(z)\n"
        "    for old in kept: old += 1\n    kept.append(result)\n    return result",
        "score": 5,
        "en": "changed the array that an earlier call had returned",
        "pt": "alterou o array que uma chamada anterior",
    },
    "argument_freed_under_numpy": raised(
        "return np.frombuffer((ctypes.c_double * x.size).from_address(8), np.float64)", both="SIGSEGV|BufferError|PEP"
    ),
    # exceptions that are traps
    "exception_whose_text_raises": raised(
        "class E(Exception):\n        def __str__(self): raise self\n    raise E", both=r"\bE\b"
    ),
    "exception_whose_text_is_no_text": raised(
        "class E(Exception):\n        def __str__(self): return 3\n    raise E", both=r"\bE\b"
    ),
    "exception_whose_text_is_a_megabyte": raised("raise ValueError('x' * 1_000_000)", both="x{200}", never="x{2000}"),
    "exception_whose_text_is_a_subclass": raised(
        "class S(str):\n        def __getitem__(self, at): return 7\n    class E(Exception):\n"
        "        def __str__(self): return S('quiet')\n    raise E",
        both="E: quiet",
    ),
    "exception_whose_text_commands_a_terminal": raised(
        "raise ValueError('\\x1b]0;pwned\\x07\\r\\n::set-output name=score::100')", both="x1b", never="\x1b|\x07"
    ),
    "exception_that_causes_itself": raised(
        "e = ValueError(1)\n    e.__cause__ = e.__context__ = e\n    raise e", both="ValueError"
    ),
    "exception_group": raised(
        "raise ExceptionGroup('all', [ValueError(i) for i in range(1000)])", both="ExceptionGroup"
    ),
    "exception_that_is_none": raised("raise 'text'", both="TypeError"),
    "exception_with_a_name_of_a_megabyte": raised(
        "raise type('x' * 1_000_000, (Exception,), {})", both="x{50}", never="x{500}"
    ),
    "exception_called_not_implemented": raised(
        "raise NotImplementedError", en="not written yet", pt="ainda não foi escrita"
    ),
    "exception_with_a_traceback_without_end": raised(
        "def deep(n): return deep(n - 1) if n else 1 / 0\n    sys.setrecursionlimit(60_000); deep(50_000)",
        both="ZeroDivisionError|SIGSEGV|MemoryError|RecursionError",
    ),
    "warnings_without_end": {
        "source": "#right\nimport warnings\nright = sigmoid\ndef sigmoid(z):\n    for i in range(2000): warnings.warn(f'{i}')\n    return right(z)",
        "score": 8,
    },
    "warning_whose_text_raises": {
        "source": "#right\nimport warnings\nclass W(UserWarning):\n    def __str__(self): raise ValueError\nright = sigmoid\n"
        "def sigmoid(z):\n    warnings.warn(W()); return right(z)",
        "score": 5,  # plain Python asks for the text, too
        "both": "ValueError",
    },
}


def test_a_strange_value_earns_what_its_numbers_do(attack, judged):
    judged(TABLE[attack])
