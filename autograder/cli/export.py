"""`autograder export FORMAT`: bundles for other platforms, workflows for CI, files for grade books."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli import export_grades, export_quiz, messages
from autograder.cli.problem import Problem
from autograder.export.formats import FORMATS, QUESTION_BANKS, Format, Kind, named
from autograder.i18n.language import LANGUAGES, Lang, Text
from autograder.i18n.sanitize import one_line

if TYPE_CHECKING:  # `--help` reads the list of formats, and the course comes with a bundle
    from autograder.cli.parsing import Parser
    from autograder.export.bundles import Bundle

ZIP = ".zip"
SHOWN = 12  # files that are named one by one
LIST = Text(
    en="name every format, with its limits and what the tests read it back with",
    pt="mostra todos os formatos, com seus limites e com o que os testes os leem de volta",
)
OUT_BUNDLE = Text(
    en="the folder to write the bundle to, or a .zip (default: the format's name)",
    pt="a pasta onde gravar o pacote, ou um .zip (padrão: o nome do formato)",
)
OUT_WORKFLOW = Text(en="the repository's folder (default: this one)", pt="a pasta do repositório (padrão: esta)")
COURSE = Text(
    en="where the course is: OWNER/NAME on GitHub or a URL for GitLab, with @ and a tag or commit (default: a place to fill in)",
    pt="onde está o curso: DONO/NOME no GitHub ou uma URL no GitLab, com @ e uma tag ou commit (padrão: um espaço a preencher)",
)
KEY = Text(
    en="put the key of the graded questions into the bundle, which then is for the course staff alone",
    pt="coloca no pacote o gabarito das questões avaliadas; o pacote passa a ser só da equipe do curso",
)
NO_FORMAT = Text(
    en="name a format, or say --list to see what each is: {formats}",
    pt="indique um formato, ou use --list para ver o que é cada um: {formats}",
)
WROTE = Text(en="wrote   {file}", pt="gravado: {file}")
KEPT = Text(en="kept    {file}: as it is already", pt="mantido: {file}: já está assim")
AUDIENCE = Text(
    en="student: for the repository of each learner (default); class: for that of the course staff, which grades all",
    pt="student: para o repositório de cada estudante (padrão); class: para o da equipe do curso, que avalia todos",
)
BOTH_PLACES = Text(
    en="DIR and --out are the same thing said twice: name one of them",
    pt="DIR e --out são a mesma coisa dita duas vezes: indique só um deles",
)
NO_AUDIENCE = Text(en="--for is student or class, not {value}", pt="--for é student ou class, e não {value}")
NO_COURSE = Text(
    en="--course {value} is no {wanted}",
    pt="--course {value} não é {wanted}",
)
ON_GITHUB = Text(
    en="OWNER/NAME of GitHub, with or without @ and a tag or commit",
    pt="DONO/NOME do GitHub, com ou sem @ e uma tag ou commit",
)
A_URL = Text(
    en="URL that begins with https://, with or without @ and a tag or commit",
    pt="URL que começa com https://, com ou sem @ e uma tag ou commit",
)
PLACES = {
    "github": (re.compile(r"[A-Za-z0-9][\w-]*/[\w.-]+(?:@[\w./-]+)?", re.ASCII), ON_GITHUB),
    "gitlab": (re.compile(r"https://[\w.:/~%-]+(?:@[\w./-]+)?", re.ASCII), A_URL),
}
AUDIENCES = ("student", "class")
MORE = Text(en="… and {count} more", pt="… e mais {count}")
LIMITS = Text(en="Limits: {text}", pt="Limites: {text}")
READ_BACK = Text(en="Read back by: {text}", pt="Lido de volta por: {text}")
GRADE_FORMS = Text(en="written by `autograder grade`:", pt="gravados por `autograder grade`:")
EXPORT_FORMS = Text(en="written by `autograder export`:", pt="gravados por `autograder export`:")


def add_arguments(export: Parser, lang: Lang) -> None:
    """Add the command's formats, each with what it takes; this must not import anything heavy."""
    export.add_argument("--list", action="store_true", help=LIST.to(lang))
    formats = export.add_commands("format")
    formats.required = False
    for one in FORMATS:
        about = one.about.to(lang)
        said = f"{about[0].upper()}{about[1:]}. {LIMITS(text=one.limits).to(lang)}. {messages.EXPORT_STATUS.to(lang)}"
        made = formats.add_parser(one.name, help=about, description=said, lang=lang)
        ARGUMENTS[one.kind](made, one, lang)
        made.add_argument("--lang", metavar="|".join(LANGUAGES), help=messages.LANG.to(lang))


def run(options: argparse.Namespace) -> int:
    """Export to one format, or list them all; see `autograder.cli.messages.EXPORT` for the exit status."""
    if options.list:
        print("\n".join(listed(options.lang)))
        return 0
    format_ = named(options.format or "")
    if format_ is None:
        raise Problem(NO_FORMAT(formats=", ".join(one.name for one in FORMATS)))
    return WRITERS[format_.kind](format_, options)


