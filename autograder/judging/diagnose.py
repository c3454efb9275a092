"""Naming the mistake: by an exception, by the kind of a returned value, or by the one known formula that gives the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from autograder.i18n.language import Message, Text
from autograder.judging.budget import FORMULA, explained, remarked, spend
from autograder.judging.compare import alike, kept_prediction, parts_of, prediction, with_constant
from autograder.judging.exception_messages import unless_fault
from autograder.judging.model import Case, Check, Diagnosis, Exercise, Expected, Mistake, Verdict
from autograder.judging.numbers import NONE_HELP, Numbers, as_numbers
from autograder.judging.pattern_model import Pattern
from autograder.judging.patterns import pattern_of
from autograder.judging.raised_mistakes import (
    DIAGNOSED,
    LEFT_NONE,
    NO_DEFAULT,
    error_text,
    fits,
    known_everywhere,
    leaves_out,
)
from autograder.sandbox.protocol.calls import Outcome, Raised, Returned, Value

NOTHING_RETURNED = Mistake(
    "nothing-returned",
    why=Text(
        en="Whatever the function computes, nothing of it comes back.",
        pt="O que quer que a função calcule, nada disso é devolvido.",
    ),
    next=NONE_HELP,
)
SEVERAL_RETURNED = Mistake(
    "several-values-returned",
    why=Text(
        en="You return several things, and one is asked for: the gradient or value itself, without a cache or steps of the way beside it.",
        pt="Você devolve várias coisas, e o enunciado pede uma só: o próprio valor ou gradiente, sem um cache ou passos intermediários ao lado.",
    ),
    next=Text(
        en="Commas after `return` make a tuple. Which one of its entries is the answer?",
        pt="Vírgulas depois do `return` formam uma tupla. Qual das entradas dela é a resposta?",
    ),
)


def known_by_kind(value: Value, expected: Expected, *, alone: bool) -> Mistake | None:
    """Find the mistake that a wrong value shows by its kind; `alone` if the call is to give nothing beside it."""
    if value is None:
        return NOTHING_RETURNED if alone else LEFT_NONE
    if alone and isinstance(value, tuple) and len(value) > 1 and _holds_more_than(value, expected):
        return SEVERAL_RETURNED
    return None


def _holds_more_than(value: tuple[Value, ...], expected: Expected) -> bool:
    """Whether the answer, or what has its shape, is an entry of the tuple, and not the tuple itself."""
    shapes = (expected.value.shape, *expected.accepted_shapes)
    whole = as_numbers(value)
    if isinstance(whole, Numbers) and whole.array.shape in shapes:
        return False
    read = [as_numbers(entry) for entry in value]
    return any(isinstance(entry, Numbers) and entry.array.shape in shapes for entry in read)


BY_EXCEPTION = 0.9  # an exception's text says less than numbers do
CHANGED_ARGUMENT = Mistake(
    "argument-modified-in-place",
    why=Text(
        en="The numbers are right, but an argument was written into: whoever uses it afterwards computes with other numbers.",
        pt="Os números estão certos, mas um argumento foi alterado: quem o usar depois vai calcular com outros números.",
    ),
    next=Text(
        en="`x += …`, `x[...] = …` and out= write into the caller's array. Make a new one (`x = x + …`, `x.copy()`).",
        pt="`x += …`, `x[...] = …` e out= escrevem no array de quem chamou. Crie um novo (`x = x + …`, `x.copy()`).",
    ),
    in_place=True,
)


def diagnose(
    exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome], verdict: Verdict
) -> Verdict:
    """Add the diagnosis to a failed verdict, if exactly one known mistake explains it; on a tie, say nothing.

    A fault of ours in looking for it leaves the verdict as it is, and so does a budget that is used up.
    """
    found = partial(_diagnosed, exercise, check, cases, outcomes, verdict)
    return explained(partial(unless_fault, found, verdict), partial(remarked, verdict))


def _diagnosed(
    exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome], verdict: Verdict
) -> Verdict:
    last = outcomes[-1]
    if verdict.status == "error" and isinstance(last, Raised):
        found = _by_exception(exercise, check, cases[len(outcomes) - 1], last)
        confidence = BY_EXCEPTION
    elif verdict.status == "failed":  # a later call may have raised all the same: it is not what was judged
        returned = [outcome for outcome in outcomes if isinstance(outcome, Returned)]
        found = [
            fitting for one in check.mistakes if one.formula and (fitting := _fitting(one, check, cases, returned))
        ]
        confidence = len(returned) / len(outcomes)
    else:
        return verdict
    if not found and verdict.status == "failed":
        pattern = pattern_of(exercise, check, cases, outcomes)
        return verdict if pattern is None else _told(verdict, pattern, confidence)
    if len({mistake.id for mistake in found}) != 1:  # several formulas may stand for one mistake
        return verdict
    told = named(verdict, found[0], confidence)
    return replace(told, diagnosis=Diagnosis(found[0], confidence, tuple(found)))


def _by_exception(exercise: Exercise, check: Check, case: Case, raised: Raised) -> list[Mistake]:
    """Find the mistakes that an exception gives away: the check's own before those of whatever exercise."""
    own = [mistake for mistake in check.mistakes if fits(mistake, error_text(raised))]
    if own:
        return own
    if leaves_out(raised, case.call, exercise.function(case.call.function).parameters):
        return [NO_DEFAULT]
    return known_everywhere(raised, driven=bool(case.call.via_driver))


