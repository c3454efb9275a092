from __future__ import annotations

import numpy as np
import pytest

from autograder.sandbox.protocol.calls import (
    Call,
    Cell,
    CellProblem,
    Crashed,
    Missing,
    Opaque,
    Raised,
    Returned,
    TimedOut,
)


@pytest.fixture
def loaded(sandbox):
    def made(*sources, cpu=60.0, wall=240.0):
        cells = [Cell(f"cell {number}", source) for number, source in enumerate(sources, 1)]
        with sandbox.open(cells, "exercise", cpu, wall) as session:
            return session.loaded, session.call(Call("f", ())), session

    return made


@pytest.mark.parametrize(
    ("source", "kind", "message", "where"),
    [
        ("x = 1\ny = x / 0", "ZeroDivisionError", "division by zero", "cell 2, line 2: y = x / 0"),
        ("def g(:\n  pass", "SyntaxError", "invalid syntax", "cell 2, line 1: def g(:"),
        ("if 1:\nx = 1", "IndentationError", "expected an indented block", "cell 2, line 2: x = 1"),
        ("exit(2)", "SystemExit", "2", "cell 2, line 1: exit(2)"),
        ("import sys; sys.exit()", "SystemExit", "", "cell 2, line 1: import sys; sys.exit()"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", "", "cell 2, line 1: raise KeyboardInterrupt"),
        ("raise GeneratorExit", "GeneratorExit", "", "cell 2, line 1: raise GeneratorExit"),
        ("input('name?')", "EOFError", "EOF when reading a line", "cell 2, line 1: input('name?')"),
        (
            "import nowhere_to_be_found; nowhere_to_be_found.x",
            "ModuleNotFoundError",
            "No module named",
            "cell 2, line 1",
        ),
        ("open('/')", "PermissionError", "", "cell 2, line 1"),
        ("import os; os.fork()", "PermissionError", "", "cell 2, line 1"),
        ("import socket; socket.socket()", "PermissionError", "", "cell 2, line 1"),
        ("import os; os.unlink('/usr')", "PermissionError", "", "cell 2, line 1"),
        ("import autograder; autograder.__path", "AttributeError", "", "cell 2, line 1"),
        ("from autograder import quiz; {}[quiz]", "KeyError", "", "cell 2, line 1"),
    ],
)
def test_a_cell_that_fails_is_told_and_the_next_ones_run(loaded, source, kind, message, where):
    result, outcome, _ = loaded("a = 1", source, "def f(): return a")
    (problem,) = result.problems
    assert problem.cell == "cell 2"
    assert isinstance(problem.problem, Raised)
    assert problem.problem.kind == kind
    assert problem.problem.message.startswith(message)
    assert problem.problem.where.startswith(where)
    assert outcome.value == 1


@pytest.mark.parametrize("source", ["x = '\0'", "(" * 5_000 + ")" * 5_000, "x = 1\n" + "y = -" + "-" * 50_000 + "1"])
def test_source_that_does_not_compile_is_a_problem_of_its_cell(loaded, source):
    result, outcome, _ = loaded(source, "def f(): return 1")
    assert [problem.cell for problem in result.problems] == ["cell 1"]
    assert outcome.value == 1


@pytest.mark.parametrize(
    "source",
    [
        "\ufeffx = 1",
        "# -*- coding: latin-1 -*-\nx = 1",
        "x = 1\r\ny = 2\r\n",
        "",
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nline, = ax.plot([1])\nplt.show()",
        "from autograder import check, hint, quiz\nassert not check('x', f=1)",
        "import autograder\nassert not autograder.grade('.')\nprint(autograder.__version__)",
        "from autograder import quiz\nok = quiz.answer('x', 6)\nquiz('xor').show()\nq = quiz\nq.answer('y', 1)",
        "try:\n    import autograder.quiz as q\nfinally:\n    q('xor')\n    q.answer('x', 6)",
        "from autograder import *\nif 1: hint('x')\nr = check('x', globals())\nquiz.answer('x', 6)",
        "from autograder import check\nr = check('x', {})\nfor line in r.report.checks: line.x\nassert 'x' not in r[0]",
        "from autograder import check\nr = check('x', {})\nassert r.score == 8 and r.score >= 8 and not r.score != 8",
        "from autograder import check\nr = check('x', {})\nwhile r.score < r.max_score or r.score > 8: pass",
        "from autograder import check\nr = check('x', {})\nassert (str(r), f'{r.score:.1f}', len(r), int(r)) == ('', '', 0, 0)",
        "from autograder import check\nr = check('x', {})\nwith r as s: s.x = s[0] = 1\n{r: sum([r.score, r.score]) / 2}",
        "from IPython.display import display\ndisplay(1)",
        "if __name__ == '__main__':\n    raise SystemExit",
        "import sys\nassert sys.modules[__name__].__name__ == 'exercise'",
        "import os\nassert not os.environ",
        "print('x')\nimport sys\nprint('y', file=sys.stderr)\nsys.stdout.flush()",
        "import os\nfor fd in (0, 1, 2): os.fstat(fd)\nos.write(1, b'x' * 100)\nos.write(2, b'x')",
        "import os, sys\nsys.stdout = open(os.devnull, 'w')",
        "from dataclasses import dataclass\n@dataclass\nclass Layer:\n    n: int = 1",
        "import numpy.fft, numpy.polynomial, csv, calendar, colorsys",
        "import sys\nassert not [name for name in sys.modules if name.startswith('autograder.')]",
        "import sys\nassert '' not in sys.path",
        "import sys; sys.setrecursionlimit(100)",
        "import numpy as np\nnp.seterr(all='raise')",
    ],
)
def test_source_that_is_fine(loaded, source):
    result, outcome, _ = loaded(source, "def f(): return 1")
    assert result.problems == ()
    assert outcome.value == 1


def test_what_the_stand_ins_give_is_no_result(loaded):
    _, outcome, _ = loaded(
        "from autograder import check\ndef f(): return [1.0, check('f', f), check('f', f) + 1]", "pass"
    )
    assert outcome.value == [1.0, Opaque("Silent"), Opaque("Silent")]
    _, outcome, _ = loaded("import autograder.quiz\ndef f(): return autograder.quiz", "pass")
    assert outcome.value == Opaque("SilentModule")


def test_one_cell_needs_no_label(loaded):
    result, _, _ = loaded("\n1 / 0")
    assert result.problems[0].problem.where == "line 2: 1 / 0"


def test_the_innermost_line_of_the_learners_own_is_named(loaded):
    source = (
        "import numpy as np\ndef g(x):\n    return np.linalg.inv(x)  # here\ndef f():\n    return g(np.zeros((2, 2)))"
    )
    _, outcome, _ = loaded(source, "pass")
    assert outcome.where == "cell 1, line 3: return np.linalg.inv(x)  # here"


def test_the_last_definition_counts(loaded):
    _, outcome, _ = loaded("def f(): return 1", "def f(): return 2")
    assert outcome.value == 2


@pytest.mark.parametrize(
    "loop", ["while True: pass", "while True:\n  try:\n    while True: pass\n  except BaseException: pass"]
)
def test_an_endless_cell_is_left_out_and_the_others_run(loaded, loop):
    result, outcome, session = loaded("def f(): return 1", loop, "x = 1", cpu=1.0)
    assert result.problems == (CellProblem("cell 2", TimedOut(0.5, "cpu")),)
    assert outcome.value == 1
    assert session.cpu_used >= 0.5


def test_a_sleeping_cell_is_ended_by_the_wall_clock(loaded):
    result, outcome, _ = loaded("import time; time.sleep(100)", "def f(): return 1", wall=3.0)
    assert result.problems == (CellProblem("cell 1", TimedOut(1.5, "wall")),)
    assert outcome.value == 1


def test_cells_that_end_the_process_are_left_out(loaded):
    result, outcome, _ = loaded("import os; os._exit(0)", "import os; os.abort()", "def f(): return 1", "f.x")
    assert [type(problem.problem) for problem in result.problems] == [Crashed, Crashed, Raised]
    assert outcome.value == 1


def test_time_spent_on_loading_is_spent(loaded):
    endless = ["while True: pass"] * 12
    result, outcome, _ = loaded(*endless, cpu=0.3)
    assert {type(problem.problem) for problem in result.problems} == {TimedOut}
    assert outcome == TimedOut(0.3, "cpu") or isinstance(outcome, Missing)


def test_no_cells_at_all(loaded):
    result, outcome, _ = loaded()
    assert result.names == ()
    assert outcome == Missing("f")


def test_random_numbers_differ_between_children(loaded):
    draws = [loaded("import numpy as np\ndef f(): return np.random.random(3)")[1] for _ in range(2)]
    assert all(isinstance(draw, Returned) for draw in draws)
    assert not np.array_equal(draws[0].value, draws[1].value)
