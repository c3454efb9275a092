"""`autograder report [--open]`: the check of the whole workspace as a page."""

from __future__ import annotations

import argparse
import webbrowser
from pathlib import Path

from autograder.cli.arguments import chosen_seed, folder_at
from autograder.cli.check import all_passed, questions
from autograder.cli.problem import Problem
from autograder.cli.standing import needs_workspace
from autograder.cli.streams import shown_progress
from autograder.cli.writing import path_typed, write_whole
from autograder.i18n.language import Text

PAGE = "report.html"
OURS = '<meta name="submission"'  # stands in every page of ours

WRITTEN = Text(en="wrote {path}", pt="criado: {path}")
NOT_OURS = Text(
    en="{path} is there already and is no report of ours; it was left as it is. Name another file: --out FILE",
    pt="{path} já existe e não é um relatório nosso; ficou como estava. Indique outro arquivo: --out ARQUIVO",
)
NO_BROWSER = Text(
    en="no browser could be opened here; open the page yourself: {uri}",
    pt="não foi possível abrir um navegador aqui; abra a página você mesmo: {uri}",
)


def run(options: argparse.Namespace) -> int:
    """Check everything, write the report as HTML into the workspace, and open it if asked to; 0 when all passes."""
    from autograder.course.course import course
    from autograder.grading.pipeline import Grader
    from autograder.render.page import html_report
    from autograder.sandbox import Sandbox

    folder, lang = folder_at(options.dir), options.lang
    needs_workspace(folder)
    path = Path(options.out) if options.out else folder / PAGE
    if not _replaceable(path):
        raise Problem(NOT_OURS(path=path_typed(path)))
    with shown_progress(lang) as progress, Sandbox() as sandbox:
        grader = Grader(
            course(),
            questions=questions(),
            sandbox=sandbox,
            seed=chosen_seed(options),
            lang=lang,
            probe=False,
            pictures=True,
            more_pictures=True,
        )
        progress(0, 1, str(folder))
        report = grader.grade(folder)
    write_whole(path, html_report(report))
    print(WRITTEN(path=path_typed(path)).to(lang))
    if options.open and not _opened(path):
        print(NO_BROWSER(uri=path.resolve().as_uri()).to(lang))
    return 0 if all_passed(report) else 1


def _replaceable(path: Path) -> bool:
    """Whether nothing is there, or a page that this command wrote."""
    try:
        with path.open("rb") as file:
            return OURS.encode() in file.read(100_000)
    except FileNotFoundError:
        return True
    except OSError:  # what is no file is told of where it is written
        return True


def _opened(path: Path) -> bool:
    try:
        return webbrowser.open(path.resolve().as_uri())
    except (OSError, webbrowser.Error):
        return False
