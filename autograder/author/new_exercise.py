"""`autograder author new`: the folder of a new exercise, a small one that builds and checks at once, with its to-dos named.

It is filled from the files of `template/`, in which `NN` stands for the number, `NEW_ID` for the id, and `TODO: name` for
one of the texts below.
"""

from __future__ import annotations

import keyword
import re
import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from autograder.author.folders import EXERCISES, QUIZ, SOLUTIONS, folders
from autograder.authoring.compiled_texts import TEXTS_SOURCE
from autograder.course.exercise_folder import CHECKS, DRIVER, NUMBERED
from autograder.frozen import frozen
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.names import ANSWERS

# What each file of the template becomes.
TEMPLATE = {
    "script.py": "{id}.py",
    "checks.py": CHECKS,
    "texts.toml": TEXTS_SOURCE,
    "mistake.py": "mistakes/missing_upstream.py",
    "right.py": "right/entry_by_entry.py",
}
TODO = re.compile(r"TODO: (\w+)$", re.MULTILINE)
TODOS: Mapping[str, Text] = {
    "english": Text(
        en="your text in English, with a worked example whose numbers can be checked by hand",
        pt="o seu texto em inglês, com um exemplo cujos números se conferem à mão",
    ),
    "portuguese": Text(
        en="the same text in Portuguese; both begin with the title and the line “Read before”, which `author check` dictates",
        pt="o mesmo texto em português; os dois começam com o título e a linha “Leia antes”, que o `author check` dita",
    ),
    "solution": Text(
        en="your functions, each with a docstring in both languages and its solution between these marks",
        pt="as suas funções, cada uma com docstring nos dois idiomas e a solução entre estas marcas",
    ),
    "function": Text(
        en="the true function, written apart from the solution; gradients are held against its numeric ones",
        pt="a função verdadeira, escrita à parte da solução; os gradientes são comparados com os numéricos dela",
    ),
    "inputs": Text(
        en="what is asked: inputs drawn for each check, and minimal ones to type in, the simplest first",
        pt="o que se pergunta: entradas sorteadas para cada teste, e mínimas para digitar, a mais simples primeiro",
    ),
    "mistakes": Text(
        en="the mistakes you expect, a row each: an id and the formula by which it is recognised",
        pt="os erros que você espera, uma linha para cada: um id e a fórmula que o reconhece",
    ),
    "exercise": Text(
        en="functions with their parameters, checks with their points, texts of the course, `after`, minutes",
        pt="funções com seus parâmetros, testes com seus pontos, textos do curso, `after`, minutos",
    ),
    "words": Text(
        en="every word of the checks in both languages: title, reading, and below what checks and mistakes say",
        pt="cada palavra dos testes nos dois idiomas: título, leitura e, abaixo, o que dizem testes e erros",
    ),
    "hints": Text(
        en="three hints or more, from a nudge to almost the answer",
        pt="três dicas ou mais, de um empurrãozinho até quase a resposta",
    ),
    "versions": Text(
        en="a file for each typical mistake: what is wrong, its diagnosis or `none`, the checks that fail or wait",
        pt="um arquivo para cada erro típico: o que está errado, o diagnóstico ou `none`, os testes que falham ou esperam",
    ),
    "styles": Text(
        en="right solutions in other styles, which must earn full points",
        pt="soluções certas em outros estilos, que precisam ganhar todos os pontos",
    ),
}
LAST_NUMBER = 99
# Modules that learners' files stand beside, and files that an exercise's folder or a learner's holds.
TAKEN = sys.stdlib_module_names | {"autograder", "matplotlib", "numpy", "sympy"}
FILES = {name.partition(".")[0] for name in (CHECKS, DRIVER, ANSWERS)} | {QUIZ}

NO_ID = Text(
    en="{id} is no id: it must be a lower-case name with no number before it, as softmax_backward",
    pt="{id} não serve de id: precisa ser um nome em minúsculas, sem número na frente, como softmax_backward",
)
EXISTS = Text(
    en="there is an exercise {id} already: {folder}",
    pt="já existe um exercício {id}: {folder}",
)
IS_TAKEN = Text(
    en="{id} is the name of a Python module, or of a file of the course; choose another",
    pt="{id} é o nome de um módulo do Python, ou de um arquivo do curso; escolha outro",
)
NO_NUMBER = Text(
    en="there is no number left: exercises have two digits, and {number} is taken",
    pt="não há mais número livre: os exercícios têm dois dígitos, e {number} já está em uso",
)


class NewExerciseError(Exception):
    """There can be no exercise of that id; `message` says why in one line."""

    def __init__(self, message: Message) -> None:
        """Remember the message, and give it in English to whoever prints the exception."""
        self.message = message
        super().__init__(message.to("en"))


@frozen
class Todo:
    """Something left to write: where (`line` counts from 1), and what."""

    file: str
    line: int
    what: Text


@frozen
class LaidOut:
    """A new exercise: its files, by their path from the course's root, and what is left to write in them."""

    files: tuple[str, ...]
    todos: tuple[Todo, ...]


def lay_out(root: Path, id_: str, lang: Lang) -> LaidOut:
    """Make the folder of a new exercise under the next free number, all of it or nothing; its to-dos are in `lang`.

    Raises `NewExerciseError` for an id that cannot be, OSError where nothing can be written.
    """
    problem = _refusal(root, id_)
    if problem is not None:
        raise NewExerciseError(problem)
    target = root / SOLUTIONS / f"{_next_number(root):02}_{id_}"
    made = {name.format(id=id_): _filled(source, target.name, lang) for source, name in TEMPLATE.items()}
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        for name, (text, _) in made.items():
            (beside / name).parent.mkdir(parents=True, exist_ok=True)
            (beside / name).write_text(text, encoding="utf-8")
        beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    shown = {name: f"{SOLUTIONS}/{target.name}/{name}" for name in made}
    todos = [Todo(shown[name], line, what) for name, (_, found) in made.items() for line, what in found]
    return LaidOut(tuple(shown.values()), tuple(todos))


def _refusal(root: Path, id_: str) -> Message | None:
    """Say why there can be no new exercise of this id."""
    if not NUMBERED.fullmatch(f"00_{id_}") or keyword.iskeyword(id_):
        return NO_ID(id=one_line(ascii(id_), 60))
    for folder in folders(root):
        if folder.id == id_:
            return EXISTS(id=id_, folder=folder.shown(folder.source))
    if id_ in TAKEN | FILES:
        return IS_TAKEN(id=id_)
    return NO_NUMBER(number=LAST_NUMBER) if _next_number(root) > LAST_NUMBER else None


def _next_number(root: Path) -> int:
    """Give the number after the last one that anything in the course's folders has, built or not."""
    return 1 + max(_numbers(root), default=0)


def _numbers(root: Path) -> Iterator[int]:
    for top in (SOLUTIONS, EXERCISES):
        for path in (root / top).glob("[0-9][0-9]_*"):
            yield int(path.name[:2])


def _filled(source: str, folder: str, lang: Lang) -> tuple[str, list[tuple[int, Text]]]:
    """Fill one file of the template; give it with its to-dos, each with its line."""
    text = files("autograder.author").joinpath("template", source).read_text(encoding="utf-8")
    text = re.sub(r"\bNN\b", folder[:2], text).replace("NEW_ID", folder[3:])
    todos = [(text.count("\n", 0, found.start()) + 1, TODOS[found[1]]) for found in TODO.finditer(text)]
    return TODO.sub(lambda found: f"TODO: {TODOS[found[1]].to(lang)}", text), todos
