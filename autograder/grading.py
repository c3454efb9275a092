"""One submission from its files to its report: read → plan → run isolated → judge → report.

This is the only place where the pure core meets the sandbox; what it does is in that order.
"""

from __future__ import annotations

from autograder.core.calls import Outcome, Returned, Session
from autograder.core.exercise import Check, Exercise, Plan, Verdict, planned
from autograder.core.judge import judge_values
from autograder.core.language import Text

WAITING = Text(
    en="not judged: it waits for “{needed}” to pass",
    pt="não avaliado: espera que “{needed}” passe",
)
WAITING_HELP = Text(
    en="No points are lost twice: mend that one first, this one is judged next.",
    pt="Nenhum ponto se perde duas vezes: corrija aquele primeiro, depois este será avaliado.",
)


def run_checks(exercise: Exercise, seed: int, session: Session) -> tuple[Verdict, ...]:
    """Judge an exercise's checks in order; one whose needs are not met waits, and its calls are not made."""
    verdicts: dict[str, Verdict] = {}
    made: dict[Plan, list[Outcome]] = {}
    for check in exercise.checks:
        blocker = next((need for need in check.needs if verdicts[need].status != "passed"), None)
        if blocker is not None:
            title = next(other.title for other in exercise.checks if other.id == blocker)
            verdicts[check.id] = Verdict("waiting", WAITING(needed=title), WAITING_HELP())
            continue
        if check.plan not in made:
            made[check.plan] = _calls_made(exercise, check, seed, session)
        judge = check.judge or judge_values
        verdicts[check.id] = judge(exercise, check, planned(exercise, check.plan, seed), made[check.plan])
    return tuple(verdicts.values())


def _calls_made(exercise: Exercise, check: Check, seed: int, session: Session) -> list[Outcome]:
    """Make the calls of a check's plan, up to the first that does not return."""
    outcomes: list[Outcome] = []
    for case in planned(exercise, check.plan, seed):
        outcomes.append(session.call(case.call))
        if not isinstance(outcomes[-1], Returned):
            break
    return outcomes
