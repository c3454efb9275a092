"""`autograder author build` and `autograder author check`."""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.cli.problem import Problem
from autograder.cli.progress import shown_progress
from autograder.core.language import Lang, Text
from autograder.core.plain import one_line

NO_SOLUTIONS = Text(
    en="{dir} has no solutions/ folder; run this in the course's checkout, or name it with --root",
    pt="{dir} não tem a pasta solutions/; execute na pasta do curso, ou indique-a com --root",
)
NEEDS_EXTRA = Text(
    en="authors' tools need {module}: pip install 'backpropagation-autograder[author]'",
    pt="as ferramentas de autoria precisam de {module}: pip install 'backpropagation-autograder[author]'",
)
BUILT = Text(
    en="{written} files written, {unchanged} unchanged",
    pt="{written} arquivos gravados, {unchanged} sem mudança",
)
STRAY = Text(
    en="{file}: no source makes this file; delete it, or move it out of exercises/",
    pt="{file}: nenhuma fonte gera este arquivo; apague-o, ou tire-o de exercises/",
)
WROTE = Text(en="wrote {file}", pt="gravado: {file}")
PROVED = Text(
    en="{count} things proved, {broken} broken",
    pt="{count} coisas provadas, {broken} quebradas",
)
CHECKING = Text(en="checking the course", pt="verificando o curso")


def run(options: argparse.Namespace) -> int:
    """Build or check the course; 1 if anything is not as it should be."""
    root = Path(options.root)
    if not (root / "solutions").is_dir():
        raise Problem(NO_SOLUTIONS(dir=one_line(str(root))))
    try:
        return _build(root, options.lang) if options.act == "build" else _check(root, options.lang, options.draws)
    except ModuleNotFoundError as error:
        if error.name not in {"jupytext", "nbformat"}:
            raise
        raise Problem(NEEDS_EXTRA(module=error.name)) from None


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


def _check(root: Path, lang: Lang, draws: int | None) -> int:
    from autograder.author.check import DRAWS, check

    with shown_progress(lang, CHECKING) as progress:
        findings = check(root, progress, draws=draws or DRAWS)
    for finding in sorted(findings, key=lambda finding: finding.ok, reverse=True):
        print(f"{'✓' if finding.ok else '✗'} {finding.line(lang)}")
    broken = sum(not finding.ok for finding in findings)
    print(PROVED(count=len(findings) - broken, broken=broken).to(lang))
    return 1 if broken else 0
