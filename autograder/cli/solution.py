"""`autograder solution ID`: after a pass, the reference solution, why it looks so, and other ways to write it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from textwrap import indent

from autograder.cli.arguments import folder_at, named
from autograder.cli.check import all_passed, checked, remembered_step, show
from autograder.cli.problem import Problem
from autograder.cli.standing import needs_workspace
from autograder.course.course import course
from autograder.course.exercise_folder import ExerciseFolder
from autograder.course.sealed_solution import SealError, Solution, unseal
from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import one_line
from autograder.render.outline import GAP, Line
from autograder.render.terminal import plain_lines

NONE_HERE = Text(
    en="this install has no solution of {id} to show: the course staff left it out, or the exercise has none",
    pt="esta instalação não tem solução de {id} para mostrar: a equipe do curso a retirou, ou o exercício não tem uma",
)
DAMAGED = Text(
    en="{file}: {why}; install the package again",
    pt="{file}: {why}; instale o pacote de novo",
)
NOT_YET = Text(
    en="The solution of {id} is shown once your own code passes, and it does not yet:",
    pt="A solução de {id} aparece quando o seu próprio código passa, e ele ainda não passa:",
)
REFERENCE = Text(en="{number} · {title}: a solution", pt="{number} · {title}: uma solução")
ANOTHER = Text(en="Another way. {title}", pt="Outro jeito. {title}")
YOURS = Text(
    en="Yours passes too. If it looks different, ask yourself what each of them makes easy to see.",
    pt="O seu código também passa. Se ele é diferente, pense no que cada um deixa fácil de ver.",
)


def run(options: argparse.Namespace) -> int:
    """Check the exercise here and now; if all of it passes, show the solution, else what is to be mended."""
    folder, lang = folder_at(options.dir), options.lang
    needs_workspace(folder)
    entry = named(course(), options.id)
    solution = _opened(entry, lang)
    options.ids, options.seed = [entry.id], None
    report = checked(options, folder)
    if not all_passed(report):
        sys.stdout.write(plain_lines([Line("text", NOT_YET(id=entry.id).to(lang)), GAP]))
        show(report, folder)
        return 1
    _print(_shown(entry, solution, lang))
    sys.stdout.write(plain_lines([GAP, *remembered_step(report, folder)]))
    return 0


def _opened(entry: ExerciseFolder, lang: Lang) -> Solution:
    """Open the sealed solution; it is shown only after a pass. Raises `Problem` where there is none."""
    try:
        return unseal(entry.id, entry.sealed_file.read_bytes())[lang]
    except FileNotFoundError:
        raise Problem(NONE_HERE(id=entry.id), status=1) from None
    except SealError as error:
        raise Problem(DAMAGED(file=one_line(str(entry.sealed_file)), why=error.message), status=1) from None


def _shown(entry: ExerciseFolder, solution: Solution, lang: Lang) -> Iterator[Line]:
    title = entry.exercise.title
    yield Line("head", REFERENCE(number=entry.number, title=title).to(lang))
    yield from (GAP, Line("code", solution.code), GAP, Line("text", solution.discussion))
    for other in solution.others:
        yield from (GAP, Line("head", ANOTHER(title=other.title).to(lang)), GAP, Line("code", other.code))
    yield from (GAP, Line("text", YOURS.to(lang)))


def _print(lines: Iterable[Line]) -> None:
    """Print lines; code stays as it is written, however narrow the terminal, which shows it in colours."""
    if not sys.stdout.isatty():
        for line in lines:
            sys.stdout.write(indent(line.text, "    ") if line.style == "code" else plain_lines([line]))
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
