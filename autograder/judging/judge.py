"""From outcomes to a verdict: first the type, then the shape, then the values; the diagnosis only on failure.

What names mistakes is loaded then, too: a right submission waits for none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.judging.compare import Comparison, compare, is_right, parts_of
from autograder.judging.failed_calls import shown_call, verdict_on_failure
from autograder.judging.model import Case, Check, Exercise, Expected, Mistake, Verdict
from autograder.judging.numbers import NotNumbers, Numbers, as_numbers, described
from autograder.sandbox.protocol.calls import Outcome, Raised, Returned, Value

PASSED = Text(en="right; cases judged: {cases}", pt="correto; casos avaliados: {cases}")
TUPLE_WHY = Text(
    en="`{function}` returned {what}, where {count} values are expected: ({names})",
    pt="`{function}` devolveu {what}, e são esperados {count} valores: ({names})",
)
TUPLE_HELP = Text(
    en="End with `return {names}`, in this order.",
    pt="Termine com `return {names}`, nesta ordem.",
)
TOGETHER_WHY = Text(
    en="not judged: `{function}` gives its values together, and in some call they did not all come back; see “{first}”",
    pt="não avaliado: `{function}` devolve os valores juntos, e em alguma chamada eles não vieram todos; veja “{first}”",
)
TOGETHER_HELP = Text(
    en="Mend that one first; this one is judged as soon as the values come back.",
    pt="Corrija aquele primeiro; este será avaliado assim que os valores chegarem.",
)
VALUE_WHY = Text(en="`{function}`, {name}: {why}", pt="`{function}`, {name}: {why}")
SHAPE_WHY = Text(
    en="`{function}`: {name} has shape {got}, and {expected} is expected",
    pt="`{function}`: {name} tem formato (shape) {got}, e o esperado é {expected}",
)
FINITE_WHY = Text(
    en="`{function}`: {name}{index} is {got}, not a finite number",
    pt="`{function}`: {name}{index} é {got}, que não é um número finito",
)
FINITE_HELP = Text(
    en="NaN and infinity come from dividing by zero, from a logarithm of zero, or from exp of a large number. Which of them is on this path?",
    pt="NaN e infinito surgem de divisão por zero, logaritmo de zero ou exp de um número grande. Qual deles está nesse caminho?",
)
WRONG_WHY = Text(
    en="`{function}`: {name}{index} is {got:.7g}, and {expected:.7g} is right (± {tolerance:.1g}); wrong entries: {wrong} of {size}",
    pt="`{function}`: {name}{index} é {got:.7g}, e o certo é {expected:.7g} (± {tolerance:.1g}); entradas erradas: {wrong} de {size}",
)
WRONG_NUMBER_WHY = Text(
    en="`{function}`: {name} is {got:.12g}, and {expected:.12g} is right (± {tolerance:.1g})",
    pt="`{function}`: {name} é {got:.12g}, e o certo é {expected:.12g} (± {tolerance:.1g})",
)
AGAIN_WHY = Text(
    en="{why}. The same call was right the first time",
    pt="{why}. A mesma chamada deu certo na primeira vez",
)
AGAIN_HELP = Text(
    en="The second answer depends on the first call: something is kept between calls (a global, a default list, a `+=`). Start from new arrays in every call.",
    pt="A segunda resposta depende da primeira chamada: algo fica guardado entre elas (variável global, lista padrão, um `+=`). Comece com arrays novos a cada chamada.",
)
CHANGED_WHY = Text(
    en="`{function}` changed what it was given: {name}",
    pt="`{function}` alterou o que recebeu: {name}",
)
ALSO_CHANGED_WHY = Text(
    en="{why}. The function also changed what it was given: {name}",
    pt="{why}. A função também alterou o que recebeu: {name}",
)
EARLIER_WHY = Text(
    en="calling `{function}` again changed the array that an earlier call had returned",
    pt="chamar `{function}` de novo alterou o array que uma chamada anterior tinha devolvido",
)
EARLIER_HELP = Text(
    en="The array that is returned is written into again by the next call. Make a new one in every call.",
    pt="O array devolvido é reescrito pela chamada seguinte. Crie um novo a cada chamada.",
)
ROUGH_REMARK = Text(
    en="{name} is right to six or seven digits only, as float32 is; float64 gives about fifteen (finite differences in place of a derivation look like this too)",
    pt="{name} está certo só até seis ou sete dígitos, como em float32; float64 dá uns quinze (diferenças finitas no lugar de uma derivação também ficam assim)",
)
SHAPE_REMARK = Text(
    en="{name} has shape {got}; a gradient has the shape of its variable, here {expected}",
    pt="{name} tem formato (shape) {got}; um gradiente tem o formato da sua variável, aqui {expected}",
)
WHOLE_REMARK = Text(
    en="{name} has dtype {dtype}; integers were asked for",
    pt="{name} tem dtype {dtype}; aqui se pedem inteiros",
)
DEPRECATIONS = ("DeprecationWarning", "PendingDeprecationWarning", "FutureWarning")  # no matter of the exercise
WARNED_REMARK = Text(en="Python warned: {warning}", pt="o Python avisou: {warning}")
NAMED_REMARK = Text(en="{name}: {remark}", pt="{name}: {remark}")


@frozen(eq=False)
class Found:
    """What one case showed: a problem, or nothing but remarks."""

    rationale: Message | None = None
    help: Message | None = None
    evidence: dict[str, Any] | None = None
    remarks: tuple[Message, ...] = ()
    changed: bool = False  # the numbers are right, an argument is not as it was
    mistake: Mistake | None = None  # that the kind of the value alone gives away


NOTHING_FOUND = Found()


def judge_values(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge every outcome against what its case expects; the first problem decides.

    `outcomes` may be shorter than `cases` when the last one ended the run of calls. What a call lacks as a whole is
    said once, by the first check of its plan; the others then wait for that one.
    """
    first = _first_of_plan(exercise, check)
    remarks: dict[str, Message] = {}
    done = list(zip(cases, outcomes, strict=False))
    for case, outcome in done:
        if case.remark is not None and (
            not isinstance(outcome, Returned)
            or outcome.warnings
            or _inspect(exercise, check, case, outcome).rationale is not None
        ):
            remarks[case.remark.en] = case.remark()
    judged = [(case, outcome) for case, outcome in done if case.remark is None]
    cases, outcomes = [case for case, _ in judged], [outcome for _, outcome in judged]
    changed: Verdict | None = None  # the numbers come first: only where all are right is this what costs the check
    for case, outcome in judged:
        if check.id != first.id and not _part_is_there(check, case, outcome):  # a judge may pass on a changed copy
            return Verdict("waiting", TOGETHER_WHY(function=case.call.function, first=first.title), TOGETHER_HELP())
        if not isinstance(outcome, Returned):
            if changed is not None and isinstance(outcome, Raised):  # writing into an argument is what raises, too
                return replace(changed, changed_only=False)
            return _diagnosed(exercise, check, cases, outcomes, verdict_on_failure(exercise, case.call, outcome))
        found = _inspect(exercise, check, case, outcome)
        if found.rationale is not None:
            failed = Verdict("failed", found.rationale, found.help or check.help(), evidence=found.evidence or {})
            if found.changed:
                changed = changed or _with_change_named(check, failed)
            elif changed is not None and _cut_in_place(case, outcome):
                return replace(changed, changed_only=False)  # an array of integers, written into, cuts what it is given
            else:
                return _diagnosed(exercise, check, cases, outcomes, failed, found.mistake)
        for remark in found.remarks:  # one of a kind is enough
            remarks.setdefault(_kind(remark), remark)
    if changed is not None:
        return changed
    return Verdict("passed", PASSED(cases=len(cases)), remarks=tuple(remarks.values()))


