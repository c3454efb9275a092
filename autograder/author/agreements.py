"""What the files of an exercise say of one another and of its place in the course, and whether it agrees: nothing is run here.

Said once, in EXERCISE; the text's own line about it is held against that.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from autograder.author.folders import Finding, broken, folders, proved
from autograder.author.source import Script
from autograder.course.exercise_folder import ExerciseFolder
from autograder.i18n.language import LANGUAGES, Message, Text
from autograder.judging.model import Check, Exercise
from autograder.quiz.parse import TEXTS

LEAST_HINTS = 3

AGREES = Text(
    en="texts, functions and checks agree; {points} points in {count} checks ({each})",
    pt="textos, funções e testes combinam; {points} pontos em {count} testes ({each})",
)
WRONG_ID = Text(
    en="EXERCISE.id is {got}, and the folder {folder} is that of {expected}",
    pt="EXERCISE.id é {got}, mas a pasta {folder} é a de {expected}",
)
WRONG_TITLE = Text(
    en="the text ({lang}) must begin with the line “{expected}”; it begins with “{got}”",
    pt="o texto ({lang}) precisa começar com a linha “{expected}”; ele começa com “{got}”",
)
NO_FUNCTION = Text(
    en="`{signature}` of EXERCISE is not defined here", pt="`{signature}`, de EXERCISE, não está definida aqui"
)
OTHER_PARAMETERS = Text(
    en="`{name}({got})` is defined here, and EXERCISE says `{signature}`",
    pt="aqui está definida `{name}({got})`, e EXERCISE diz `{signature}`",
)
NO_CHECKS = Text(en="it has no checks", pt="não tem nenhum teste")
CHECK_TWICE = Text(en="two checks have the id {id}", pt="dois testes têm o id {id}")
BAD_POINTS = Text(
    en="check {id} has {points} points; each check has a whole number of points, 1 or more",
    pt="o teste {id} vale {points} pontos; cada teste vale um número inteiro de pontos, 1 ou mais",
)
BAD_NEED = Text(
    en="check {id} waits for {need}, which is not a check that stands before it",
    pt="o teste {id} depende de {need}, que não é um teste anterior a ele",
)
BAD_PATTERN = Text(
    en="check {check}, mistake {id}: `raises` is no regular expression: {error}",
    pt="teste {check}, erro {id}: `raises` não é uma expressão regular: {error}",
)
UNRECOGNISABLE = Text(
    en="check {check}, mistake {id}: it has no `formula`, `raises` or `in_place`, so it can never be recognised",
    pt="teste {check}, erro {id}: sem `formula`, `raises` ou `in_place`, nunca pode ser reconhecido",
)
FEW_HINTS = Text(
    en="it has {count} hints; at least {least} are needed", pt="tem {count} dicas; são necessárias pelo menos {least}"
)
NO_SHORT_NAMES = Text(en="it follows no text", pt="não segue nenhum texto")
UNKNOWN_TEXT = Text(
    en="“{name}” is none of the course's texts ({known})", pt="“{name}” não é nenhum dos textos do curso ({known})"
)
TWO_FOLDERS = Text(en="another folder has the same {what}: {other}", pt="outra pasta tem o mesmo {what}: {other}")
NUMBER = Text(en="number", pt="número")
ID = Text(en="id", pt="id")


def agreements(folder: ExerciseFolder, exercise: Exercise, script: Script) -> list[Finding]:
    """Hold the parts of one exercise against one another: only what is broken, or one finding that all agrees."""
    checks_file = folder.shown(folder.checks_file)
    found = [
        *unsound(folder, exercise),
        *_titles(folder, exercise, script),
        *_functions(exercise, script),
        *_texts(checks_file, exercise),
        *out_of_order(folder, exercise, script, {other.id: other.number for other in folders(folder.root)}),
    ]
    if not found:
        each = ", ".join(f"{check.id} {check.points}" for check in exercise.checks)
        found.append(proved(checks_file, AGREES(points=exercise.points, count=len(exercise.checks), each=each)))
    return found


def unsound(folder: ExerciseFolder, exercise: Exercise) -> list[Finding]:
    """Find what keeps an EXERCISE from being graded at all."""
    file = folder.shown(folder.checks_file)
    found = []
    if exercise.id != folder.id:
        found.append(broken(file, WRONG_ID(got=exercise.id, folder=folder.name, expected=folder.id)))
    if not exercise.checks:
        found.append(broken(file, NO_CHECKS()))
    found += [broken(file, CHECK_TWICE(id=id_)) for id_ in _repeated(check.id for check in exercise.checks)]
    for at, check in enumerate(exercise.checks):
        if type(check.points) is not int or check.points < 1:
            found.append(broken(file, BAD_POINTS(id=check.id, points=check.points)))
        before = {earlier.id for earlier in exercise.checks[:at]}
        found += [
            broken(file, BAD_NEED(id=check.id, need=need)) for need in (*check.needs, *check.uses) if need not in before
        ]
        found += _mistakes(file, check)
    return found


def among_folders(found: tuple[ExerciseFolder, ...]) -> list[Finding]:
    """Find folders that share their number or their id with another one."""
    problems = []
    for what, values in ((NUMBER, [folder.number for folder in found]), (ID, [folder.id for folder in found])):
        for value in _repeated(values):
            first, *others = [folder for folder, its in zip(found, values, strict=True) if its == value]
            problems += [
                broken(other.shown(other.source), TWO_FOLDERS(what=what, other=first.name)) for other in others
            ]
    return problems


def _repeated(values: Iterator[str] | list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _mistakes(file: str, check: Check) -> Iterator[Finding]:
    for mistake in check.mistakes:
        try:
            re.compile(mistake.raises)
        except re.error as error:
            yield broken(file, BAD_PATTERN(check=check.id, id=mistake.id, error=error))
        if check.judge is None and not (mistake.formula or mistake.raises or mistake.in_place):
            yield broken(file, UNRECOGNISABLE(check=check.id, id=mistake.id))


def _titles(folder: ExerciseFolder, exercise: Exercise, script: Script) -> Iterator[Finding]:
    for lang in LANGUAGES:
        expected = f"# {folder.number} · {exercise.title.to(lang)}"
        got = script.texts[lang][0].split("\n")[0]
        if got != expected:
            yield broken(script.file, WRONG_TITLE(lang=lang, expected=expected, got=got))


def _functions(exercise: Exercise, script: Script) -> Iterator[Finding]:
    defined = _defined(ast.parse(script.code))
    for function in exercise.functions:
        signature = f"{function.name}({', '.join(function.parameters)})"
        if function.name not in defined:
            yield broken(script.file, NO_FUNCTION(signature=signature))
        elif defined[function.name] != function.parameters:
            got = ", ".join(defined[function.name])
            yield broken(script.file, OTHER_PARAMETERS(name=function.name, got=got, signature=signature))


def _defined(tree: ast.Module) -> Mapping[str, tuple[str, ...]]:
    """Give the functions and classes that a script defines at its top, with what a call passes them."""
    found: dict[str, tuple[str, ...]] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = _parameters(node.args)
        elif isinstance(node, ast.ClassDef):
            inits = (item for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "__init__")
            init = next(inits, None)
            found[node.name] = _parameters(init.args)[1:] if init else ()
    return found


def _parameters(args: ast.arguments) -> tuple[str, ...]:
    positional = [arg.arg for arg in (*args.posonlyargs, *args.args)]
    starred = [f"*{args.vararg.arg}"] if args.vararg else []
    named = [f"{arg.arg}=" for arg in args.kwonlyargs]
    double = [f"**{args.kwarg.arg}"] if args.kwarg else []
    return (*positional, *starred, *named, *double)


def _texts(file: str, exercise: Exercise) -> Iterator[Finding]:
    if len(exercise.hints) < LEAST_HINTS:
        yield broken(file, FEW_HINTS(count=len(exercise.hints), least=LEAST_HINTS))
    if not exercise.texts:
        yield broken(file, NO_SHORT_NAMES())
    for name in exercise.texts:
        if name not in TEXTS:
            yield broken(file, UNKNOWN_TEXT(name=name, known=", ".join(TEXTS)))


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
