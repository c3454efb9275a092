"""`autograder author new`, `build`, `check`, `figures` and `report`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from autograder.cli.problem import Problem
from autograder.cli.streams import shown_progress
from autograder.cli.writing import check_writable, path_typed, write_whole
from autograder.course.course import Course, course_root, find, unknown
from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import one_line

NO_SOLUTIONS = Text(
    en="{dir} has no solutions/ folder; run this in the course's checkout, or name it with --root",
    pt="{dir} não tem a pasta solutions/; execute na pasta do curso, ou indique-a com --root",
)
NEEDS_EXTRA = Text(
    en="authors' tools need {module}; in the course's checkout: pip install '.[{extra}]'",
    pt="as ferramentas de autoria precisam de {module}; na pasta do curso: pip install '.[{extra}]'",
)
BUILT = Text(
    en="{written} files written, {unchanged} unchanged",
    pt="{written} arquivos gravados, {unchanged} sem mudança",
)
OTHER_COURSE = Text(
    en="`start` and `check` use the course in {used}, not this one; say python -m autograder here, or install in place: pip install --editable .",
    pt="`start` e `check` usam o curso em {used}, e não este; use aqui python -m autograder, ou instale sem copiar: pip install --editable .",
)
STRAY = Text(
    en="{file}: no source makes this file; delete it, or move it out of exercises/",
    pt="{file}: nenhuma fonte gera este arquivo; apague-o, ou tire-o de exercises/",
)
STRAY_FIGURE = Text(
    en="{file}: no figure is drawn here; delete it, or move it out of docs/figures/",
    pt="{file}: nenhuma figura se desenha aqui; apague-o, ou tire-o de docs/figures/",
)
WROTE = Text(en="wrote {file}", pt="gravado: {file}")
LEFT = Text(en="what is left to write:", pt="o que falta escrever:")
TO_DO = Text(en="{number}. {file}:{line}: {what}", pt="{number}. {file}:{line}: {what}")
BUILDS = Text(
    en="it works as it is: autograder author build{root}; autograder author check{root} --only {id}",
    pt="já funciona como está: autograder author build{root}; autograder author check{root} --only {id}",
)
PROVED = Text(
    en="{count} things proved, {broken} broken",
    pt="{count} coisas provadas, {broken} quebradas",
)
PROVED_ALONE = Text(
    en="{proved}, in {ids} alone: neither other exercises nor the quiz nor the course's totals were looked at",
    pt="{proved}, só em {ids}: os outros exercícios, o quiz e os totais do curso não foram verificados",
)
CHECKING = Text(en="checking the course", pt="verificando o curso")
TRYING = Text(en="trying out the checks", pt="pondo os testes à prova")
REPORT_FILE = "docs/check-report.md"
# Which extra brings a module.
EXTRAS = {"jupytext": "author", "matplotlib": "author", "nbformat": "author", "cosmic_ray": "dev"}


def run(options: argparse.Namespace) -> int:
    """Build or check the course; 1 if anything is not as it should be."""
    root = Path(options.root)
    if not (root / "solutions").is_dir():
        raise Problem(NO_SOLUTIONS(dir=one_line(str(root))))
    try:
        return ACTS[options.act](root, options)
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in EXTRAS:
            raise
        raise Problem(NEEDS_EXTRA(module=name, extra=EXTRAS[name])) from None


def _new(root: Path, options: argparse.Namespace) -> int:
    from autograder.author.new_exercise import NewExerciseError, lay_out

    lang: Lang = options.lang
    try:
        made = lay_out(root, options.id, lang)
    except NewExerciseError as error:
        raise Problem(error.message) from None
    for file in made.files:
        print(WROTE(file=file).to(lang))
    print(LEFT.to(lang))
    for number, todo in enumerate(made.todos, 1):
        print(TO_DO(number=number, what=todo.what, file=todo.file, line=todo.line).to(lang))
    where = "" if root == Path() else f" --root {path_typed(root)}"
    print(BUILDS(root=where, id=options.id).to(lang))
    return 0


def _build(root: Path, options: argparse.Namespace) -> int:
    from autograder.author.build import build

    lang: Lang = options.lang
    built = build(root)
    for problem in built.problems:
        print(problem.line(lang))
    for file in built.written:
        print(WROTE(file=file).to(lang))
    for file in built.stray:
        print(STRAY(file=file).to(lang))
    if built.written and course_root().resolve() != root.resolve():
        print(OTHER_COURSE(used=one_line(str(course_root()))).to(lang))
    if not built.problems:
        print(BUILT(written=len(built.written), unchanged=len(built.unchanged)).to(lang))
    return 1 if built.problems or built.stray else 0


def _figures(root: Path, options: argparse.Namespace) -> int:
    from autograder.author.exercise_pages import figures

    lang: Lang = options.lang
    drawn = figures(root)
    for file in drawn.written:
        print(WROTE(file=file).to(lang))
    for file in drawn.stray:
        print(STRAY_FIGURE(file=file).to(lang))
    print(BUILT(written=len(drawn.written), unchanged=len(drawn.unchanged)).to(lang))
    return 1 if drawn.stray else 0


def _check(root: Path, options: argparse.Namespace) -> int:
    from autograder.author.build import quietly
    from autograder.author.course_check import DRAWS, check

    lang: Lang = options.lang
    ids = _ids(root, options.only)
    with nullcontext(quietly) if options.quiet else shown_progress(lang, CHECKING) as progress:
        findings = check(root, progress, ids=ids, draws=options.draws or DRAWS)
    for finding in sorted(findings, key=lambda finding: finding.ok, reverse=True):
        if not (finding.ok and options.quiet):
            print(f"{'✓' if finding.ok else '✗'} {finding.line(lang)}")
    broken = sum(not finding.ok for finding in findings)
    said = PROVED(count=len(findings) - broken, broken=broken)
    print((said if ids is None else PROVED_ALONE(proved=said, ids=", ".join(ids))).to(lang))
    return 1 if broken else 0


def _ids(root: Path, names: Sequence[str] | None) -> list[str] | None:
    """Find the exercises that are named, in the course's order; None if none is. Raises `Problem` with the nearest id."""
    from autograder.author.folders import EXERCISES, QUIZ, folders

    if not names:
        return None
    course = Course(folders(root), root / EXERCISES / QUIZ)
    found = {name: find(course, name) for name in names}
    for name, entry in found.items():
        if entry is None:
            raise Problem(unknown(course, name))
    return [entry.id for entry in course.exercises if entry in found.values()]


def _report(root: Path, options: argparse.Namespace) -> int:
    from autograder.author.check_report import SEEDS, page, report

    file = Path(options.out) if options.out else root / REPORT_FILE
    check_writable(file)
    with shown_progress(options.lang, TRYING) as progress:
        found = report(root, progress, seeds=options.seeds or SEEDS, jobs=options.jobs or os.cpu_count() or 1)
    print(page(found, options.lang), end="")
    write_whole(file, page(found, "en"))
    print(WROTE(file=one_line(str(file))).to(options.lang), file=sys.stderr)
    return 1 if found.problems else 0


ACTS: Mapping[str, Callable[[Path, argparse.Namespace], int]] = {
    "new": _new,
    "build": _build,
    "check": _check,
    "figures": _figures,
    "report": _report,
}
