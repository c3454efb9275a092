"""`autograder hint [ID] [N]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.arguments import folder_at, named
from autograder.cli.standing import desk_at, needs_workspace, remember, remembered
from autograder.cli.streams import cells
from autograder.cli.writing import option_typed
from autograder.course.course import course
from autograder.i18n.language import Lang, Message, Text
from autograder.judging.model import Exercise
from autograder.render.columns import wrapped
from autograder.workspace.next_step import Standing, failing_title, fitting_hint, next_step
from autograder.workspace.progress_file import Progress, is_workspace

HINT = Text(en="Hint {number} of {count}: {text}", pt="Dica {number} de {count}: {text}")
MORE = Text(en="One more:", pt="Mais uma:")
MORE_HERE = Text(
    en="Shown so far: {shown} of {count}. One more, and all of them:",
    pt="Já mostradas: {shown} de {count}. Mais uma, e todas:",
)
ALL_SHOWN = Text(
    en="All {count} hints on {id} have been shown; here they are again.",
    pt="Todas as {count} dicas de {id} já foram mostradas; aqui estão de novo.",
)
LAST = Text(
    en="That was the last one. Read again: {texts}.",
    pt="Essa foi a última. Releia: {texts}.",
)
BACK = Text(
    en="It builds on {before}: if that does not pass yet, go back there first:",
    pt="Este exercício depende de {before}: se isso ainda não passa, volte lá primeiro:",
)
ABOUT = Text(en="{id}, where “{check}” does not pass yet.", pt="{id}, em que “{check}” ainda não passa.")
NO_EXERCISE = Text(
    en="No exercise asks for a hint: what is next is something else.",
    pt="Nenhum exercício precisa de dica agora: o próximo passo é outro.",
)


def run(options: argparse.Namespace) -> int:
    """Print the first N hints; without N the next one that was not shown; without ID, of the exercise at hand."""
    folder = folder_at(options.dir)
    if options.id is None:
        needs_workspace(folder)
    progress = remembered(folder, options.lang) if is_workspace(folder) else None
    at_hand = _at_hand(options, folder, progress or Progress())
    if options.id is None and at_hand is None:
        _say(NO_EXERCISE(), options.lang)
        return 0
    exercise = at_hand.exercise if at_hand else named(course(), options.id).exercise
    if progress is None or options.count is not None:
        shown = list(range(1, min(options.count or 1, len(exercise.hints)) + 1))
        _say_hints(exercise, shown, options.lang)
        _say_more(exercise, shown[-1], folder, options.lang)
    else:
        if at_hand and at_hand.checked and at_hand.checked.failing:
            _say(ABOUT(id=exercise.id, check=failing_title(at_hand)), options.lang)
            print()
        shown = [_say_next(exercise, at_hand, progress, folder, options.lang)]
    if progress is not None:
        new = progress
        for number in shown:
            new = new.with_hint(exercise.id, number)
        if new != progress:
            remember(folder, new, options.lang)
    return 0


def _at_hand(options: argparse.Namespace, folder: Path, progress: Progress) -> Standing | None:
    """Find where the learner stands in the exercise named; without a name in the one that is next."""
    if not is_workspace(folder):
        return None
    desk = desk_at(folder, progress)
    if options.id is not None:
        id_ = named(course(), options.id).id
    elif any(one.id == progress.last and one.state in ("failed", "partial") for one in desk.standings):
        id_ = progress.last  # what was checked last, and fails
    else:
        id_ = next_step(desk).exercise
    return next((one for one in desk.standings if one.id == id_), None)


def _say_next(exercise: Exercise, at_hand: Standing | None, progress: Progress, folder: Path, lang: Lang) -> int:
    """Print the hint that fits best of those not shown yet, or all again; give the number of the last printed."""
    before = progress.hints.get(exercise.id, ())
    failing = at_hand.checked.failing if at_hand and at_hand.checked else ""
    number, count = fitting_hint(exercise, failing, before), len(exercise.hints)
    if number is None:
        _say(ALL_SHOWN(count=count, id=exercise.id), lang)
        print()
        _say_hints(exercise, list(range(1, count + 1)), lang)
        _say_more(exercise, count, folder, lang)
        return count
    _say_hints(exercise, [number], lang)
    shown = len({*before, number})
    if shown < count:
        _say(MORE_HERE(shown=shown, count=count), lang)
        where = option_typed(folder)
        _say_commands(f"hint {exercise.id}{where}", f"hint {exercise.id} {count}{where}")
    else:
        _say_more(exercise, count, folder, lang)
    return number


def _say_hints(exercise: Exercise, numbers: list[int], lang: Lang) -> None:
    for number in numbers:
        _say(HINT(number=number, count=len(exercise.hints), text=exercise.hints[number - 1]), lang)
        print()


def _say_more(exercise: Exercise, shown: int, folder: Path, lang: Lang) -> None:
    where = option_typed(folder)
    if shown < len(exercise.hints):
        _say(MORE(), lang)
        _say_commands(f"hint {exercise.id} {shown + 1}{where}")
        return
    _say(LAST(texts=exercise.reading or ", ".join(exercise.texts)), lang)
    before = [f"{entry.number} {entry.id}" for entry in course().exercises if entry.id in exercise.after]
    if before:
        _say(BACK(before=", ".join(before)), lang)
        _say_commands(f"check {' '.join(exercise.after)}{where}")


def _say_commands(*arguments: str) -> None:
    for typed in arguments:
        print(f"  autograder {typed}")  # never folded: a line to type stays whole


def _say(message: Message, lang: Lang) -> None:
    for line in wrapped(message.to(lang), cells()):
        print(line)
