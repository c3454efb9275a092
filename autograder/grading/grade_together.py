"""The exercises of a submission that pass at once: in one process, or each in its own, and all calls of each in one turn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import TypeGuard

from autograder.course.exercise_folder import ExerciseFolder
from autograder.grading.grade_exercise import reported, with_notes
from autograder.grading.run_checks import all_calls, passed_checks
from autograder.i18n.language import Lang
from autograder.judging.exception_messages import unless_fault
from autograder.judging.model import Exercise
from autograder.judging.report import ExerciseReport
from autograder.sandbox import Sandbox
from autograder.sandbox.host.batch import Program, Task, program
from autograder.submission.submission_model import Source

BATCH_CPU = 2.0  # seconds of CPU that all exercises of a batch may use; right ones use a tenth of it
IN_VAIN = 1 / 15  # of a submission's wall time may pass with batches of which nothing comes


def grade_together(
    sources: Sequence[tuple[ExerciseFolder, Source | None]],
    sandbox: Sandbox,
    seed: int,
    lang: Lang,
    wall_seconds: float,
) -> tuple[dict[str, tuple[ExerciseReport, float]], float]:
    """Grade at once what passes at once: reports by exercise, with the wall seconds that the learner's code took.

    Beside them stand the wall seconds that passed in vain, a small share of the submission's `wall_seconds` at most.
    Everything else is for `grade_exercise`, as if this had never been.
    """
    tasks = {
        entry.id: (entry.exercise, source, _task(entry, source, seed)) for entry, source in sources if _is_run(source)
    }
    one = [id_ for id_, (exercise, _, task) in tasks.items() if task is not None and not exercise.libraries]
    waiting = [one] if one else []
    waiting += [[id_] for id_, (exercise, _, task) in tasks.items() if task is not None and exercise.libraries]
    done: dict[str, tuple[ExerciseReport, float]] = {}
    left = most = IN_VAIN * wall_seconds
    while waiting and left > 0:
        ids = waiting.pop(0)
        asked = [task for id_ in ids if (task := tasks[id_][2]) is not None]
        tried = sandbox.batch(asked, BATCH_CPU, left, libraries=tasks[ids[0]][0].libraries)
        left -= tried.seconds
        waiting += [[id_] for id_ in tried.alone]
        for id_, session in tried.sessions.items():
            exercise, source, _ = tasks[id_]
            verdicts = unless_fault(partial(passed_checks, exercise, seed, session), None)
            if verdicts is not None:
                done[id_] = reported(exercise, source, lang, *with_notes(exercise, source, session, verdicts))
                left += session.wall_used
        if not tried.whole:
            break
    return done, most - left


def _is_run(source: Source | None) -> TypeGuard[Source]:
    return source is not None and source.attempted and source.problem is None


def _task(entry: ExerciseFolder, source: Source, seed: int) -> Task | None:
    found = _program(entry.exercise, seed)
    return None if found is None else Task(entry.id, source.cells, found)


@lru_cache(maxsize=64)
def _program(exercise: Exercise, seed: int) -> Program | None:
    """Give the program of an exercise, which depends on the seed alone: it is made once a run."""
    return program(exercise.driver, all_calls(exercise, seed))
