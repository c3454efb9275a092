"""`check` and `hint` in a notebook; what the calls returned is kept beside the verdicts: the wrong entries are shown from it."""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import ModuleType

from autograder.course.course import course
from autograder.frozen import frozen
from autograder.grading.build_report import exercise_report
from autograder.grading.grade_path import checked_seed
from autograder.grading.heat_maps import Recorded, with_drawings
from autograder.grading.pictures import own_network
from autograder.grading.run_checks import run_checks
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.exception_messages import unless_fault
from autograder.judging.model import Exercise, Verdict, planned
from autograder.judging.report import ExerciseReport
from autograder.notebook.differences import differences, source_of_function
from autograder.notebook.display import Shown, as_asked, code, exercise_named, graded_here, language, line
from autograder.notebook.saved_notebook import history, not_compiled, python_of
from autograder.render import labels
from autograder.render.html import html_exercise
from autograder.render.outline import Line, Style
from autograder.render.plots import Network
from autograder.render.terminal import plain_exercise
from autograder.sandbox import InProcess
from autograder.sandbox.protocol.calls import Call, Outcome, Session, TimedOut


class Interruptible(Recorded):
    """A session in a notebook: a call that is interrupted has no answer, and its function is not called again."""

    def __init__(self, session: Session) -> None:
        """Pass every call on to `session`."""
        super().__init__(session)
        self.stopped: dict[str, Outcome] = {}  # what was interrupted, by function

    def asked(self, call: Call) -> Outcome:
        """Call one function, unless it was interrupted before."""
        begun = time.monotonic()
        try:
            return self.stopped.get(call.function) or super().asked(call)
        except KeyboardInterrupt:  # the learner's way out of an endless loop: nothing else limits time here
            self.stopped[call.function] = TimedOut(round(time.monotonic() - begun, 1), "wall")
            return self.stopped[call.function]


OTHERS_WRITE = Text(en="see how others write it: ", pt="veja como outros escrevem: ")
OWN_QUESTIONS = Text(en="questions about your own code: ", pt="perguntas sobre o seu próprio código: ")
NO_FUNCTION = Text(
    en="`{given}` is no function of {exercise}; hand in globals(), or one of: {functions}",
    pt="`{given}` não é uma função de {exercise}; passe globals(), ou uma destas: {functions}",
)


@frozen
class Checked:
    """What a check of one exercise came to; a notebook shows it as HTML, anything else as text."""

    report: ExerciseReport
    lang: Lang
    network: Network | None = None

    @property
    def score(self) -> int:
        """The points earned."""
        return self.report.score

    @property
    def max_score(self) -> int:
        """The points there are."""
        return self.report.max_score

    def __repr__(self) -> str:
        """Explain in plain text."""
        return plain_exercise(self.report, self.lang).rstrip("\n")

    def _repr_html_(self) -> str:
        return html_exercise(self.report, self.lang, self.network, tuple(self._below()))

    def _below(self) -> Iterator[Line]:
        """Give what can be run next: a hint, or after a pass what the passing code opens."""
        id_, words = self.report.id, as_asked(self.lang)
        if self.report.status == "passed":
            for name, lead in (("solution", OTHERS_WRITE), ("explain", OWN_QUESTIONS)):
                yield code(f'from autograder import {name}; {name}("{id_}", globals(){words})', lead.to(self.lang))
        elif self.report.status != "not_attempted":
            yield code(f'from autograder import hint; hint("{id_}"{words})', labels.HINT.to(self.lang))


def check(
    target: str,
    namespace: Mapping[str, object] | ModuleType | Callable[..., object],
    *,
    lang: str | None = None,
    seed: int | None = None,
) -> Checked | float:
    """Check the functions of the exercise `target` in this very process, as a notebook does.

    `namespace` is where the functions are, as `globals()` or a module; or one of the functions, which is then checked
    by itself. Nothing is isolated here and no time limit holds: the result is advice, not a grade. Raises ValueError
    for an unknown exercise or language, for a function that is none of the exercise's, and for a seed that is none.

    While nbgrader runs the notebook, what there is to say is printed and the points are returned, as the float from
    which nbgrader takes partial credit.
    """
    words = language(lang)
    exercise = exercise_named(target, words)
    drawn = checked_seed(seed, words)
    names = _names(namespace, exercise, words)
    if names is not namespace and callable(namespace):
        exercise = _only(exercise, next(iter(names)), drawn)
    asked = tuple(function.name for function in exercise.functions if function.name in names)
    session = Interruptible(InProcess(_compiled(names, exercise), driver=exercise.driver))
    with warnings.catch_warnings():  # learners' own are told as remarks; any other is no matter of theirs
        warnings.simplefilter("ignore")  # and on standard error it would cost them a cell that nbgrader grades
        verdicts = run_checks(exercise, drawn, session)
    if not all(verdict.status == "passed" for verdict in verdicts):
        verdicts = unless_fault(partial(_told_of_source, exercise, names, verdicts), verdicts)
    if not graded_here():
        verdicts = unless_fault(partial(with_drawings, exercise, drawn, verdicts, session), verdicts)
    nothing: tuple[Message, ...] = ()
    notes = unless_fault(partial(differences, exercise, asked, _home_of(names), cells=not graded_here()), nothing)
    report = exercise_report(exercise, verdicts, words, notes=notes, printed=session.printed)
    if graded_here():
        sys.stdout.write(plain_exercise(report, words))
        return float(report.score)
    draws = exercise.own_network if not session.stopped else None
    network = own_network(draws, InProcess(names), drawn) if draws else None
    return Checked(report, words, network)


