"""What goes in and comes out of learners' functions, in the sandbox and in process alike."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.sandbox import InProcess
from autograder.sandbox.protocol.calls import (
    BadQuestion,
    Call,
    Callback,
    Cell,
    Matrix,
    Missing,
    Opaque,
    Raised,
    Rejected,
    Returned,
    Seeded,
    Unmasked,
)


@pytest.fixture(params=["remote", "in process"])
def session(request, sandbox):
    """Open a session on a source, either way."""
    opened = []

    def made(source):
        if request.param == "in process":
            namespace = {}
            exec(compile(source, "<cell>", "exec"), namespace)  # noqa: S102 -- sources of these tests
            return InProcess(namespace)
        context = sandbox.open([Cell("exercise.py", source)], "exercise", 60, 240)
        opened.append(context)
        return context.__enter__()

    yield made
    for context in opened:
        context.__exit__(None, None, None)


def same(one, other):
    """Whether two plain values are equal in type and in every number, NaN included."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, Matrix | Unmasked):
        return same(one.array, other.array)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and math.isnan(one):
        return math.isnan(other)
    if isinstance(one, complex):
        return same(one.real, other.real) and same(one.imag, other.imag)
    return one == other


VALUES = [
    None,
    True,
    0,
    -(10**300),
    1.5,
    -0.0,
    5e-324,
    0.1 + 0.2,
    math.nan,
    math.inf,
    -math.inf,
    1 - 2j,
    complex(math.nan, -math.inf),
    "",
    "ação \ud800 \x00",
    [],
    [1, [2.5, (None, "a")]],
    (),
    (np.zeros(2), np.ones((2, 1))),
    np.array(3.0),
    np.zeros((0, 3)),
    np.array([math.nan, math.inf, -0.0]),
    np.arange(6, dtype=np.int32).reshape(2, 3),
    np.array([True, False]),
    np.array([1 + 2j], np.complex64),
    np.array([1.5], np.float16),
    np.arange(3, dtype=np.uint8),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_values_go_in_and_come_back_as_they_are(session, value):
    outcome = session("def f(x): return x").call(Call("f", (value,)))
    assert isinstance(outcome, Returned)
    assert same(outcome.value, value)
    assert outcome.changed == ()


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("np.float64(2)", np.array(2.0)),
        ("np.float32(2)", np.array(2.0, np.float32)),
        ("np.bool_(True)", np.array(True)),
        ("np.longdouble(2)", np.array(2.0)),
        ("np.array([1, 2], '>i4')", np.array([1, 2], np.int32)),
        ("np.arange(6.0).reshape(2, 3).T", np.arange(6.0).reshape(2, 3).T.copy()),
        ("np.asmatrix([[1.0, 2.0]])", Matrix(np.array([[1.0, 2.0]]))),
        ("np.ma.masked_array([1.0], [True])", Opaque("MaskedArray")),
        ("np.ma.masked_array([1.0, 2.0], [False, True])", Opaque("MaskedArray")),
        ("np.ma.masked_array([1.0, 2.0], [False, False])", Unmasked(np.array([1.0, 2.0]))),
        ("np.ma.array([[1, 2]])", Unmasked(np.array([[1, 2]]))),
        ("np.ma.array([1, 2]).astype('>i4')", Unmasked(np.array([1, 2], np.int32))),
        ("np.ma.array([1, None])", Opaque("MaskedArray")),
        ("np.ma.masked", Opaque("MaskedConstant")),
        ("type('Sub', (np.ma.MaskedArray,), {})([1.0])", Opaque("Sub")),
        ("_with(np.ma.array([1.0]), '_mask', Sly())", Opaque("MaskedArray")),
        ("_with(np.ma.array([1.0]), '__dict__', type('Sub', (dict,), {})(_mask=np.ma.nomask))", Opaque("MaskedArray")),
        ("[np.ma.array([1.0])]", [Unmasked(np.array([1.0]))]),
        ("np.array([1, None])", Opaque("ndarray of dtype object")),
        ("np.array(['a'])", Opaque("ndarray of dtype str32")),
        ("(i for i in [1])", Opaque("generator")),
        ("{'a': 1}", Opaque("dict")),
        ("f", Opaque("function")),
        ("Sly()", Opaque("Sly")),
        ("[1, Sly()]", [1, Opaque("Sly")]),
        ("Number(3.0)", 3.0),
        ("[Number(-0.0), Number('nan')]", [-0.0, math.nan]),
        ("Whole(7)", 7),
        ("[Level.LOW, Level(2)]", [1, 2]),
        ("Complex(1j)", 1j),
        ("Double(0.5)", np.array(0.5)),
        ("Small(3)", np.array(3, np.int8)),
        ("np.arange(3.0).view(Array)", np.arange(3.0)),
        ("np.arange(3.0).view(Array)[1:]", np.arange(1.0, 3.0)),
        ("np.array([1 + 2j]).view(Array)", np.array([1 + 2j])),
        ("np.array(['a']).view(Array)", Opaque("Array of dtype str32")),
        ("np.array([None]).view(Array)", Opaque("Array of dtype object")),
        ("np.array([(1, 2.0)], 'i4,f8').view(np.recarray)", Opaque("recarray of dtype record96")),
        ("np.matrix([1]).view(type('Sub', (np.matrix,), {}))", Matrix(np.array([[1]]))),
    ],
)
def test_returned_objects_become_plain(session, expression, expected):
    source = """
import numpy as np
from enum import IntEnum
class Sly:
    def __float__(self): raise SystemExit
    def __eq__(self, other): raise SystemExit
    def __reduce__(self): raise SystemExit
    def __getattribute__(self, name): raise SystemExit
    __array__ = __len__ = __iter__ = __int__ = __index__ = __complex__ = __bool__ = __float__
class Number(Sly, float): pass
class Whole(Sly, int):
    bit_length = Sly.__float__
class Complex(Sly, complex): pass
class Double(Sly, np.float64): pass
class Small(Sly, np.int8): pass
class Array(np.ndarray):
    __array__ = __float__ = __len__ = __iter__ = astype = tobytes = Sly.__float__
    dtype = shape = nbytes = property(Sly.__float__)
class Level(IntEnum):
    LOW = 1
    HIGH = 2
def _with(value, name, held):
    setattr(value, name, held)
    return value
def f(): return """
    outcome = session(source + expression).call(Call("f", ()))
    assert isinstance(outcome, Returned)
    assert same(outcome.value, expected)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("x = []; x.append(x); return x", "contains itself"),
        ("x = []\n    for _ in range(60): x = [x]\n    return x", "contains itself"),
        ("x = []\n    for _ in range(30): x = [x, x]\n    return x", "too large"),
        ("return 'a' * 300_000", "too large"),
        ("return 10 ** 2_000", "digits"),
    ],
)
def test_what_has_no_end_is_refused_and_the_session_goes_on(session, body, fault):
    opened = session(f"def f():\n    {body}\ndef g(): return 1")
    outcome = opened.call(Call("f", ()))
    assert isinstance(outcome, Rejected)
    assert fault in outcome.why.to("en")
    assert outcome.why.to("pt-BR") != outcome.why.to("en")
    assert opened.call(Call("g", ())).value == 1