def _diagnosed(
    exercise: Exercise,
    check: Check,
    cases: Sequence[Case],
    outcomes: Sequence[Outcome],
    failed: Verdict,
    known: Mistake | None = None,
) -> Verdict:
    from autograder.judging.diagnose import diagnose, named

    return named(failed, known) if known else diagnose(exercise, check, cases, outcomes, failed)


def _with_change_named(check: Check, failed: Verdict) -> Verdict:
    from autograder.judging.diagnose import diagnose_change

    return diagnose_change(check, failed)


def _kind(remark: Message) -> str:
    """Tell remarks apart by what they say, not by which value they say it of."""
    inner = remark.values.get("remark")
    if isinstance(inner, Message):
        return inner.text.en
    return remark.to("en") if remark.text is WARNED_REMARK else remark.text.en


def _first_of_plan(exercise: Exercise, check: Check) -> Check:
    """The first check that judges the same calls: it speaks for what concerns a call as a whole."""
    return next(other for other in exercise.checks if other.plan is check.plan)


def _part_is_there(check: Check, case: Case, outcome: Outcome) -> bool:
    """Whether the call gave the values that the check picks its part from (unwritten functions are no matter here)."""
    if isinstance(outcome, Returned):
        return parts_of(check, outcome.value, case.expected) is not None
    return isinstance(outcome, Raised) and outcome.kind == "NotImplementedError"


