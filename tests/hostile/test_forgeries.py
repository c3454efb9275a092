"""Points without right numbers, against this grader in particular.

Everything in the learner's process is within the learner's reach: the modules that make the calls, the socket, the
frames on it. None of it knows an answer, and whatever it sends is a claim about numbers that are then judged.
"""

from __future__ import annotations

import numpy as np
import pytest

from autograder.course.course import course
from autograder.judging.model import planned

PRELUDE = """
import gc, json, os, struct, sys
import numpy as np

def frames():
    frame = sys._getframe()
    while frame:
        yield frame
        frame = frame.f_back

def ours(name):
    return next(frame.f_globals for frame in frames() if name in frame.f_globals and frame.f_globals is not globals())

def learner():
    return next(frame.f_locals["self"] for frame in frames() if type(frame.f_locals.get("self")).__name__ == "Learner")

def write(data):
    for number in range(3, 64):
        try: os.write(number, data)
        except OSError: pass

def frame(fields, values=(), body=b""):
    header = fields if isinstance(fields, bytes) else json.dumps([fields, list(values)]).encode()
    return struct.pack("!II", len(header), len(body)) + header + body

def returned(shape, n, number=1.0):
    fields = {"is": "returned", "n": n, "changed": [], "earlier_changed": False, "warnings": []}
    return frame(fields, [["a", "<f8", *shape]], np.full(shape, number).tobytes())

def sigmoid(z): return z
def sigmoid_backward(grad_output, output): return grad_output
"""
WRONG = {"en": r"and [-\d.e]+ is right", "pt": r"e o certo é"}
FORM = {"en": "not in the form in which values are sent", "pt": "não veio na forma em que os valores são enviados"}
TURN = {"en": "when no answer was due", "pt": "fora de hora"}
LARGE = {"en": "too large", "pt": "grande demais"}
EXITED = {
    "en": "ended its own process|closed its connection|changed a part of Python",
    "pt": "encerrou o próprio processo|fechou a conexão|alterou uma parte do Python",
}
CALLBACKS = {"en": "more than 100000 times", "pt": "mais de 100000 vezes"}


def wanted(row):
    """Let wrong numbers be what is said, where the row says nothing else."""
    return row if "both" in row else WRONG | row


def at_import(body, **row):
    """Do something once the wrong functions are there."""
    return {"source": f"{PRELUDE}\n{body}", **wanted(row)}


def in_calls(body, **row):
    """Do something in each call of either function; `x` is the first argument."""
    source = f"{PRELUDE}\ndef sigmoid(x, *rest):\n    {body}\n    return x\nsigmoid_backward = sigmoid"
    return {"source": source, **wanted(row)}


def sent(data, **row):
    """Write to the grader in each call, then wait to be judged by it: at once, or by `wall` where it is an answer."""
    return in_calls(f"n = learner()._number\n    write({data})\n    import time; time.sleep(600)", **row)


def guessed(expression, **row):
    return {
        "source": f"{PRELUDE}\nlast = [0.5]\ndef sigmoid(x, *rest):\n    last.append({expression}); return last[-1]\n"
        "sigmoid_backward = sigmoid",
        **row,
    }


def descent(body, **row):
    """Attack by the function that is handed out; the step beside it is right, and has its points where no process ends."""
    step = "def delta_rule_update(weight, derivative, learning_rate): return weight - learning_rate * derivative"
    return {
        "exercise": "delta_rule",
        "source": f"{PRELUDE}\n{step}\ndef gradient_descent(derivative, w, rate, steps):\n    {body}",
        "score": 4,
        **row,
    }