def test_arguments_are_fresh_and_writable_each_time(session):
    opened = session("def f(x):\n    x += 1\n    return x")
    given = np.zeros(3)
    for _ in range(2):
        outcome = opened.call(Call("f", (given,)))
        assert outcome.value.tolist() == [1, 1, 1]
        assert outcome.changed == (0,)
    assert given.tolist() == [0, 0, 0]


def test_an_entry_moved_by_epsilon_and_moved_back_is_as_before_up_to_rounding(session):
    source = "def f(x):\n    x[0] += 1e-5\n    x[0] -= 2e-5\n    x[0] += 1e-5\ndef g(x):\n    x[0] += 1e-12\n"
    opened = session(source)
    for start in (3.0, 0.1, -7e-3, 123.4):
        assert opened.call(Call("f", (np.array([start]),))).changed == ()
    assert opened.call(Call("g", (np.array([0.1]),))).changed == (0,)


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ("a[0, 0] = 9", (0,)),
        ("a.shape = (4,)", (0,)),
        ("a.dtype = 'i8'", (0,)),
        ("c[1] *= 2", (2,)),
        ("c.append(1)", (2,)),
        ("c.append(c)", (2,)),
        ("a[:] = a; b = b * 2", ()),
        ("a *= 2; b *= 2", (0, 1)),
    ],
)
def test_changed_arguments_are_told(session, body, changed):
    args = (np.ones((2, 2)), np.ones(2), [1.0, np.ones(3)])
    source = f"import warnings\nwarnings.simplefilter('ignore')\ndef f(a, b, c):\n    {body}"
    assert session(source).call(Call("f", args)).changed == changed