def _inspect(exercise: Exercise, check: Check, case: Case, outcome: Returned) -> Found:
    function = case.call.function
    parts = parts_of(check, outcome.value, case.expected)
    beside = outcome.changed or outcome.earlier_changed or outcome.warnings
    if not beside and parts is not None and all(_nothing_to_say(value, expected) for value, expected in parts):
        return NOTHING_FOUND
    evidence: dict[str, Any] = {"function": function, "call": shown_call(exercise, case.call)}
    if parts is None:
        from autograder.judging.diagnose import NOTHING_RETURNED

        assert isinstance(case.expected, tuple)  # noqa: S101 -- parts_of says None for tuples only
        names = ", ".join(part.name for part in case.expected)
        why = TUPLE_WHY(function=function, what=described(outcome.value), count=len(case.expected), names=names)
        nothing = NOTHING_RETURNED if outcome.value is None and not case.call.via_driver else None
        return Found(why, TUPLE_HELP(names=names), evidence, mistake=nothing)
    remarks: list[Message] = []
    for value, expected in parts:
        found = _inspect_value(function, value, expected, evidence)
        if found.rationale is not None:
            if not case.call.via_driver:  # what a driver reports is not what a function returned
                from autograder.judging.diagnose import known_by_kind

                mistake = known_by_kind(value, expected, alone=isinstance(case.expected, Expected))
                found = replace(found, mistake=mistake)
            if case.repeated:
                found = Found(AGAIN_WHY(why=found.rationale), AGAIN_HELP(), evidence)
            return _with_change(exercise, case, outcome, found)
        remarks.extend(found.remarks)
    remarks.extend(WARNED_REMARK(warning=one) for one in outcome.warnings if not one.startswith(DEPRECATIONS))
    found_beside = _side_effects(exercise, check, case, outcome, evidence)
    return found_beside or Found(remarks=tuple(remarks))


def _nothing_to_say(value: Value, expected: Expected) -> bool:
    """Whether a value is right without a remark, which most are: figures on it are worked out only if it is not."""
    numbers = as_numbers(value)
    if isinstance(numbers, NotNumbers) or (numbers.remarks and not expected.list_ok):
        return False
    return not (expected.integral and np.dtype(numbers.dtype).kind not in "iu") and is_right(numbers.array, expected)


def _inspect_value(function: str, value: Value, expected: Expected, evidence: dict[str, Any]) -> Found:
    numbers = as_numbers(value)
    if isinstance(numbers, NotNumbers):
        return Found(VALUE_WHY(function=function, name=expected.name, why=numbers.why), numbers.help, evidence)
    return _compare(function, numbers, expected, evidence)


