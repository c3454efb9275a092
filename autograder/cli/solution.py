"""`autograder solution ID`: after a pass, the reference solution, why it looks so, and other ways to write it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from textwrap import indent

from autograder.cli.arguments import folder_at, named
from autograder.cli.check import all_passed, checked, remembered_step, show
from autograder.cli.problem import Problem
from autograder.cli.standing import needs_workspace
from autograder.cli.streams import cells
from autograder.course.course import course
from autograder.notebook.after_pass import NOT_YET, NoSolutionError, opened, solution_shown
from autograder.render.outline import GAP, Line
from autograder.render.terminal import plain_lines


def run(options: argparse.Namespace) -> int:
    """Check the exercise here and now; if all of it passes, show the solution, else what is to be mended."""
    folder, lang = folder_at(options.dir), options.lang
    needs_workspace(folder)
    entry = named(course(), options.id)
    try:
        solution = opened(entry, lang)
    except NoSolutionError as error:
        raise Problem(error.message, status=1) from None
    options.ids, options.seed = [entry.id], None
    report = checked(options, folder)
    if not all_passed(report):
        sys.stdout.write(plain_lines([Line("text", NOT_YET(id=entry.id).to(lang)), GAP], cells()))
        show(report, folder)
        return 1
    _print(solution_shown(entry, solution, lang))
    sys.stdout.write(plain_lines([GAP, *remembered_step(report, folder)], cells()))
    return 0


def _print(lines: Iterable[Line]) -> None:
    """Print lines; code stays as it is written, however narrow the terminal, which shows it in colours."""
    if not sys.stdout.isatty():
        for line in lines:
            sys.stdout.write(indent(line.text, "    ") if line.style == "code" else plain_lines([line], cells()))
        return
    from rich.console import Console
    from rich.syntax import Syntax

    from autograder.render.rich_terminal import rich_lines

    console = Console()
    for line in lines:
        if line.style == "code":
            code = Syntax("", "python", theme="ansi_dark", background_color="default").highlight(
                indent(line.text, "    ").rstrip()
            )
            console.print(code, soft_wrap=True)
        else:
            console.print(rich_lines([line]))
