"""`autograder review`: what went wrong on an earlier day, asked again in two minutes."""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from autograder.cli.arguments import folder_at
from autograder.cli.problem import Problem
from autograder.cli.standing import needs_workspace, remember, today
from autograder.cli.streams import cells
from autograder.course.course import course
from autograder.i18n.language import Lang, Text, as_text
from autograder.i18n.sanitize import one_line
from autograder.judging.mistake_names import NAMES
from autograder.judging.model import Exercise, Mistake
from autograder.quiz.answers import Answers
from autograder.quiz.ask import ask_quiz
from autograder.quiz.parse import Question, parse_questions
from autograder.quiz.parse_answers import Given
from autograder.quiz.question_model import LETTERS, Choice, LettersKey, Option
from autograder.workspace.progress_file import Progress, ProgressError, ReviewItem, read_progress
from autograder.workspace.spaced_review import answered, due

OFFERED = 4  # mistakes to choose from
SHOWN = 100  # characters of a call

NOTHING_DUE = Text(en="Nothing is due today.", pt="Não há nada para rever hoje.")
NEXT_ON = Text(en="The next comes back on {day}.", pt="O próximo volta em {day}.")
NOTHING_YET = Text(
    en="What goes wrong in `check` and `quiz` comes back here a day later, then after three, seven and twenty-one days.",
    pt="O que dá errado em `check` e `quiz` volta aqui um dia depois, e então após três, sete e vinte e um dias.",
)
WHICH_MISTAKE = Text(
    en="In {exercise}, an earlier version of your code was called as `{call}`. It gave {got}, where {right} is right. Which mistake was in it?",
    pt="Em {exercise}, uma versão anterior do seu código foi chamada como `{call}`. Ela deu {got}, e o certo é {right}. Qual era o erro?",
)
OTHER_MISTAKE = Text(en="That mistake would give other numbers.", pt="Esse erro daria outros números.")
GONE = Text(
    en="{count} items are no longer in this version of the course and were taken off the list.",
    pt="{count} itens não existem mais nesta versão do curso e saíram da lista.",
)
DONE = Text(
    en="Right at once: {right} of {count}. Those move on to a later day; the others come back tomorrow.",
    pt="Certas de primeira: {right} de {count}. Essas vão para um dia mais distante; as outras voltam amanhã.",
)


def run(options: argparse.Namespace) -> int:
    """Ask what is due today: quiz questions with new numbers, and mistakes to be recognised. No answer is handed in."""
    folder, lang = folder_at(options.dir), options.lang
    needs_workspace(folder)
    try:
        progress = read_progress(folder)
    except ProgressError as error:
        raise Problem(error.message, status=1) from None
    items = due(progress, today())
    asked = [(item, question) for item in items if (question := _question(item, today())) is not None]
    progress = _without_unknown(progress, items, [item for item, _ in asked], lang)
    if not asked:
        _say_when(progress, lang)
        remember(folder, progress, lang)
        return 0
    ended = ask_quiz(
        [question for _, question in asked],
        Answers(learner=today().isoformat()),  # the numbers are drawn anew for the day
        say=print,
        read=lambda: input("> "),
        save=_nowhere,
        lang=lang,
        width=cells(),
    )
    for item, question in asked:
        if question.id in {*ended.right, *ended.missed}:
            progress = answered(progress, item, today(), right=question.id in ended.right)
    remember(folder, progress, lang)
    print(DONE(right=len(ended.right), count=len(ended.right) + len(ended.missed)).to(lang))
    return 0


def _nowhere(question: str, value: Given) -> None:
    """Keep no answer: what is handed in stands in answers.toml, and this is practice."""


def _question(item: ReviewItem, day: date) -> Question | None:
    """Give the question that an item is asked by; None where this version of the course knows it no longer."""
    if item.kind == "question":
        return next((one for one in parse_questions(course().questions) if one.id == item.id and not one.graded), None)
    entry = next((entry for entry in course().exercises if entry.id == item.exercise), None)
    return None if entry is None else mistake_question(entry.exercise, item, day)


def mistake_question(exercise: Exercise, item: ReviewItem, day: date) -> Question | None:
    """Ask which mistake of an exercise gave a result: the one that was made, among three others of the same checks.

    None where the exercise has no such mistake, or too few others.
    """
    known = {mistake.id: mistake for check in exercise.checks for mistake in check.mistakes}
    names = {id_: NAMES.get(id_) or mistake.name for id_, mistake in known.items()}
    there = [id_ for id_, name in names.items() if name is not None]
    if item.id not in there or len(there) < 2:  # noqa: PLR2004 -- one to choose, one to reject
        return None
    chance = random.Random(f"{item.id} {day.isoformat()}")  # noqa: S311 -- an order that is another every day
    others = chance.sample([id_ for id_ in there if id_ != item.id], min(OFFERED, len(there)) - 1)
    shown = [item.id, *others]
    chance.shuffle(shown)
    letters = dict(zip(LETTERS, shown, strict=False))
    why = {letter: _why(known[id_], right=id_ == item.id) for letter, id_ in letters.items()}
    right = tuple(letter for letter, id_ in letters.items() if id_ == item.id)
    options = tuple(Option(letter, name) for letter, id_ in letters.items() if (name := names[id_]) is not None)
    call, got, expected = (one_line(text, SHOWN) for text in (item.call, item.got, item.right))
    prompt = as_text(WHICH_MISTAKE(exercise=exercise.id, call=call, got=got, right=expected))
    return Question(
        f"{exercise.id}.{item.id}", exercise.id, "", 1, False, prompt, Choice(options, LettersKey(right, why))
    )


def _why(mistake: Mistake, *, right: bool) -> Text:
    return mistake.why if right else OTHER_MISTAKE


def _without_unknown(
    progress: Progress, items: Sequence[ReviewItem], known: Sequence[ReviewItem], lang: Lang
) -> Progress:
    gone = [item for item in items if item not in known]
    if not gone:
        return progress
    print(GONE(count=len(gone)).to(lang))
    return replace(progress, review=tuple(item for item in progress.review if item not in gone))


def _say_when(progress: Progress, lang: Lang) -> None:
    print(NOTHING_DUE.to(lang))
    if progress.review:
        print(NEXT_ON(day=min(item.due for item in progress.review).isoformat()).to(lang))
    else:
        print(NOTHING_YET.to(lang))
