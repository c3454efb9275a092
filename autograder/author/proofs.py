"""What an exercise's own code earns: the solution everything, the stubs nothing, each mistake what it claims.

Here code runs, through whatever `Sandboxed` is handed in, and is graded as a learner's is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeAlias

from autograder.author.folders import Finding, WrongVersion, broken, proved
from autograder.author.source import Script
from autograder.frozen import frozen
from autograder.grading.run_checks import run_checks
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.model import Exercise, Verdict
from autograder.sandbox import SandboxError
from autograder.sandbox.protocol.calls import Cell, Session
from autograder.submission.notebook_cells import read_notebook
from autograder.submission.sources import is_attempted, statements

WALL_SECONDS = 60.0  # a mistake may loop for ever; nothing that is right comes near

SOLVED = Text(
    en="the solution earns all {points} points on each of {seeds} draws",
    pt="a solução ganha todos os {points} pontos em cada um de {seeds} sorteios",
)
UNSOLVED = Text(
    en="the solution earns {score} of {points} points (seed {seed}); {check} is {status}: {why}",
    pt="a solução ganha {score} de {points} pontos (semente {seed}); {check} está como {status}: {why}",
)
NOT_LOADED = Text(
    en="{cell} of the solution does not run to its end (seed {seed}): {problem}",
    pt="{cell} da solução não roda até o fim (semente {seed}): {problem}",
)
UNTOUCHED = Text(en="the stub earns 0 and is not attempted", pt="o esqueleto ganha 0 e conta como não tentado")
STUB_EARNS = Text(
    en="the stub earns {score} points: {checks} passed with nothing written",
    pt="o esqueleto ganha {score} pontos: {checks} passou sem nada escrito",
)
STUB_ATTEMPTED = Text(
    en="the stub is not “not attempted”: {check} is {status}: {why}",
    pt="o esqueleto não conta como não tentado: {check} está como {status}: {why}",
)
STUB_WRITTEN = Text(
    en="the stub counts as attempted: it holds statements that are not those of a stub",
    pt="o esqueleto conta como tentado: tem instruções que não são as de um esqueleto",
)
STUB_UNREADABLE = Text(en="the stub cannot be read: {problem}", pt="não foi possível ler o esqueleto: {problem}")
AS_CLAIMED = Text(en="loses just {fails}; diagnosis: {diagnosis}", pt="perde só {fails}; diagnóstico: {diagnosis}")
OTHER_FAILS = Text(
    en="`fails` says {claimed}; what fails is {got} (seed {seed})",
    pt="`fails` diz {claimed}; o que falha é {got} (semente {seed})",
)
OTHER_WAITS = Text(
    en="`waits` says {claimed}; what waits is {got} (seed {seed})",
    pt="`waits` diz {claimed}; o que espera é {got} (semente {seed})",
)
OTHER_DIAGNOSIS = Text(
    en="`diagnosis` says {claimed}; it was diagnosed as {got} (seed {seed})",
    pt="`diagnosis` diz {claimed}; o diagnóstico foi {got} (semente {seed})",
)
OTHER_PATTERN = Text(
    en="`pattern` says {claimed}; the patterns told are {got} (seed {seed})",
    pt="`pattern` diz {claimed}; os padrões apontados são {got} (semente {seed})",
)
CHECKS_FAIL = Text(
    en="the checks themselves fail on {what} (seed {seed}): {kind}: {error}",
    pt="os próprios testes falham com {what} (semente {seed}): {kind}: {error}",
)
NOTHING = Text(en="nothing", pt="nada")
NONE = Text(en="none", pt="nenhum")

Step: TypeAlias = Callable[[str], None]  # called before each grading, with the file graded


class Sandboxed(Protocol):
    """What runs code: the sandbox, or something that stands for it."""

    def open(
        self,
        cells: Sequence[Cell],
        module: str,
        cpu_seconds: float,
        wall_seconds: float,
        *,
        driver: str = "",
        libraries: tuple[str, ...] = (),
    ) -> AbstractContextManager[Session]:
        """Load the cells and give the session that calls what they define."""


@frozen
class Bench:
    """Where one exercise is tried out, with the seeds that its inputs are drawn from."""

    exercise: Exercise
    checks_file: str
    sandbox: Sandboxed
    seeds: tuple[int, ...]
    step: Step

    def try_out(self, what: str, cells: Sequence[Cell], seed: int) -> _Trial | Finding:
        """Grade the cells; a fault of checks.py becomes a finding about it."""
        self.step(what)
        exercise = self.exercise
        try:
            with self.sandbox.open(
                cells,
                exercise.id,
                float(exercise.cpu_seconds),
                WALL_SECONDS,
                driver=exercise.driver,
                libraries=exercise.libraries,
            ) as session:
                verdicts = run_checks(exercise, seed, session)
                problems = [(one.cell, repr(one.problem)) for one in session.loaded.problems]
        except SandboxError:  # no fault of the course
            raise
        except Exception as error:  # noqa: BLE001 -- a plan or a judge of an author can fail in any way
            text = CHECKS_FAIL(what=what, seed=seed, kind=type(error).__name__, error=one_line(str(error)))
            return broken(self.checks_file, text)
        verdicts_by_id = {check.id: verdict for check, verdict in zip(exercise.checks, verdicts, strict=True)}
        return _Trial(exercise, verdicts_by_id, problems)


@frozen
class _Trial:
    """What the checks said of some code."""

    exercise: Exercise
    verdicts: dict[str, Verdict]
    problems: list[tuple[str, str]]

    @property
    def score(self) -> int:
        return sum(check.points for check in self.exercise.checks if self.verdicts[check.id].status == "passed")

    def having(self, *statuses: str) -> list[str]:
        return [id_ for id_, verdict in self.verdicts.items() if verdict.status in statuses]

    def but(self, *statuses: str) -> list[str]:
        return [id_ for id_, verdict in self.verdicts.items() if verdict.status not in statuses]

    @property
    def diagnoses(self) -> set[str]:
        return {verdict.diagnosis.mistake.id for verdict in self.verdicts.values() if verdict.diagnosis}

    @property
    def patterns(self) -> set[str]:
        return {
            verdict.evidence["pattern"]["id"] for verdict in self.verdicts.values() if "pattern" in verdict.evidence
        }


def prove_solution(bench: Bench, script: Script) -> Iterator[Finding]:
    """The solution earns full points at every seed."""
    cells = [Cell(script.file, script.code)]
    for seed in bench.seeds:
        trial = bench.try_out(script.file, cells, seed)
        if isinstance(trial, Finding):
            yield trial
            return
        for cell, problem in trial.problems:
            yield broken(script.file, NOT_LOADED(cell=cell, seed=seed, problem=problem))
        lost = trial.but("passed")
        if lost:
            verdict = trial.verdicts[lost[0]]
            yield broken(
                script.file,
                UNSOLVED(
                    score=trial.score,
                    points=bench.exercise.points,
                    seed=seed,
                    check=lost[0],
                    status=verdict.status,
                    why=verdict.rationale,
                ),
            )
        if lost or trial.problems:
            return
    yield proved(script.file, SOLVED(points=bench.exercise.points, seeds=len(bench.seeds)))


def prove_stub(bench: Bench, file: str, content: bytes, stubs: Iterable[str]) -> Iterator[Finding]:
    """A stub, script or notebook, earns 0 and is not attempted; `stubs` are the scripts that are built."""
    if file.endswith(".ipynb"):
        reading = read_notebook(content)
        if reading.problem is not None:
            bench.step(file)
            yield broken(file, STUB_UNREADABLE(problem=reading.problem))
            return
        cells: Sequence[Cell] = reading.cells
    else:
        cells = [Cell(file, content.decode("utf-8", "replace"))]
    trial = bench.try_out(file, cells, bench.seeds[0])
    if isinstance(trial, Finding):
        yield trial
        return
    known = frozenset[str]().union(*map(statements, stubs))
    touched = trial.but("not_attempted", "waiting")
    if trial.score:
        yield broken(file, STUB_EARNS(score=trial.score, checks=", ".join(trial.having("passed"))))
    elif touched or not trial.having("not_attempted"):
        first = (touched or trial.having("waiting"))[0]
        verdict = trial.verdicts[first]
        yield broken(file, STUB_ATTEMPTED(check=first, status=verdict.status, why=verdict.rationale))
    elif is_attempted(cells, known):
        yield broken(file, STUB_WRITTEN())
    else:
        yield proved(file, UNTOUCHED())


def prove_mistake(bench: Bench, script: Script, wrong: WrongVersion) -> Iterator[Finding]:
    """A mistake, run after the solution so that its definitions count, loses just what it claims at every seed."""
    cells = [Cell(script.file, script.code), Cell(wrong.file, wrong.code)]
    for seed in bench.seeds:
        trial = bench.try_out(wrong.file, cells, seed)
        if isinstance(trial, Finding):
            yield trial
            return
        problems = list(_other_than_claimed(wrong, trial, seed))
        if problems:
            yield from (broken(wrong.file, problem) for problem in problems)
            return
    yield proved(
        wrong.file,
        AS_CLAIMED(fails=_listed(wrong.fails), diagnosis=_listed(wrong.diagnoses) if wrong.diagnoses else NONE()),
    )


def _other_than_claimed(wrong: WrongVersion, trial: _Trial, seed: int) -> Iterator[Message]:
    fails, waits = set(trial.but("passed", "waiting")), set(trial.having("waiting"))
    if fails != wrong.fails:
        yield OTHER_FAILS(claimed=_listed(wrong.fails), got=_listed(fails), seed=seed)
    if waits != wrong.waits:
        yield OTHER_WAITS(claimed=_listed(wrong.waits), got=_listed(waits), seed=seed)
    if trial.diagnoses != wrong.diagnoses:
        got = _listed(trial.diagnoses) if trial.diagnoses else NONE()
        claimed = _listed(wrong.diagnoses) if wrong.diagnoses else NONE()
        yield OTHER_DIAGNOSIS(claimed=claimed, got=got, seed=seed)
    if wrong.pattern is not None and trial.patterns != wrong.pattern:
        yield OTHER_PATTERN(claimed=_listed(wrong.pattern), got=_listed(trial.patterns), seed=seed)


def _listed(ids: Iterable[str]) -> str | Message:
    return ", ".join(sorted(ids)) or NOTHING()
