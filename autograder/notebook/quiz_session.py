"""The learner's desk for the quiz in a notebook: the questions as drawn for them, and where their answers are kept.

Answers go into the answers.toml beside the notebook, which is what is graded; one is made where there is none. In a
folder released through nbgrader the quiz's own notebook has a cell for each answer, and what is graded is that cell: a
kernel cannot write it, so the learner is told to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course.course import course
from autograder.frozen import frozen
from autograder.i18n.did_you_mean import did_you_mean
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.notebook.display import line
from autograder.quiz.answers import Answers, read_answers
from autograder.quiz.ask import HEAD, RIGHT, WRONG
from autograder.quiz.judge_answers import judge_answer
from autograder.quiz.parse import parse_questions
from autograder.quiz.parse_answers import Given, NotUnderstood, understood
from autograder.quiz.question_model import (
    IN_ORDER,
    SEVERAL,
    TEXTS,
    Choice,
    Choices,
    Ordering,
    Question,
    Spelling,
    kind_of,
)
from autograder.quiz.variants import drawn
from autograder.render.outline import Line, Style
from autograder.workspace.answers_file import NotSavedError, save_answer
from autograder.workspace.language_line import ANSWERS

MOST_NOTEBOOKS, MOST_BYTES = 60, 2_000_000  # of a folder that is searched for the quiz's own cells

RECORDED = Text(
    en="Recorded; it is judged later, and can be changed until then.",
    pt="Resposta registrada; a correção vem depois, e até lá dá para mudar.",
)
SAVED = Text(
    en="Saved in {file}, beside this notebook; hand it in too.",
    pt="A resposta está salva em {file}, ao lado deste notebook; entregue também esse arquivo.",
)
IN_CELL = Text(
    en="What counts first is the cell below this question in {file}: write the answer there too.",
    pt="O que vale primeiro é a célula abaixo desta questão em {file}: escreva a resposta lá também.",
)
EMPTY = Text(en="There is no answer to judge yet.", pt="Ainda não há resposta para conferir.")
NO_QUESTION = Text(
    en="there is no question {id}{near}. There are the texts {texts}, and the ids in answers.toml",
    pt="não existe a questão {id}{near}. Existem os textos {texts}, e os nomes que estão no answers.toml",
)

_remembered: dict[tuple[Path, str], Given] = {}  # answers of this process that are kept in no file


@frozen
class Reply:
    """What there is to say to an answer; `right` is None where nothing is judged, or nothing was understood."""

    right: bool | None
    messages: tuple[Message, ...]


@dataclass(slots=True)
class Desk:
    """All questions, drawn; the answers so far; the file they are kept in, or the notebooks with a cell for them."""

    questions: Sequence[Question]
    file: Path
    cells: Mapping[str, str]  # question id → the name of the notebook that has a cell for it
    values: dict[str, Given] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()

    def chosen(self, which: str, lang: Lang) -> list[Question]:
        """Give all questions, those of one text, or one by its id. Raises ValueError for anything else."""
        if not which:
            return list(self.questions)
        found = [question for question in self.questions if which in (question.text_source, question.id)]
        if not found:
            ids = [*TEXTS, *(question.id for question in self.questions)]
            near = did_you_mean(str(which), ids)
            raise ValueError(NO_QUESTION(id=one_line(ascii(which), 60), near=near, texts=", ".join(TEXTS)).to(lang))
        return found

    def place(self, question: Question) -> int:
        """Give the question's number, from 1."""
        return 1 + [other.id for other in self.questions].index(question.id)

    def answer(self, question: Question, raw: object, spelling: Spelling = "toml") -> Reply:
        """Judge an answer, or record a graded one, and keep it if it was understood.

        A value in Python is spelled as in TOML; what is typed into a field is not (`spelling`).
        """
        given = understood(question, raw, spelling)
        if given is None:
            return Reply(None, (EMPTY(),))
        if isinstance(given, NotUnderstood):
            return Reply(None, (given.why,))
        self.values[question.id] = given
        kept = self._kept(question, given)
        if question.part.key is None or question.graded:
            return Reply(None, (RECORDED(), kept))
        judged = judge_answer(question, given)
        said = RIGHT(why=judged.why) if judged.right else WRONG(why=judged.nudge)
        return Reply(judged.right, (said, kept))

    def _kept(self, question: Question, given: Given) -> Message:
        """Keep an answer, and say where."""
        notebook = self.cells.get(question.id)
        if notebook is not None and not self.file.exists():
            _remembered[self.file, question.id] = given
            return IN_CELL(file=one_line(notebook))
        try:
            save_answer(self.file, question.id, given)
        except NotSavedError as error:
            _remembered[self.file, question.id] = given
            return error.message
        return SAVED(file=self.file.name)


def open_desk(folder: Path) -> Desk:
    """Lay out the questions with the answers that a folder has; the numbers are those of its answers.toml's learner."""
    file = folder / ANSWERS
    answers = _answers(file)
    questions = [drawn(question, answers.learner) for question in parse_questions(course().questions)]
    desk = Desk(questions, file, _cells(folder, {question.id for question in questions}), notes=answers.notes)
    for question in questions:
        given = understood(question, answers.values.get(question.id))
        if given is None or isinstance(given, NotUnderstood):
            given = _remembered.get((file, question.id))
        if given is not None:
            desk.values[question.id] = given
    return desk


def _answers(file: Path) -> Answers:
    try:
        return read_answers(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):  # none yet; one that cannot be read is told of when an answer is saved
        return Answers()


def _cells(folder: Path, ids: set[str]) -> Mapping[str, str]:
    """Find the cells in which nbgrader takes answers: they carry the question's id as their grade_id."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.ipynb"))[:MOST_NOTEBOOKS]:
        try:
            if path.stat().st_size > MOST_BYTES:
                continue
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            grade_ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue  # somebody's half-saved notebook is no matter of the quiz
        found.update({id_: path.name for id_ in grade_ids if isinstance(id_, str) and id_ in ids})
    return found


PROGRESS = Text(en="Answered: {answered} of {count}.", pt="Respondidas: {answered} de {count}.")


def question_shown(desk: Desk, question: Question, lang: Lang) -> Iterator[Line]:
    """Give the lines that ask a question, options included."""
    yield from prompt_shown(desk, question, lang)
    if isinstance(question.part, Choice | Choices | Ordering):
        for option in question.part.options:
            yield line(option.text.to(lang), f"{option.letter}) ", 4)


def prompt_shown(desk: Desk, question: Question, lang: Lang) -> Iterator[Line]:
    """Give the lines that ask a question, without its options."""
    head = HEAD(
        number=desk.place(question), count=len(desk.questions), kind=kind_of(question, lang), source=question.source
    )
    yield line(head.to(lang), style="faint")
    asked = {Choices: SEVERAL, Ordering: IN_ORDER}.get(type(question.part))
    yield line(question.prompt.to(lang) + (f" {asked.to(lang)}" if asked else ""))


def reply_shown(reply: Reply, lang: Lang) -> Iterator[Line]:
    """Give the lines that reply to an answer."""
    style: Style = "text" if reply.right is None else "good" if reply.right else "half"
    mark = "" if reply.right is None else "✓ " if reply.right else "✗ "
    first, *others = reply.messages
    yield line(first.to(lang), mark, style=style)
    yield from (line(message.to(lang), style="faint") for message in others)


def progress(desk: Desk, due: Sequence[Question], lang: Lang) -> str:
    """Say how many of these questions have an answer."""
    return PROGRESS(answered=sum(question.id in desk.values for question in due), count=len(due)).to(lang)
