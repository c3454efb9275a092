from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from autograder.grading.run_checks import help_on, run_checks, said
from autograder.i18n.language import Text
from autograder.judging import counterexample
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake, Verdict
from autograder.sandbox.protocol.calls import Call, CellProblem, Crashed, Loaded, Missing, Raised, Returned, TimedOut

ANY = Text(en="any", pt="qualquer")


def cases(rng, name, count=3):
    values = rng.normal(size=count)
    return [Case(Call(name, (value,)), Expected("y", np.array(2 * value), np.array(0.0))) for value in values]


def plan_f(rng):
    return cases(rng, "f")


def plan_g(rng):
    return cases(rng, "g")


def check_of(id_, plan, needs=(), **more):
    return Check(id_, Text(en=f"The {id_}", pt=f"O {id_}"), 1, plan, ANY, needs=needs, **more)


F, G = Function("f", ("x",)), Function("g", ("x",))
EXERCISE = Exercise(
    "twice", ANY, (F, G), (check_of("one", plan_f), check_of("two", plan_f), check_of("three", plan_g, ("one",)),
                           check_of("four", plan_g, ("three",))), (ANY,), ("derivadas",)
)  # fmt: skip


class Fake:
    """A session that answers by functions, and remembers its calls."""

    def __init__(self, problems=(), **functions):
        self.functions, self.calls = functions, []
        self.loaded = Loaded(tuple(problems), tuple(functions))
        self.printed = ""

    def call(self, call):
        self.calls.append(call)
        answer = self.functions.get(call.function, lambda _: Missing(call.function))(*call.args)
        return answer if not isinstance(answer, float) else Returned(answer)


def twice(value):
    return float(2 * value)


def statuses(verdicts):
    return [verdict.status for verdict in verdicts]


def test_checks_of_one_plan_share_its_calls():
    session = Fake(f=twice, g=twice)
    assert statuses(run_checks(EXERCISE, 0, session)) == ["passed"] * 4
    assert [call.function for call in session.calls] == ["f"] * 3 + ["g"] * 3


def test_the_seed_alone_draws_the_inputs():
    drawn = []
    for seed in (1, 1, 2):
        session = Fake(f=twice, g=twice)
        run_checks(EXERCISE, seed, session)
        drawn.append([call.args for call in session.calls])
    assert drawn[0] == drawn[1] != drawn[2]
    assert {value for args in drawn[0] for value in args}.isdisjoint(value for args in drawn[2] for value in args)


def test_what_waits_is_not_called_and_names_what_it_waits_for():
    session = Fake(f=lambda value: 3.0 * value, g=twice)
    verdicts = run_checks(EXERCISE, 0, session)
    assert verdicts[0].status == "failed"
    assert statuses(verdicts[2:]) == ["waiting", "waiting"]
    assert {call.function for call in session.calls} == {"f"}
    assert "“The one”" in verdicts[2].rationale.to("en")
    assert "“O three”" in verdicts[3].rationale.to("pt-BR")
    assert "no points for now" in verdicts[3].rationale.to("en")
    assert "por enquanto sem pontos" in verdicts[3].rationale.to("pt-BR")
    assert "lost twice" not in verdicts[3].help.to("en")  # they are, as long as it waits


@pytest.mark.parametrize("outcome", [Raised("ValueError", "no"), TimedOut(1.0, "cpu"), Crashed("gone"), Missing("f")])
def test_calls_end_with_the_first_that_does_not_return(outcome):
    session = Fake(f=lambda _: outcome, g=twice)
    verdicts = run_checks(EXERCISE, 0, session)
    assert verdicts[0].status == "error"
    assert [call.function for call in session.calls] == ["f"]


def test_a_check_s_own_judge_is_asked():
    seen = []

    def judge(exercise, check, drawn, outcomes):
        seen.append((exercise, check.id, len(drawn), len(outcomes)))
        return Verdict("passed", ANY())

    exercise = replace(EXERCISE, checks=(check_of("one", plan_f, judge=judge),))
    assert statuses(run_checks(exercise, 0, Fake(f=twice))) == ["passed"]
    assert seen == [(exercise, "one", 3, 3)]


