"""One exercise from its source to its verdicts: plan → run isolated → judge → after a failure, the simplest wrong call.

This is the only place where the pure core meets a session; what it does is in that order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial, reduce

import numpy as np

from autograder.i18n.language import Message, Text, figure
from autograder.judging.budget import counted, explained, remarked
from autograder.judging.carried import Origin, Standing, carried_checks, lets_pass, made_again, told_as_carried
from autograder.judging.exception_messages import (
    TOO_DEEP_HELP,
    cell_named,
    error_named,
    help_on_error,
    line_in,
    placed,
    unless_fault,
    verdict_on_fault,
)
from autograder.judging.judge import PASSED, judge_values
from autograder.judging.model import Case, Check, Exercise, MinimalCases, Plan, Verdict, planned, simplest
from autograder.judging.numbers import within_reason
from autograder.sandbox.protocol.calls import Call, CellProblem, Crashed, Outcome, Raised, Returned, Session, TimedOut

STOPPED = Text(
    en="`{function}` was not reached: {problem}",
    pt="`{function}` não chegou a existir: {problem}",
)
STOPPED_RAISED = Text(en="{cell} stopped with {error}{where}", pt="{cell} parou com {error}{where}")
FAILED_IMPORT = Text(en="{cell}: {error}{where}", pt="{cell}: {error}{where}")
TWO = Text(en="{one}; {other}", pt="{one}; {other}")
PASSED_OVER = Text(
    en="{imports}: what is imported there is passed over, and costs nothing as long as nothing uses it. {help}",
    pt="{imports}: o que se importa aí foi ignorado e não custa nada enquanto nada o usar. {help}",
)
MOST_IMPORTS = 5  # that failed, and are told of in one sentence
STOPPED_AT = Text(en=" ({where})", pt=" ({where})")
STOPPED_SLOW = Text(
    en="{cell} was still running after {seconds} s and was stopped",
    pt="{cell} ainda estava executando depois de {seconds} s, e a execução foi interrompida",
)
STOPPED_CRASHED = Text(en="{cell} ended its process: {why}", pt="{cell} encerrou o próprio processo: {why}")
TOP_LEVEL_HELP = Text(
    en="Something outside the functions runs when the file is loaded, and stopped it. Leave only imports, constants and functions there.",
    pt="Algo fora das funções roda quando o arquivo é carregado, e o interrompeu. Deixe ali só imports, constantes e funções.",
)
ALREADY_COUNTED = Text(
    en="{rationale}; that has cost points once already, and costs none here",
    pt="{rationale}; isso já custou pontos uma vez e aqui não custa mais",
)

NOTHING_FOUND: tuple[dict[str, str] | None, bool] = (None, True)


def run_checks(exercise: Exercise, seed: int, session: Session) -> tuple[Verdict, ...]:
    """Judge an exercise's checks in order.

    What builds on a check that failed by a known mistake is judged with that mistake's numbers (`carried`); what cannot be
    judged so waits.
    A function that returns the right numbers and changes its arguments pays for that once: the checks that need its
    numbers go on, and the next ones that see the same only remark upon it.
    What it costs is bounded by what is asked, whatever comes back (`autograder.judging.budget`).
    """
    with counted():
        return _checked(exercise, seed, session)


def _checked(exercise: Exercise, seed: int, session: Session) -> tuple[Verdict, ...]:
    standing = Standing(exercise)
    run = _Run(exercise, seed, session)
    for check in exercise.checks:
        blocker, origins = standing.blocker(check), standing.behind(check)
        if blocker is not None:
            verdict = run.carried(check, origins) or standing.waiting(check, blocker)
            standing.settle(check, verdict, origins)
            continue
        verdict = run.judged(check)
        behind: tuple[Origin, ...] = ()
        broken = standing.broken(check)
        if broken is not None and not lets_pass(verdict):
            again = made_again(check, verdict, origins)
            ways = [origins, *([again] if again else [])] if verdict.status in ("failed", "waiting") else []
            for way in ways:
                follows = run.carried(check, way)
                beside = follows is not None and follows.status == "failed" and (again or verdict.diagnosis is None)
                if follows is not None and (lets_pass(follows) or beside):
                    verdict, behind = follows, way
                if lets_pass(verdict):
                    break
            verdict = standing.put_down_to(broken, check, verdict)
        standing.settle(check, verdict, behind)
    return _with_counterexamples(run, standing.verdicts)


def all_calls(exercise: Exercise, seed: int) -> tuple[Call, ...]:
    """Give the calls that are made when every check passes, in their order."""
    plans = dict.fromkeys(check.plan for check in exercise.checks)
    return tuple(case.call for plan in plans for case in planned(exercise, plan, seed))


def passed_checks(exercise: Exercise, seed: int, session: Session) -> tuple[Verdict, ...] | None:
    """Judge as `run_checks` does where every check passes; None as soon as one does not."""
    run = _Run(exercise, seed, session)
    verdicts: list[Verdict] = []
    for check in exercise.checks:
        verdicts.append(run.judged(check))
        if verdicts[-1].status != "passed":
            return None
    return tuple(verdicts)


@dataclass(slots=True)
class _Run:
    """The calls of one exercise made so far, and who has paid for changing arguments."""

    exercise: Exercise
    seed: int
    session: Session
    charged: set[str] = field(default_factory=set)
    made: dict[Plan, tuple[list[Case], list[Outcome]]] = field(default_factory=dict)

    def judged(self, check: Check, exercise: Exercise | None = None) -> Verdict:
        """Judge one check by its cases, whose calls are made if they have not been."""
        cases = planned(self.exercise, check.plan, self.seed)
        function = cases[0].call.function
        stopped = _not_reached(function, self.session)
        if stopped is not None:
            return stopped
        if check.plan not in self.made:
            self.made[check.plan] = _calls_made(check, cases, self.session)
        verdict = _judged(exercise or self.exercise, check, *self.made[check.plan])
        if verdict.status == "failed" and verdict.numbers_right:
            if function in self.charged:
                remark = ALREADY_COUNTED(rationale=verdict.rationale)
                verdict = Verdict("passed", PASSED(cases=len(cases)), remarks=(remark,))
            self.charged.add(function)
        return verdict

    def carried(self, check: Check, origins: Sequence[Origin]) -> Verdict | None:
        """Judge a check with the numbers of the mistakes in force, in each way they may go on; None if there is none."""
        told = None
        forms = carried_checks(self.exercise, check, origins, self.seed)
        while (other := unless_fault(partial(next, forms, None), None)) is not None:
            checks = tuple(other if one.id == check.id else one for one in self.exercise.checks)
            verdict = told_as_carried(self.judged(other, replace(self.exercise, checks=checks)), origins)
            if told is None or lets_pass(verdict):
                told = verdict
            if lets_pass(verdict):
                break
        return told


def _with_counterexamples(run: _Run, verdicts: dict[str, Verdict]) -> tuple[Verdict, ...]:
    """Add the simplest call that goes wrong; only now, so that no verdict hangs on calls made for the sake of another."""
    if all(verdict.status == "passed" for verdict in verdicts.values()):
        return tuple(verdicts.values())
    exercise, made, session = run.exercise, run.made, run.session
    tried: dict[MinimalCases, list[Outcome]] = {}
    for check in exercise.checks:
        if check.plan in made and "carried" not in verdicts[check.id].evidence:
            bare = verdicts[check.id]
            search = partial(_searched, bare, exercise, check, *made[check.plan], session, tried)
            verdicts[check.id], lasting = explained(search, partial(_given_up, bare))
            if not lasting:  # what an earlier call left behind may show in any other, too
                break
    return tuple(verdicts.values())


def _given_up(verdict: Verdict, remark: Message) -> tuple[Verdict, bool]:
    return remarked(verdict, remark), True


def _searched(
    verdict: Verdict,
    exercise: Exercise,
    check: Check,
    cases: Sequence[Case],
    outcomes: Sequence[Outcome],
    session: Session,
    tried: dict[MinimalCases, list[Outcome]],
) -> tuple[Verdict, bool]:
    """Give the verdict with the simplest call that goes wrong, if there is one, and say whether results last."""
    from autograder.judging.counterexample import worth_a_search  # as below: what passes waits for none of it

    if not unless_fault(partial(worth_a_search, verdict, cases, outcomes), otherwise=False):
        return verdict, True
    search = partial(_counterexample, exercise, check, cases, outcomes, session, tried)
    found, lasting = unless_fault(search, NOTHING_FOUND)
    return _with(verdict, found) if lasting else verdict, lasting


def _judged(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge one check; a fault of ours, whatever value brought it about, is told and takes nothing else away."""
    try:
        with np.errstate(all="ignore"):  # a learner's numbers may overflow in any comparison
            verdict = (check.judge or judge_values)(exercise, check, cases, outcomes)
        for message in (verdict.rationale, verdict.help, *verdict.remarks):
            if message is not None:
                message.to("en")  # what cannot be put into words is a fault, too, and better found here
    except Exception as fault:  # noqa: BLE001 -- as said above
        return verdict_on_fault(fault)
    return verdict


