"""`autograder hint ID [N]`."""

from __future__ import annotations

import argparse

from autograder.cli.arguments import folder_at, named
from autograder.cli.streams import cells
from autograder.cli.writing import option_typed
from autograder.course.course import course
from autograder.i18n.language import Message, Text
from autograder.render.columns import wrapped

HINT = Text(en="Hint {number} of {count}: {text}", pt="Dica {number} de {count}: {text}")
MORE = Text(
    en="One more: autograder hint {id} {next}{dir}",
    pt="Mais uma: autograder hint {id} {next}{dir}",
)
LAST = Text(
    en="That was the last one. Read again: {texts}.",
    pt="Essa foi a última. Releia: {texts}.",
)
BACK = Text(
    en="It builds on {before}: if that does not pass yet, go back there first (autograder check {ids}{dir}).",
    pt="Este exercício depende de {before}: se isso ainda não passa, volte lá primeiro (autograder check {ids}{dir}).",
)


def run(options: argparse.Namespace) -> int:
    """Print the first N hints, and how to get the next."""
    where = option_typed(folder_at(options.dir))
    exercise = named(course(), options.id).exercise
    before = [f"{entry.number} {entry.id}" for entry in course().exercises if entry.id in exercise.after]
    count = len(exercise.hints)
    shown = min(options.count, count)

    def say(message: Message) -> None:
        for line in wrapped(message.to(options.lang), cells()):
            print(line)

    for number, hint in enumerate(exercise.hints[:shown], 1):
        say(HINT(number=number, count=count, text=hint))
        print()
    if shown < count:  # a line to type stays whole
        print(MORE(id=exercise.id, next=shown + 1, dir=where).to(options.lang))
        return 0
    say(LAST(texts=exercise.reading or ", ".join(exercise.texts)))
    if before:
        say(BACK(before=", ".join(before), ids=" ".join(exercise.after), dir=where))
    return 0
