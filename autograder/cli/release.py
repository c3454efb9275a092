"""`autograder release DIR`: the course laid out for nbgrader."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from autograder.cli.problem import Problem
from autograder.course.course import course
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.nbgrader.release_course import Laid, assignments, course_files, lay_out

DIFFERENT = 1
NOT_A_FOLDER = Text(en="{dir} is a file; name a folder", pt="{dir} é um arquivo; indique uma pasta")
WRITTEN = Text(en="wrote   {name}", pt="criado:  {name}")
KEPT = Text(en="kept    {name}", pt="mantido: {name}")
DIFFERS = Text(
    en="kept    {name}: it differs from this version of the course {where}; delete it to get that one",
    pt="mantido: {name}: difere desta versão do curso {where}; apague-o para receber a desta versão",
)
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
    files = course_files(course(), lang, per_exercise=options.assignment_per_exercise)
    differing = 0
    for laid in lay_out(folder, files):
        print(_line(laid).to(lang))
        differing += laid.state == "differs"
    print()
    print(NEXT(dir=shlex.quote(one_line(options.dir)), assignment=assignments(files)[0]).to(lang))
    return DIFFERENT if differing else 0


def _line(laid: Laid) -> Message:
    if laid.state == "differs":
        return DIFFERS(name=laid.name, where=laid.where)
    return (WRITTEN if laid.state == "written" else KEPT)(name=laid.name)
