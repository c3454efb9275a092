"""Every text of the course is whole in both languages, by one rule: those of catalogues, of a checks.py, of the quiz."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path

from autograder.author.folders import QUIZ, SOLUTIONS, Finding, broken, findings_of, proved, quiz_sources
from autograder.authoring.catalogue import Catalogue
from autograder.course.exercise_folder import ExerciseFolder, SourceError
from autograder.i18n.catalogue_rules import texts_in_catalogue, wrong_in_catalogue, wrong_in_pair
from autograder.i18n.language import Text
from autograder.i18n.sanitize import one_line
from autograder.judging.model import Exercise
from autograder.quiz.parse import QuestionsError, parse_key

BEGINNING = 40  # characters by which a text is recognised
LONGEST = 120  # characters of a place in a catalogue

WHOLE = Text(
    en="texts: {count}, each in both languages, each asked for by checks.py",
    pt="textos: {count}, cada um nos dois idiomas, cada um pedido por checks.py",
)
WHOLE_QUIZ = Text(
    en="questions: {questions}; texts: {count}, each in both languages",
    pt="questões: {questions}; textos: {count}, cada um nos dois idiomas",
)
NO_TOML = Text(en="this is not valid TOML: {error}", pt="isto não é TOML válido: {error}")
WRONG = Text(en="{where}: {what}", pt="{where}: {what}")
WRONG_TEXT = Text(en="{where}: {what} (“{begin}”)", pt="{where}: {what} (“{begin}”)")
UNUSED = Text(en="checks.py asks for no such text", pt="checks.py não pede este texto")


def exercise_texts(folder: ExerciseFolder, exercise: Exercise | None) -> list[Finding]:
    """Hold the texts of an exercise against the rules, and against what its checks.py asks for if it could be loaded."""
    defined = {} if exercise is None else folder.defined(keep_bytecode=False)
    catalogues = [value for value in defined.values() if isinstance(value, Catalogue)]
    found = list(_of_catalogue(folder, catalogues)) if folder.texts_file.is_file() else []
    if exercise is None or any(not finding.ok for finding in found):  # a text that is wrong there is told once
        return found
    named = [(name, value) for name, value in defined.items() if isinstance(value, Text)]
    for where, text in [*texts_in(exercise, "EXERCISE"), *named]:
        for lang, what in wrong_in_pair(text):
            place = f"{where}.{lang}" if lang else where
            begin = (text.en.strip() or text.pt.strip())[:BEGINNING]
            found.append(broken(folder.shown(folder.checks_file), WRONG_TEXT(where=place, what=what, begin=begin)))
    return found


def _of_catalogue(folder: ExerciseFolder, catalogues: Sequence[Catalogue]) -> Iterator[Finding]:
    file = folder.shown(folder.texts_file)
    try:
        texts = tomllib.loads(folder.text(folder.texts_file))
    except SourceError as error:
        yield from findings_of(error)
        return
    except tomllib.TOMLDecodeError as error:
        yield broken(file, NO_TOML(error=one_line(str(error))))
        return
    wrong = dict(wrong_in_catalogue(texts))
    code = folder.text(folder.checks_file)  # a judge asks for a message only when it has something to say
    unused = [
        where
        for catalogue in catalogues
        for where in catalogue.unused()
        if where not in wrong and f'"{where.removeprefix("messages.")}"' not in code
    ]
    for where, what in [*wrong.items(), *((where, UNUSED) for where in unused)]:
        yield broken(file, WRONG(where=one_line(where, LONGEST), what=what))
    if catalogues and not wrong and not unused:
        yield proved(file, WHOLE(count=len(list(texts_in_catalogue(texts)))))


def quiz_findings(root: Path) -> list[Finding]:
    """Count the quiz's texts, which reading its questions holds against the same rules; building says what is wrong."""
    try:
        questions = parse_key(quiz_sources(root))
    except (QuestionsError, SourceError):
        return []
    if not questions:
        return []
    count = sum(len(list(texts_in(question, id_))) for id_, question in questions.items())
    return [proved(f"{SOLUTIONS}/{QUIZ}", WHOLE_QUIZ(questions=len(questions), count=count))]


def texts_in(value: object, where: str) -> Iterator[tuple[str, Text]]:
    """Give every text inside a value, however deep, with its place."""
    if isinstance(value, Text):
        yield where, value
    elif is_dataclass(value):
        for part in fields(value):
            yield from texts_in(getattr(value, part.name), f"{where}.{part.name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts_in(item, f"{where}.{key}")
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts_in(item, f"{where} {getattr(item, 'id', '')}".rstrip())