def _compare(function: str, numbers: Numbers, expected: Expected, evidence: dict[str, Any]) -> Found:
    array, name, shape = numbers.array, expected.name, expected.value.shape
    evidence |= {"value": name, "got_shape": list(array.shape), "expected_shape": list(shape)}
    remarks = [NAMED_REMARK(name=name, remark=remark) for remark in numbers.remarks if not expected.list_ok]
    if array.shape != shape:
        if array.shape not in expected.accepted_shapes:
            return Found(SHAPE_WHY(function=function, name=name, got=array.shape, expected=shape), None, evidence)
        remarks.append(SHAPE_REMARK(name=name, got=array.shape, expected=shape))
        array = array.reshape(shape)
    comparison = compare(array, expected)
    evidence |= _figures(comparison, array.size)
    if not comparison.loose:
        return _wrong(function, name, comparison, array.size, evidence)
    if not comparison.right:
        remarks.append(ROUGH_REMARK(name=name))
    if expected.integral and np.dtype(numbers.dtype).kind not in "iu":
        remarks.append(WHOLE_REMARK(name=name, dtype=numbers.dtype))
    return Found(remarks=tuple(remarks))


def _wrong(function: str, name: str, comparison: Comparison, size: int, evidence: dict[str, Any]) -> Found:
    index = str(list(comparison.index)) if comparison.index else ""
    if index and " " in name.rpartition("⇒ ")[2].replace(", ", ","):  # a formula: the index is of all of it
        name = f"({name})"
    if not np.isfinite(comparison.got):
        why = FINITE_WHY(function=function, name=name, index=index, got=comparison.got)
        return Found(why, FINITE_HELP(), evidence)
    template = WRONG_WHY if index else WRONG_NUMBER_WHY
    why = template(
        function=function,
        name=name,
        index=index,
        got=comparison.got,
        expected=comparison.expected,
        tolerance=comparison.tolerance,
        wrong=comparison.wrong,
        size=size,
    )
    return Found(why, None, evidence)


def _figures(comparison: Comparison, size: int) -> dict[str, Any]:
    return {
        "index": list(comparison.index),
        "got": comparison.got,
        "expected": comparison.expected,
        "tolerance": comparison.tolerance,
        "wrong": comparison.wrong,
        "size": size,
    }


def _with_change(exercise: Exercise, case: Case, outcome: Returned, found: Found) -> Found:
    """Say beside what is wrong that arguments were changed, too: often the numbers are wrong because of that."""
    names = _changed(exercise, case, outcome)
    if not names or case.call.via_driver:  # a driver's arguments are not the function's own
        return found
    return replace(found, rationale=ALSO_CHANGED_WHY(why=found.rationale, name=names))


def _changed(exercise: Exercise, case: Case, outcome: Returned) -> str:
    """Name the arguments that are not as they were."""
    parameters = exercise.function(case.call.function).parameters
    return ", ".join(parameters[position] for position in outcome.changed if position < len(parameters))


def _cut_in_place(case: Case, outcome: Returned) -> bool:
    """Whether an array of integers was written into."""
    args = case.call.args
    written = [args[at] for at in outcome.changed if at < len(args)]
    return any(isinstance(arg, np.ndarray) and arg.dtype.kind in "iu" for arg in written)


def _side_effects(
    exercise: Exercise, check: Check, case: Case, outcome: Returned, evidence: dict[str, Any]
) -> Found | None:
    """What a call did beside returning; checks that share the call do not all lose their points for it."""
    if check.id != _first_of_plan(exercise, check).id:
        return None
    function = case.call.function
    names = _changed(exercise, case, outcome)
    if names:
        return Found(CHANGED_WHY(function=function, name=names), None, evidence | {"changed": names}, changed=True)
    if outcome.earlier_changed:
        return Found(EARLIER_WHY(function=function), EARLIER_HELP(), evidence)
    return None
