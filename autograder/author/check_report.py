"""`autograder author report`: right solutions lose nothing, wrong ones something, at every seed; and its page of Markdown.

Right are the solution and the files of `right/`; wrong are those of `mistakes/` and the mutants of the solution. Each is
graded in the sandbox as a learner's work is, in a process of its own for every seed, so that nothing is kept from one to
the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import field, replace
from itertools import groupby
from pathlib import Path
from threading import Event

from autograder.author.build import Progress, quietly
from autograder.author.course_check import Sandboxes
from autograder.author.folders import SOLUTIONS, Finding, broken, findings_of, folders, read_mistake, read_right
from autograder.author.mutants import Mutation, equivalents, mutants
from autograder.author.proofs import Bench, Sandboxed
from autograder.author.source import script_of
from autograder.author.tally import Row, Tried, judged, row_of
from autograder.course.exercise_folder import ExerciseFolder, SourceError
from autograder.frozen import frozen
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Judge, Verdict
from autograder.sandbox import Sandbox
from autograder.sandbox.protocol.calls import Cell, Outcome

SEEDS = 20
MUTANT_SECONDS = 3  # of CPU; what is right needs a tenth of it, and a mutant that loops has shown enough

NO_EXERCISES = Text(en="there are no exercises to report on", pt="não há exercícios para o relatório")


@frozen
class Report:
    """What all the gradings came to."""

    seeds: int
    rows: tuple[Row, ...]
    problems: tuple[Finding, ...]  # what is not as it should be
    remarks: tuple[Finding, ...]  # what right solutions were told, all the same
    equivalents: tuple[Finding, ...]  # the mutants that are right, with the reason


@frozen
class _Case:
    """One exercise with all that is graded in it."""

    folder: ExerciseFolder
    exercise: Exercise
    quick: Exercise  # the same for mutants: nothing is diagnosed, and the first check that fails ends the grading
    tried: tuple[Tried, ...]
    equivalents: dict[Mutation, str] = field(default_factory=dict)

    def grade(self, sandbox: Sandboxed, seed: int, stopped: Event) -> list[Finding]:
        """Grade everything at one seed, so that its inputs are drawn once; the findings are faults of the checks.

        Once `stopped` is set, it ends after the piece of code at hand.
        """
        faults = []
        checks_file = self.folder.shown(self.folder.checks_file)
        for one in self.tried:
            if stopped.is_set():
                break
            exercise = self.quick if one.kind == "mutant" else self.exercise
            bench = Bench(exercise, checks_file, sandbox, (seed,), lambda _: None)
            try:
                trial = bench.try_out(one.name, one.cells, seed)
            except _Caught as caught:
                one.take(seed, {caught.check: caught.verdict})
                continue
            if isinstance(trial, Finding):
                faults.append(trial)
            else:
                one.take(seed, trial.verdicts)
        return faults


def report(
    root: Path,
    progress: Progress = quietly,
    *,
    ids: Collection[str] | None = None,
    seeds: int = SEEDS,
    jobs: int = 1,
    sandboxes: Sandboxes = Sandbox,
) -> Report:
    """Grade all right and wrong versions of the course at `root` at the seeds 1 … `seeds`, `jobs` at a time.

    `progress` counts exercises times seeds; with `ids`, only these exercises are graded. Raises SandboxError where no
    code can be run at all.
    """
    cases: list[_Case] = []
    problems: list[Finding] = []
    for folder in folders(root):
        if ids is None or folder.id in ids:
            try:
                cases.append(_case(folder))
            except SourceError as error:
                problems.extend(findings_of(error))
    if not cases and not problems:
        problems.append(broken(SOLUTIONS, NO_EXERCISES()))
    problems += _graded(cases, range(1, seeds + 1), jobs, progress, sandboxes)
    remarks, alike = [], []
    for case in cases:
        found = judged(case.folder, case.tried, case.equivalents)
        problems += found.problems
        remarks += found.remarks
        alike += found.equivalents
    rows = tuple(row_of(case.folder.name, case.tried, case.equivalents) for case in cases)
    return Report(seeds, rows, tuple(problems), tuple(remarks), tuple(alike))


def _case(folder: ExerciseFolder) -> _Case:
    """Read all that belongs to an exercise. Raises `SourceError`."""
    exercise = folder.load(keep_bytecode=False)
    script = script_of(folder)
    solution = Cell(script.file, script.code)
    tried = [Tried("right", script.file, (solution,))]
    for path in folder.right_files:
        right = read_right(folder, path, exercise)
        tried.append(Tried("right", right.file, (Cell(right.file, right.code),), remarks=right.remarks))
    for path in folder.mistake_files:
        wrong = read_mistake(folder, path, exercise)
        cells = (solution, Cell(wrong.file, wrong.code))
        tried.append(Tried("mistake", wrong.file, cells, diagnoses=wrong.diagnoses))
    for mutant in mutants(script):
        cell = Cell(script.file, mutant.code)
        tried.append(Tried("mutant", script.file, (cell,), mutation=mutant.mutation))
    return _Case(folder, exercise, _quick(exercise), tuple(tried), equivalents(folder))


def _quick(exercise: Exercise) -> Exercise:
    """Make what finds out as fast as it can whether anything is lost."""
    checks = tuple(
        replace(check, mistakes=(), minimal_cases=None, judge=_ending(check.judge or judge_values))
        for check in exercise.checks
    )
    return replace(exercise, checks=checks, cpu_seconds=min(exercise.cpu_seconds, MUTANT_SECONDS))


def _ending(judge: Judge) -> Judge:
    """Make a judge that ends the grading where a check is not passed."""

    def judged(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
        verdict = judge(exercise, check, cases, outcomes)
        # one that waits for another says nothing yet; one that paid for a changed argument may pass after all
        if verdict.status in ("passed", "waiting") or verdict.numbers_right:
            return verdict
        raise _Caught(check.id, verdict)

    return judged


class _Caught(BaseException):  # not an Exception: those are faults of the checks
    """A mutant has lost points; nothing more need be known."""

    def __init__(self, check: str, verdict: Verdict) -> None:
        super().__init__(check)
        self.check, self.verdict = check, verdict


def _graded(
    cases: Sequence[_Case], seeds: Sequence[int], jobs: int, progress: Progress, sandboxes: Sandboxes
) -> Iterator[Finding]:
    """Grade all cases at all seeds; what the checks themselves fail on is said once for each case."""
    total, done, stopped = len(cases) * len(seeds), 0, Event()
    with sandboxes() as sandbox, ThreadPoolExecutor(max_workers=jobs) as pool:
        futures: dict[Future[list[Finding]], _Case] = {}
        for case in cases:
            futures |= {pool.submit(case.grade, sandbox, seed, stopped): case for seed in seeds}
        try:
            for future in as_completed(futures):
                future.result()
                done += 1
                progress(done, total, futures[future].folder.name)
        except BaseException:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for case in cases:
        faults = [fault for future, of in futures.items() if of is case for fault in future.result()]
        yield from faults[:1]


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
