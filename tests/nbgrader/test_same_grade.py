"""The same work gets the same points and the same words in `grade`, in `nbgrader grade` and in a notebook's own check.

One class hands in a notebook for each kind of mistake that docs/handed-in.md tells of; all are graded once, each way, with the
same inputs.
"""

from __future__ import annotations

import json
import linecache
import shutil
from dataclasses import dataclass

import pytest

from autograder import check
from autograder.course.course import course, find
from autograder.notebook import check_functions
from tests.nbgrader.classroom import ASSIGNMENT, SEED, Room, cli, edit, solution
from tests.solutions.sessions import mistake_of, solution_of

pytestmark = pytest.mark.slow  # a class of its own in nbgrader


@dataclass(frozen=True)
class Kind:
    """What one learner hands in: code after the solution, the points it gets, and the mistakes that are named."""

    id: str
    code: str
    score: int
    names: tuple[str, ...] = ()
    said: str = ""  # in the report, where the point is what is said


def of_file(id_: str, name: str, score: int, *names: str) -> Kind:
    return Kind(id_, mistake_of(id_, name).code, score, names)


XOR, BACK, LINEAR = "xor_training", "sigmoid_backward", "linear_backward"
FLOAT = "import numpy as np\nclass Own(float): pass\nright = derivative_at\ndef derivative_at(*args): return Own(right(*args))\n"
MEAN_OVER_ROWS = """
class MSE(MSE):
    def backward(self):
        prediction, target = self.inputs
        off = (prediction.value - target.value).reshape(-1, 1)
        share = 2 / prediction.value.shape[0] * off
        prediction.gradient = prediction.gradient + share * self.gradient
        target.gradient = target.gradient - share * self.gradient
"""
HALF_IN_BOTH = """
def mse(prediction, target):
    return np.mean((prediction - target) ** 2) / 2
def mse_backward(prediction, target):
    return (prediction - target) / prediction.size
"""
OWN_STEPS = """
def central_difference(J, w, epsilon=1e-3):
    return (J(w + 0.07) - J(w - 0.07)) / 0.14
def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        above, below = w.astype(float), w.astype(float)
        above[index] += 0.003
        below[index] -= 0.003
        gradient[index] = (J(above) - J(below)) / 0.006
    return gradient
"""
ONE_PRICE = {
    "half": of_file(XOR, "missing_factor_two", 12, "missing-factor-two"),
    "early": of_file(XOR, "output_weights_updated_first", 16, "output-weights-updated-first"),
    "late": of_file(XOR, "losses_after_update", 16, "losses-one-update-late"),
    "tanh": of_file(XOR, "forward_with_tanh", 19, "tanh-for-sigmoid"),
    "mirrored": of_file("forward_pass", "exponent_sign_flipped", 5, "exponent-sign-flipped"),
    "columns": Kind("graph_backpropagation", MEAN_OVER_ROWS, 7),
    "squared": of_file("vanishing_and_exploding", "norm_squared", 4, "norm-not-frobenius"),
    "undivided": of_file("three_layer_network", "backward_not_divided", 6, "not-divided-by-batch-size"),
    "doubled": of_file("derivative_estimates", "divided_by_h_not_2h", 7, "divided-by-h-not-2h"),
    "second": of_file("symbolic_derivatives", "second_derivative", 4, "second-derivative"),
    "atx": of_file("chain_rule", "all_at_x", 4, "all-derivatives-at-x"),
    "upstream": of_file(BACK, "missing_upstream", 4, "missing-upstream"),
    "half7": of_file("mse_backward", "factor_two_missing", 2, "missing-factor-two"),
    "mirrored5": of_file(BACK, "exponent_sign_flipped", 6, "exponent-sign-flipped"),
    "half77": Kind("mse_backward", HALF_IN_BOTH, 3, ("missing-factor-two",)),
    "ownstep": Kind("derivative_estimates", OWN_STEPS, 7, ("epsilon-ignored",)),
    "notderived": of_file("symbolic_derivatives", "expression_returned", 0, "expression-not-derived"),
    "climbs": of_file("delta_rule", "climbs_instead_of_descends", 6, "climbs-instead-of-descends"),
}
NAMED = {
    "ownrate": of_file("delta_rule", "learning_rate_of_its_own", 6, "learning-rate-ignored"),
    "inplace": of_file("delta_rule", "integers_written_into", 6, "weight-updated-in-place"),
    "nostar": of_file(BACK, "missing_sign", 3, "number-called-as-function"),
    "math": of_file(BACK, "math_backward", 3, "math-exp-on-array"),
    "none": of_file(BACK, "left_none", 3, "left-none"),
    "nothing": of_file(BACK, "nothing_returned_backward", 3, "nothing-returned"),
    "cache": of_file(BACK, "cache_returned", 5, "several-values-returned"),
    "nodefault": of_file("derivative_estimates", "no_default", 8, "default-missing"),
    "rows": of_file("derivative_estimates", "rows_handed_to_J", 5, "rows-handed-one-by-one"),
    "rawsign": Kind(BACK, "def sigmoid_backward(grad_output, output):\n    return -grad_output\n", 3, ("missing-sigmoid-derivative",)),
    "rawmean": Kind(BACK, "def sigmoid_backward(grad_output, output):\n    return grad_output / len(grad_output)\n", 3,
                    ("missing-sigmoid-derivative",)),
    "transpose": Kind(LINEAR, "def linear_backward(grad_output, X, W, b):\n    n = len(X)\n"
                      "    return grad_output @ W / n, X.T @ grad_output / n, grad_output.sum(0) / n\n", 2,
                      ("weight-not-transposed", "divided-by-batch-size", "bias-gradient-averaged")),
    "order": Kind(LINEAR, "right = linear_backward\ndef linear_backward(*args):\n    X, W, b = right(*args)\n    return W, b, X\n", 2,
                  ("gradients-swapped",)),
    "signmean": Kind(LINEAR, "right = linear_backward\ndef linear_backward(grad_output, X, W, b):\n"
                     "    return tuple(-one / len(X) for one in right(grad_output, X, W, b))\n", 2, ("sign-flipped", "bias-gradient-averaged")),
    "halfsign": of_file("mse_backward", "half_with_sign", 2, "missing-factor-two"),
    "allcolumns": of_file("mse_backward", "column_and_row", 2, "column-row-broadcast"),
    "owndata": Kind(BACK, "A = np.linspace(0.1, 0.9, 12).reshape(4, 3)\ndef sigmoid_backward(grad_output, output):\n"
                    "    return A * (1 - A)\n", 3, ("own-data-for-arguments",)),
    "leaky": Kind("vanishing_and_exploding", "def relu(z):\n    return np.where(z > 0, z, 0.07 * z)\n", 4, ("leaky-relu",)),
    "rateof10": of_file(XOR, "learning_rate_of_its_own", 12, "learning-rate-ignored"),
    "tworates": of_file(XOR, "learning_rate_in_delta_too", 12, "learning-rate-applied-twice"),
    "slopesfirst": of_file(XOR, "row_by_row_without_output_slope", 12, "updated-after-each-row"),
    "misspelled": Kind(BACK, "backward_sigmoid = sigmoid_backward\ndel sigmoid_backward\n", 3, said="`backward_sigmoid`"),
    "subclass01": Kind("derivative_estimates", "class Own(np.float64): pass\nright = forward_difference\n"
                       "def forward_difference(*args): return Own(right(*args))\n", 10),
    "subclass": Kind("symbolic_derivatives", FLOAT, 5),
}  # fmt: skip
KINDS = ONE_PRICE | NAMED
# A kernel refuses these cells, or has no such function: what a grade says of them.
REFUSED = {
    "nbsp": Kind(BACK, "def sigmoid_backward(grad_output,\u00a0output):\n    return 1\n", 0, said="U+00A0"),
    "merge": Kind(BACK, "<<<<<<< HEAD\nx = 1\n", 0, said="merge"),
    "fence": Kind(BACK, "```python\nx = 1\n```\n", 0, said="```"),
    "prompt": Kind(BACK, "x = 1\n>>> x\n", 0, said=">>>"),
    "numbered": Kind(BACK, "In [1]: x = (\n", 0, said="In [1]:"),
    "curly": Kind(BACK, "x = \u201ca\u201d\n", 0, said="U+201C"),
    "product": Kind(BACK, "x = 2x\n", 0, said="operator"),
    "colon": Kind(BACK, "def f(x)\n    return x\n", 0, said="colon"),
    "bom": Kind(BACK, "x = 1\n\ufeffy = 2\n", 0, said="U+FEFF"),
    "times": Kind(BACK, "x = 2 \u00d7 3\n", 0, said="U+00D7"),
    "square": Kind(BACK, "x = 3\u00b2\n", 0, said="U+00B2"),
    "dots": Kind(BACK, ">>> x = 1\n... y\n", 0, said=">>>"),
    "diff": Kind(BACK, "@@ -1,2 +1,2 @@\n-x = 1\n+x = 2\n", 0, said="diff"),
    "zerowidth": Kind(BACK, "x = 1\u200b\n", 0, said="U+200B"),
    "minus": Kind(BACK, "x = 3 \u2212 1\n", 0, said="U+2212"),
    "wide": Kind(BACK, "x = \uff081\uff09\n", 0, said="U+FF08"),
    "html": Kind(BACK, "<!DOCTYPE html>\n", 0, said="HTML"),
    "rtf": Kind(BACK, "{\\rtf1 x}\n", 0, said="RTF"),
    "tabs": Kind(BACK, "if True:\n        x = 1\n\ty = 2\n", 0, said="tab"),
    "indented": Kind(BACK, "x = 1\n    y = 2\n", 0, said="indent"),
    "bracket": Kind(BACK, "x = (1\n", 0, said="bracket"),
    "quote": Kind(BACK, "x = 'a\n", 0, said="quot"),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The class, graded as nbgrader's and as plain submissions: the reports by student, of either way."""
    room = Room(tmp_path_factory.mktemp("kinds") / "course")
    assert cli("release", room.root).status == 0
    used = {kind.id for kind in (KINDS | REFUSED).values()}
    for file in (room.root / "source" / ASSIGNMENT).iterdir():
        if file.stem.partition("_")[2] not in used:
            file.unlink()
    made = room.nbgrader("generate_assignment", ASSIGNMENT)
    assert made.status == 0, made.err
    for student, kind in (KINDS | REFUSED).items():
        folder, file = room.submitted(student), f"{find(course(), kind.id).name}.ipynb"
        folder.mkdir(parents=True)
        shutil.copy(room.root / "release" / ASSIGNMENT / file, folder / file)
        code = f"{solution_of(kind.id)}\n{kind.code}"
        edit(folder / file, lambda cells, code=code: solution(cells).update(source=code))
    ran = room.grade("--seed", str(SEED))
    assert ran.status == 0, ran.err
    students = [*KINDS, *REFUSED]
    records = [json.loads((room.root / "reports" / ASSIGNMENT / f"{one}.json").read_text("utf-8")) for one in students]
    plain = json.loads(cli("grade", *map(room.submitted, students), "--seed", SEED, "--json", "-").out)
    ways = {"nbgrader": [record["report"] for record in records], "grade": plain}
    return room, {way: dict(zip(students, reports, strict=True)) for way, reports in ways.items()}


def run_as_cell(code: str) -> dict:
    """Run a cell as a kernel does: lines of it can be found for the functions that it defines, and for what raised."""
    linecache.cache["<cell>"] = (len(code), None, code.splitlines(keepends=True), "<cell>")
    names: dict = {"__name__": "__main__"}
    exec(compile(code, "<cell>", "exec"), names)  # noqa: S102 -- sources of these tests
    return names


def exercise_in(report: dict, id_: str) -> dict:
    return next(one for one in report["exercises"] if one["id"] == id_)


@pytest.mark.parametrize("student", [*KINDS, *REFUSED])
def test_nbgrader_gives_what_grade_gives(graded, student):
    room, reports = graded
    kind = (KINDS | REFUSED)[student]
    one, other = (exercise_in(reports[way][student], kind.id) for way in ("grade", "nbgrader"))
    assert one["checks"] == other["checks"]
    assert one["score"] == other["score"] == kind.score
    assert {check["diagnosis"]["mistake"] for check in one["checks"] if check["diagnosis"]} == set(kind.names)
    assert all(check["diagnosis"]["name"] for check in other["checks"] if check["diagnosis"])
    for told in (one, other):
        assert kind.said in json.dumps(told, ensure_ascii=False)
    with room.database() as book:
        name = find(course(), kind.id).name
        assert book.find_grade(f"{kind.id}_test", name, ASSIGNMENT, student).score == kind.score


@pytest.mark.parametrize("student", KINDS)
def test_a_notebooks_own_check_gives_what_grade_gives(graded, student, monkeypatch, tmp_path):
    _, reports = graded
    kind = KINDS[student]
    graded_one = exercise_in(reports["grade"][student], kind.id)
    monkeypatch.chdir(tmp_path)
    code = f"{solution_of(kind.id)}\n{kind.code}"
    monkeypatch.setattr(check_functions, "history", lambda: ["", code])
    names = run_as_cell(code)
    here = check(kind.id, names, seed=SEED, lang="en").report
    told = [(one["id"], one["status"], one["score"], one["diagnosis"] and one["diagnosis"]["mistake"])
            for one in graded_one["checks"]]  # fmt: skip
    assert [(one.id, one.status, one.score, one.diagnosis and one.diagnosis["mistake"]) for one in here.checks] == told
    assert [one.rationale for one in here.checks] == [one["rationale"] for one in graded_one["checks"]]
