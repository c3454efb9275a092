"""Every form in which reports are written, in one list: the command line, `--out`, the docs and the tests read it here.

Nothing heavy is loaded for the list itself: a renderer's module is imported when something is written in its form.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from autograder.frozen import frozen
from autograder.i18n.language import Text

if TYPE_CHECKING:  # `--help` reads this list, and numpy comes with a report
    from autograder.judging.report import Report


@frozen
class Output:
    """One form of reports. `renderer` is "module:function" in this package; the function gives a text."""

    name: str  # as the option of `autograder grade` has it
    about: Text  # its line of `--help`
    renderer: str
    limits: Text  # of whoever reads it, and what is done about them
    read_back: Text  # by what the tests read it, that we did not write, or by which rules
    takes_stdout: bool = False  # `-` stands for standard output
    tells_threshold: bool = False  # whether it says what --fail-under asks for

    @property
    def dest(self) -> str:
        """Its name among the options that were parsed."""
        return self.name.replace("-", "_")

    def text(self, reports: Sequence[Report] | Report, fail_under: float | None = None) -> str:
        """Render reports, or for a form of one submission its report."""
        module, _, function = self.renderer.partition(":")
        render = getattr(import_module(f"{__package__}.{module}"), function)
        rendered: str = render(reports, fail_under) if self.tells_threshold else render(reports)
        return rendered


LIMITS_JSON = Text(
    en="a report is cut at 2 MB, and says so; no NaN or infinity",
    pt="um relatório é cortado em 2 MB, e diz isso; sem NaN nem infinito",
)
READ_JSON = Text(en="jsonschema, by report.schema.json", pt="jsonschema, pelo report.schema.json")

# One file for all submissions together: --NAME FILE.
OF_A_RUN = (
    Output(
        "json",
        Text(
            en="write all reports as a JSON array; - is standard output",
            pt="grava todos os relatórios num array JSON; - é a saída padrão",
        ),
        "json_text:reports_json",
        LIMITS_JSON,
        READ_JSON,
        takes_stdout=True,
    ),
    Output(
        "junit",
        Text(en="write JUnit XML, for CI", pt="grava JUnit XML, para CI"),
        "junit:junit_xml",
        Text(
            en="names are unique in a file; messages of at most 2,000 characters; GitLab reads files below 30 MB",
            pt="os nomes são únicos num arquivo; mensagens de no máximo 2.000 caracteres; o GitLab lê arquivos de menos de 30 MB",
        ),
        Text(
            en="junitparser; the XSD junit-10 of Jenkins, but for file, line and properties of a case",
            pt="junitparser; o XSD junit-10 do Jenkins, exceto file, line e properties de um caso",
        ),
    ),
    Output(
        "csv",
        Text(en="write the scores as CSV, one row a submission", pt="grava as notas em CSV, uma linha por submissão"),
        "csv_text:scores_csv",
        Text(
            en="what a spreadsheet would take for a formula begins with an apostrophe",
            pt="o que uma planilha tomaria por fórmula começa com apóstrofo",
        ),
        Text(en="Python's csv", pt="csv do Python"),
    ),
    Output(
        "markdown",
        Text(
            en="write a summary in Markdown; the file that the variable GITHUB_STEP_SUMMARY names is appended to, any other replaced",
            pt="grava um resumo em Markdown; ao arquivo que a variável GITHUB_STEP_SUMMARY indica ele é acrescentado, qualquer outro é substituído",
        ),
        "markdown:summary_markdown",
        Text(
            en="at most 900 kB, of the 1 MiB that GitHub shows; what had no room is counted",
            pt="no máximo 900 kB, do 1 MiB que o GitHub mostra; o que não coube é contado",
        ),
        Text(en="markdown-it-py, with tables and strikethrough", pt="markdown-it-py, com tabelas e texto riscado"),
        tells_threshold=True,
    ),
    Output(
        "github",
        Text(
            en="write annotations at file and line, as GitHub Actions reads them in a step's output; - is standard output",
            pt="grava anotações com arquivo e linha, como o GitHub Actions as lê na saída de um passo; - é a saída padrão",
        ),
        "findings:github_annotations",
        Text(
            en="10 of a kind in a step: the most important come first, the last counts the others",
            pt="10 de cada tipo por passo: as mais importantes vêm primeiro, a última conta as outras",
        ),
        Text(
            en="a strict reader of workflow commands, by the rules of GitHub's toolkit",
            pt="um leitor rigoroso de comandos de workflow, pelas regras do toolkit do GitHub",
        ),
        takes_stdout=True,
        tells_threshold=True,
    ),
    Output(
        "code-quality",
        Text(
            en="write a Code Quality report, as GitLab shows it in a merge request",
            pt="grava um relatório de Code Quality, como o GitLab o mostra num merge request",
        ),
        "findings:code_quality",
        Text(
            en="a finding is known again by a fingerprint without line and value",
            pt="um problema é reconhecido por uma impressão digital sem linha nem valor",
        ),
        Text(
            en="jsonschema, by the rules that GitLab documents",
            pt="jsonschema, pelas regras que o GitLab documenta",
        ),
    ),
)
# A file of each submission's own under --out: DIR/<submission>/report.NAME. JSON is always written, others if asked for.
ALWAYS_OF_A_SUBMISSION = (
    Output(
        "json",
        Text(en="write DIR/<submission>/report.json", pt="grava DIR/<submissão>/report.json"),
        "json_text:report_json",
        LIMITS_JSON,
        READ_JSON,
    ),
)
OF_A_SUBMISSION = (
    Output(
        "html",
        Text(
            en="with --out: write report.html too, and DIR/index.html, which shows all of them at a glance",
            pt="com --out: grava também report.html, e DIR/index.html, que mostra todos de relance",
        ),
        "page:html_report",
        Text(en="one file, no script, nothing is fetched", pt="um só arquivo, sem script, nada é buscado na rede"),
        Text(en="Python's html.parser", pt="html.parser do Python"),
    ),
)
