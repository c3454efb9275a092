"""`autograder release DIR`: the course laid out for nbgrader."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Mapping
from pathlib import Path

from autograder.cli.problem import Problem
from autograder.course.course import course
from autograder.course.exercise_folder import SourceError, exercise_folders
from autograder.course.quiz_key import load_key
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.nbgrader.release_course import Laid, assignments, course_files, lay_out
from autograder.quiz.question_model import Key
from autograder.quiz.validation import QuestionsError

DIFFERENT = 1
NOT_A_FOLDER = Text(en="{dir} is a file; name a folder", pt="{dir} é um arquivo; indique uma pasta")
WRITTEN = Text(en="wrote   {name}", pt="criado:  {name}")
KEPT = Text(en="kept    {name}", pt="mantido: {name}")
DIFFERS = Text(
    en="kept    {name}: it differs from this version of the course {where}; delete it to get that one",
    pt="mantido: {name}: difere desta versão do curso {where}; apague-o para receber a desta versão",
)
NEEDS_AUTHOR = Text(
    en="--solutions needs {module}; in the course's checkout: pip install '.[author]'",
    pt="--solutions precisa de {module}; na pasta do curso: pip install '.[author]'",
)
NO_SOLUTION = Text(
    en="{dir} holds no solution of {names}; name the folder solutions/ of the course's checkout",
    pt="{dir} não contém solução de {names}; indique a pasta solutions/ do repositório do curso",
)
BAD_SOLUTION = Text(en="{file}: {what}", pt="em {file}: {what}")
IS_KEY = Text(
    en="source/ now holds solutions: keep it from learners. nbgrader takes them out in release/.",
    pt="source/ agora contém soluções: não deixe os estudantes verem. O nbgrader as tira em release/.",
)
SHOWN = 3
NEXT = Text(
    en="""\
Next:
    cd {dir}
    nbgrader generate_assignment {assignment}
Then, in that folder, for what lies in submitted/<student>/{assignment}:
    autograder nbgrader grade . {assignment}
    nbgrader generate_feedback {assignment}""",
    pt="""\
Agora:
    cd {dir}
    nbgrader generate_assignment {assignment}
Depois, nessa pasta, para o que está em submitted/<aluno>/{assignment}:
    autograder nbgrader grade . {assignment}
    nbgrader generate_feedback {assignment}""",
)


def run(options: argparse.Namespace) -> int:
    """Lay out the course; see `autograder.cli.messages.RELEASE` for the exit status."""
    folder, lang = Path(options.dir), options.lang
    if folder.exists() and not folder.is_dir():
        raise Problem(NOT_A_FOLDER(dir=one_line(options.dir)))
    files = course_files(
        course(),
        lang,
        per_exercise=options.assignment_per_exercise,
        solved=_solved(Path(options.solutions), lang) if options.solutions else None,
        key=_key(Path(options.key)) if options.key else None,
    )
    differing = 0
    for laid in lay_out(folder, files):
        print(_line(laid).to(lang))
        differing += laid.state == "differs"
    print()
    if options.solutions or options.key:
        print(IS_KEY.to(lang))
    print(NEXT(dir=shlex.quote(one_line(options.dir)), assignment=assignments(files)[0]).to(lang))
    return DIFFERENT if differing else 0


def _solved(folder: Path, lang: Lang) -> Mapping[str, str]:
    """Read the solved code of every exercise, by id, with its comments in one language. Raises `Problem`."""
    try:
        from autograder.author.source import script_of
        from autograder.author.stub import code_in
    except ModuleNotFoundError as error:
        raise Problem(NEEDS_AUTHOR(module=error.name)) from None
    found = {one.id: one for one in exercise_folders(folder, folder)}
    missing = [entry.name for entry in course().exercises if entry.id not in found]
    if missing:
        raise Problem(NO_SOLUTION(dir=one_line(str(folder)), names=", ".join(missing[:SHOWN])))
    try:
        return {entry.id: code_in(script_of(found[entry.id]), lang, "kept") for entry in course().exercises}
    except SourceError as error:
        raise Problem(BAD_SOLUTION(file=one_line(error.file), what=error.messages[0])) from None


def _key(path: Path) -> Key:
    try:
        return load_key(path)
    except QuestionsError as error:
        raise Problem(error.message) from None


def _line(laid: Laid) -> Message:
    if laid.state == "differs":
        return DIFFERS(name=laid.name, where=laid.where)
    return (WRITTEN if laid.state == "written" else KEPT)(name=laid.name)