def test_an_earlier_result_that_changes_is_told_once(session):
    opened = session(
        "import numpy as np\nout = np.zeros(2)\ndef f(x):\n    out[:] = x\n    return (out, 1)\ndef g(): pass"
    )
    told = [opened.call(Call("f", (x,))).earlier_changed for x in (1.0, 1.0, 2.0)]
    assert told == [False, False, True]
    assert opened.call(Call("g", ())).earlier_changed is False


def test_returning_an_argument_as_it_is_is_no_change(session):
    opened = session("def f(x): return x")
    assert not any(opened.call(Call("f", (np.full(2, k),))).earlier_changed for k in range(4))


def test_warnings_are_told_once_each_whatever_the_filters(session):
    opened = session("""
import numpy as np, warnings
warnings.simplefilter("error")
def f(x):
    for _ in range(3):
        np.exp(x)
    for k in range(30):
        warnings.warn(f"number {k}")
    return 1
""")
    warned = opened.call(Call("f", (np.array([1000.0]),))).warnings
    assert warned[:2] == ("RuntimeWarning: overflow encountered in exp", "UserWarning: number 0")
    assert len(warned) == 10


def test_prints_are_kept_from_their_beginning(session):
    opened = session("def f(n):\n    print('é' * n)\n    return n")
    assert opened.call(Call("f", (3,))).value == 3
    assert opened.printed == "ééé\n"
    opened.call(Call("f", (5000,)))
    assert len(opened.printed) == 2000


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        ("raise ValueError('no')", "ValueError", "no"),
        ("raise NotImplementedError", "NotImplementedError", ""),
        ("exit()", "SystemExit", "None"),
        ("raise SystemExit(3)", "SystemExit", "3"),
        ("raise GeneratorExit", "GeneratorExit", ""),
        ("raise Odd", "Odd", ""),
        ("return 1 / 0", "ZeroDivisionError", "division by zero"),
        ("return f()", "RecursionError", "maximum recursion depth exceeded"),
        ("return np.ones((2, 3)) @ np.ones(2)", "ValueError", "matmul"),
        ("raise ValueError('x' * 10_000)", "ValueError", "x" * 500),
        ("return undefined", "NameError", "name 'undefined' is not defined"),
    ],
)
def test_exceptions_are_told_with_their_line(session, body, kind, message):
    source = f"""import numpy as np
class Odd(BaseException):
    def __str__(self): raise SystemExit
def f():
    {body}"""
    outcome = session(source).call(Call("f", ()))
    assert isinstance(outcome, Raised)
    assert outcome.kind == kind
    assert outcome.message.startswith(message)
    assert len(outcome.message) <= 500
    assert outcome.where.startswith("line 5")


