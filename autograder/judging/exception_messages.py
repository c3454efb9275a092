"""What is said of an exception: of a learner's code, or of the grader itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import numpy as np

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.budget import OutOfSteps
from autograder.judging.model import Verdict
from autograder.sandbox.protocol.calls import Raised

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
    except OutOfSteps:  # no fault of anybody, and told by whoever counts them
        raise
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


IN_CELL = Text(en="cell {cell}, line {line}: `{source}`", pt="célula {cell}, linha {line}: `{source}`")
IN_LINE = Text(en="line {line}: `{source}`", pt="linha {line}: `{source}`")
# A script of a notebook runs piece by piece; where a piece begins adds nothing to the line that is named.
PIECE = re.compile(r"(?P<file>.+\.py):\d+")
PLACE = re.compile(r"(?:cell (?P<cell>\d+), |.+\.py:\d+, )?line (?P<line>\d+): (?P<source>.*)", re.DOTALL)
CELL = Text(en="cell {cell}", pt="a célula {cell}")
CELL_LABEL = re.compile(r"cell (?P<cell>\d+)")

MODULE_HELP = Text(
    en="Only Python's own library and numpy are at hand when your code is checked, and SymPy where the exercise uses it. Take that import out.",
    pt="Na correção só há a biblioteca padrão do Python e o numpy, além do SymPy onde o exercício o usa. Retire esse import.",
)
OWN_FILE_HELP = Text(
    en="Each file runs alone when your code is checked: other files of yours are not at hand, nor are libraries beyond Python's own, numpy and, where the exercise uses it, SymPy. If the function is your own, from an earlier exercise say, copy it into this file. Then take that import out.",
    pt="Na correção, cada arquivo roda sozinho: não há outros arquivos seus, nem bibliotecas além da padrão do Python, do numpy e, onde o exercício o usa, do SymPy. Se a função for sua, de um exercício anterior por exemplo, copie-a para este arquivo. Depois, retire o import.",
)
VERSION_HELP = Text(
    en="`{module}` has no `{name}` here: is it misspelled, or of another version? Your code is checked with Python {python} and numpy {numpy}.",
    pt="Aqui `{module}` não tem `{name}`: está escrito errado ou é de outra versão? Na correção, o Python é o {python} e o numpy é o {numpy}.",
)
EXIT_HELP = Text(
    en="exit() and sys.exit() end the whole program; a function answers with `return`.",
    pt="exit() e sys.exit() encerram o programa inteiro; uma função responde com `return`.",
)
INPUT_HELP = Text(
    en="Nobody is there to type an answer while your code is checked: take out input().",
    pt="Não há ninguém para digitar uma resposta durante a correção: retire o input().",
)
RECURSION_HELP = Text(
    en="A function calls itself without an end. What should stop it?",
    pt="Uma função chama a si mesma sem parar. O que deveria interrompê-la?",
)
TOO_DEEP_HELP = Text(
    en="Python gave up reading this: an expression in it is too long or too deeply nested. Split it over several statements, or use a loop.",
    pt="O Python desistiu de ler isto: há uma expressão longa demais ou com aninhamento profundo demais. Divida-a em vários comandos ou use um laço.",
)
MEMORY_HELP = Text(
    en="An array far larger than the data was asked for. Which shape did you mean?",
    pt="Foi pedido um array muito maior que os dados. Que formato (shape) você queria?",
)
ONE_ENTRY_HELP = Text(
    en="A whole array stands where one number goes. If it has a single entry, as one of shape (1,) or (1, 1) has, take that out, with .item() or an index; better still, look at why its shape is not (): earlier versions of numpy let this pass, the grader's does not.",
    pt="Há um array inteiro onde vai um só número. Se ele tem uma única entrada, como um de shape (1,) ou (1, 1), tire-a com .item() ou com um índice; melhor ainda, veja por que o shape não é (): versões antigas do numpy aceitavam isso, a do corretor não.",
)
RAGGED_HELP = Text(
    en="Parts of different shapes do not make an array. Print the shape of each part before they are put together.",
    pt="Partes de shapes diferentes não formam um array. Imprima o shape de cada parte antes de juntá-las.",
)
NAME_HELP = Text(
    en="That name does not exist at this point: is it misspelled, or defined only later, in another function or in a cell that stopped?",
    pt="Esse nome não existe nesse ponto: está escrito errado, ou só é definido depois, em outra função ou numa célula que parou?",
)
SHAPES_HELP = Text(
    en="The shapes or types that meet in the line named above do not go together. Print the shape of each operand just before it.",
    pt="Os formatos (shapes) ou tipos que se encontram na linha citada acima não combinam. Imprima o shape de cada operando logo antes dela.",
)


# What is said of a module that looks like a file of the learner's own: libraries rarely have names of several words.
OWN_FILE = re.compile(r"No module named '\w+_\w+'|attempted relative import\b.*", re.ASCII)
# What numpy says of an array in the place of a number, by the versions that refuse it.
ONE_ENTRY = re.compile(
    r"setting an array element with a sequence\.?\Z|only (?:size-1|length-1|0-dimensional) arrays can be converted"
)


# A name that a module of Python's or numpy's does not have, asked for by an import or behind a dot.
NO_SUCH_NAME = re.compile(
    r"cannot import name '(?P<name>\w+)' from '(?P<module>[\w.]+)'|module '(?P<of>[\w.]+)' has no attribute '(?P<attribute>\w+)'"
)


def placed(where: str) -> Message | str:
    """Say a place in a learner's source, which outcomes give in English, in either language."""
    match = PLACE.fullmatch(where)
    if match is None:
        return where
    place = IN_CELL if match["cell"] else IN_LINE
    return place(**match.groupdict())