def _counterexample(
    exercise: Exercise,
    check: Check,
    cases: Sequence[Case],
    outcomes: Sequence[Outcome],
    session: Session,
    tried: dict[MinimalCases, list[Outcome]],
) -> tuple[dict[str, str] | None, bool]:
    """Find the simplest call that goes wrong, and say whether results last: False if it hangs on the calls before it.

    The check's simple cases are called once for all checks that share them.
    """
    from autograder.judging.counterexample import (
        MOST_CALLS,
        counterexample,
        kept_from_another,
        same_outcome,
        smallest_of_plan,
    )

    if check.minimal_cases is not None:
        got = tried.setdefault(check.minimal_cases, [])
        for at, case in enumerate(simplest(check.minimal_cases)[:MOST_CALLS]):
            if at == len(got):
                got.append(within_reason(session.call(case.call), case))
            if not isinstance(got[at], Returned | Raised):  # it has cost enough already
                return None, True
            with np.errstate(all="ignore"):  # as above
                found = counterexample(exercise, check, case, got[at])
                if found is None:
                    continue
                earlier = at if case.repros else 0  # other simple results are alike by chance: a 0, a 1
                before = (
                    [*cases[: len(outcomes)], *simplest(check.minimal_cases)[:earlier]],
                    [*outcomes, *got[:earlier]],
                )
                kept = kept_from_another(exercise, check, *before, (case, got[at]))
            lasting = not kept and same_outcome(within_reason(session.call(case.call), case), got[at])
            return found if lasting else None, lasting
    with np.errstate(all="ignore"):  # as above
        return smallest_of_plan(exercise, check, cases, outcomes), True