def test_a_wrong_signature_has_no_line(session):
    outcome = session("def f(a): return a").call(Call("f", (1, 2)))
    assert (outcome.kind, outcome.where) == ("TypeError", "")


def test_missing_functions_are_told_with_the_names_there_are(session):
    opened = session("def sigmoid_bakward(): pass\nsigmoid = 3")
    assert opened.call(Call("sigmoid_backward", ())) == Missing("sigmoid_backward", ("sigmoid_bakward",))
    assert isinstance(opened.call(Call("sigmoid", ())), Missing)
    assert opened.call(Call("zzz", ())) == Missing("zzz", ("sigmoid_bakward",))


def test_callbacks_are_answered_here_and_recorded(session):
    square = Callback("J", lambda w: float(np.sum(w**2)))
    opened = session("def f(J, w):\n    return J(w) + J(2 * w)")
    outcome = opened.call(Call("f", (square, np.array([1.0, 2.0]))))
    assert outcome.value == 25.0
    assert [asked.name for asked in outcome.asked] == ["J", "J"]
    assert outcome.asked[1].args[0].tolist() == [2.0, 4.0]


def test_callbacks_in_lists_are_told_apart(session):
    functions = [Callback("f", lambda x: x + 1), Callback("f", lambda x: x * 10)]
    opened = session("def f(functions, x):\n    for g in functions: x = g(x)\n    return x")
    assert opened.call(Call("f", (functions, 2.0))).value == 30.0


@pytest.mark.parametrize("kind", ["TypeError", "ValueError"])
def test_a_bad_question_is_the_learners_exception(session, kind):
    def bad(_x):
        raise BadQuestion(kind, "not a point")

    outcome = session("def f(J):\n    return J('?')").call(Call("f", (Callback("J", bad),)))
    assert (outcome.kind, outcome.message) == (kind, "not a point")
    assert outcome.where in ("line 2: return J('?')", "line 2")  # a source that is nowhere has no lines to show


@pytest.mark.parametrize("use", ["J()", "J(1, 2)", "J(x=1)", "J(object())", "J([[1], [2, 3]])", "J(None)"])
def test_a_callback_used_wrongly_never_harms_the_grader(session, use):
    outcome = session(f"def f(J):\n    return {use}").call(Call("f", (Callback("J", lambda x: float(x[0] + 1)),)))
    assert isinstance(outcome, Raised)
    assert outcome.kind in ("TypeError", "ValueError")


def test_callbacks_answer_with_floats_that_print_like_floats(session):
    opened = session("def f(J): return f'{J(2):.1f}'")
    assert opened.call(Call("f", (Callback("J", lambda x: np.float64(x) / 4),))).value == "0.5"


def test_a_callback_kept_for_later_is_refused(session):
    opened = session("kept = []\ndef f(J):\n    kept.append(J)\n    return J(1)\ndef g(J):\n    return kept[0](1)")
    J = Callback("J", lambda x: x)
    assert opened.call(Call("f", (J,))).value == 1
    outcome = opened.call(Call("g", (J,)))
    assert outcome.kind == "ValueError"
    assert "only while" in outcome.message


def test_seeded_generators_draw_the_same_as_here(session):
    opened = session("def f(rng): return rng.normal(size=3)")
    expected = np.random.default_rng(7).normal(size=3)
    assert opened.call(Call("f", (Seeded(7),))).value.tolist() == expected.tolist()


def test_names_are_those_that_can_be_called(session):
    loaded = session("import numpy as np\nfrom math import exp\nx = 1\n_a = exp\ndef f(): pass\ng = lambda: 1").loaded
    assert set(loaded.names) == {"exp", "f", "g"}
    assert loaded.problems == ()


def test_a_named_tuple_is_a_tuple(session):
    source = "from collections import namedtuple\nPair = namedtuple('Pair', 'a b')\ndef f(): return Pair(1.0, [2.0])"
    assert session(source).call(Call("f", ())).value == (1.0, [2.0])
