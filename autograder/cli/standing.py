"""Where a learner stands, read from a workspace: its files, what is remembered of their checks, and the quiz's answers."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path

from autograder.cli.problem import Problem
from autograder.cli.writing import option_typed
from autograder.course.course import Course, course
from autograder.course.exercise_folder import ExerciseFolder, NotBuiltError
from autograder.i18n.language import LANGUAGES, Lang, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.report import ExerciseReport, Report
from autograder.submission.names import QUIZ
from autograder.submission.submission_model import LIMITS
from autograder.workspace.language_line import ANSWERS
from autograder.workspace.next_step import Desk, Standing, State
from autograder.workspace.progress_file import (
    Checked,
    Progress,
    ProgressError,
    ReviewItem,
    is_workspace,
    read_progress,
    save_progress,
)
from autograder.workspace.spaced_review import due, to_come_back

MOST_BYTES = 64_000_000  # of a file that is compared with its stub; a submission's notebook may be as large
MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")

NO_WORKSPACE = Text(
    en="{dir} is no workspace of the course (it has no answers.toml). To make one there: autograder start{where}",
    pt="{dir} não é uma pasta de trabalho do curso (não tem answers.toml). Para criar uma ali: autograder start{where}",
)


def today() -> date:
    """Give the day by the learner's own clock."""
    return datetime.now().astimezone().date()


def needs_workspace(folder: Path) -> None:
    """See that this is a workspace. Raises `Problem`, and nothing was written."""
    if not is_workspace(folder):
        where = "" if folder == Path() else f" {option_typed(folder).removeprefix(' --dir ')}"
        raise Problem(NO_WORKSPACE(dir=one_line(str(folder.resolve())), where=where))


def remembered(folder: Path, lang: Lang) -> Progress | None:
    """Give what the workspace remembers; None, with a word on the screen, where that cannot be read."""
    try:
        return read_progress(folder)
    except ProgressError as error:
        print(f"autograder: {error.message.to(lang)}", file=sys.stderr)
        return None


def remember(folder: Path, progress: Progress, lang: Lang) -> None:
    """Write what is to be remembered; where that fails, a word on the screen is all that it costs."""
    try:
        save_progress(folder, progress)
    except ProgressError as error:
        print(f"autograder: {error.message.to(lang)}", file=sys.stderr)


def desk_at(folder: Path, progress: Progress, course_: Course | None = None) -> Desk:
    """Read where one stands in a workspace. What was changed since its last check is to be checked again."""
    entries = (course_ or course()).exercises
    return Desk(
        standings=tuple(_standing(folder, entry, progress.checked.get(entry.id)) for entry in entries),
        due=len(due(progress, today())),
        count_questions=partial(open_questions, folder),
    )


def after_check(folder: Path, progress: Progress, report: Report) -> Progress:
    """Remember what a check has shown: what each exercise came to, and the known mistakes, which come back."""
    for exercise in report.exercises:
        source = code_identity(folder / exercise.file) if exercise.file else ""
        if source and (exercise.status != "not_attempted" or not _is_stub(exercise.id, source)):
            progress = progress.with_checked(exercise.id, _checked(exercise, source))
    return to_come_back(progress, _mistakes(report.exercises), today())


def _checked(exercise: ExerciseReport, source: str) -> Checked:
    failing = next((check.id for check in exercise.checks if check.status != "passed"), "")
    return Checked(today(), exercise.status, exercise.score, exercise.max_score, exercise.file or "", source, failing)


def _mistakes(exercises: Iterable[ExerciseReport]) -> Sequence[ReviewItem]:
    """Give each known mistake that was made, with the smallest call that shows it."""
    found: dict[tuple[str, str], ReviewItem] = {}
    for exercise in exercises:
        for check in exercise.checks:
            shown = check.evidence.get("counterexample")
            if check.diagnosis and isinstance(shown, Mapping):
                call, got, right = (one_line(str(shown.get(key, "")), 300) for key in ("call", "got", "expected"))
                item = ReviewItem("mistake", str(check.diagnosis["mistake"]), today(), 0, exercise.id, call, got, right)
                found.setdefault((exercise.id, item.id), item)
    return tuple(found.values())


def _standing(folder: Path, entry: ExerciseFolder, checked: Checked | None) -> Standing:
    names = [f"{entry.number}_{entry.id}.py", f"{entry.number}_{entry.id}.ipynb"]
    started = [name for name in names if (found := code_identity(folder / name)) and found not in _stubs(entry)]
    elsewhere = [checked.file] if checked and checked.file not in names and code_identity(folder / checked.file) else []
    file = (started or elsewhere or names)[0]
    if not started and not elsewhere:
        return Standing(entry, "not_started", file)
    if checked is None or checked.file != file or checked.source != code_identity(folder / file):
        return Standing(entry, "not_checked", file)
    state: State = "not_started" if checked.status == "not_attempted" else checked.status
    return Standing(entry, state, file, checked)


def code_identity(path: Path) -> str:
    """Identify the code in a script, or in the code cells of a notebook; "" if there is none that can be read.

    What a notebook has printed, and when it was run, makes no difference.
    """
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return ""
        data = path.read_bytes()
    except (OSError, ValueError):
        return ""
    return _identity(data, notebook=path.suffix == ".ipynb")


def _identity(data: bytes, *, notebook: bool) -> str:
    if notebook:
        with contextlib.suppress(ValueError, TypeError, KeyError, RecursionError):
            cells = [cell["source"] for cell in json.loads(data)["cells"] if cell["cell_type"] == "code"]
            text = "\n".join("".join(source) for source in cells)
            data = "\n".join(line for line in text.split("\n") if line.strip() not in MARKERS).encode(errors="replace")
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def _is_stub(exercise: str, source: str) -> bool:
    return any(source in _stubs(entry) for entry in course().exercises if entry.id == exercise)


@lru_cache(maxsize=64)
def _stubs(entry: ExerciseFolder) -> frozenset[str]:
    found = set()
    for lang in LANGUAGES:
        with contextlib.suppress(NotBuiltError):
            found.add(_identity(entry.stub_text(lang).encode(), notebook=False))
            found.add(_identity(entry.notebook_text(lang).encode(), notebook=True))
    return frozenset(found)


def open_questions(folder: Path) -> tuple[int, int]:
    """Count the questions without an answer in answers.toml and quiz.ipynb, and those whose practice answer is wrong."""
    from autograder.quiz.answers import read_answers
    from autograder.quiz.merge import collected, score_collected
    from autograder.quiz.parse import parse_questions
    from autograder.submission.answer_cells import answered_in

    questions = parse_questions(course().questions)
    texts = dict(_texts(folder, (ANSWERS, QUIZ)))
    answers = read_answers(texts.get(ANSWERS, b"").decode(errors="replace"))
    cells = [(name, data) for name, data in texts.items() if name == QUIZ]
    found, _ = answered_in(cells, [question.id for question in questions], LIMITS)
    scored = score_collected(questions, None, collected(questions, answers, found), "en")
    statuses = [question.status for question in scored.questions]
    return statuses.count("unanswered"), statuses.count("wrong")


def _texts(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        with contextlib.suppress(OSError):
            if (folder / name).is_file() and (folder / name).stat().st_size <= MOST_BYTES:
                yield name, (folder / name).read_bytes()
