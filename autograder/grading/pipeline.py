"""Many submissions: read → plan → run isolated → judge → report, several at a time, each by itself.

Whatever happens with one submission, the others are graded as if nothing had been.
"""

from __future__ import annotations

import platform
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from autograder import __version__
from autograder.course.course import Course
from autograder.course.exercise_folder import ExerciseFolder
from autograder.frozen import frozen
from autograder.grading.grade_exercise import grade_exercise, with_pictures
from autograder.i18n.language import LANGUAGES, Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.exception_messages import by_fault
from autograder.judging.numpy_range import other_numpy
from autograder.judging.receipt import with_receipt
from autograder.judging.report import (
    ExerciseReport,
    ExtraReport,
    GraderReport,
    QuizReport,
    Report,
    SubmissionReport,
)
from autograder.sandbox import Sandbox, SandboxError
from autograder.sandbox.protocol.isolation import IsolationReport
from autograder.submission.names import ids_of, last_part
from autograder.submission.read import handed_in, understood
from autograder.submission.sources import statements
from autograder.submission.submission_model import LIMITS, HandedIn, Source, Submission, Wanted

if TYPE_CHECKING:
    from autograder.quiz.answers import Answers
    from autograder.quiz.parse import Key, Question

T = TypeVar("T")

WALL_SECONDS = 60.0  # in which the code of a submission runs, or is waited for
SHORTEST = 1.0  # of them an exercise has at least, kept back while those before it run
OFFICIAL_TIER = 2
MANY = 2  # submissions, from which on one may be like another
SEED_BITS = 53  # JSON readers keep integers exactly up to 2⁵³
NOT_PROBED = IsolationReport(tier=0, official=False, probes={})

GRADER_FAILED = Text(
    en="the grader itself failed on this submission ({error}); this costs nobody points and should be reported to the course staff",
    pt="o próprio corretor falhou nesta submissão ({error}); isso não tira pontos de ninguém e deve ser comunicado à equipe do curso",
)
CHECKS_FAILED = Text(
    en="the grader itself failed while judging {checks}: a person of the course staff must look, and until then those points are open",
    pt="o próprio corretor falhou ao avaliar {checks}: alguém da equipe do curso precisa olhar, e até lá esses pontos ficam em aberto",
)
NOT_OFFICIAL = Text(
    en="official grading refused: the isolation in force here is tier {tier}, and official grades need tier {needed}. Grade on Linux with seccomp and Landlock, and not as root, or leave out --official",
    pt="correção oficial recusada: o isolamento em vigor aqui é de nível {tier}, e notas oficiais exigem o nível {needed}. Corrija em Linux com seccomp e Landlock, e não como root, ou retire o --official",
)


@frozen
class Graded:
    """The report on a submission, and the answers by which its quiz was scored; None where nothing was asked or read."""

    report: Report
    answers: Answers | None