def test_loading_that_stopped_is_to_blame_for_what_is_not_there():
    problem = CellProblem("twice.py", Raised("ZeroDivisionError", "division by zero", "line 3: 1 / 0"))
    session = Fake([problem], f=twice)
    verdicts = run_checks(EXERCISE, 0, session)
    assert statuses(verdicts) == ["passed", "passed", "error", "waiting"]
    assert {call.function for call in session.calls} == {"f"}
    why = verdicts[2].rationale
    assert (
        why.to("en")
        == "`g` was not reached: twice.py stopped with ZeroDivisionError: division by zero (line 3: `1 / 0`)"
    )
    assert why.to("pt-BR").startswith("`g` não chegou a existir: twice.py parou com ZeroDivisionError")
    assert verdicts[2].evidence == {"stopped": {"cell": "twice.py", "line": 3}}


def test_portuguese_seconds_have_a_comma():
    problem = CellProblem("x.py", TimedOut(5.0, "cpu"))
    assert "depois de 5,0 s" in said(problem).to("pt-BR")
    verdicts = run_checks(EXERCISE, 0, Fake(f=lambda _: TimedOut(5.0, "cpu"), g=twice))
    assert "depois de 5,0 s de CPU" in verdicts[0].rationale.to("pt-BR")
    assert "after 5.0 s of CPU" in verdicts[0].rationale.to("en")
    verdicts = run_checks(EXERCISE, 0, Fake(f=lambda _: TimedOut(5.0, "wall"), g=twice))
    assert "depois de 5,0 s e" in verdicts[0].rationale.to("pt-BR")


def failing(*_):
    raise IndexError("a bug\nof ours \x1b[2J")


def test_a_judge_that_fails_is_our_fault_and_takes_no_other_check_away():
    one, two, three, four = EXERCISE.checks
    exercise = replace(EXERCISE, checks=(replace(one, judge=failing, minimal_cases=simple_f), two, three, four))
    session = Fake(f=twice, g=twice)
    verdicts = run_checks(exercise, 0, session)
    assert statuses(verdicts) == ["error", "passed", "passed", "passed"]  # what needs it is judged all the same
    assert verdicts[0].evidence["grader_failed"] == "IndexError: a bug of ours \\x1b[2J"
    assert verdicts[0].evidence["at"].startswith("test_run_checks.py:")
    assert verdicts[0].diagnosis is None
    assert "says nothing about your code" in verdicts[0].rationale.to("en")
    assert "não diz nada sobre o seu código" in verdicts[0].rationale.to("pt-BR")
    assert "course staff must look" in verdicts[0].help.to("en")
    assert "equipe do curso precisa olhar" in verdicts[0].help.to("pt-BR")
    assert len(session.calls) == 6  # and nothing is searched for


def test_a_verdict_that_cannot_be_put_into_words_is_a_fault_too():
    unsayable = Text(en="{count:d}", pt="{count:d}")(count="many")
    exercise = replace(EXERCISE, checks=(check_of("one", plan_f, judge=lambda *_: Verdict("failed", unsayable)),))
    (verdict,) = run_checks(exercise, 0, Fake(f=twice))
    assert "ValueError" in verdict.evidence["grader_failed"]


def test_an_interrupt_is_no_fault_of_ours():
    def interrupted(*_):
        raise KeyboardInterrupt

    exercise = replace(EXERCISE, checks=(check_of("one", plan_f, judge=interrupted),))
    with pytest.raises(KeyboardInterrupt):
        run_checks(exercise, 0, Fake(f=twice))


@pytest.mark.parametrize("place", ["worth_a_search", "counterexample", "kept_from_another", "smallest_of_plan"])
def test_a_search_that_fails_leaves_the_verdicts_as_they_are(monkeypatch, place):
    exercise = with_simple(simple_f if place in ("counterexample", "kept_from_another") else None)
    wrong = Fake(f=lambda value: 3.0 * value + 1.0)
    (before,) = run_checks(exercise, 0, wrong)
    monkeypatch.setattr(counterexample, place, failing)
    (after,) = run_checks(exercise, 0, wrong)
    assert (before.status, after.status) == ("failed", "failed")
    assert after.rationale.to("en") == before.rationale.to("en")
    assert "counterexample" in before.evidence
    assert examples([after]) == [None]


