"""`autograder hint ID [N]`."""

from __future__ import annotations

import argparse

from autograder.cli.exercises import named
from autograder.core.language import Text
from autograder.course.catalogue import course

HINT = Text(en="Hint {number} of {count}: {text}", pt="Dica {number} de {count}: {text}")
MORE = Text(
    en="One more: autograder hint {id} {next}",
    pt="Mais uma: autograder hint {id} {next}",
)
LAST = Text(
    en="That was the last one. Read again: {texts}.",
    pt="Essa foi a última. Releia: {texts}.",
)
BACK = Text(
    en="It builds on {before}: if that does not pass yet, go back there first (autograder check {ids}).",
    pt="Este exercício depende de {before}: se isso ainda não passa, volte lá primeiro (autograder check {ids}).",
)


def run(options: argparse.Namespace) -> int:
    """Print the first N hints, and how to get the next."""
    exercise = named(course(), options.id).exercise
    before = [f"{entry.number} {entry.id}" for entry in course().exercises if entry.id in exercise.after]
    count = len(exercise.hints)
    shown = min(options.count, count)
    for number, hint in enumerate(exercise.hints[:shown], 1):
        print(HINT(number=number, count=count, text=hint).to(options.lang))
        print()
    more = (
        MORE(id=exercise.id, next=shown + 1)
        if shown < count
        else LAST(texts=exercise.reading or ", ".join(exercise.texts))
    )
    print(more.to(options.lang))
    if before and shown == count:
        print(BACK(before=", ".join(before), ids=" ".join(exercise.after)).to(options.lang))
    return 0