STEPS = "path = [float(w)]\n    for _ in range(steps): path.append(path[-1] - rate * {0}(path[-1]))\n    return np.array(path)"
TABLE = {
    # numpy, Python and the library patched
    "patched_allclose": at_import("np.allclose = np.isclose = np.array_equal = np.array_equiv = lambda *_, **__: True"),
    "patched_testing": at_import(
        "import numpy.testing\nfor name in dir(np.testing):\n    if name.startswith('assert'): setattr(np.testing, name, print)"
    ),
    "patched_equality_of_arrays": at_import(
        "slots = gc.get_referents(np.ndarray.__dict__)[0]\nslots['__eq__'] = slots['__sub__'] = slots['__abs__'] = "
        "lambda self, *_: np.True_"
    ),
    "patched_array": at_import("np.array = np.asarray = np.frombuffer = lambda *_, **__: 'passed'", **EXITED),
    "patched_abs_where_isfinite": at_import("np.abs = np.where = np.isfinite = np.count_nonzero = lambda *_, **__: 0"),
    "patched_json": at_import(
        "dumps = json.dumps\njson.dumps = lambda value, **options: dumps([value[0] | {'status': 'passed', 'score': 8, "
        "'verdict': 'passed', 'right': True}, value[1]], **options)"
    ),
    "patched_struct": at_import("struct.Struct = struct.pack = struct.unpack = None"),
    "patched_builtins": at_import(
        "import builtins\nbuiltins.isinstance = builtins.any = builtins.all = lambda *_: True", **EXITED
    ),
    "patched_type_and_len": at_import(
        "import builtins\nbuiltins.type = lambda *_: float\nbuiltins.len = lambda _: 1",
        en=FORM["en"] + "|ended its own",
        pt=FORM["pt"] + "|encerrou o próprio",
    ),
    "patched_inspect": at_import(
        "import inspect\ninspect.signature = inspect.getsource = inspect.stack = lambda *_: 'passed'"
    ),
    "patched_warnings": at_import(
        "import warnings\nwarnings.warn = warnings.showwarning = warnings.formatwarning = print"
    ),
    "patched_small_integers": at_import("import ctypes\nctypes.memset(id(250) + 24, 0, 4)"),
    "patched_random_numbers": at_import(
        "np.random.default_rng = lambda *_: None\nnp.random.seed(0)\nnp.random.Generator = None"
    ),
    "audit_hook_that_refuses_everything": at_import("def hook(*_): raise SystemExit\nsys.addaudithook(hook)"),
    "hooks_of_the_collector": at_import("gc.callbacks.append(lambda *_: os._exit(0))\ngc.set_threshold(1)", **EXITED),
    "hooks_at_fork": at_import(
        "os.register_at_fork(before=os.abort, after_in_child=os.abort, after_in_parent=os.abort)"
    ),
    "profile_that_changes_results": at_import(
        "def profile(frame, event, arg):\n    if event == 'return' and 'score' in frame.f_locals: frame.f_locals['score'] = 8\n"
        "sys.setprofile(profile)"
    ),
    "library_of_the_grader_patched": at_import(
        "import autograder.judging.judge, autograder.grading.run_checks, autograder.grading.pipeline\n"
        "autograder.judging.judge.judge_values = autograder.grading.run_checks.run_checks = autograder.grading.pipeline.Grader = lambda *_: 'passed'"
    ),
    "modules_replaced": at_import(
        "for name in list(sys.modules):\n    if name.partition('.')[0] in ('numpy', 'json', 'struct', 'autograder'): sys.modules[name] = None"
    ),
    # the child's own code patched
    "childs_conversion_patched": in_calls(
        "ours('plain')['plain'] = lambda value: 1.0", en="has shape", pt=r"tem formato \(shape\)"
    ),
    "childs_packing_patched": in_calls(
        "n = learner()._number\n    ours('pack')['pack'] = lambda *_: returned(x.shape, n)",
        en="is 1, and",
        pt="é 1, e o certo",
    ),
    "childs_caller_patched": in_calls(
        "type(learner()._caller).call = lambda *_: __import__('types').SimpleNamespace(value='passed', changed=(), "
        "earlier_changed=False, warnings=())\n    learner()._caller.call = None",
    ),
    "childs_verdict_invented": in_calls(
        "learner()._send({'is': 'passed', 'n': learner()._number, 'score': 8})", **FORM
    ),
    "childs_comparison_patched": {  # the numbers are right: whether arguments changed is the word of the learner's process
        "source": f"{PRELUDE}\n#right\nright = sigmoid\ndef sigmoid(z):\n    ours('_differs')['_differs'] = lambda *_: False\n"
        "    result = right(z); z *= 2; return result",
        "score": 8,
    },
    "childs_names_forged": {
        "source": f"{PRELUDE}\nlearner()._names = lambda: ['sigmoi\\x1b[2J', 'sigmoid_backwar<script>']\ndel sigmoid, sigmoid_backward",
        "both": r"sigmoi\\x1b",
        "never": "\x1b",
    },
    "childs_sink_lifted": {
        "source": f"{PRELUDE}\n#right\nsys.stdout._left = sys.stdout._room = 10 ** 12\nfor _ in range(50): print('x' * 100_000)",
        **FORM,
        "never": "x{3000}",
    },
    "childs_sink_replaced": {
        "source": f"{PRELUDE}\n#right\nlearner()._sink.taken = lambda: '::error::x' * 100",
        **FORM,
    },
    # frames forged
    "reply_forged": sent("returned(x.shape, n)", wall=4.0, en="is 1, and", pt="é 1, e o certo"),
    "reply_forged_before_loading_is_over": at_import("write(returned((4, 3), 1))", **TURN),
    "reply_forged_for_the_next_call": in_calls(
        "write(returned(x.shape, learner()._number) + returned((4, 3), learner()._number + 1))"
    ),
    "reply_sent_twice": {
        "source": f"{PRELUDE}\n#right\nright = sigmoid, sigmoid_backward\n"
        "def once_more(result):\n    write(returned(result.shape, learner()._number, result)); return result\n"
        "def sigmoid(*args): return once_more(right[0](*args))\n"
        "def sigmoid_backward(*args): return once_more(right[1](*args))",
        **TURN,
    },
    "reply_to_another_call": sent("returned(x.shape, n + 1)", **TURN),
    "reply_to_no_call": sent("returned(x.shape, None)", **TURN),
    "reply_of_a_passed_check": sent("frame({'is': 'passed', 'n': n, 'score': 8})", **FORM),
    "reply_without_values": sent(
        "frame({'is': 'returned', 'n': n, 'changed': [], 'earlier_changed': False, 'warnings': []})", **FORM
    ),
    "reply_with_two_values": sent(
        "frame({'is': 'returned', 'n': n, 'changed': [], 'earlier_changed': False, 'warnings': []}, [1, 2])", **FORM
    ),
    "reply_that_raised_not_implemented": sent(
        "frame({'is': 'raised', 'n': n, 'kind': 'NotImplementedError', 'message': '', 'where': ''})",
        wall=4.0,
        en="not written yet",
        pt="ainda não foi escrita",
    ),
    "reply_with_a_place_in_the_grader": sent(
        "frame({'is': 'raised', 'n': n, 'kind': 'E', 'message': 'm\\n::error::x', 'where': 'line 1: \\x1b[2J' + '<b>' * 99})",
        wall=4.0,
        both=r"\bE: m",
        never="\x1b",
    ),
    "reply_with_an_endless_message": sent(
        "frame({'is': 'raised', 'n': n, 'kind': 'E', 'message': 'x' * 10_000, 'where': ''})", **FORM
    ),
    "reply_missing": sent(
        "frame({'is': 'missing', 'n': n})", wall=4.0, en="there is no function", pt="não existe a função"
    ),
    "reply_refused_for_no_reason": sent("frame({'is': 'refused', 'n': n, 'fault': '{mebibytes.__class__}'})", **FORM),
    "reply_with_changed_arguments_that_are_none": sent(
        "frame({'is': 'returned', 'n': n, 'changed': [99], 'earlier_changed': False, 'warnings': []}, [1.0])", **FORM
    ),
    "reply_with_ten_thousand_warnings": sent(
        "frame({'is': 'returned', 'n': n, 'changed': [], 'earlier_changed': False, 'warnings': ['w'] * 10_000}, [1.0])",
        **FORM,
    ),
    "reply_loaded_again": sent("frame({'is': 'loaded', 'names': []})", **TURN),
    "reply_of_nested_lists": sent("frame(b'[{}, ' + b'[' * 3000 + b']' * 3000 + b']')", **FORM),
    "reply_of_a_hundred_thousand_brackets": sent("frame(b'[' * 100_000)", **FORM),
    "reply_with_nan_in_the_header": sent("frame(b'[{}, [NaN]]')", **FORM),
    "reply_with_ten_thousand_digits": sent("frame(b'[{}, [1' + b'0' * 10_000 + b']]')", **FORM),
    "reply_that_is_no_text": sent("frame(b'\\xff' * 100)", **FORM),
    "reply_of_object_arrays": sent("frame({'is': 'returned', 'n': n}, [['a', '|O', 1]], bytes(8))", **FORM),
    "reply_of_negative_shape": sent("frame({'is': 'returned', 'n': n}, [['a', '<f8', -1]])", **FORM),
    "reply_of_a_shape_that_overflows": sent(
        "frame({'is': 'returned', 'n': n}, [['a', '<f8', 1 << 62, 1 << 62, 0]])", **LARGE
    ),
    "reply_of_more_bytes_than_named": sent("frame({'is': 'returned', 'n': n}, [['a', '<f8', 1]], bytes(80))", **FORM),
    "reply_with_a_callback": sent("frame({'is': 'returned', 'n': n}, [['callback', 0, 'J']])", **FORM),
    "reply_with_a_pickle": sent("frame({'is': 'returned', 'n': n}, [['pickle', 'gASVAAAA']])", **FORM),
    "reply_of_four_gigabytes": sent("struct.pack('!II', 0xFFFFFFFF, 0xFFFFFFFF)", **LARGE),
    "reply_that_stops_in_the_middle": sent(
        "b'\\0\\0'", wall=2.5, en="had not answered after", pt="não tinha respondido"
    ),
    "question_about_no_callback": sent("frame({'is': 'ask', 'n': n, 'key': 0}, [1.0])", **FORM),
    "question_with_a_negative_key": sent("frame({'is': 'ask', 'n': n, 'key': -1}, [1.0])", **FORM),
    "prints_without_end": in_calls(
        "while True: write(frame({'is': 'printed', 'text': ''}))",
        clock=True,
        en="still computing|too large|had not answered",
        pt="ainda estava|grande demais|não tinha respondido",
    ),
    "prints_more_than_is_kept": sent("frame({'is': 'printed', 'text': 'x' * 3000})", **FORM),
    "prints_what_is_no_text": sent("frame({'is': 'printed', 'text': ['x']})", **FORM),
    "end_of_output_forged": sent("frame({'is': 'over'})", en="printed more than", pt="imprimiu mais de"),
    "socket_shut": in_calls(  # neither as an object nor by its number is there one that could be shut
        "import socket\n    for s in [o for o in gc.get_objects() if isinstance(o, socket.socket)]: s.shutdown(2)\n    for number in range(3, 64):\n        try: socket.socket(fileno=number).shutdown(2)\n        except OSError: pass",
        **WRONG,
    ),
    "socket_set_not_to_block": in_calls(
        "for number in range(3, 64):\n        try: os.set_blocking(number, False)\n        except OSError: pass"
    ),
    "grader_flooded": in_calls(
        "while True: write(bytes(1 << 20))", en="not in the form|too large", pt="não veio na forma|grande demais"
    ),
    # numbers guessed
    "zeros": guessed("np.zeros_like(x)", **WRONG),
    "ones": guessed("np.ones_like(x)", **WRONG),
    "halves": guessed("np.full_like(x, 0.5)", **WRONG),
    "input_back": guessed("x", **WRONG),
    "last_argument_back": guessed("rest[0] if rest else x", **WRONG),
    # What a known mistake gives, one factor left out, costs once: what builds on it keeps its point.
    "product_of_the_arguments": guessed("x * rest[0] if rest else x", score=1, **WRONG),
    "previous_result": guessed("last[-1]", en="has shape", pt=r"tem formato \(shape\)"),
    "random_numbers": guessed("np.random.random(x.shape)", **WRONG),
    "rounded_right_numbers": {
        "source": "#right\nright = sigmoid\ndef sigmoid(z): return np.round(right(z), 4)",
        "score": 5,
        **WRONG,
    },
    "right_but_for_one_entry": {
        "source": "#right\nright = sigmoid\ndef sigmoid(z):\n    r = right(z); r.flat[-1] *= 1.001; return r",
        "score": 5,
        **WRONG,
    },
    "right_only_the_first_time": {
        "source": "#right\nright, seen = sigmoid, []\ndef sigmoid(z):\n    seen.append(z); return right(z) if len(seen) < 3 else z",
        "score": 5,
        **WRONG,
    },
    "right_numbers_of_another_shape": {
        "source": "#right\nright = sigmoid\ndef sigmoid(z): return right(z)[..., None]",
        "score": 5,
        "en": "has shape",
        "pt": r"tem formato \(shape\)",
    },
    "finite_differences": {  # right to the accuracy that is asked for, and said to be
        "source": "#right\ndef sigmoid_backward(g, o):\n    z = np.log(o / (1 - o))\n"
        "    return g * (sigmoid(z + 1e-5) - sigmoid(z - 1e-5)) / 2e-5",
        "score": 8,
        "en": "right to",
        "pt": "está certo só até",
    },
    "anything_found_in_memory": guessed(
        "next((o for o in gc.get_objects() if isinstance(o, np.ndarray) and o is not x and o.shape == x.shape "
        "and not np.array_equal(o, x)), x)",
        **WRONG,
    ),
    "anything_found_on_the_stack": guessed(
        "next((v for f in frames() for v in f.f_locals.values() if isinstance(v, np.ndarray) and v is not x "
        "and v.shape == x.shape), x)",
        **WRONG,
    ),
    "expected_value_on_the_stack": guessed(
        "next((f.f_locals[k] for f in frames() for k in f.f_locals if k in ('expected', 'case', 'cases', 'value', 'tolerance')), x)",
        **WRONG,
    ),
    # callbacks
    "callbacks_kept_for_later": {
        "exercise": "delta_rule",
        "source": "import numpy as np\nkept = []\ndef gradient_descent(derivative, w, rate, steps):\n    kept.append(derivative)\n    "
        + STEPS.format("kept[0]"),
        "en": "only while the function",
        "pt": "only while the function",
    },
    "callbacks_answered_by_oneself": descent(
        "type(learner())._ask = lambda *_: 0.5\n    " + STEPS.format("derivative"), **WRONG
    ),
    "callbacks_replaced": descent(STEPS.format("(lambda w: 2 * w)"), **WRONG),
    "callbacks_searched_for_the_formula": descent(
        "found = derivative.__closure__, derivative.__globals__, gc.get_referrers(derivative), gc.get_referents(derivative)\n"
        "    return np.array([w] + [0.0] * steps)",
        **WRONG,
    ),
    "callbacks_asked_without_end": descent(
        "while True: derivative(w)", clock=True, en=CALLBACKS["en"] + "|CPU time", pt=CALLBACKS["pt"] + "|de CPU"
    ),
    "callbacks_asked_with_frames": descent(
        "write(frame({'is': 'ask', 'n': learner()._number, 'key': 7}, [1.0]))", **FORM
    ),
    "callbacks_asked_with_objects": descent("return derivative(object())", both="TypeError"),
    "callbacks_asked_with_endless_lists": descent("w = []; w.append(w); return derivative(w)", both="ValueError"),
    "callbacks_asked_with_many_numbers": descent("return derivative([0.5] * 2_000)", both="ValueError"),
    "callbacks_asked_with_many_numbers_again_and_again": descent(
        "while True:\n        try: derivative([0.5] * 50_000)\n        except ValueError: pass",
        clock=True,
        wall=5.0,
        en="had not answered|still computing|too large",
        pt="não tinha respondido|ainda estava|grande demais",
    ),
    "callbacks_asked_with_huge_integers": descent(
        "return derivative(1 << 4000)", en="has shape", pt=r"tem formato \(shape\)"
    ),
    "callbacks_asked_with_nan": descent(
        "return np.array([derivative(float('nan'))] * (steps + 1))",
        en="nan, not a finite number",
        pt="nan, que não é um número finito",
    ),
    "callbacks_asked_with_nothing": descent("return derivative()", both="TypeError"),
}


