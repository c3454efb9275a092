"""`autograder author build`, `autograder author check`, `autograder author figures` and `autograder author report`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from autograder.cli.problem import Problem
from autograder.cli.progress import shown_progress
from autograder.cli.writing import check_writable, write_whole
from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import one_line

NO_SOLUTIONS = Text(
    en="{dir} has no solutions/ folder; run this in the course's checkout, or name it with --root",
    pt="{dir} não tem a pasta solutions/; execute na pasta do curso, ou indique-a com --root",
)
NEEDS_EXTRA = Text(
    en="authors' tools need {module}: pip install 'backpropagation-autograder[{extra}]'",
    pt="as ferramentas de autoria precisam de {module}: pip install 'backpropagation-autograder[{extra}]'",
)
BUILT = Text(
    en="{written} files written, {unchanged} unchanged",
    pt="{written} arquivos gravados, {unchanged} sem mudança",
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
PROVED = Text(
    en="{count} things proved, {broken} broken",
    pt="{count} coisas provadas, {broken} quebradas",
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
        if options.act == "figures":
            return _figures(root, options.lang)
        if options.act == "report":
            return _report(root, options)
        return _build(root, options.lang) if options.act == "build" else _check(root, options.lang, options.draws)
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in EXTRAS:
            raise
        raise Problem(NEEDS_EXTRA(module=name, extra=EXTRAS[name])) from None


def _build(root: Path, lang: Lang) -> int:
    from autograder.author.build import build

    built = build(root)
    for problem in built.problems:
        print(problem.line(lang))
    for file in built.written:
        print(WROTE(file=file).to(lang))
    for file in built.stray:
        print(STRAY(file=file).to(lang))
    if not built.problems:
        print(BUILT(written=len(built.written), unchanged=len(built.unchanged)).to(lang))
    return 1 if built.problems or built.stray else 0


def _figures(root: Path, lang: Lang) -> int:
    from autograder.author.figure_files import figures

    drawn = figures(root)
    for file in drawn.written:
        print(WROTE(file=file).to(lang))
    for file in drawn.stray:
        print(STRAY_FIGURE(file=file).to(lang))
    print(BUILT(written=len(drawn.written), unchanged=len(drawn.unchanged)).to(lang))
    return 1 if drawn.stray else 0


def _check(root: Path, lang: Lang, draws: int | None) -> int:
    from autograder.author.course_check import DRAWS, check

    with shown_progress(lang, CHECKING) as progress:
        findings = check(root, progress, draws=draws or DRAWS)
    for finding in sorted(findings, key=lambda finding: finding.ok, reverse=True):
        print(f"{'✓' if finding.ok else '✗'} {finding.line(lang)}")
    broken = sum(not finding.ok for finding in findings)
    print(PROVED(count=len(findings) - broken, broken=broken).to(lang))
    return 1 if broken else 0


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
