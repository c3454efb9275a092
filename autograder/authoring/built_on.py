"""Judging functions that may be built on others of the exercise (a gradient on softmax), and telling whose mistake it is.

Beside its own calls, the plan of such a check calls the helpers that may be underneath, with the numbers they are given
there, in cases with a remark (which cost nothing): they show whose mistake it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.i18n.language import Text
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Verdict
from autograder.sandbox.protocol.calls import Outcome, Raised, Returned

WAITS = Text(
    en="not judged, no points for now: what `{function}` returns is not right, but neither is your `{helper}` on the same numbers, and the one may come from the other; it waits for “{needed}”",
    pt="não avaliado, por enquanto sem pontos: o que `{function}` devolve não está certo, mas a sua `{helper}` também erra com os mesmos números, e uma coisa pode vir da outra; este só será avaliado depois que “{needed}” passar",
)
WAITS_HELP = Text(
    en="Mend `{helper}` first, this one is judged next.",
    pt="Corrija `{helper}` primeiro, depois este será avaliado.",
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
        asked = next(other for other in exercise.checks if other.id == helper)
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
