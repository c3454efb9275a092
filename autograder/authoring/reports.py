"""Reports: what a driver tells of many things at once, a list of named parts, over one turn or several of the same thing.

A check looks at some of the parts. `Picks` takes the arguments of the driver's call and says which, for each turn: in the
order in which they are computed, so that the first wrong one is where it went wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np

from autograder.i18n.language import Text
from autograder.judging.diagnose import diagnose
from autograder.judging.exception_messages import placed
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Diagnosis, Exercise, Expected, Mistake, Repro, Verdict
from autograder.judging.numbers import NONE_HELP
from autograder.sandbox.protocol.calls import Outcome, Raised, Returned, Value

Run: TypeAlias = tuple[Case, Outcome]
Picks: TypeAlias = Callable[..., Sequence[Sequence[int]]]
Place: TypeAlias = Callable[[Verdict, Case, Outcome, int], Verdict]  # the last is the turn

STILL_NONE = Text(
    en="`{function}`: {name} is still None afterwards", pt="`{function}`: {name} continua None depois da chamada"
)
UNWRITTEN = Text(
    en="`{function}`, or something it uses, is not written yet ({where})",
    pt="`{function}`, ou algo que ela usa, ainda não foi escrito ({where})",
)


def is_report(run: Run) -> bool:
    """Whether what a call returned can be its driver's report; so it is if it did not return at all."""
    case, outcome = run
    if not isinstance(outcome, Returned):
        return True
    return isinstance(outcome.value, list) and len(outcome.value) == len(_parts(case))


def part_shown(case: Case, at: int, line: str) -> Repro:
    """Show one part of a report by what a learner types: a line, and the part if it is an attribute ("x.gradient").

    Any other part is what the line itself gives.
    """

    def part(told: Any) -> Value:  # noqa: ANN401 -- whatever came back
        if not is_report((case, Returned(told))):
            raise ValueError(told)
        value: Value = told[at]
        return value

    right = _parts(case)[at]
    return Repro(f"{line}; {right.name}" if "." in right.name else line, right, part)


def anything_wrong(exercise: Exercise, check: Check, runs: Sequence[Run], picks: Picks) -> bool:
    """Whether anything that `picks` takes is wrong; runs that did not come to an end are no matter here."""
    returned = [run for run in runs if isinstance(run[1], Returned)]
    return bool(returned) and first_wrong(exercise, check, returned, picks)[0].status != "passed"


def judge_report(
    exercise: Exercise, check: Check, runs: Sequence[Run], picks: Picks, place: Place, none_help: Text
) -> Verdict:
    """Judge turn by turn what `picks` takes; then say where it was, which is for `place`, and which mistake it is.

    Mistakes have formulas that give the whole report. All runs must be reports (`is_report`), and there must be one.
    `none_help` is the next step where an attribute is None.
    """
    verdict, (case, outcome), turn = first_wrong(exercise, check, runs, picks)
    if verdict.status in ("passed", "waiting") or not isinstance(outcome, Returned | Raised):
        return verdict
    if isinstance(outcome, Raised) and outcome.kind == "NotImplementedError":
        unwritten = UNWRITTEN(function=case.call.function, where=placed(outcome.where))
        return replace(verdict, rationale=unwritten, evidence=place(verdict, case, outcome, turn).evidence)
    if isinstance(outcome, Returned):
        verdict = _without_none(verdict, case, outcome, none_help)
    verdict = place(verdict, case, outcome, turn)
    # For the diagnosis an attribute that was never set is one to which nothing was added.
    whole = [_narrowed(run, [at for parts in picks(*run[0].call.args) for at in parts], filled=True) for run in runs]
    cases, outcomes = zip(*whole, strict=True)
    mistakes = tuple(_narrowed_mistake(mistake, picks) for mistake in check.mistakes)
    told = diagnose(exercise, replace(check, mistakes=mistakes), cases, outcomes, verdict)
    whole_one = next((one for one, part in zip(check.mistakes, mistakes, strict=True) if _is_named(told, part)), None)
    if whole_one is None or told.diagnosis is None:
        return told
    return replace(
        told, diagnosis=Diagnosis(whole_one, told.diagnosis.confidence)
    )  # its formula gives the whole report


def _is_named(verdict: Verdict, mistake: Mistake) -> bool:
    return verdict.diagnosis is not None and verdict.diagnosis.mistake is mistake


def _parts(case: Case) -> tuple[Expected, ...]:
    assert isinstance(case.expected, tuple)  # noqa: S101 -- it is the case of a report
    return case.expected


def first_wrong(exercise: Exercise, check: Check, runs: Sequence[Run], picks: Picks) -> tuple[Verdict, Run, int]:
    """Judge turn by turn, without known mistakes, up to the first that is wrong: the verdict on that one, and which it is."""
    plain = replace(check, mistakes=())
    rows = [
        (_narrowed(run, parts), turn)
        for run in runs
        for turn, parts in enumerate(picks(*run[0].call.args))
        if turn == 0 or isinstance(run[1], Returned)  # what did not return is told once
    ]
    cases, outcomes = zip(*(row for row, _ in rows), strict=True)
    verdict = judge_values(exercise, plain, cases, outcomes)
    if verdict.status == "passed":  # all at once, where nothing has to be told apart
        return verdict, *rows[-1]
    for at in range(len(rows)):
        cases, outcomes = zip(*(row for row, _ in rows[: at + 1]), strict=True)
        verdict = judge_values(exercise, plain, cases, outcomes)
        if verdict.status != "passed":
            break
    return verdict, *rows[at]


def _narrowed(run: Run, picks: Sequence[int], *, filled: bool = False) -> Run:
    """Reduce a run to some parts of its report; `filled` puts zeros in the place of None."""
    case, outcome = run
    parts = tuple(_parts(case)[at] for at in picks)
    if isinstance(outcome, Returned):
        told: Any = outcome.value
        value = [told[at] for at in picks]
        if filled:
            value = [np.zeros(part.value.shape) if one is None else one for one, part in zip(value, parts, strict=True)]
        # the arguments are the driver's, not the function's own
        outcome = replace(outcome, value=value, changed=(), earlier_changed=False)
    return replace(case, expected=parts), outcome


def _narrowed_mistake(mistake: Mistake, picks: Picks) -> Mistake:
    """Reduce the reports that a mistake's formula gives."""
    formula = mistake.formula
    if formula is None:
        return mistake

    def narrowed(*args: Any) -> Value:  # noqa: ANN401 -- as the formula takes
        told: Any = formula(*args)
        return tuple(told[at] for parts in picks(*args) for at in parts)

    return replace(mistake, formula=narrowed)


def _without_none(verdict: Verdict, case: Case, outcome: Returned, none_help: Text) -> Verdict:
    """Say of an attribute that is None that it is, not that something returned it."""
    told: Any = outcome.value
    name = verdict.rationale.values.get("name")
    if not any(value is None and part.name == name for value, part in zip(told, _parts(case), strict=True)):
        return verdict
    if "." not in str(name):
        return replace(verdict, help=NONE_HELP())
    return replace(verdict, rationale=STILL_NONE(function=case.call.function, name=name), help=none_help())
