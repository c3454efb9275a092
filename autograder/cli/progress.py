"""`autograder` without a command, `next` and `progress`: where one stands, and the one next step."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from autograder.cli.arguments import folder_at
from autograder.cli.standing import desk_at, needs_workspace, remembered
from autograder.cli.streams import cells
from autograder.cli.writing import option_typed
from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import one_line
from autograder.render.columns import cut, padded, wrapped
from autograder.workspace.next_step import Desk, Standing, Step, failing_title, next_step
from autograder.workspace.progress_file import Progress, is_workspace

MARKS = {"passed": "✓", "partial": "~", "failed": "✗", "not_checked": "?", "not_started": "–"}
STATES = {
    "passed": Text(en="passed", pt="completo"),
    "partial": Text(en="passed in part: “{check}” is next", pt="passou em parte: o próximo é “{check}”"),
    "failed": Text(en="not passed yet: “{check}”", pt="ainda não passou: “{check}”"),
    "not_checked": Text(en="not checked as it is now", pt="ainda não conferido como está agora"),
    "not_started": Text(en="not started", pt="não iniciado"),
}
HEAD = Text(
    en="{score} of {max} points at the last checks; exercises passed: {passed} of {count}",
    pt="{score} de {max} pontos nas últimas conferências; exercícios completos: {passed} de {count}",
)
BUILDS_ON = Text(en="after {numbers}", pt="depois de {numbers}")
QUIZ_LINE = Text(
    en="Quiz: open questions {count} ({command}{where})",
    pt="Quiz: questões em aberto {count} ({command}{where})",
)
QUIZ_DONE = Text(en="Quiz: every question has an answer", pt="Quiz: todas as questões têm resposta")
DUE = Text(
    en="To repeat today: {count} (autograder review{where})",
    pt="Para rever hoje: {count} (autograder review{where})",
)
NEXT = Text(en="next: ", pt="próximo passo: ")
NOWHERE = Text(
    en="Here is no workspace of the course yet.\n  to make one in this folder: autograder start\n  all commands: autograder --help",
    pt="Aqui ainda não há uma pasta de trabalho do curso.\n  para criar uma nesta pasta: autograder start\n  todos os comandos: autograder --help",
)


def run(options: argparse.Namespace) -> int:
    """Show where one stands and what is next (`next`: only that); nothing is run and nothing is written."""
    folder = folder_at(options.dir)
    if options.command is None and not is_workspace(folder):
        print(NOWHERE.to(options.lang))
        return 0
    needs_workspace(folder)
    progress = remembered(folder, options.lang) or Progress()
    desk = desk_at(folder, progress)
    if options.command != "next":
        for line in listing(desk, folder, options.lang, full=options.command == "progress"):
            print(line)
        print()
    say_step(next_step(desk), folder, options.lang)
    return 0


def listing(desk: Desk, folder: Path, lang: Lang, *, full: bool) -> Iterator[str]:
    """Give a line for each exercise (without `full` those not started are one), then the quiz and the review."""
    where = option_typed(folder)
    passed = sum(one.state == "passed" for one in desk.standings)
    most = sum(one.exercise.points for one in desk.standings if not one.exercise.extra)
    yield HEAD(score=desk.score, max=most, passed=passed, count=len(desk.standings)).to(lang)
    yield ""
    names = max(len(one.id) for one in desk.standings)
    for one in desk.standings:
        yield cut(_line(one, desk, names, lang, full=full), max(cells(), 40))
    yield ""
    if desk.open_questions:
        yield QUIZ_LINE(count=desk.open_questions, command=desk.quiz_command, where=where).to(lang)
    else:
        yield QUIZ_DONE().to(lang)
    if desk.due:
        yield DUE(count=desk.due, where=where).to(lang)


def _line(one: Standing, desk: Desk, names: int, lang: Lang, *, full: bool) -> str:
    points = f"{one.checked.score if one.checked else '–'}/{one.exercise.points}"
    state = STATES[one.state](check=failing_title(one)).to(lang)
    parts = [f"{MARKS[one.state]} {one.entry.number} {padded(one.id, names)}", f"{points:>6}", state]
    numbers = [other.entry.number for other in desk.standings if other.id in one.exercise.after]
    if full or (numbers and one.state == "not_started"):
        parts += [BUILDS_ON(numbers=", ".join(numbers)).to(lang)] if numbers else []
    if full:
        parts += [f"{one.exercise.minutes} min", one_line(one.exercise.title.to(lang))]
    return "  ".join(parts)


def say_step(step: Step, folder: Path, lang: Lang) -> None:
    """Print the next step, and below it the command to copy."""
    _say(NEXT.to(lang) + step.message.to(lang))
    if step.command:
        print(f"  {step.command}{option_typed(folder)}")


def _say(text: str) -> None:
    for line in wrapped(text, cells()):
        print(line)