def listed(lang: Lang) -> Iterator[str]:
    """Give the lines of `--list`: what `grade` writes, and what `export` does."""
    from autograder.render.outputs import OF_A_RUN, OF_A_SUBMISSION

    yield GRADE_FORMS.to(lang)
    for output in (*OF_A_RUN, *OF_A_SUBMISSION):
        yield from _told(f"--{output.name}", output.about, output.limits, output.read_back, lang)
    yield ""
    yield EXPORT_FORMS.to(lang)
    for one in FORMATS:
        yield from _told(one.name, one.about, one.limits, one.read_back, lang)
    for one in QUESTION_BANKS:
        yield from _told(f"quiz --to {one.name}", one.about, one.limits, one.read_back, lang)


def _told(name: str, about: Text, limits: Text, read_back: Text, lang: Lang) -> Iterator[str]:
    yield f"  {name}: {about.to(lang)}"
    yield f"      {LIMITS(text=limits).to(lang)}"
    yield f"      {READ_BACK(text=read_back).to(lang)}"


def _workflow_arguments(made: Parser, one: Format, lang: Lang) -> None:
    made.add_argument("dir", nargs="?", default=".", metavar="DIR", help=OUT_WORKFLOW.to(lang))
    made.add_argument("--course", metavar="WHERE", help=COURSE.to(lang))
    if one.name == "github":
        made.add_argument(
            "--for", dest="audience", default=AUDIENCES[0], metavar="|".join(AUDIENCES), help=AUDIENCE.to(lang)
        )


def _bundle_arguments(made: Parser, one: Format, lang: Lang) -> None:
    from autograder.cli.parsing import file_name, output_name

    made.add_argument("dir", nargs="?", metavar="DIR_OR_ZIP", help=OUT_BUNDLE.to(lang))
    made.add_argument("--out", type=output_name(lang), metavar="DIR_OR_ZIP", help=OUT_BUNDLE.to(lang))
    if one.takes_key:
        made.add_argument("--key", type=file_name(lang), metavar="FILE", help=KEY.to(lang))


ARGUMENTS: Mapping[Kind, Callable[[Parser, Format, Lang], None]] = {
    "workflow": _workflow_arguments,
    "bundle": _bundle_arguments,
    "grades": export_grades.add_arguments,
    "questions": export_quiz.add_arguments,
}


def _write_workflow(format_: Format, options: argparse.Namespace) -> int:
    form, wanted = PLACES[format_.name]
    if options.course is not None and not form.fullmatch(options.course):
        raise Problem(NO_COURSE(value=one_line(options.course, 80), wanted=wanted))
    more = {}
    if format_.name == "github":
        if options.audience not in AUDIENCES:
            raise Problem(NO_AUDIENCE(value=one_line(options.audience, 40)))
        more["audience"] = options.audience
    return _laid_out(format_.load()(options.lang, options.course, **more), Path(options.dir), options.lang)


def _write_bundle(format_: Format, options: argparse.Namespace) -> int:
    if options.dir is not None and options.out is not None:
        raise Problem(BOTH_PLACES())
    from autograder.quiz.validation import QuestionsError

    more = {"key": options.key} if format_.takes_key else {}
    try:
        bundle = format_.load()(options.lang, **more)
    except QuestionsError as error:
        raise Problem(error.message) from None
    return _laid_out(bundle, Path(options.out or options.dir or format_.name), options.lang)


WRITERS: Mapping[Kind, Callable[[Format, argparse.Namespace], int]] = {
    "workflow": _write_workflow,
    "bundle": _write_bundle,
    "grades": export_grades.write,
    "questions": export_quiz.write,
}


def _laid_out(bundle: Bundle, target: Path, lang: Lang) -> int:
    """Write a bundle to a folder or a .zip, and say what was written and what comes next."""
    from autograder.export.bundles import ExportError, write_folder, write_zip

    try:
        if target.suffix.lower() == ZIP:
            states = [(str(target), write_zip(bundle, target))]
        else:
            states = [(str(target / name), state) for name, state in write_folder(bundle, target)]
    except OSError as error:
        from autograder.cli.writing import CANNOT_WRITE  # loads more than `--help` should wait for

        raise Problem(
            CANNOT_WRITE(path=one_line(str(error.filename or target)), error=one_line(error.strerror or str(error)))
        ) from None
    except ExportError as error:
        raise Problem(error.message) from None
    for name, state in states[:SHOWN]:
        print((WROTE if state == "written" else KEPT)(file=one_line(name)).to(lang))
    if len(states) > SHOWN:
        print(MORE(count=len(states) - SHOWN).to(lang))
    for note in bundle.notes:
        print(note.to(lang))
    return 0