@pytest.mark.parametrize(
    ("outcome", "words", "helped"),
    [
        (Raised("SyntaxError", "'(' was never closed", "line 7: f("), "x.py stopped with SyntaxError: '(' was never closed (line 7: `f(`)", "bracket"),
        (Raised("IndentationError", "unexpected indent"), "x.py stopped with IndentationError: unexpected indent", "indentation"),
        (Raised("TabError", "inconsistent"), "x.py stopped with TabError: inconsistent", "indentation"),
        (Raised("ModuleNotFoundError", "No module named 'torch'"), "x.py stopped with ModuleNotFoundError: No module named 'torch'", "numpy"),
        (Raised("ImportError", "no"), "x.py stopped with ImportError: no", "numpy"),
        (Raised("EOFError", ""), "x.py stopped with EOFError", "input()"),
        (Raised("KeyError", "no"), "x.py stopped with KeyError: no", "outside the functions"),
        (Raised("RecursionError", "maximum recursion depth exceeded during compilation"), "x.py stopped with RecursionError: maximum recursion depth exceeded during compilation", "too long or too deeply nested"),
        (Raised("MemoryError", ""), "x.py stopped with MemoryError", "too long or too deeply nested"),
        (Raised("RecursionError", "maximum recursion depth exceeded", "line 1: f()"), "x.py stopped with RecursionError: maximum recursion depth exceeded (line 1: `f()`)", "calls itself"),
        (Raised("MemoryError", "Unable to allocate 7 TiB", "line 1: f()"), "x.py stopped with MemoryError: Unable to allocate 7 TiB (line 1: `f()`)", "array"),
        (TimedOut(9.96, "cpu"), "x.py was still running after 10.0 s and was stopped", "outside the functions"),
        (Crashed("signal 11"), "x.py ended its process: signal 11", "outside the functions"),
    ],
)  # fmt: skip
def test_what_stops_a_cell_is_said_with_a_next_step(outcome, words, helped):
    problem = CellProblem("x.py", outcome)
    assert said(problem).to("en") == words
    assert helped in help_on(problem).to("en")
    assert said(problem).to("pt-BR") != words
    assert help_on(problem).to("pt-BR") != help_on(problem).to("en")


def simple_f():
    return [Case(Call("f", (value,)), Expected("y", np.array(2 * value), np.array(0.0))) for value in (0.0, 1.0, 2.0)]


def simple_two():
    return [*simple_f(), Case(Call("f", (0.5,)), Expected("y", np.array(1.0), np.array(0.0)))] * 4


def with_simple(*simple):
    checks = [check_of(f"check {at}", plan_f, minimal_cases=each) for at, each in enumerate(simple)]
    return replace(EXERCISE, checks=tuple(checks))


def examples(verdicts):
    return [verdict.evidence.get("counterexample") for verdict in verdicts]


def test_after_a_failure_the_simplest_wrong_call_is_found():
    session = Fake(f=lambda value: float(value**2))
    (verdict,) = run_checks(with_simple(simple_f), 0, session)
    assert examples([verdict]) == [{"call": "f(1.0)", "got": "1", "expected": "2"}]
    assert verdict.evidence["call"].startswith("f(x=")
    assert [call.args[0] for call in session.calls[3:]] == [0.0, 1.0, 1.0]  # the last one to see whether it lasts


def test_no_more_is_called_when_all_is_right():
    session = Fake(f=twice)
    assert examples(run_checks(with_simple(simple_f), 0, session)) == [None]
    assert len(session.calls) == 3


def test_checks_that_share_simple_cases_share_the_calls():
    session = Fake(f=lambda value: float(value**2))
    assert len(set(map(str, examples(run_checks(with_simple(simple_f, simple_f), 0, session))))) == 1
    assert len(session.calls) == 3 + 2 + 2  # the plan; the search; for each check, whether it lasts


def test_calls_in_search_are_few():
    session = Fake(f=lambda value: 2 * value + 0.5 if value not in (0.0, 1.0, 2.0, 0.5) else 2 * value)
    (found,) = examples(run_checks(with_simple(simple_two), 0, session))
    assert len(session.calls) == 3 + 8
    assert found["call"].startswith("f(")  # no simple one goes wrong: the smallest of the plan is small enough


