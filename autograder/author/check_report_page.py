"""The report on the checks as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from autograder.author.check_report import Report
from autograder.author.findings import Finding
from autograder.author.tally import Row
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line

TITLE = Text(en="The checks, tried out", pt="Os testes, postos à prova")
ABOUT = Text(
    en="Written by `autograder author report`. Right are the solutions and the files of `solutions/*/right/`; wrong are those of `solutions/*/mistakes/`, and mutants: the solutions with one operator, number, comparison or loop changed. Each was graded at {seeds} seeds, in the sandbox, as a learner's work is. A right one that loses a point at any seed is a false alarm; a wrong one that earns all points at any seed is missed. “Named” is how the mistakes were diagnosed, “no name” those that claim no diagnosis and got none. Mutants are “equivalent” when they are right all the same.",
    pt="Gravado por `autograder author report`. Certas são as soluções e os arquivos de `solutions/*/right/`; erradas são os de `solutions/*/mistakes/` e os mutantes: as soluções com um operador, número, comparação ou laço alterado. Cada uma foi corrigida com {seeds} sementes, no sandbox, como se fosse de um aluno. Uma certa que perde algum ponto em qualquer semente é um alarme falso; uma errada que ganha todos os pontos em qualquer semente passou sem ser pega. Em “nome” está como os erros foram diagnosticados, e “sem nome” são os que não declaram diagnóstico e não receberam nenhum. Mutantes são “equivalentes” quando estão certos mesmo assim.",
)
HEADINGS = (
    Text(en="exercise", pt="exercício"),
    Text(en="right", pt="certas"),
    Text(en="false alarms", pt="alarmes falsos"),
    Text(en="wrong", pt="erradas"),
    Text(en="missed", pt="não pegas"),
    Text(en="named right", pt="nome certo"),
    Text(en="named wrong", pt="nome errado"),
    Text(en="not named", pt="nome faltando"),
    Text(en="no name", pt="sem nome"),
    Text(en="mutants caught", pt="mutantes pegos"),
    Text(en="equivalent", pt="equivalentes"),
    Text(en="seeds", pt="sementes"),
)
ALL = Text(en="all", pt="todos")
PROBLEMS = Text(en="Not as it should be", pt="O que não está como deveria")
REMARKS = Text(en="Remarks upon right solutions", pt="Observações sobre soluções certas")
REMARKS_ABOUT = Text(en="They cost no points.", pt="Não custam pontos.")
EQUIVALENTS = Text(en="Mutants that are right", pt="Mutantes que estão certos")
NOTHING = Text(en="Nothing.", pt="Nada.")
LONGEST = 500  # characters of a line


def page(report: Report, lang: Lang) -> str:
    """Write the report: a table, what is not as it should be, remarks, equivalent mutants. No times stand in it."""
    parts = [f"# {TITLE.to(lang)}", ABOUT(seeds=report.seeds).to(lang), "\n".join(_table(report, lang))]
    parts += [f"## {PROBLEMS.to(lang)}", "\n".join(_lines(report.problems, lang)) or NOTHING.to(lang)]
    for heading, about, findings in (
        (REMARKS, REMARKS_ABOUT(), report.remarks),
        (EQUIVALENTS, None, report.equivalents),
    ):
        if findings:
            parts += _section(heading, about, findings, lang)
    return "\n\n".join(parts) + "\n"


def _section(heading: Text, about: Message | None, findings: Iterable[Finding], lang: Lang) -> Iterator[str]:
    yield f"## {heading.to(lang)}"
    if about is not None:
        yield about.to(lang)
    lines = []
    for file, group in groupby(findings, key=lambda finding: finding.file):
        lines += [f"- {file}", *(f"  - {one_line(finding.message.to(lang), LONGEST)}" for finding in group)]
    yield "\n".join(lines)


def _lines(findings: Iterable[Finding], lang: Lang) -> list[str]:
    return [f"- {one_line(finding.line(lang), LONGEST)}" for finding in findings]


def _table(report: Report, lang: Lang) -> Iterator[str]:
    """Give the table line by line, in columns, so that it reads well on a terminal too."""
    cells = [[heading.to(lang) for heading in HEADINGS]]
    cells += [[row.name, *map(str, _figures(row, report.seeds))] for row in report.rows]
    sums = [sum(column) for column in zip(*(_figures(row, report.seeds)[:-1] for row in report.rows), strict=True)]
    cells.append([ALL.to(lang), *map(str, sums), str(report.seeds)])
    widths = [max(map(len, column)) for column in zip(*cells, strict=False)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    for line in (cells[0], rule, *cells[1:]):
        first, *others = (
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=False))
        )
        yield f"| {' | '.join([first, *others])} |"


def _figures(row: Row, seeds: int) -> list[int]:
    return [row.right, row.false_alarms, row.wrong, row.missed, *row.named.values(), row.caught, row.equivalent, seeds]
