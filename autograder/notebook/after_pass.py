"""What the learner's own passing code opens: the sealed solution, and questions about the code. In a notebook and in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from autograder.course.course import course, find
from autograder.course.exercise_folder import ExerciseFolder
from autograder.course.sealed_solution import SealError, Solution, unseal
from autograder.grading.own_question import OwnQuestion
from autograder.grading.pipeline import fresh_seed
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.notebook.check_functions import Checked, check
from autograder.notebook.differences import wanted_of
from autograder.notebook.display import Shown, exercise_named, graded_here, language, line
from autograder.notebook.saved_notebook import saved_notebook
from autograder.render.columns import wrapped
from autograder.render.outline import GAP, Line

WIDTH = 72  # of what is printed in a notebook, beside its files

NONE_HERE = Text(
    en="this install has no solution of {id} to show: the course staff left it out, or the exercise has none",
    pt="esta instalação não tem solução de {id} para mostrar: a equipe do curso a retirou, ou o exercício não tem uma",
)
DAMAGED = Text(
    en="{file}: {why}; install the package again",
    pt="{file}: {why}; instale o pacote de novo",
)
NOT_YET = Text(
    en="The solution of {id} is shown once your own code passes, and it does not yet:",
    pt="A solução de {id} aparece quando o seu próprio código passa, e ele ainda não passa:",
)
NO_QUESTIONS_YET = Text(
    en="Questions about your code are asked once it passes, and it does not yet:",
    pt="As perguntas sobre o seu código vêm quando ele passa, e ele ainda não passa:",
)
REFERENCE = Text(en="{number} · {title}: a solution", pt="{number} · {title}: uma solução")
ANOTHER = Text(en="Another way. {title}", pt="Outro jeito. {title}")
YOURS = Text(
    en="Yours passes too. If it looks different, ask yourself what each of them makes easy to see.",
    pt="O seu código também passa. Se ele é diferente, pense no que cada um deixa fácil de ver.",
)
NO_QUESTION = Text(
    en="No question can be made of this code: none of its calls gave a number, a shape or a line to ask about within 5 s.",
    pt="Não dá para fazer perguntas com este código: nenhuma chamada deu um número, um shape ou uma linha sobre os quais perguntar em 5 s.",
)
BEGIN = Text(
    en="About your own code; nothing of it is graded. Type an answer and press Enter; {end} ends it.",
    pt="Sobre o seu próprio código; nada vale nota. Digite uma resposta e tecle Enter; {end} encerra.",
)
AN_EMPTY_ONE = Text(en="an empty one", pt="uma resposta vazia")
RIGHT = Text(en="Right.", pt="Certo.")
NOT_SO = Text(en="Not so. It is {right}.", pt="Não é isso. É {right}.")
DONE = Text(en="Right: {right} of {count}.", pt="Certas: {right} de {count}.")
NOT_SAVED = Text(
    en="Save the notebook first, with this exercise in it: the questions are about the cells as they are saved.",
    pt="Antes, salve o notebook com este exercício: as perguntas são sobre as células como estão salvas.",
)


class NoSolutionError(Exception):
    """There is no solution to show; `message` says why."""

    def __init__(self, message: Message) -> None:
        """Remember what to say."""
        super().__init__(message.to("en"))
        self.message = message


def opened(entry: ExerciseFolder, lang: Lang) -> Solution:
    """Open the sealed solution, for one whose code passes. Raises `NoSolutionError` where there is none."""
    try:
        return unseal(entry.id, entry.sealed_file.read_bytes())[lang]
    except FileNotFoundError:
        raise NoSolutionError(NONE_HERE(id=entry.id)) from None
    except SealError as error:
        raise NoSolutionError(DAMAGED(file=one_line(str(entry.sealed_file)), why=error.message)) from None


def solution_shown(entry: ExerciseFolder, solution: Solution, lang: Lang) -> Iterator[Line]:
    """Give the solution, why it looks so, and other ways."""
    yield Line("head", REFERENCE(number=entry.number, title=entry.exercise.title).to(lang))
    yield from (GAP, Line("code", solution.code), GAP, Line("text", solution.discussion))
    for other in solution.others:
        yield from (GAP, Line("head", ANOTHER(title=other.title).to(lang)), GAP, Line("code", other.code))
    yield from (GAP, Line("text", YOURS.to(lang)))


def solution(target: str, namespace: Mapping[str, object], *, lang: str | None = None) -> Shown | Checked | None:
    """Show the solution of an exercise if the functions in `namespace` (`globals()`) pass, else what is to be mended.

    Under nbgrader nothing happens. Raises ValueError for an unknown exercise or language.
    """
    words, entry = language(lang), _entry(target, language(lang))
    if graded_here():
        return None
    try:
        found = opened(entry, words)
    except NoSolutionError as error:
        return Shown((line(error.message.to(words)),), words, entry.id)
    checked = _not_passed(entry, namespace, words, NOT_YET(id=entry.id))
    return checked or Shown(tuple(solution_shown(entry, found, words)), words, entry.id)


def explain(target: str, namespace: Mapping[str, object], *, lang: str | None = None) -> Shown | Checked | None:
    """Ask up to three questions about the saved code of an exercise if the functions in `namespace` pass.

    Under nbgrader nothing happens. Raises ValueError for an unknown exercise or language.
    """
    words, entry = language(lang), _entry(target, language(lang))
    if graded_here():
        return None
    checked = _not_passed(entry, namespace, words, NO_QUESTIONS_YET())
    if checked is not None:
        return checked
    saved = saved_notebook(namespace, entry.id, wanted_of(entry.exercise), Path.cwd())
    if saved is None:
        return Shown((line(NOT_SAVED.to(words)),), words, entry.id)
    from autograder.grading.own_code import own_questions  # seldom needed
    from autograder.sandbox import Sandbox

    with Sandbox() as sandbox:
        questions = own_questions(entry.exercise, saved.cells, sandbox, fresh_seed())
    try:
        ask(questions, words, WIDTH, AN_EMPTY_ONE.to(words))
    except NotImplementedError:  # nobody can type here: a notebook that is run from its beginning to its end
        return Shown(tuple(line(question.prompt.to(words)) for question in questions), words, entry.id)
    return None


def ask(questions: Sequence[OwnQuestion], lang: Lang, width: int, end: str) -> None:
    """Ask the questions one after the other, say what is right, and count; `end` is what ends it before."""

    def say(message: Message) -> None:
        sys.stdout.write("".join(f"{one}\n" for one in wrapped(message.to(lang), width)))

    if not questions:
        say(NO_QUESTION())
        return
    say(BEGIN(end=end))
    right = asked = 0
    for question in questions:
        sys.stdout.write("\n")
        say(question.prompt)
        try:
            typed = input("> ")
        except (EOFError, KeyboardInterrupt):
            sys.stdout.write("\n")
            break
        if not typed.strip() and end == AN_EMPTY_ONE.to(lang):
            break
        asked += 1
        if question.is_right(typed):
            right += 1
            say(RIGHT())
        else:
            say(NOT_SO(right=question.answer(lang)))
    sys.stdout.write("\n")
    say(DONE(right=right, count=asked))


def _entry(target: str, lang: Lang) -> ExerciseFolder:
    exercise_named(target, lang)
    found = find(course(), str(target))
    if found is None:
        raise ValueError(target)
    return found


def _not_passed(entry: ExerciseFolder, namespace: Mapping[str, object], lang: Lang, why: Message) -> Checked | None:
    """Check the functions; give what came of it if something does not pass, after saying what that means."""
    checked = check(entry.id, namespace, lang=lang)
    if not isinstance(checked, Checked) or checked.report.status == "passed":
        return None
    sys.stdout.write(f"{why.to(lang)}\n")
    return checked
