"""Where a learner stands in a workspace, and the one next step, which always exists. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.model import Exercise
from autograder.workspace.progress_file import Checked

# Words that stand in titles and hints alike and say nothing of what a check is about.
COMMON = frozenset({"with", "from", "that", "every", "where", "value", "against", "numeric", "same", "once", "called"})

State = Literal["not_started", "not_checked", "passed", "partial", "failed"]

MEND = Text(en="mend “{check}” in {file}", pt="corrigir “{check}” em {file}")
BACK = Text(
    en="go back to {before} ({title}), on which {id} builds",
    pt="voltar a {before} ({title}), de que {id} depende",
)
CHECK = Text(en="check what you have written in {file}", pt="conferir o que você escreveu em {file}")
START = Text(
    en="open {file} (“{title}”, about {minutes} minutes). Read before: {reading}",
    pt="abrir {file} (“{title}”, cerca de {minutes} minutos). Leia antes: {reading}",
)
QUIZ = Text(
    en="the quiz: questions not answered, or not right yet: {count}",
    pt="o quiz: questões sem resposta, ou ainda não certas: {count}",
)
REVIEW = Text(
    en="repeat what went wrong on an earlier day (due today: {count})",
    pt="rever o que deu errado num dia anterior (para hoje: {count})",
)
HAND_IN = Text(
    en="everything passes and every question is answered: hand in this folder, as it is or as a .zip",
    pt="está tudo certo e todas as questões têm resposta: entregue esta pasta, como está ou em um .zip",
)


class Entry(Protocol):
    """An exercise of the course, as `autograder.course.exercise_folder.ExerciseFolder` has it: loaded when asked for."""

    @property
    def number(self) -> str:
        """Its number, with its zero."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def exercise(self) -> Exercise:
        """The exercise itself."""


@frozen
class Standing:
    """One exercise: its file in the workspace, and what it came to at its last check, if that code is still there."""

    entry: Entry
    state: State
    file: str
    checked: Checked | None = None

    @property
    def id(self) -> str:
        """The exercise's id."""
        return self.entry.id

    @property
    def exercise(self) -> Exercise:
        """The exercise itself."""
        return self.entry.exercise


@dataclass(frozen=True)
class Desk:
    """A workspace as a whole: the exercises in order, and how many items are due today.

    The questions without a right answer are counted when they are asked about: a check that leads to the next exercise
    need not wait for the quiz, nor for exercises that are not next.
    """

    standings: tuple[Standing, ...]
    due: int
    count_questions: Callable[[], tuple[int, int]]

    @cached_property
    def questions(self) -> tuple[int, int]:
        """How many questions have no answer yet, and how many a wrong one."""
        return self.count_questions()

    @property
    def open_questions(self) -> int:
        """How many questions are open."""
        return sum(self.questions)

    @property
    def quiz_command(self) -> str:
        """The command that asks open questions; those with a wrong answer are asked with --wrong alone."""
        unanswered, _ = self.questions
        return "autograder quiz" if unanswered else "autograder quiz --wrong"

    @property
    def score(self) -> int:
        """The points at the last checks of what is still there unchanged."""
        return sum(one.checked.score for one in self.standings if one.checked and not one.exercise.extra)


@frozen
class Step:
    """What to do next, and the command for it; of an exercise that fails, `hinted` is the one to ask a hint for."""

    message: Message
    command: str = ""
    exercise: str = ""
    hinted: str = ""


def next_step(desk: Desk, *, at: str = "", after: str = "") -> Step:
    """Choose the next step: mend what fails, check what was written, start what comes next, the quiz, the review.

    With `at`, the id of the exercise that is looked at, it is that one until it passes. With `after`, one that has just
    passed, what follows it comes before what was left behind.
    """
    passed = {one.id for one in desk.standings if one.state == "passed"}
    for one in desk.standings:
        if one.id == at and one.state != "passed":
            return _step_of(one, desk, passed)
    for state in ("failed", "partial", "not_checked", "not_started"):
        found = [one for one in desk.standings if one.state == state]
        if found:
            return _step_of(_following(found, desk, after, passed) or found[0], desk, passed)
    if desk.open_questions:
        return Step(QUIZ(count=desk.open_questions), desk.quiz_command)
    if desk.due:
        return Step(REVIEW(count=desk.due), "autograder review")
    return Step(HAND_IN())


def _following(found: Sequence[Standing], desk: Desk, after: str, passed: set[str]) -> Standing | None:
    """Give the first of some exercises that stands behind `after`, if all that it builds on passes.

    Without one it is the first of all: nothing builds on what comes later, so one exercise is loaded, or two.
    """
    ids = [one.id for one in desk.standings]
    behind = ids[ids.index(after) + 1 :] if after in ids else []
    first = next((one for one in found if one.id in behind), None)
    return first if first is not None and set(first.exercise.after) <= passed else None


def _step_of(one: Standing, desk: Desk, passed: set[str]) -> Step:
    id_ = one.id
    command = f"autograder check {id_}"
    match one.state:
        case "not_checked":
            return Step(CHECK(file=one_line(one.file)), command, id_)
        case "not_started":
            reading = one.exercise.reading or ", ".join(one.exercise.texts)
            values = {"title": one.exercise.title, "minutes": one.exercise.minutes, "reading": reading}
            return Step(START(file=one_line(one.file), **values), command, id_)
        case _:
            before = next((other for other in desk.standings if other.id in {*one.exercise.after} - passed), None)
            if before is not None:
                message = BACK(before=before.id, title=before.exercise.title, id=id_)
                return Step(message, f"autograder check {before.id}", before.id)
            return Step(MEND(check=failing_title(one), file=one_line(one.file)), command, id_, hinted=id_)


def failing_title(one: Standing) -> Text | str:
    """Give the title of the check that failed first."""
    id_ = one.checked.failing if one.checked else ""
    return next((check.title for check in one.exercise.checks if check.id == id_), id_)


def fitting_hint(exercise: Exercise, failing: str, shown: Collection[int]) -> int | None:
    """Choose the hint (from 1) to show next: of those not shown, the one that shares most words with the failing check.

    Where none shares any, or nothing fails yet, it is the first; hints go from a nudge to almost the answer. None where
    all were shown.
    """
    left = [number for number in range(1, len(exercise.hints) + 1) if number not in shown]
    if not left:
        return None
    check = next((check for check in exercise.checks if check.id == failing), None)
    about = _words(f"{check.id} {check.title.en}") if check else frozenset()
    return max(left, key=lambda number: (len(about & _words(exercise.hints[number - 1].en)), -number))


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[A-Za-z]\w{3,}", text.replace("_", " "))
    return frozenset(word.lower().rstrip("s") for word in found) - COMMON
