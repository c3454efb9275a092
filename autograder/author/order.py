"""Where an exercise stands in the course: what it builds on, what to read before, how long it takes.

Said once, in EXERCISE; the text's own line about it is held against that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from autograder.author.findings import Finding, broken
from autograder.author.source import Script
from autograder.course.exercise_folder import ExerciseFolder
from autograder.i18n.language import LANGUAGES, Message, Text
from autograder.judging.model import Exercise

READ_BEFORE = Text(
    en="*Read before: {reading}. {after}About {minutes} minutes.*",
    pt="*Leia antes: {reading}. {after}Cerca de {minutes} minutos.*",
)
AFTER = Text(en="Builds on {numbers}. ", pt="Usa o que você fez em {numbers}. ")
AND = Text(en="{all} and {last}", pt="{all} e {last}")
NOT_EARLIER = Text(
    en="`after` names {id}, which is no exercise that stands before this one",
    pt="`after` cita {id}, que não é um exercício anterior a este",
)
NO_LINE = Text(
    en="the text ({lang}) must have this line of its own, wrapped as you like: “{line}”",
    pt="o texto ({lang}) precisa ter esta linha, quebrada onde quiser: “{line}”",
)
NO_READING = Text(
    en="`reading` ({lang}) does not mention {text}, which `texts` names",
    pt="`reading` ({lang}) não menciona {text}, que está em `texts`",
)


def read_before(exercise: Exercise, numbers: Mapping[str, str]) -> Message:
    """Give the line of the text that says what to read before; `numbers` are the exercises' numbers by id."""
    assert exercise.reading is not None  # noqa: S101 -- asked for exercises that have it
    before = [numbers[id_] for id_ in exercise.after]
    *others, last = before or [""]
    numbers_said = AND(all=", ".join(others), last=last) if others else last
    after = AFTER(numbers=numbers_said) if before else ""
    return READ_BEFORE(reading=exercise.reading, after=after, minutes=exercise.minutes)


def out_of_order(
    folder: ExerciseFolder, exercise: Exercise, script: Script, numbers: Mapping[str, str]
) -> Iterator[Finding]:
    """Hold `after`, `minutes` and `reading` against the course and against the exercise's own text."""
    checks_file = folder.shown(folder.checks_file)
    wrong = [id_ for id_ in exercise.after if numbers.get(id_, folder.number) >= folder.number]
    for id_ in wrong:
        yield broken(checks_file, NOT_EARLIER(id=id_))
    if wrong or exercise.reading is None:
        return
    for lang in LANGUAGES:
        for text in exercise.texts:
            if text not in exercise.reading.to(lang):
                yield broken(checks_file, NO_READING(lang=lang, text=text))
        line = read_before(exercise, numbers).to(lang)
        if line not in " ".join(script.texts[lang][0].split()):
            yield broken(script.file, NO_LINE(lang=lang, line=line))