def _compiled(names: Mapping[str, object], exercise: Exercise) -> Mapping[str, object]:
    """Leave out the functions whose newest version is no Python: what an older one did is no news of it."""
    broken = not_compiled(history(), [function.name for function in exercise.functions])
    return {name: value for name, value in names.items() if name not in broken} if broken else names


def _told_of_source(
    exercise: Exercise, names: Mapping[str, object], verdicts: tuple[Verdict, ...]
) -> tuple[Verdict, ...]:
    """Say of what went wrong where the source gives the mistake away: what ran here, or that of the functions themselves."""
    from autograder.grading.grade_exercise import told_of_source  # seldom needed

    ran = [python_of(source) for source in history()]
    asked = [names[function.name] for function in exercise.functions if function.name in names]
    return told_of_source(exercise, [*ran, *(source_of_function(one) for one in asked)], verdicts)


def _names(namespace: object, exercise: Exercise, lang: Lang) -> Mapping[str, object]:
    if isinstance(namespace, Mapping):
        return namespace
    if isinstance(namespace, ModuleType):
        return vars(namespace)
    asked = [function.name for function in exercise.functions]
    name = getattr(namespace, "__name__", None)
    if not callable(namespace) or name not in asked:
        given = one_line(name if isinstance(name, str) else ascii(namespace), 60)
        raise ValueError(NO_FUNCTION(given=given, exercise=exercise.id, functions=", ".join(asked)).to(lang))
    return {name: namespace}


def _home_of(names: Mapping[str, object]) -> Mapping[str, object]:
    """Give the namespace that functions look their names up in: that of a single function is its module's."""
    if len(names) == 1:
        home = getattr(next(iter(names.values())), "__globals__", names)
        return home if isinstance(home, Mapping) else names
    return names


def _only(exercise: Exercise, function: str, seed: int) -> Exercise:
    """Give the exercise with the checks of one function alone; what they need of other functions is not asked for."""
    calls = {check.id: planned(exercise, check.plan, seed)[0].call.function for check in exercise.checks}
    kept = tuple(
        replace(
            check,
            needs=tuple(need for need in check.needs if calls[need] == function),
            uses=tuple(used for used in check.uses if calls[used] == function),
        )
        for check in exercise.checks
        if calls[check.id] == function
    )
    return replace(exercise, checks=kept)


NAME = Text(en="Hints for {id}", pt="Dicas para {id}")
HEAD = Text(en="hint {number} of {count}: ", pt="dica {number} de {count}: ")
MORE = Text(en="one more: ", pt="mais uma: ")
LAST = Text(en="That was the last one. Read again: {texts}.", pt="Essa foi a última. Releia: {texts}.")
BACK = Text(
    en="It builds on {before}: if that does not pass yet, go back there first.",
    pt="Este exercício depende de {before}: se isso ainda não passa, volte lá primeiro.",
)
NO_NUMBER = Text(
    en="hints are counted from 1; {given} is no such number",
    pt="as dicas são contadas a partir de 1; {given} não é um número assim",
)

_given: dict[str, int] = {}  # hints that this process has shown, by exercise


def hint(target: str, number: int | None = None, *, lang: str | None = None) -> Shown | None:
    """Show the next hint for an exercise, or its first `number`; under nbgrader nothing.

    Raises ValueError for an unknown exercise or language, and for a number below 1.
    """
    words = language(lang)
    exercise = exercise_named(target, words)
    if number is not None and (isinstance(number, bool) or not isinstance(number, int) or number < 1):
        raise ValueError(NO_NUMBER(given=ascii(number)[:20]).to(words))
    if graded_here():  # what a graded cell shows last is its points
        return None
    wanted = _given.get(exercise.id, 0) + 1 if number is None else number
    shown = min(wanted, len(exercise.hints))
    _given[exercise.id] = max(shown, _given.get(exercise.id, 0))
    return Shown(tuple(_lines(exercise, shown, words)), words, NAME(id=exercise.id).to(words))


def _lines(exercise: Exercise, shown: int, lang: Lang) -> Iterator[Line]:
    """Give the hints so far, the newest last, and how to go on."""
    count = len(exercise.hints)
    for number, text in enumerate(exercise.hints[:shown], 1):
        style: Style = "text" if number == shown else "faint"
        yield line(text.to(lang), HEAD(number=number, count=count).to(lang), style=style)
    if shown < count:
        yield code(f'hint("{exercise.id}"{as_asked(lang)})', MORE.to(lang))
        return
    texts = exercise.reading.to(lang) if exercise.reading else ", ".join(exercise.texts)
    yield line(LAST(texts=texts).to(lang))
    before = [f"{entry.number} {entry.id}" for entry in course().exercises if entry.id in exercise.after]
    if before:
        yield line(BACK(before=", ".join(before)).to(lang))