def test_what_is_wrong_only_once_is_not_shown():
    answers = iter([5.0, 5.0, 5.0, 7.0, 8.0])
    assert examples(run_checks(with_simple(simple_f), 0, Fake(f=lambda _: next(answers)))) == [None]


@pytest.mark.parametrize("outcome", [TimedOut(1.0, "cpu"), Crashed("gone"), Missing("f")])
def test_after_a_crash_or_a_time_out_nothing_more_is_called(outcome):
    session = Fake(f=lambda _: outcome)
    assert examples(run_checks(with_simple(simple_f, simple_f), 0, session)) == [None, None]
    assert len(session.calls) == 1


def test_a_search_ends_with_the_first_call_that_does_not_come_back():
    session = Fake(f=lambda value: TimedOut(1.0, "cpu") if value == 0.0 else 3 * value)
    assert examples(run_checks(with_simple(simple_f, simple_f), 0, session)) == [None, None]
    assert len(session.calls) == 3 + 1


def test_an_exception_has_a_counterexample_too():
    session = Fake(f=lambda value: Raised("ValueError", "no") if value else 0.0)
    assert examples(run_checks(with_simple(simple_f), 0, session)) == [
        {"call": "f(1.0)", "got": "ValueError: no", "expected": "2"}
    ]


def threefold(value):
    return 3 * value


MISTAKE = Mistake("threefold", ANY, ANY, formula=threefold)


def plan_h(rng, in_force=None):
    drawn = cases(rng, "g")
    if in_force is None:
        return drawn
    return [replace(case, expected=replace(case.expected, value=np.array(in_force(*case.call.args)))) for case in drawn]


def carrying(**more):
    """Two checks of which the second builds on the first, whose known mistake is to treble."""

    def carried(formulas):
        plan = partial(plan_h, in_force=formulas["one"])
        return [check_of("two", plan)] if plan(np.random.default_rng(0)) else []

    first = check_of("one", plan_f, mistakes=(MISTAKE,))
    return replace(EXERCISE, checks=(first, check_of("two", plan_h, carried=carried, **more)))


@pytest.mark.parametrize("more", [{"needs": ("one",)}, {"uses": ("one",)}])
def test_what_builds_on_a_named_mistake_is_judged_with_its_numbers(more):
    exercise = carrying(**more)
    treble = Fake(f=lambda value: 3.0 * value, g=lambda value: 3.0 * value)
    one, two = run_checks(exercise, 0, treble)
    assert (one.status, two.status) == ("failed", "passed")
    assert two.evidence["carried"] == {"one": "threefold"}
    assert [remark.to("en").partition(":")[0] for remark in two.remarks] == ["points carried forward"]
    assert "“O one” (threefold)" in two.rationale.to("pt-BR")


@pytest.mark.parametrize("more", [{"needs": ("one",)}, {"uses": ("one",)}])
def test_other_numbers_than_those_of_the_mistake_carry_nothing(more):
    _, two = run_checks(carrying(**more), 0, Fake(f=lambda value: 3.0 * value, g=lambda value: 3.1 * value))
    assert two.status == "waiting"
    assert "no points for now" in two.rationale.to("en")


def test_without_a_name_nothing_is_carried():
    strange = Fake(f=lambda value: 3.1 * value, g=lambda value: 3.1 * value)
    assert statuses(run_checks(carrying(needs=("one",)), 0, strange)) == ["failed", "waiting"]
    assert {call.function for call in strange.calls} == {"f"}


def test_what_only_may_be_built_on_another_is_right_where_it_is_right():
    one, two = run_checks(carrying(uses=("one",)), 0, Fake(f=lambda value: 3.0 * value, g=twice))
    assert (one.status, two.status) == ("failed", "passed")
    assert "carried" not in two.evidence


def test_the_same_exception_in_what_is_built_on_it_waits():
    raised = Raised("KeyError", "'w'", "line 2: return weights['w']")
    one, two = run_checks(carrying(uses=("one",)), 0, Fake(f=lambda _: raised, g=lambda _: raised))
    assert (one.status, two.status) == ("error", "waiting")
    assert "KeyError" in two.rationale.to("en")