def diagnose_change(check: Check, verdict: Verdict) -> Verdict:
    """Name the mistake of a call that returned the right numbers and changed an argument."""
    mistake = next((mistake for mistake in check.mistakes if mistake.in_place), CHANGED_ARGUMENT)
    return replace(named(verdict, mistake), changed_only=True)


def named(verdict: Verdict, mistake: Mistake, confidence: float = 1.0) -> Verdict:
    """Say of a failed verdict which mistake it is; the help becomes the mistake's own, and no pattern is told."""
    help_ = DIAGNOSED(why=mistake.why, next=mistake.next)
    evidence = {key: value for key, value in verdict.evidence.items() if key != "pattern"}
    return replace(verdict, diagnosis=Diagnosis(mistake, confidence), help=help_, evidence=evidence)


def _told(verdict: Verdict, pattern: Pattern, share: float) -> Verdict:
    """Tell a pattern as help; only where it stands beside a known mistake's own numbers, that is named."""
    evidence = {**verdict.evidence, "pattern": {"id": pattern.id, "confidence": pattern.confidence, **pattern.figures}}
    help_: Message = DIAGNOSED(why=pattern.why, next=pattern.next)
    diagnosis = None if pattern.beside is None else Diagnosis(pattern.beside, pattern.confidence * share)
    return replace(verdict, evidence=evidence, help=help_, diagnosis=diagnosis)


def _fitting(mistake: Mistake, check: Check, cases: Sequence[Case], outcomes: Sequence[Returned]) -> Mistake | None:
    """Give the mistake if its formula gives the learner's numbers in every case; with the learner's own constant in it."""
    fitting = mistake if mistake.constant is None else with_constant(mistake, cases, [one.value for one in outcomes])
    if fitting is None:
        return None
    for case, outcome in zip(cases, outcomes, strict=False):
        spend(FORMULA)
        wrong = kept_prediction(fitting, case) if fitting is mistake else prediction(fitting, case)
        if isinstance(wrong, tuple):
            got = list(outcome.value) if isinstance(outcome.value, list | tuple) else []
            pairs = list(zip(got, wrong, strict=False)) if len(got) >= len(wrong) else []
        else:
            pairs = [(value, wrong) for value, _ in parts_of(check, outcome.value, case.expected) or ()]
        if not pairs or not all(_same(value, formula) for value, formula in pairs):
            return None
    return fitting


def _same(got: Value, wrong: Value) -> bool:
    one, other = as_numbers(got), as_numbers(wrong)
    return isinstance(one, Numbers) and isinstance(other, Numbers) and alike(one.array, other.array)
