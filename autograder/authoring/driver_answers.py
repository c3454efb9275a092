"""What goes between checks and learners' code in plain values: functions and arrays, and answers that a driver tells of.

Answers are read as numbers by the exercise, and judged by the usual judge.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from autograder.authoring.catalogue import Catalogue
from autograder.authoring.known_mistakes import known
from autograder.i18n.language import Message, Text, said
from autograder.judging.diagnose import named
from autograder.judging.failed_calls import shown_call
from autograder.judging.judge import AGAIN_HELP, AGAIN_WHY, judge_values
from autograder.judging.model import Case, Check, Exercise, Judge, Verdict
from autograder.judging.numbers import NONE_HELP, NONE_WHY, Numbers, as_numbers, described, read_numbers
from autograder.sandbox.protocol.calls import Array, BadQuestion, Callback, Outcome, Raised, Returned, Value


def number_function(
    name: str, shape: tuple[int, ...], function: Callable[[Array], float], source: str = ""
) -> Callback:
    """Make a callback of `function`, which maps an array of `shape` to a float; shape `()` stands for a plain number.

    It takes whatever reads as real numbers of that shape: numbers, arrays, (nested) lists. Its answer may be infinite
    or NaN, as numpy's would be, and it never warns. Anything else raises `BadQuestion`, whose text is in both languages,
    since it crosses to the learner's process as the text of an exception. `source` is the function as a lambda.
    """
    en = f"an array of shape {shape}" if shape else "one number"
    pt = f"um array de shape {shape}" if shape else "um número"

    def asked(*args: Value) -> float:
        if len(args) != 1:
            raise BadQuestion("TypeError", f"{name} takes one argument, not {len(args)} / recebe um argumento só")
        numbers = read_numbers(args[0])
        if not isinstance(numbers, Numbers):
            what = described(args[0])
            got_en, got_pt = said(what, "en"), said(what, "pt-BR")
            raise BadQuestion("TypeError", f"{name} takes {en}, not {got_en} / recebe {pt}, e não {got_pt}")
        got = numbers.array.shape
        if got != shape:
            raise BadQuestion("ValueError", f"{name} takes {en}, not shape {got} / recebe {pt}, e não shape {got}")
        with np.errstate(all="ignore"):
            return float(function(numbers.array))

    return Callback(name, asked, source, shape)


def arrays_in(value: Value) -> list[Array | None]:
    """Read the parts of a returned list or tuple as arrays, None for a part that is no numbers; [] of anything else."""
    parts = map(as_numbers, value if isinstance(value, list | tuple) else ())
    return [part.array if isinstance(part, Numbers) else None for part in parts]


class Answer(NamedTuple):
    """What came back, as numbers to judge; `shown` is how the library writes it, where that says more."""

    value: Value
    shown: str = ""
    remark: Message | None = None


class Problem(NamedTuple):
    """Why what came back is nothing with numbers to judge."""

    why: Message
    help: Message | None = None
    mistake: str = ""  # its id


Read = Callable[[Case, Value], Answer | Problem]


def judge_driver_answers(texts: Catalogue, read: Read) -> Judge:
    """Judge by numbers whatever `read` finds numbers in; the first problem decides, of whichever kind it is.

    A driver tells of a plain value as ["plain", value]. The catalogue has two texts for this judge: "nothing-why" for
    None (function, why), and "returned-why" for wrong numbers of what is shown otherwise (function, shown, and name, got
    and expected as in the judge's own).
    """
    nothing, returned = texts.text("nothing-why"), texts.text("returned-why")

    def judge(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
        answers: list[Answer] = []
        judged: list[Outcome] = []
        problem: Problem | None = None
        for case, outcome in zip(cases, outcomes, strict=False):
            answer = _answer(nothing, read, case, outcome)
            if isinstance(answer, Problem):
                problem = answer
                break
            answers.append(answer)
            judged.append(_told(outcome, answer))
        for case, answer, outcome in zip(cases, answers, judged, strict=False):
            if judge_values(exercise, check, [case], [outcome]).status != "passed":
                return _failed(returned, judge_values(exercise, check, cases, judged), case, answer)
        if problem is not None:
            return _verdict(texts, exercise, check, cases[len(judged)], problem)
        verdict = judge_values(exercise, check, cases, judged)
        remarks = {answer.remark.text.en: answer.remark for answer in reversed(answers) if answer.remark}
        return replace(verdict, remarks=(*verdict.remarks, *remarks.values()))

    return judge


def _answer(nothing: Text, read: Read, case: Case, outcome: Outcome) -> Answer | Problem:
    if not isinstance(outcome, Returned):
        return Answer(None)
    match outcome.value:
        case ["plain", None]:
            return Problem(nothing(function=case.call.function, why=NONE_WHY), NONE_HELP())
        case value:
            return read(case, value)


def _told(outcome: Outcome, answer: Answer) -> Outcome:
    """Put the answer's numbers in the place of what the driver said; messages of libraries may be broken into lines."""
    match outcome:
        case Returned():
            return replace(outcome, value=answer.value)
        case Raised(message=message):
            return replace(outcome, message=" ".join(message.split()))
    return outcome


def _failed(returned: Text, verdict: Verdict, case: Case, answer: Answer) -> Verdict:
    """Say what was returned beside its numbers, and write the call as a learner would, without the driver's quotes."""
    evidence = dict(verdict.evidence)
    evidence["call"] = str(evidence.get("call", "")).replace("'", "")
    help_ = verdict.help
    if help_ is not None and "call" in help_.values:
        help_ = Message(help_.text, {**help_.values, "call": evidence["call"]})
    rationale = verdict.rationale
    if answer.shown and "got" in evidence:
        figures = {"name": evidence["value"], "got": evidence["got"], "expected": evidence["expected"]}
        rationale = returned(function=case.call.function, shown=answer.shown, **figures)
        if case.repeated:
            rationale = AGAIN_WHY(why=rationale)
    return replace(verdict, rationale=rationale, help=help_, evidence=evidence)


def _verdict(texts: Catalogue, exercise: Exercise, check: Check, case: Case, problem: Problem) -> Verdict:
    call = shown_call(exercise, case.call).replace("'", "")
    evidence = {"function": case.call.function, "call": call}
    verdict = Verdict("failed", problem.why, problem.help or check.help(), evidence=evidence)
    if case.repeated:
        return replace(verdict, rationale=AGAIN_WHY(why=problem.why), help=AGAIN_HELP())
    return named(verdict, texts.mistake(known(problem.mistake))) if problem.mistake else verdict
