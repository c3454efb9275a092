from __future__ import annotations

import contextlib

import numpy as np
import pytest

from autograder.sandbox import InProcess, Limits
from autograder.sandbox.host import decode
from autograder.sandbox.protocol.calls import Call, Callback, Rejected


def test_an_interrupt_is_passed_on():
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        InProcess({"f": interrupted}).call(Call("f", ()))


def test_what_is_called_is_what_is_there_at_that_time():
    namespace = {}
    session = InProcess(namespace)
    namespace["f"] = lambda: 1
    assert session.call(Call("f", ())).value == 1
    namespace["f"] = lambda: 2
    assert session.call(Call("f", ())).value == 2


def test_a_result_does_not_change_with_the_learners_array():
    namespace = {}
    exec("import numpy as np\nout = np.zeros(2)\ndef f(x):\n    out[:] = x\n    return out", namespace)  # noqa: S102 -- ours
    session = InProcess(namespace)
    first = session.call(Call("f", (1.0,))).value
    session.call(Call("f", (2.0,)))
    assert first.tolist() == [1, 1]


def test_prints_do_not_reach_the_notebook(capsys):
    session = InProcess({"f": lambda: print("hi")})  # noqa: T201 -- what is tested
    session.call(Call("f", ()))
    assert session.printed == "hi\n"
    assert capsys.readouterr().out == ""


def test_callbacks_are_capped():
    session = InProcess({"f": lambda J: [J(1) for _ in range(9)]}, Limits(callbacks=5))
    assert isinstance(session.call(Call("f", (Callback("J", lambda x: x),))), Rejected)


def test_a_line_is_that_of_the_learners_own_code(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text("import numpy as np\ndef f():\n    return np.linalg.inv(np.zeros((2, 2)))\n")
    namespace = {}
    exec(compile(file.read_text(), str(file), "exec"), namespace)  # noqa: S102 -- ours
    outcome = InProcess(namespace).call(Call("f", ()))
    assert (outcome.kind, outcome.where) == ("LinAlgError", "line 3: return np.linalg.inv(np.zeros((2, 2)))")


@pytest.mark.parametrize("question", [[1] * 100_000, [[0.5] * 300] * 300, np.zeros((200, 200))])
def test_a_question_far_larger_than_any_function_takes_is_refused_unread(question):
    def never(*_):
        pytest.fail("it was read")

    session = InProcess({"f": lambda J: J(question)})
    outcome = session.call(Call("f", (Callback("J", never),)))
    assert (outcome.kind, outcome.message.split(" /")[0]) == ("ValueError", "J() takes no more than 20000 numbers")


def test_what_was_asked_is_kept_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(decode, "KEPT", 1_000)

    def f(J):
        for _ in range(10):
            with contextlib.suppress(ValueError):
                J(np.zeros(300))

    asked = InProcess({"f": f}).call(Call("f", (Callback("J", lambda _: 0.0),))).asked
    assert [sum(arg.size for arg in each.args) for each in asked] == [300] * 3 + [0] * 7
