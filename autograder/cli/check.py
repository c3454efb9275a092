"""`autograder check [ID ...]`: a learner's own check of the workspace."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.arguments import chosen_seed, folder_at
from autograder.cli.problem import Problem
from autograder.sandbox.host.zygote_client import SandboxError, Zygote
from autograder.sandbox.protocol import isolation

if TYPE_CHECKING:
    from autograder.quiz.parse import Question


def run(options: argparse.Namespace) -> int:
    """Grade the workspace, or some exercises of it, and explain; 0 when all that was checked passes."""
    folder = folder_at(options.dir)
    gc.disable()  # a process this short frees its memory by ending; looking for cycles takes 5 % of its time
    try:
        # It starts while the grader itself is still being imported. Namespaces would take longer and protect nobody:
        # this is the learner's own code, on the learner's own machine.
        zygote = Zygote(highest=2, usual=False) if isolation.forks() else None
    except SandboxError as error:
        raise Problem(error.why, status=1) from None
    try:
        return _checked(options, folder, zygote)
    finally:
        if zygote is not None:
            zygote.close()


def _checked(options: argparse.Namespace, folder: Path, zygote: Zygote | None) -> int:
    from autograder.cli.arguments import named
    from autograder.course.course import course
    from autograder.grading.pipeline import Grader
    from autograder.sandbox import Sandbox

    only = frozenset(named(course(), name).id for name in options.ids)
    with Sandbox(zygote=zygote) as sandbox:
        grader = Grader(
            course(),
            questions=() if only else _questions(),
            sandbox=sandbox,
            seed=chosen_seed(options),
            lang=options.lang,
            only=only or None,
            probe=False,
            at_once=False,
        )
        report = grader.grade(folder)
    if sys.stdout.isatty():
        from rich.console import Console

        from autograder.render.rich_terminal import rich_report

        Console().print(rich_report(report))
    else:
        from autograder.render.terminal import plain_report

        sys.stdout.write(plain_report(report))
    passed = report.status == "graded" and all(exercise.status == "passed" for exercise in report.exercises)
    return 0 if passed else 1


def _questions() -> tuple[Question, ...]:
    from autograder.course.course import course
    from autograder.quiz.parse import parse_questions

    return parse_questions(course().questions)
