"""The answers of one submission, collected from all the places that hold some, and scored. Pure.

What answers.toml says counts. A question that it leaves open is answered by the cell of the quiz's own notebook, and
one that no cell answers by a line `quiz.answer(...)`.

An answer is judged by the numbers that its own document showed. The notebook is the same for everybody, so what stands
in its cells is judged by nobody's numbers, whoever the learner of answers.toml is; `quiz.answer` asks by answers.toml,
and so its lines are judged as if they stood there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Protocol

from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.report import QuizReport
from autograder.quiz.answers import NAMED, Answers
from autograder.quiz.judge_answers import score_quiz
from autograder.quiz.parse_answers import Given, NotUnderstood, understood
from autograder.quiz.question_model import Key, Question
from autograder.quiz.variants import drawn

TAKEN = Text(
    en="Answers that do not stand in answers.toml were taken from {places}.",
    pt="As respostas que não estão no answers.toml vieram de {places}.",
)
COUNTED = Text(en="{place} (questions: {count})", pt="{place} (questões: {count})")
AND = Text(en="{before} and {last}", pt="{before} e {last}")
COMMA = Text(en="{before}, {last}", pt="{before}, {last}")
CELL = Text(en="cells of `{file}`", pt="células de `{file}`")
LINE = Text(en="lines `quiz.answer(…)` in `{file}`", pt="linhas `quiz.answer(…)` em `{file}`")
IN_FILE = Text(en="answers.toml", pt="answers.toml")
IN_CELL = Text(en="the cell in `{file}`", pt="célula em `{file}`")
IN_LINE = Text(en="`quiz.answer(…)` in `{file}`", pt="`quiz.answer(…)` em `{file}`")
DIFFERS = Text(
    en="`{id}` has two answers that differ. Counted: {kept}. Not counted: {other}. Keep one of them.",
    pt="`{id}` tem duas respostas diferentes. Vale: {kept}. Não vale: {other}. Fique com uma só.",
)
MORE_DIFFER = Text(
    en="Further questions with two answers that differ: {count}.",
    pt="Mais questões com duas respostas diferentes: {count}.",
)
OTHER_NUMBERS = Text(
    en="Questions judged by the numbers that the notebook shows, not by those drawn for the learner of answers.toml: {ids}.",
    pt="Questões avaliadas pelos números que o notebook mostra, não pelos sorteados para quem está no answers.toml: {ids}.",
)
ELSEWHERE = Text(en="other files", pt="outros arquivos")
AND_MORE = Text(en="{names} and {count} more", pt="{names} e mais {count}")


class Found(Protocol):
    """An answer that stands in a notebook, as `autograder.submission.submission_model.Answered` has it."""

    @property
    def question(self) -> str:
        """The id of the question."""

    @property
    def value(self) -> object:
        """What is written."""

    @property
    def file(self) -> str:
        """The notebook."""

    @property
    def cell(self) -> bool:
        """Whether it stands in a cell that was handed out for it; else in a line `quiz.answer(...)`."""


def collected(questions: Sequence[Question], answers: Answers, found: Iterable[Found]) -> Answers:
    """Complete the answers of answers.toml by those `found` in notebooks, which come with what weighs most first.

    The notes say where answers were taken from, and which questions are answered twice and not alike.
    """
    of: dict[str, list[Found]] = {}
    for one in found:
        of.setdefault(one.question, []).append(one)
    if not of:
        return answers
    values = dict(answers.values)
    taken: dict[str, Found] = {}
    differing: list[Message] = []
    for question in questions:
        others = [one for one in of.get(question.id, ()) if understood(question, one.value) is not None]
        kept: Found | None = None
        if others and understood(question, values.get(question.id)) is None:
            kept = taken[question.id] = others.pop(0)
            values[question.id] = kept.value
        differing += _differing(question, values.get(question.id), kept, others, answers.learner)
    cells = frozenset(id_ for id_, one in taken.items() if one.cell)
    notes = (*answers.notes, *_taken(taken), *_few(differing), *_other_numbers(questions, cells, answers.learner))
    return replace(answers, values=values, notes=notes, cells=cells)


def score_collected(questions: Sequence[Question], key: Key | None, answers: Answers, lang: Lang) -> QuizReport:
    """Score answers as `score_quiz` does, those in cells by the numbers and in the spelling of their notebook."""
    if not answers.cells:
        return score_quiz(questions, key, answers, lang)
    parts = [[question for question in questions if (question.id in answers.cells) is cell] for cell in (False, True)]
    cells = {id_: value for id_, value in answers.values.items() if id_ in answers.cells}
    rest = {id_: value for id_, value in answers.values.items() if id_ not in answers.cells}
    reports = [
        score_quiz(parts[0], key, replace(answers, values=rest), lang),
        score_quiz(parts[1], key, Answers(cells), lang, "typed"),
    ]
    by_id = {one.id: one for report in reports for one in report.questions}
    return QuizReport(
        score=sum(report.score for report in reports),
        max_score=sum(report.max_score for report in reports),
        questions=tuple(by_id[question.id] for question in questions),
        notes=tuple(note for report in reports for note in report.notes),
    )


def _differing(
    question: Question, value: object, kept: Found | None, others: Sequence[Found], learner: str
) -> Iterator[Message]:
    """Say of the first of the other answers that is another one; to other numbers another answer is right."""
    counted = understood(question, value)
    for other in others:
        if _numbers(kept, learner) != _numbers(other, learner) and drawn(question, learner) != drawn(question, ""):
            continue
        if _differ(counted, understood(question, other.value)):
            yield DIFFERS(id=question.id, kept=_place(kept), other=_place(other))
            return


def _numbers(one: Found | None, learner: str) -> str:
    return "" if one is not None and one.cell else learner


def _differ(one: Given | NotUnderstood | None, other: Given | NotUnderstood | None) -> bool:
    return not isinstance(other, NotUnderstood) and one != other


def _place(one: Found | None) -> Message:
    if one is None:
        return IN_FILE()
    return (IN_CELL if one.cell else IN_LINE)(file=one_line(one.file, 80))


def _taken(taken: Mapping[str, Found]) -> Iterator[Message]:
    counts = Counter((not one.cell, one.file) for one in taken.values())
    if counts:
        named = sorted(counts)[:NAMED]
        places = [
            COUNTED(place=(LINE if line else CELL)(file=one_line(file, 80)), count=counts[line, file])
            for line, file in named
        ]
        if len(counts) > NAMED:
            places.append(COUNTED(place=ELSEWHERE, count=len(taken) - sum(counts[place] for place in named)))
        *before, last = places
        yield TAKEN(places=AND(before=_listed(before), last=last) if before else last)


def _listed(places: Sequence[Message]) -> Message:
    return reduce(lambda before, last: COMMA(before=before, last=last), places)


def _few(differing: Sequence[Message]) -> Iterator[Message]:
    yield from differing[:NAMED]
    if len(differing) > NAMED:
        yield MORE_DIFFER(count=len(differing) - NAMED)


def _other_numbers(questions: Sequence[Question], cells: frozenset[str], learner: str) -> Iterator[Message]:
    ids = [
        f"`{question.id}`"
        for question in questions
        if question.id in cells and question.draw and drawn(question, learner) != drawn(question, "")
    ]
    names: object = ", ".join(ids[:NAMED])
    if len(ids) > NAMED:
        names = AND_MORE(names=names, count=len(ids) - NAMED)
    if ids:
        yield OTHER_NUMBERS(ids=names)
