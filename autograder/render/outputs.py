"""Every form in which reports are written, in one list: the command line, `--out`, the docs and the tests read it here.

Nothing heavy is loaded for the list itself: a renderer's module is imported when something is written in its form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from autograder.i18n.language import Text

if TYPE_CHECKING:  # `--help` reads this list, and numpy comes with a report
    from autograder.judging.report import Report


@dataclass(frozen=True, slots=True)
class Output:
    """One form of reports. `renderer` is "module:function" in this package; the function gives a text."""

    name: str  # as the option of `autograder grade` has it
    about: Text  # its line of `--help`
    renderer: str
    takes_stdout: bool = False  # `-` stands for standard output

    def text(self, reports: Sequence[Report] | Report) -> str:
        """Render reports, or for a form of one submission its report."""
        module, _, function = self.renderer.partition(":")
        rendered: str = getattr(import_module(f"{__package__}.{module}"), function)(reports)
        return rendered


# One file for all submissions together: --NAME FILE.
OF_A_RUN = (
    Output(
        "json",
        Text(
            en="write all reports as a JSON array; - is standard output",
            pt="grava todos os relatórios num array JSON; - é a saída padrão",
        ),
        "json_text:reports_json",
        takes_stdout=True,
    ),
    Output("junit", Text(en="write JUnit XML, for CI", pt="grava JUnit XML, para CI"), "junit:junit_xml"),
    Output(
        "csv",
        Text(en="write the scores as CSV, one row a submission", pt="grava as notas em CSV, uma linha por submissão"),
        "csv_text:scores_csv",
    ),
    Output(
        "markdown",
        Text(
            en="write a summary in Markdown; the file that the variable GITHUB_STEP_SUMMARY names is appended to, any other replaced",
            pt="grava um resumo em Markdown; ao arquivo que a variável GITHUB_STEP_SUMMARY indica ele é acrescentado, qualquer outro é substituído",
        ),
        "markdown:summary_markdown",
    ),
)
# A file of each submission's own under --out: DIR/<submission>/report.NAME. JSON is always written, others if asked for.
ALWAYS_OF_A_SUBMISSION = (
    Output(
        "json",
        Text(en="write DIR/<submission>/report.json", pt="grava DIR/<submissão>/report.json"),
        "json_text:report_json",
    ),
)
OF_A_SUBMISSION = (
    Output(
        "html",
        Text(en="with --out: write report.html too", pt="com --out: grava também report.html"),
        "html:html_report",
    ),
)
