import numpy as np
import pytest

from autograder.gradcheck import gradient_check

X = np.random.default_rng(0).normal(size=(4, 3))


def check(backward, x=X, forward=np.sin, **more):
    return gradient_check(forward, backward, [x], seed=3, **more)


def kinds(result):
    return [finding.kind for finding in result.findings]


def right(g, x):
    return g * np.cos(x)


@pytest.mark.parametrize(
    ("kind", "backward"),
    [
        ("type", lambda *_: None),
        ("type", lambda *_: "gradient"),
        ("type", lambda *_: [[1.0, 2.0], [3.0]]),
        ("dtype", lambda g, x: right(g, x) + 0j),
        ("dtype", lambda g, x: right(g, x) > 0),
        ("dtype", lambda g, x: right(g, x).astype(np.float16)),
        ("dtype", lambda g, x: right(g, x).astype(object)),
        ("shape", lambda g, x: right(g, x).T),
        ("shape", lambda g, x: right(g, x)[None]),
        ("shape", lambda g, x: right(g, x).sum()),
        ("not finite", lambda g, x: right(g, x) * np.where(x == x.max(), np.nan, 1)),
        ("not finite", lambda g, x: right(g, x) * np.where(x == x.max(), np.inf, 1)),
    ],
)
def test_what_is_no_gradient_is_found_before_any_number(kind, backward):
    result = check(backward)
    assert result.status == "failed"
    assert kinds(result) == [kind]
    assert result.findings[0].argument == 0


def test_a_number_that_is_not_finite_is_shown_where_it_stands():
    finding = check(lambda g, x: right(g, x) * np.where(x == x.max(), np.nan, 1)).findings[0]
    assert finding.index == np.unravel_index(X.argmax(), X.shape)
    assert (finding.wrong, finding.size) == (1, 12)


def test_the_wrong_number_of_gradients_is_one_finding():
    forward, one = (lambda a, b: a * b), np.ones(3)
    for returned in (lambda g, _, b: g * b, lambda g, _, b: (g * b,), lambda g, a, b: (g * b, g * a, g)):
        result = gradient_check(forward, returned, [one, 2 * one], seed=0)
        assert [(finding.kind, finding.argument) for finding in result.findings] == [("type", None)]


def test_a_missing_gradient_is_found_and_the_other_argument_is_still_checked():
    result = gradient_check(lambda a, b: a * b, lambda g, _, b: (2 * g * b, None), [X, X + 2], seed=0)
    assert {(finding.kind, finding.argument) for finding in result.findings} == {("type", 1), ("value", 0)}


def test_changed_arguments_are_named():
    def upstream_changed(g, x):
        g *= np.cos(x)
        return g.copy()

    def argument_changed(g, x):
        gradient = right(g, x)
        x += 1e-12
        return gradient

    for backward, argument in ((upstream_changed, None), (argument_changed, 0)):
        result = check(backward)
        assert [(finding.kind, finding.argument) for finding in result.findings] == [("argument changed", argument)]


def test_one_buffer_for_all_results_is_found_and_returning_the_upstream_itself_is_fine():
    buffer = np.empty(X.shape)
    assert kinds(check(lambda g, x: np.multiply(g, np.cos(x), out=buffer))) == ["earlier result changed"]
    assert check(lambda g, _: g, forward=lambda x: x + 3).passed


def test_accumulation_and_chance_are_not_repeatable():
    total = np.zeros(X.shape)

    def accumulating(g, x):
        total[...] += right(g, x)
        return total.copy()

    finding = check(accumulating).findings[0]
    assert (finding.kind, finding.pattern.name) == ("not repeatable", "accumulates")
    rng = np.random.default_rng(0)
    finding = check(lambda g, x: right(g, x) * (1 + 1e-6 * rng.normal())).findings[0]
    assert (finding.kind, finding.pattern) == ("not repeatable", None)


def test_a_gradient_that_is_not_linear_in_the_upstream_is_found():
    assert kinds(check(lambda g, x: np.clip(g, -0.5, 0.5) * np.cos(x))) == ["not linear", "value"]
    assert "not linear" in kinds(check(lambda g, x: right(g, x) + 1))
    ignoring = check(lambda _, x: np.cos(x)).findings
    assert [finding.pattern.name for finding in ignoring] == ["upstream ignored"] * 2


def test_a_row_for_a_vector_is_a_finding_or_a_remark_as_asked():
    x = X[0]
    assert kinds(check(lambda g, x: right(g, x)[None], x)) == ["shape"]
    allowed = check(lambda g, x: right(g, x)[None], x, rows=True)
    assert allowed.passed
    assert [remark.name for remark in allowed.remarks] == ["row shape"]
    assert kinds(check(lambda g, x: right(g, x)[:, None], x, rows=True)) == ["shape"]
    assert kinds(check(lambda g, x: 2 * right(g, x)[None], x, rows=True)) == ["value"]


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")  # of np.matrix
def test_lists_matrices_and_float32_hold_with_a_remark_and_fail_when_wrong():
    forms = {
        "not an array": lambda a: a.tolist(),
        "np.matrix": np.asmatrix,
        "float32 precision": lambda a: a.astype(np.float32),
    }
    for name, form in forms.items():
        held = check(lambda g, x, form=form: form(right(g, x)))
        assert held.passed
        assert [remark.name for remark in held.remarks] == [name]
        assert kinds(check(lambda g, x, form=form: form(1.001 * right(g, x)))) == ["value"]


def test_the_layout_of_the_arguments_reaches_backward():
    seen = []
    x = np.random.default_rng(0).normal(size=(3, 8))[:, ::2]
    assert check(lambda g, x: seen.append(x.flags.c_contiguous or x.flags.f_contiguous) or right(g, x), x).passed
    assert seen == [False] * len(seen)
