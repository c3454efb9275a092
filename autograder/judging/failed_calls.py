"""Verdicts on calls that did not return: raised, too slow, crashed, missing, rejected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.i18n.did_you_mean import nearest, same_words
from autograder.i18n.language import Message, Text, figure
from autograder.judging.exception_messages import error_named, help_on_error, place_in, placed
from autograder.judging.model import Exercise, Verdict
from autograder.sandbox.protocol.calls import (
    Call,
    Callback,
    Crashed,
    Matrix,
    Missing,
    Opaque,
    Outcome,
    Raised,
    Rejected,
    Returned,
    Seeded,
    TimedOut,
    Unmasked,
)

SHOWN_CHARACTERS = 200  # of a list that is written out
SHOWN_ENTRIES = 6  # arrays up to this size are shown with their numbers, larger ones by shape


@lru_cache(maxsize=1024)  # the same calls are made to a whole class
def shown_call(exercise: Exercise, call: Call) -> str:
    """Write a call as a line: numbers where they are few, shapes where they are many."""
    names = exercise.function(call.function).parameters
    parts = [_shown_argument(name, arg) for name, arg in zip(names, call.args, strict=False)]
    return f"{call.function}({', '.join(parts)})"


def _shown_argument(name: str, arg: Any) -> str:  # noqa: ANN401 -- any argument of a call
    match arg:
        case Callback():
            return name or arg.name
        case Seeded():
            return f"{name}=np.random.default_rng({arg.seed})"
        case np.ndarray() if arg.size <= SHOWN_ENTRIES:
            return f"{name}=np.array({_numbers(arg)})"
        case np.ndarray():
            return f"{name}: shape {arg.shape}"
        case Matrix() | Unmasked() | Opaque():
            return name
        case list() | tuple():
            return f"{name}={text}" if len(text := _items(arg)) <= SHOWN_CHARACTERS else f"{name}: {len(arg)} × …"
        case float():
            return f"{name}={arg:.6g}"
        case _:
            return f"{name}={arg!r}"


def _items(items: Sequence[Any]) -> str:
    """Write a list or a tuple on one line, whatever is in it."""
    parts = [_shown_argument("", item).removeprefix("=").removeprefix(": ") for item in items]
    if isinstance(items, list):
        return f"[{', '.join(parts)}]"
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def _numbers(array: np.ndarray[Any, Any]) -> str:
    """Write a small array on one line."""
    return " ".join(np.array2string(array, separator=", ", precision=6).split()).replace("[ ", "[")


NOT_YET = Text(en="`{function}` is not written yet", pt="`{function}` ainda não foi escrita")
NOT_YET_HELP = Text(
    en="Replace `raise NotImplementedError` by your code, then check again.",
    pt="Troque o `raise NotImplementedError` pelo seu código e confira de novo.",
)
RAISED = Text(
    en="`{function}` raised {error}{where}",
    pt="`{function}` gerou {error}{where}",
)
AT = Text(en=" (at {where})", pt=" (na {where})")
LINE_HELP = Text(
    en="The line named above stopped the call. Run that call by itself and look at what each value in the line is.",
    pt="A linha citada acima interrompeu a chamada. Execute só essa chamada e veja o que é cada valor da linha.",
)
CALL_HELP = Text(
    en="It is called as {call}. Are the parameters those of the exercise: {signature}?",
    pt="Ela é chamada assim: {call}. Os parâmetros são os do enunciado: {signature}?",
)
MISSING_WHY = Text(en="there is no function `{name}`", pt="não existe a função `{name}`")
MISSING_SIMILAR = Text(
    en="You have `{similar}`: is it the same one, misspelled? The exercise asks for the name `{name}`.",
    pt="Existe `{similar}`: seria a mesma, com outro nome? O enunciado pede o nome `{name}`.",
)
MISSING_CLASS = Text(
    en="You have `{similar}`, and capitals count: the exercise asks for a function named `{name}`, which stands outside of any class. If `{similar}` is a class, let that function use it.",
    pt="Existe `{similar}`, e maiúsculas contam: o enunciado pede uma função chamada `{name}`, fora de qualquer classe. Se `{similar}` for uma classe, faça essa função usá-la.",
)
MISSING_HELP = Text(
    en="Define `def {signature}:` with exactly this name, outside of any other function or class.",
    pt="Defina `def {signature}:` exatamente com esse nome, fora de qualquer outra função ou classe.",
)
SLOW_CPU = Text(
    en="`{function}` was still computing after {seconds} s of CPU time and was stopped",
    pt="`{function}` ainda estava calculando depois de {seconds} s de CPU e foi interrompida",
)
SLOW_WALL = Text(
    en="`{function}` had not answered after {seconds} s and was stopped",
    pt="`{function}` não tinha respondido depois de {seconds} s e foi interrompida",
)
SLOW_HELP = Text(
    en="Is there a loop whose condition never becomes false? (Limit: {limit} s of CPU time for this exercise, half of what is left for one call.)",
    pt="Há um laço cuja condição nunca fica falsa? (Limite: {limit} s de CPU neste exercício, metade do que resta por chamada.)",
)
CRASHED = Text(
    en="the process ended inside `{function}`: {why}", pt="o processo terminou dentro de `{function}`: {why}"
)
CRASHED_HELP = Text(
    en="The other functions were judged in a fresh process. Run this call by itself and see where it ends, or does not.",
    pt="As outras funções foram avaliadas num processo novo. Execute só essa chamada e veja em que ponto ela para, ou se nunca para.",
)
REJECTED = Text(
    en="the answer of `{function}` was not taken: {why}", pt="a resposta de `{function}` não foi aceita: {why}"
)
REJECTED_HELP = Text(
    en="Return plain numbers, or numpy arrays of them, of the size asked for.",
    pt="Devolva números comuns, ou arrays numpy de números, do tamanho pedido.",
)


def verdict_on_failure(exercise: Exercise, call: Call, outcome: Outcome) -> Verdict:
    """Judge an outcome that is not `Returned`."""
    name = call.function
    function = exercise.function(name)
    signature = f"{name}({', '.join(function.parameters)})"
    line = shown_call(exercise, call)
    evidence: dict[str, Any] = {"function": name, "call": line}

    def error(rationale: Message, help_: Message) -> Verdict:
        return Verdict("error", rationale, help_, evidence=evidence)

    match outcome:
        case Raised(kind="NotImplementedError"):
            return Verdict("not_attempted", NOT_YET(function=name), NOT_YET_HELP(), evidence=evidence)
        case Raised(kind=kind, message=message, where=where):
            evidence["raised"] = error_named(kind, message)
            if (place := place_in(where or "")) is not None:
                evidence["place"] = place
            rationale = RAISED(
                function=name, error=error_named(kind, message), where=AT(where=placed(where)) if where else ""
            )
            return error(rationale, _help_on_raised(outcome, call, line, signature))
        case Missing(defined=defined):
            return error(
                MISSING_WHY(name=name), _help_on_missing(exercise, name, defined) or MISSING_HELP(signature=signature)
            )
        case TimedOut(seconds=seconds, clock=clock):
            slow = SLOW_CPU if clock == "cpu" else SLOW_WALL
            return error(slow(function=name, seconds=figure(seconds)), SLOW_HELP(limit=exercise.cpu_seconds))
        case Crashed(why=why):
            return error(CRASHED(function=name, why=why), CRASHED_HELP())
        case Rejected(why=why):
            return error(REJECTED(function=name, why=why), REJECTED_HELP())
        case Returned():
            raise ValueError("a call that returned is no failure")


def _help_on_missing(exercise: Exercise, name: str, defined: Sequence[str]) -> Message | None:
    """Tell of a name that was perhaps meant; those that the exercise asks for are meant as what they are."""
    others = [other for other in defined if all(other != function.name for function in exercise.functions)]
    similar = same_words(name, others) or nearest(name, others)
    if similar is None:
        return None
    asked = MISSING_CLASS if similar[0].isupper() and "_" not in similar else MISSING_SIMILAR
    return asked(similar=similar, name=name)


def _help_on_raised(raised: Raised, call: Call, line: str, signature: str) -> Message:
    if raised.kind == "TypeError" and not raised.where:
        return CALL_HELP(call=line, signature=signature)
    return help_on_error(raised.kind, raised.message, raised.where, driven=bool(call.via_driver)) or LINE_HELP()
