"""`autograder check [ID ...]`: a learner's own check of the workspace."""

from __future__ import annotations

import argparse
import gc
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.arguments import chosen_seed, folder_at
from autograder.cli.problem import Problem
from autograder.i18n.language import Text
from autograder.sandbox.host.zygote_client import SandboxError, Zygote
from autograder.sandbox.protocol import isolation

if TYPE_CHECKING:
    from autograder.judging.report import CheckReport, Report
    from autograder.quiz.parse import Question
    from autograder.render.outline import Line

OTHERS_WRITE = Text(en="see how others write it: ", pt="veja como outros escrevem: ")


def run(options: argparse.Namespace) -> int:
    """Grade the workspace, or some exercises of it, and explain; 0 when all that was checked passes."""
    folder = folder_at(options.dir)
    report = checked(options, folder)
    show(report, folder)
    return 0 if all_passed(report) else 1


def checked(options: argparse.Namespace, folder: Path) -> Report:
    """Grade the exercises that the options name, or all of them. Raises `Problem` where no code can be run."""
    gc.disable()  # a process this short frees its memory by ending; looking for cycles takes 5 % of its time
    try:
        # It starts while the grader itself is still being imported. Namespaces would take longer and protect nobody:
        # this is the learner's own code, on the learner's own machine.
        zygote = Zygote(highest=2, usual=False) if isolation.forks() else None
    except SandboxError as error:
        raise Problem(error.why, status=1) from None
    try:
        return _graded(options, folder, zygote)
    finally:
        if zygote is not None:
            zygote.close()


def _graded(options: argparse.Namespace, folder: Path, zygote: Zygote | None) -> Report:
    from autograder.cli.arguments import named
    from autograder.course.course import course
    from autograder.grading.pipeline import Grader
    from autograder.sandbox import Sandbox

    only = frozenset(named(course(), name).id for name in options.ids)
    with Sandbox(zygote=zygote) as sandbox:
        grader = Grader(
            course(),
            questions=() if only else questions(),
            sandbox=sandbox,
            seed=chosen_seed(options),
            lang=options.lang,
            only=only or None,
            probe=False,
            at_once=False,
        )
        return grader.grade(folder)


def show(report: Report, folder: Path) -> None:
    """Print the report of a check and remember it, in a workspace; the last thing said is the next step."""
    from autograder.render.outline import check_outline
    from autograder.workspace.progress_file import is_workspace

    step = remembered_step(report, folder) if is_workspace(folder) else ()
    if step:
        step = (*_solution_line(report, folder), *step)
    lines, places = check_outline(report, step), tuple(_place_to_mend(report, folder))
    if sys.stdout.isatty():
        from rich.console import Console

        from autograder.render.rich_terminal import rich_lines, rich_link

        console = Console()
        console.print(rich_lines(lines))
        for place in places:
            console.print(rich_link(place), soft_wrap=True)
    else:
        from autograder.render.terminal import plain_lines

        sys.stdout.write(plain_lines((*lines, *places)))


def remembered_step(report: Report, folder: Path) -> Sequence[Line]:
    """Remember a check, and give the next step where nothing that was checked is to be mended: it is elsewhere."""
    from autograder.cli.standing import after_check, desk_at, remember, remembered
    from autograder.cli.writing import option_typed
    from autograder.render import labels
    from autograder.render.outline import Line
    from autograder.workspace.next_step import next_step

    before = remembered(folder, report.lang)
    if before is None or report.status != "graded":
        return ()
    progress = after_check(folder, before, report)
    if progress != before:
        remember(folder, progress, report.lang)
    if any(exercise.status in ("failed", "partial") for exercise in report.exercises):
        return ()
    passed = [exercise.id for exercise in report.exercises if exercise.status == "passed"]
    at = report.exercises[0].id if len(report.exercises) == 1 else ""
    step = next_step(desk_at(folder, progress), at=at, after=passed[-1] if passed else "")
    lines = [Line("next", step.message.to(report.lang), labels.NEXT.to(report.lang))]
    if step.command:
        lines.append(Line("code", step.command + option_typed(folder), "", 2, folds=False))
    return lines


def _solution_line(report: Report, folder: Path) -> Iterator[Line]:
    """Give the command that shows how others write what has just passed; of several exercises, the last one."""
    from autograder.cli.arguments import named
    from autograder.cli.writing import option_typed
    from autograder.course.course import course
    from autograder.render.outline import Line

    passed = [exercise.id for exercise in report.exercises if exercise.status == "passed"]
    if passed and named(course(), passed[-1]).sealed_file.is_file():
        command = f"autograder solution {passed[-1]}{option_typed(folder)}"
        yield Line("code", command, OTHERS_WRITE.to(report.lang), folds=False)


def _place_to_mend(report: Report, folder: Path) -> Iterator[Line]:
    """Give the file and line of the function that fails first, as terminals make it a link and editors open it."""
    from autograder.i18n.sanitize import escaped
    from autograder.render.outline import Line

    for exercise in report.exercises:
        for check in exercise.checks:
            if exercise.file and check.status in ("failed", "error"):
                path = folder / exercise.file
                yield Line("code", escaped(f"{path}{_line_of(path, check)}"), "", 2, folds=False, link=_uri(path))
                return


def _line_of(path: Path, check: CheckReport) -> str:
    """Find the function in a script, as ":12"; nothing where it cannot be found, or in a notebook."""
    name = re.match(r"\w+", str(check.evidence.get("call", "")))
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if name and path.suffix == ".py" else []
    except (OSError, ValueError):
        return ""
    defines = re.compile(rf"\s*(?:def|class)\s+{name[0]}\b" if name else "")
    return next((f":{number}" for number, line in enumerate(lines, 1) if defines.match(line)), "")


def _uri(path: Path) -> str:
    try:
        return path.resolve().as_uri()
    except (OSError, ValueError, RuntimeError):
        return ""


def all_passed(report: Report) -> bool:
    """Whether every exercise that was checked passes."""
    return report.status == "graded" and all(exercise.status == "passed" for exercise in report.exercises)


def questions() -> tuple[Question, ...]:
    """Give the questions of the quiz as learners have them."""
    from autograder.course.course import course
    from autograder.quiz.parse import parse_questions

    return parse_questions(course().questions)