@dataclass(frozen=True)
class Grader:
    """Everything that grading a submission depends on, beside the submission."""

    course: Course
    questions: tuple[Question, ...]
    sandbox: Sandbox
    seed: int
    lang: Lang
    key: Key | None = None
    only: frozenset[str] | None = None  # ids of the exercises to run; None: all
    asked: frozenset[str] | None = None  # ids of the questions to score; None: all
    official: bool = False
    secret: bool = False  # whether the seed serves further runs: what is made for learners does not name it
    probe: bool = True  # whether the isolation is probed; a learner's own check need not wait for that
    at_once: bool = True  # whether what passes may pass at once; a check by a learner mostly has something to explain
    wall_seconds: float = WALL_SECONDS
    learners: tuple[str, ...] = ()  # who may have drawn the quiz's numbers, as a platform knows them; (): anybody
    pictures: bool = False  # whether reports keep wrong arrays that are small enough to be drawn; graded one by one
    more_pictures: bool = False  # whether they keep what else a page draws of an exercise
    so_far: Callable[[Report], None] | None = None  # hears of a report after each of its exercises but the last
    wanted: dict[str, Wanted] = field(init=False)
    words: dict[str, tuple[str, ...]] = field(init=False)  # of the questions that are scored, as the notebook asks them

    def __post_init__(self) -> None:
        """Learn once what is looked for in every submission."""
        object.__setattr__(self, "wanted", {entry.id: _wanted(entry) for entry in self.chosen()})
        object.__setattr__(self, "words", {one.id: _words(one) for one in self.asked_questions()})

    def chosen(self) -> tuple[ExerciseFolder, ...]:
        """The exercises that are graded, in the course's order."""
        return tuple(entry for entry in self.course.exercises if self.only is None or entry.id in self.only)

    def isolation(self) -> IsolationReport:
        """What isolation is in force, as probed."""
        if not self.probe:
            return NOT_PROBED
        found = self.sandbox.isolation()
        return replace(found, official=self.official and found.tier >= OFFICIAL_TIER)

    def handed_in(self, path: Path | str) -> HandedIn:
        """Read a submission's bytes, to be graded here or elsewhere."""
        return handed_in(path, self.wanted, LIMITS, self._known(), quiz=bool(self.words))

    def grade(self, path: Path | str | HandedIn, id_: str | None = None) -> Report:
        """Grade one submission; whatever goes wrong becomes part of its report."""
        return self.graded(path, id_).report

    def graded(self, path: Path | str | HandedIn, id_: str | None = None, remarks: Sequence[Message] = ()) -> Graded:
        """Grade one submission, and keep the answers to the quiz for whoever comments on them.

        `remarks` are what there is to say of it beside others.
        """
        begun = time.perf_counter()
        submission, answers = None, None
        name = path.name if isinstance(path, HandedIn) else str(path)
        try:
            read = path if isinstance(path, HandedIn) else self.handed_in(path)
            submission = understood(read, self.wanted, LIMITS, self.words, self._known())
            if id_:
                submission = replace(submission, id=id_)
            answers = self._answers(submission)
            report = self._judged(submission, answers)
        except SandboxError as error:
            submission = submission or Submission(id_ or "submission", name, "0" * 64)
            report = self._ungradable(submission, error.why)
        except Exception as error:  # noqa: BLE001 -- a fault of the grader must not take the other grades away
            what = one_line(f"{type(error).__name__}: {error}")
            submission = submission or Submission(id_ or "submission", name, "0" * 64)
            report = self._ungradable(submission, GRADER_FAILED(error=what))
        notes = (*report.submission.notes, *(remark.to(self.lang) for remark in remarks))
        report = replace(report, submission=replace(report.submission, notes=notes))
        return Graded(with_receipt(replace(report, seconds=round(time.perf_counter() - begun, 3))), answers)

    def _known(self) -> tuple[str, ...]:
        return tuple(entry.id for entry in self.course.exercises)

    def _judged(self, submission: Submission, answers: Answers | None) -> Report:
        if submission.reason is not None:
            return self._ungradable(submission, submission.reason)
        isolation = self.isolation()
        if self.official and not isolation.official:
            return self._ungradable(submission, NOT_OFFICIAL(tier=isolation.tier, needed=OFFICIAL_TIER))
        exercises: list[ExerciseReport] = []
        found = [(entry, submission.sources.get(entry.id)) for entry in self.chosen()]
        passed, in_vain = self._at_once(found) if self.at_once else ({}, 0.0)
        left = self.wall_seconds - in_vain - sum(used for _, used in passed.values())
        later = sum(source is not None for entry, source in found if entry.id not in passed)
        grade = partial(grade_exercise, pictures=True) if self.pictures else grade_exercise
        for entry, source in found:
            if entry.id in passed:
                report = passed[entry.id][0]
            else:
                later -= source is not None
                report, used = grade(entry, source, self.sandbox, self.seed, self.lang, share_of(left, later))
                left -= used
            if self.more_pictures:
                wall = share_of(left, later)
                report, used = with_pictures(report, entry.exercise, source, self.sandbox, self.seed, wall)
                left -= used
            exercises.append(report)
            if entry.id not in passed and self.so_far is not None and len(exercises) < len(self.chosen()):
                self.so_far(self._report(submission, tuple(exercises), answers, isolation))
        return self._report(submission, tuple(exercises), answers, isolation)

    def _at_once(
        self, sources: Sequence[tuple[ExerciseFolder, Source | None]]
    ) -> tuple[dict[str, tuple[ExerciseReport, float]], float]:
        from autograder.grading.grade_together import grade_together  # a learner's own check does without

        return grade_together(sources, self.sandbox, self.seed, self.lang, self.wall_seconds)

    def _report(
        self,
        submission: Submission,
        exercises: tuple[ExerciseReport, ...],
        answers: Answers | None,
        isolation: IsolationReport,
    ) -> Report:
        return Report(
            submission=_told_of_faults(self._submission(submission), exercises, self.lang),
            grader=grader_report(self.course, self.seed, secret=self.secret),
            lang=self.lang,
            status="graded",
            reason="",
            score=sum(exercise.score for exercise in exercises if not exercise.extra),
            max_score=sum(exercise.max_score for exercise in exercises if not exercise.extra),
            exercises=exercises,
            quiz=self._quiz(answers),
            isolation=isolation,
            seconds=0.0,
            extra=ExtraReport(
                sum(exercise.score for exercise in exercises if exercise.extra),
                sum(exercise.max_score for exercise in exercises if exercise.extra),
            ),
        )

    def _ungradable(self, submission: Submission, reason: Message) -> Report:
        try:
            isolation = self.isolation()
        except Exception:  # noqa: BLE001 -- the very fault, perhaps, that is being reported
            isolation = NOT_PROBED
        return Report(
            submission=self._submission(submission),
            grader=grader_report(self.course, self.seed, secret=self.secret),
            lang=self.lang,
            status="ungradable",
            reason=reason.to(self.lang),
            score=0,
            max_score=sum(entry.exercise.points for entry in self.chosen() if not entry.exercise.extra),
            exercises=(),
            quiz=QuizReport(0, self._quiz(None).max_score, ()),
            isolation=isolation,
            seconds=0.0,
            extra=ExtraReport(0, sum(entry.exercise.points for entry in self.chosen() if entry.exercise.extra)),
        )

    def asked_questions(self) -> tuple[Question, ...]:
        """The questions that are scored, in the quiz's order."""
        return tuple(one for one in self.questions if self.asked is None or one.id in self.asked)

    def _answers(self, submission: Submission) -> Answers | None:
        """The answers of a submission from all the places that hold some; None where nothing is asked."""
        questions = self.asked_questions()
        if not questions:  # the check of one exercise need not wait for the quiz to be imported
            return None
        from autograder.quiz.answers import of_learners, read_answers
        from autograder.quiz.merge import collected

        answers = read_answers(submission.answers)
        if self.learners:
            answers = of_learners(answers, self.learners)
        if self.asked is not None:  # one file may answer the whole quiz, of which only a part is asked
            answers = replace(
                answers, values={id_: value for id_, value in answers.values.items() if id_ in self.asked}
            )
        return collected(questions, answers, submission.answered)

    def _quiz(self, answers: Answers | None) -> QuizReport:
        questions = self.asked_questions()
        if not questions:
            return QuizReport(0, 0, ())
        from autograder.quiz.answers import Answers
        from autograder.quiz.merge import score_collected

        return score_collected(questions, self.key, answers or Answers(), self.lang)

    def _submission(self, submission: Submission) -> SubmissionReport:
        return SubmissionReport(
            id=submission.id,
            name=submission.name,
            sha256=submission.sha256,
            files=submission.files,
            notes=tuple(note.to(self.lang) for note in (*odd_numpy(), *submission.notes)),
        )

    def remarks(self, submissions: Sequence[tuple[str, Path | str]]) -> Sequence[Sequence[Message]]:
        """Give what there is to say of each of some submissions (its name, its path) beside the others."""
        if len(submissions) < MANY or not self.words:
            return [()] * len(submissions)
        from autograder.grading.shared_answers import NOT_COMPARED, remarks_on_shared

        try:
            return remarks_on_shared(submissions, self.words)
        except Exception as error:  # noqa: BLE001 -- what is a note for a person must not take anybody's grade away
            said = NOT_COMPARED(error=one_line(f"{type(error).__name__}: {error}"))
            return [(said,)] * len(submissions)

    def grade_all(
        self, paths: Sequence[Path | str], jobs: int = 1, done: Callable[[Report], None] | None = None
    ) -> Iterator[Report]:
        """Grade many as `graded_all` does, and give their reports."""
        return (graded.report for graded in self.graded_all(paths, jobs, done))

    def graded_all(
        self,
        paths: Sequence[Path | str],
        jobs: int = 1,
        done: Callable[[Report], None] | None = None,
        remarks: Sequence[Sequence[Message]] | None = None,
    ) -> Iterator[Graded]:
        """Grade many, `jobs` at a time; they come in the order of `paths`, `done` hears of each as it is ready.

        `remarks` are what there is to say of each beside the others, if that is known already.
        If it is broken off, by Ctrl-C or because `done` raised, what is running is ended with the sandbox.
        """
        from concurrent.futures import ThreadPoolExecutor

        stopped = threading.Event()
        ids = ids_of(paths)

        def one(path: Path | str, id_: str, said: Sequence[Message]) -> Graded:
            graded = self.graded(path, id_, said)
            if done is not None and not stopped.is_set():
                done(graded.report)
            return graded

        pool = ThreadPoolExecutor(max_workers=jobs)
        try:
            if remarks is None:
                remarks = self.remarks([(last_part(str(path)), path) for path in paths])
            yield from pool.map(one, paths, ids, remarks)
        except BaseException:
            stopped.set()  # what is cut short here is nobody's grade
            self.sandbox.close()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def share_of(left: float, later: int) -> float:
    """Give the seconds that an exercise may take of those left, where so many others come later.

    One that sleeps leaves half of the time to the others, and each of them has its shortest: all take no more than is left.
    """
    shortest = min(SHORTEST, max(left, 0.0) / (later + 1))
    return max((left - later * shortest) / 2, shortest)