def test_a_forgery_earns_nothing(attack, judged):
    judged(TABLE[attack])


@pytest.mark.parametrize(("run", "score"), [("the_run_they_are_from", 8), ("another_run", 0)])
def test_answers_remembered_are_worth_something_only_for_the_seed_they_are_from(
    run, score, patient, tmp_path, right_source
):
    """The first run shows that the table of answers would work; seeds are drawn anew, so that it does not."""
    del right_source
    grader = patient["en"]
    exercise = next(entry.exercise for entry in course().exercises if entry.id == "sigmoid_backward")
    lines = ["import numpy as np", "table = {}"]
    for plan in dict.fromkeys(check.plan for check in exercise.checks):
        for case in planned(exercise, plan, grader.seed):
            key = [np.asarray(arg).tobytes() for arg in case.call.args]
            lines.append(f"table[{b'|'.join(key)!r}] = {case.expected.value.tolist()!r}")
    lines += [
        "def sigmoid(*args): return np.array(table.get(b'|'.join(a.tobytes() for a in args), 0.5))",
        "sigmoid_backward = sigmoid",
    ]
    path = tmp_path / "sigmoid_backward.py"
    path.write_text("\n".join(lines))
    seed = grader.seed if run == "the_run_they_are_from" else grader.seed + 1
    assert type(grader)(grader.course, (), grader.sandbox, seed, "en", probe=False).grade(path).score == score