def line_in(where: str) -> int | None:
    """Give the number of the line that a place in a learner's source names."""
    match = PLACE.match(where)
    return None if match is None else int(match["line"])


def place_in(where: str) -> dict[str, str | int] | None:
    """Give the line that a place in a learner's source names, and in a notebook the label of its cell."""
    match = PLACE.fullmatch(where)
    if match is None:
        return None
    return {**({"cell": f"cell {match['cell']}"} if match["cell"] else {}), "line": int(match["line"])}


def cell_named(label: str) -> Message | str:
    """Say the label of a cell, which is a file's name, with a line or without, or "cell 3", in either language."""
    match, piece = CELL_LABEL.fullmatch(label), PIECE.fullmatch(label)
    if piece is not None:
        return piece["file"]
    return label if match is None else CELL(cell=match["cell"])


def error_named(kind: str, message: str) -> str:
    """Write an exception as Python does: its type, and its message if it has one."""
    return f"{kind}: {message}" if message else kind


BY_KIND = {
    "SystemExit": EXIT_HELP,
    "EOFError": INPUT_HELP,
    "RecursionError": RECURSION_HELP,
    "MemoryError": MEMORY_HELP,
    "_ArrayMemoryError": MEMORY_HELP,
    "NameError": NAME_HELP,
    "UnboundLocalError": NAME_HELP,
}


def help_on_error(kind: str, message: str, where: str = "", *, driven: bool = False) -> Message | None:
    """Give the likely cause of an exception and the next step, where its type, its message and its line tell.

    `driven` says that a driver made the call (see `known_everywhere`).
    """
    from autograder.judging.raised_mistakes import DIAGNOSED, known_everywhere  # most of what is graded raises nothing
    from autograder.judging.syntax_hints import newer_syntax, pasted_hint, syntax_hint

    if kind in ("SyntaxError", "IndentationError", "TabError"):
        return newer_syntax(message, where) or syntax_hint(message, where)
    pasted = pasted_hint(kind, message, where)
    if pasted is not None:
        return pasted()
    known = known_everywhere(Raised(kind, message, where), driven=driven)
    if len(known) == 1:
        return DIAGNOSED(why=known[0].why, next=known[0].next)
    match kind:
        case "ImportError" | "AttributeError" if (found := NO_SUCH_NAME.match(message)) is not None:
            return _help_on_version(found)
        case "ModuleNotFoundError" | "ImportError":
            return OWN_FILE_HELP() if OWN_FILE.fullmatch(message) else MODULE_HELP()
        case "NameError" if "(No module named" in message:
            return MODULE_HELP()
        case "RecursionError" if "during compilation" in message or "ast construction" in message:
            return TOO_DEEP_HELP()
        case "TypeError" | "ValueError" if ONE_ENTRY.match(message):
            return ONE_ENTRY_HELP()
        case "ValueError" if "inhomogeneous" in message:
            return RAGGED_HELP()
        case "TypeError" | "ValueError" if re.search(r"shape|dimension|align|broadcast|matmul|operand", message):
            return SHAPES_HELP()
        case _:
            return BY_KIND[kind]() if kind in BY_KIND else None


def _help_on_version(found: re.Match[str]) -> Message | None:
    """Say which versions are there, if the module is one that comes in versions known here."""
    module = found["module"] or found["of"]
    if module.partition(".")[0] not in {"numpy", *sys.stdlib_module_names}:
        return None if found["of"] else OWN_FILE_HELP()
    name = found["name"] or found["attribute"]
    python = ".".join(map(str, sys.version_info[:2]))
    return VERSION_HELP(module=module, name=name, python=python, numpy=np.__version__)