def grader_report(course: Course, seed: int, *, secret: bool = False) -> GraderReport:
    """Say what grades: learners' code runs with the same Python and numpy as this."""
    return GraderReport(__version__, course.sha256, seed, platform.python_version(), np.__version__, secret)


def odd_numpy() -> tuple[Message, ...]:
    """Say so where learners' code runs with a numpy that may grade otherwise than the course's."""
    said = other_numpy(np.__version__)
    return () if said is None else (said,)


def fresh_seed() -> int:
    """Draw a seed that nobody can guess."""
    import secrets

    return secrets.randbits(SEED_BITS)


def _told_of_faults(submission: SubmissionReport, exercises: Sequence[ExerciseReport], lang: Lang) -> SubmissionReport:
    """Note, where it is seen first, on which checks the grader itself failed."""
    failed = [f"{one.id} “{check.title}”" for one in exercises for check in one.checks if by_fault(check.evidence)]
    if not failed:
        return submission
    note = CHECKS_FAILED(checks=", ".join(failed)).to(lang)
    return replace(submission, notes=(note, *submission.notes))


def _wanted(entry: ExerciseFolder) -> Wanted:
    functions = tuple(function.name for function in entry.exercise.functions)
    return Wanted(functions, statements(entry.stub_text("en")))


def _words(question: Question) -> tuple[str, ...]:
    from autograder.quiz.variants import drawn

    return tuple(drawn(question, "").prompt.to(lang) for lang in LANGUAGES)
