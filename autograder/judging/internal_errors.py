"""Faults of the grader itself while it judges: they take no other check away, and a person hears of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from autograder.i18n.language import Text
from autograder.i18n.sanitize import one_line
from autograder.judging.model import Verdict

FAULT = "grader_failed"  # in a verdict's evidence: the exception, for whoever looks into it
FAULT_WHY = Text(
    en="the grader itself failed while judging this ({error}); that says nothing about your code",
    pt="o próprio corretor falhou ao avaliar isto ({error}); isso não diz nada sobre o seu código",
)
FAULT_HELP = Text(
    en="A person of the course staff must look at it; until then its points are open. There is nothing here for you to mend.",
    pt="Alguém da equipe do curso precisa olhar; até lá, os pontos ficam em aberto. Não há nada aqui para você corrigir.",
)

Added = TypeVar("Added")


def unless_fault(adding: Callable[[], Added], otherwise: Added) -> Added:
    """Work out what only adds to a verdict; where the grader itself fails at that, give `otherwise`."""
    try:
        return adding()
    except Exception as fault:  # noqa: BLE001 -- whatever it is, the verdict stands without it
        noted(fault)
        return otherwise


def verdict_on_fault(fault: Exception) -> Verdict:
    """Say of a check that its judging failed, and where; nothing is said of the learner's code."""
    noted(fault)
    error = one_line(f"{type(fault).__name__}: {fault}")
    return Verdict("error", FAULT_WHY(error=error), FAULT_HELP(), evidence={FAULT: error, "at": _place(fault)})


def by_fault(evidence: Mapping[str, Any]) -> bool:
    """Whether this is the evidence of a check on which the grader itself failed."""
    return FAULT in evidence


def noted(fault: Exception) -> None:
    """Keep the traceback for whoever listens: nobody, unless logging is set up."""
    import logging  # seldom needed

    logging.getLogger("autograder").debug("the grader itself failed", exc_info=fault)


def _place(fault: Exception) -> str:
    """Name the line of ours that raised."""
    frame = fault.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    if frame is None:
        return ""
    file = frame.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
    return f"{file}:{frame.tb_lineno}"
