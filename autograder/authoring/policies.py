"""Judges of the usual kinds: other shapes raised, an argument changed, functions that may be built on others of the exercise.

The last ones tell whose mistake it is. Beside its own calls, the plan of such a check calls the helpers that may be
underneath, with the numbers they are given there, in cases with a remark (which cost nothing).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from autograder.i18n.language import Text
from autograder.judging.diagnose import named
from autograder.judging.failed_calls import verdict_on_failure
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Judge, Mistake, Verdict, formula_arguments
from autograder.sandbox.protocol.calls import Outcome, Raised, Returned

WAITS = Text(
    en="not judged, no points for now: what `{function}` returns is not right, but neither is your `{helper}` on the same numbers, and the one may come from the other; it waits for “{needed}”",
    pt="não avaliado, por enquanto sem pontos: o que `{function}` devolve não está certo, mas a sua `{helper}` também erra com os mesmos números, e uma coisa pode vir da outra; este só será avaliado depois que “{needed}” passar",
)
WAITS_HELP = Text(
    en="Mend `{helper}` first, this one is judged next.",
    pt="Corrija `{helper}` primeiro; depois este será avaliado.",
)
CHANGED_BY = Text(
    en="{rationale}; that may be the work of `{helper}`, which has paid for it already, and costs nothing here",
    pt="{rationale}; isso pode vir de `{helper}`, que já perdeu pontos por isso; aqui não custa nada",
)


def judge_built_on_helpers(
    exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> Verdict:
    """Judge as usual: right is right. What is wrong waits where a helper is wrong as well; its check has its name.

    Where other shapes raised, and the numbers of the calls before it tell nothing, the exception says more.
    """
    verdict = judge_values(exercise, check, cases, outcomes)
    if verdict.status != "failed":
        return verdict
    if verdict.numbers_right:
        return _judge_change(exercise, check, cases, outcomes, verdict)
    at = len(outcomes) - 1
    if isinstance(outcomes[at], Raised) and cases[at].remark is None:
        return verdict if verdict.diagnosis else judge_values(exercise, check, cases[at:], outcomes[at:])
    function = cases[0].call.function
    for case, outcome in zip(cases, outcomes, strict=False):
        helper = case.call.function
        if case.remark is None or helper == function or not isinstance(outcome, Returned):
            continue
        asked = exercise.check(helper)
        if not judge_values(exercise, asked, [replace(case, remark=None)], [outcome]).numbers_right:
            why = WAITS(function=function, helper=helper, needed=asked.title)
            return Verdict("waiting", why, WAITS_HELP(helper=helper))
    return verdict


def _judge_change(
    exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome], verdict: Verdict
) -> Verdict:
    """An argument was changed: that counts only if all the numbers are right, and not if a helper did it."""
    done = list(zip(cases, outcomes, strict=False))
    kept = [replace(outcome, changed=()) if isinstance(outcome, Returned) else outcome for _, outcome in done]
    otherwise = judge_built_on_helpers(exercise, check, cases, kept)
    if otherwise.status != "passed":
        return otherwise
    changing = [case.call.function for case, outcome in done if isinstance(outcome, Returned) and outcome.changed]
    if changing[-1] == cases[0].call.function:
        return verdict
    remark = CHANGED_BY(rationale=verdict.rationale, helper=changing[-1])
    return replace(otherwise, remarks=(*otherwise.remarks, remark))


AND_WITH_OTHER_SHAPES = Text(
    en="{numbers}. And with other shapes {raised}", pt="{numbers}. E, com outros formatos (shapes), {raised}"
)


def other_shapes_raised(square_blind: Iterable[str] = ()) -> Judge:
    """Judge as usual; but where a call raised, look at the numbers of the calls before it, too.

    A plan for this begins with a square case, where a wrong transpose raises nothing, and has small cases in which two of
    the sizes are equal; its checks go on after an exception (`Check.goes_on`). If the numbers tell nothing, the exception
    says more than they do. `square_blind` are ids of mistakes that cases of one number of rows do not tell apart.
    """
    blind = frozenset(square_blind)

    def judge(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
        at = len(outcomes) - 1
        last = outcomes[at]
        if at == 0 or not isinstance(last, Raised):
            return judge_values(exercise, check, cases, outcomes)
        by_exception = judge_values(exercise, check, cases[at:], outcomes[at:])
        if by_exception.diagnosis is not None:
            return by_exception
        by_numbers = _before_it_raised(exercise, check, cases, outcomes)

        def beside_exception(verdict: Verdict) -> Verdict:
            raised = verdict_on_failure(exercise, cases[at].call, last)
            return replace(verdict, rationale=AND_WITH_OTHER_SHAPES(numbers=verdict.rationale, raised=raised.rationale))

        if by_numbers.diagnosis is not None:
            return beside_exception(by_numbers)
        parts = [other for other in exercise.checks if other.plan is check.plan and other is not check]
        found = [_before_it_raised(exercise, other, cases, outcomes).diagnosis for other in parts]
        culprits = [each.mistake for each in found if each is not None and each.mistake.formula]
        if by_numbers.status == "failed" and culprits:  # another part raised: this one need not have
            unseen = blind if len(_row_counts(cases[:at])) == 1 else frozenset()
            told = tuple(mistake for mistake in check.mistakes if mistake.id not in unseen)
            of_this = judge_values(exercise, replace(check, mistakes=told), cases[:at], outcomes[:at])
            if check.part:
                return of_this
            if of_this.diagnosis is not None:
                return beside_exception(of_this)
        if check.part:
            return by_numbers if by_numbers.status == "failed" else by_exception
        if by_numbers.status == "passed" and len(culprits) == 1:
            return named(by_exception, culprits[0])
        return by_exception

    return judge


def argument_changed(judge: Judge, id_: str, arguments: Iterable[str], writes: str) -> Judge:
    """Judge by `judge`, and name the mistake `id_` where one of these arguments is not as it was.

    By an exception it is named only if the learner's line that raised matches the regular expression `writes`.
    """
    watched = frozenset(arguments)

    def judge_change(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
        mistake = check.mistake(id_)
        last = outcomes[-1]
        if isinstance(last, Raised) and not re.search(writes, last.where):
            check = replace(check, mistakes=tuple(one for one in check.mistakes if one is not mistake))
        verdict = judge(exercise, check, cases, outcomes)
        changed = set(str(verdict.evidence.get("changed", "-")).split(", "))
        return named(verdict, mistake) if changed <= watched else verdict

    return judge_change


def _before_it_raised(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge all calls but the last, which raised; a mistake is named only if its formula fails there as well."""
    at = len(outcomes) - 1
    failing = tuple(mistake for mistake in check.mistakes if _fails_on(mistake, cases[at]))
    return judge_values(exercise, replace(check, mistakes=failing), cases[:at], outcomes[:at])


def _row_counts(cases: Sequence[Case]) -> set[int]:
    """The lengths of the first arrays of the calls."""
    arrays = [[arg for arg in case.call.args if isinstance(arg, np.ndarray)] for case in cases]
    return {len(found[0]) for found in arrays if found and found[0].ndim}


def _fails_on(mistake: Mistake, case: Case) -> bool:
    if mistake.formula is None:
        return False
    try:
        mistake.formula(*formula_arguments(case.call.args))
    except ValueError:
        return True
    return False