def _with(verdict: Verdict, found: dict[str, str] | None) -> Verdict:
    return verdict if found is None else replace(verdict, evidence={**verdict.evidence, "counterexample": found})


def _calls_made(check: Check, cases: Sequence[Case], session: Session) -> tuple[list[Case], list[Outcome]]:
    """Make the calls of a check's plan, up to the first that does not return (those for remarks only stand last).

    Where a check goes on after an exception, that call is put behind those that returned. The calls that were not made
    stand last, without an outcome.
    """
    returned: list[tuple[Case, Outcome]] = []
    ending: tuple[Case, Outcome] | None = None
    left: list[Case] = []
    for at, case in enumerate(cases):
        if ending is not None and case.repeated:  # what it repeats may be what raised
            left.append(case)
            continue
        outcome = within_reason(session.call(case.call), case)
        if isinstance(outcome, Returned):
            returned.append((case, outcome))
        elif ending is None:
            ending = case, outcome
            if not (check.goes_on and isinstance(outcome, Raised) and outcome.kind != "NotImplementedError"):
                left.extend(cases[at + 1 :])
                break
        elif isinstance(outcome, Raised):
            left.append(case)
        else:  # it has cost enough
            left.extend(cases[at:])
            break
    done = returned if ending is None else [*returned, ending]
    return [*(case for case, _ in done), *left], [outcome for _, outcome in done]


def _not_reached(function: str, session: Session) -> Verdict | None:
    """Blame loading for a function that does not exist, if loading went wrong."""
    problems = session.loaded.problems
    if function in session.loaded.names or not problems:
        return None
    first = problems[0]
    where = line_in(first.problem.where) if isinstance(first.problem, Raised) else None
    evidence = {} if where is None else {"stopped": {"cell": first.cell, "line": where}}
    return Verdict("error", STOPPED(function=function, problem=said(first)), help_on(first), evidence=evidence)


def said(problem: CellProblem) -> Message:
    """Say what stopped a cell."""
    match problem.problem:
        case Raised(kind=kind, message=message, where=where):
            at = STOPPED_AT(where=placed(where)) if where else ""
            return STOPPED_RAISED(cell=cell_named(problem.cell), error=error_named(kind, message), where=at)
        case TimedOut(seconds=seconds):
            return STOPPED_SLOW(cell=cell_named(problem.cell), seconds=figure(seconds))
        case Crashed(why=why):
            return STOPPED_CRASHED(cell=cell_named(problem.cell), why=why)


def passed_over(missed: Sequence[CellProblem]) -> tuple[Message, ...]:
    """Say which imports failed without stopping their cells: one sentence for all that have the same cause."""
    causes: dict[str, list[CellProblem]] = {}
    for one in missed:
        causes.setdefault(help_on(one).to("en"), []).append(one)
    return tuple(
        PASSED_OVER(imports=reduce(_and, map(_failed_import, told[:MOST_IMPORTS])), help=help_on(told[0]))
        for told in causes.values()
    )


def _and(one: Message, other: Message) -> Message:
    return TWO(one=one, other=other)


def _failed_import(problem: CellProblem) -> Message:
    assert isinstance(problem.problem, Raised)  # noqa: S101 -- there is no other way for an import to fail
    what = problem.problem
    at = STOPPED_AT(where=placed(what.where)) if what.where else ""
    return FAILED_IMPORT(cell=cell_named(problem.cell), error=error_named(what.kind, what.message), where=at)


def help_on(problem: CellProblem) -> Message:
    """Give the next step after a cell was stopped."""
    stopped = problem.problem
    if isinstance(stopped, Raised) and stopped.kind == "MemoryError" and not (stopped.message or stopped.where):
        return TOO_DEEP_HELP()  # no line of the file had run: it is Python's parser that gave up
    known = help_on_error(stopped.kind, stopped.message, stopped.where) if isinstance(stopped, Raised) else None
    return known or TOP_LEVEL_HELP()
