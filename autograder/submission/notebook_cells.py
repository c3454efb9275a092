"""A notebook's bytes → its code cells, and what there is to say about them; pure. Outputs are never looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.sandbox.protocol.calls import Cell
from autograder.submission.helpers import without_helpers
from autograder.submission.ipython_syntax import without_ipython, without_magics
from autograder.submission.sources import MARK, too_dense
from autograder.submission.submission_model import LIMITS, Reading, ReadLimits, Wanted
from autograder.submission.worked_cells import source_of, worked_cells

INT_DIGITS = 18  # longer integers mean nothing in a notebook, and take long to read
OLD_FORMATS = (1, 2, 3)
SHOWN_NAMES = 8  # functions in one note
CELL = re.compile(r"cell (\d+)\b")
PART = re.compile(r":\d+(?:-|:\d+-)?$")
SURROGATES = re.compile("[\ud800-\udfff\0]")
# Brackets outside strings; possessive, so that an unclosed string is walked through once.
BRACKETS = re.compile(r'"[^"\\]*+(?:\\.?+[^"\\]*+)*+"?+|[\[{]|[\]}]', re.DOTALL)

NOT_UTF_8 = Text(
    en="the notebook is not UTF-8 text (at byte {position}), so it is damaged or was saved by a text editor in another encoding. Open it in Jupyter; if it does not open there, start from your last good copy.",
    pt="o notebook não é texto em UTF-8 (no byte {position}): está danificado ou foi salvo por um editor em outra codificação. Abra-o no Jupyter; se não abrir, volte à sua última cópia boa.",
)
NOT_JSON = Text(
    en="the notebook is damaged: line {line}, column {column} is no valid JSON. A half-finished download or a merge conflict (`<<<<<<<`) does this. Open it in Jupyter; if it does not open there, start from your last good copy.",
    pt="o notebook está danificado: a linha {line}, coluna {column}, não é JSON válido. Um download pela metade ou um conflito de merge (`<<<<<<<`) causam isso. Abra-o no Jupyter; se não abrir, volte à sua última cópia boa.",
)
NOT_NOTEBOOK = Text(
    en="the file is JSON, but no notebook: it has no list of cells. Open it in Jupyter; if it does not open there, start from your last good copy.",
    pt="o arquivo é JSON, mas não é um notebook: não tem uma lista de células. Abra-o no Jupyter; se não abrir, volte à sua última cópia boa.",
)
OLD = Text(
    en="the notebook is in the old format {version}; format 4 is read. Open it in Jupyter and save it: that converts it.",
    pt="o notebook está no formato antigo {version}; o formato lido é o 4. Abra no Jupyter e salve: isso faz a conversão.",
)
TOO_DEEP = Text(
    en="the notebook's JSON is nested more than {limit} levels deep, which no notebook needs. Open it in Jupyter, clear all outputs and save it.",
    pt="o JSON do notebook tem mais de {limit} níveis de aninhamento, e nenhum notebook precisa disso. Abra no Jupyter, limpe todas as saídas e salve.",
)
TOO_MUCH = Text(
    en="the notebook's JSON holds more than {limit} values. Open it in Jupyter, clear all outputs and save it.",
    pt="o JSON do notebook tem mais de {limit} valores. Abra no Jupyter, limpe todas as saídas e salve.",
)
TOO_LONG = Text(
    en="the notebook's code cells hold more than {limit} characters together. Take out what is not needed to solve the exercise, such as data pasted into a cell.",
    pt="as células de código do notebook somam mais de {limit} caracteres. Retire o que não é necessário para resolver o exercício, como dados colados em uma célula.",
)
TOO_MANY_CELLS = Text(
    en="the notebook has more than {limit} code cells. Take out those that are not needed to solve the exercise.",
    pt="o notebook tem mais de {limit} células de código. Retire as que não são necessárias para resolver o exercício.",
)
NO_SOURCE = Text(
    en="{label} is skipped: its source is no text, so the notebook is damaged there. Write that cell anew in Jupyter.",
    pt="{label} foi ignorada: o código dela não é texto, ou seja, o notebook está danificado nesse ponto. Escreva essa célula de novo no Jupyter.",
)
REPLACED = Text(
    en="{label}, line {line}: a character that is no valid text (U+{code}) is read as “�”. Delete it and type it again.",
    pt="{label}, linha {line}: um caractere que não é texto válido (U+{code}) foi lido como “�”. Apague e digite de novo.",
)
SKIPPED = Text(en="{label}, line {line}: {magic} is skipped", pt="{label}, linha {line}: {magic} foi ignorado")
SKIPPED_CELL = Text(
    en="{label} is skipped: it begins with {magic}, so it is not Python that runs in the notebook itself",
    pt="{label} foi ignorada: começa com {magic}, ou seja, não é Python executado no próprio notebook",
)
STUB_BELOW = Text(
    en="{place}: a copy of what was handed out stands below the work ({names}); the work counts. Delete that copy: it undoes the work wherever everything is run.",
    pt="{place}: há uma cópia do código distribuído abaixo do trabalho ({names}); vale o trabalho. Apague essa cópia: ela desfaz o trabalho sempre que se executa tudo.",
)
CELL_LINE = Text(en="{label}, line {line}", pt="{label}, linha {line}")
LABEL = Text(en="cell {number}", pt="célula {number}")


def read_notebook(data: bytes, limits: ReadLimits = LIMITS, wanted: Sequence[Wanted] = ()) -> Reading:
    """Read the code cells of a notebook, in order and numbered from 1; the course's own are left out.

    Cells of text in which the work stands are numbered, and read, as the code cells that they were.
    """
    raw = cells_of(data, limits)
    if isinstance(raw, Message):
        return Reading(problem=raw)
    stub_statements = frozenset().union(*(one.stub_statements for one in wanted))
    asked = frozenset(name for one in wanted for name in one.functions)
    refused = _too_much(raw, limits)
    if refused is not None:
        return Reading(problem=refused)
    cells: list[Cell] = []
    notes: list[Message] = []
    mended: list[Message] = []
    read: list[int] = []
    for number, worked in enumerate(worked_cells(raw, stub_statements, asked), start=1):
        if not worked.counts:
            continue
        if worked.source is None:
            notes.append(NO_SOURCE(label=LABEL(number=number)))
            continue
        if worked.mended is not None:
            mended.append(worked.mended(label=LABEL(number=number)))
        found, said = _cell(number, worked.source)
        cells += found
        notes += said
        read.append(worked.position)
    plain, dropped = without_ipython(cells)
    notes += [SKIPPED(label=_named(one.label), line=one.line, magic=one_line(one.text, 60)) for one in dropped]
    return Reading(without_helpers(plain), (*mended, *notes), mended=tuple(mended), read=tuple(read))


def _too_much(raw: list[object], limits: ReadLimits) -> Message | None:
    """Bound what reading the code can cost."""
    code = [cell for cell in raw if isinstance(cell, dict) and cell.get("cell_type") == "code"]
    if len(code) > limits.notebook_cells:
        return TOO_MANY_CELLS(limit=limits.notebook_cells)
    sources = [source_of(cell) or "" for cell in code]
    if sum(map(len, sources)) > limits.source_bytes:
        return TOO_LONG(limit=limits.source_bytes)
    return too_dense(sources)


def cells_of(data: bytes, limits: ReadLimits = LIMITS) -> list[object] | Message:
    """Parse a notebook within the limits and give its cells as they stand in it, or say what is wrong."""
    if not data.strip():
        return []
    notebook = _loaded(data, limits)
    if isinstance(notebook, Message):
        return notebook
    raw = notebook.get("cells") if isinstance(notebook, dict) else None
    if isinstance(notebook, dict) and notebook.get("nbformat") in OLD_FORMATS:
        return OLD(version=int(notebook["nbformat"]))
    return raw if isinstance(raw, list) else NOT_NOTEBOOK()


def _loaded(data: bytes, limits: ReadLimits) -> object:
    """Parse JSON within the limits, or say what is wrong."""
    try:
        text = data.decode().removeprefix(MARK)
    except UnicodeDecodeError as error:
        return NOT_UTF_8(position=error.start + 1)
    refused = _refused(text, limits)
    if refused is not None:
        return refused
    try:
        return json.loads(text, parse_int=_int, parse_float=_no_float)
    except json.JSONDecodeError as error:
        return NOT_JSON(line=error.lineno, column=error.colno)
    except RecursionError:  # where Python's own limit is lower
        return TOO_DEEP(limit=limits.json_depth)


def _refused(text: str, limits: ReadLimits) -> Message | None:
    """Bound what parsing can cost: the count of values, of which containers are the dearest, and the depth."""
    containers = text.count("[") + text.count("{")
    if text.count(",") > limits.json_values or containers > limits.json_values // 4:
        return TOO_MUCH(limit=limits.json_values)
    depth = 0
    for token in BRACKETS.finditer(text):
        first = token[0][0]
        if first in "[{":
            depth += 1
            if depth > limits.json_depth:
                return TOO_DEEP(limit=limits.json_depth)
        elif first != '"':
            depth -= 1
    return None


def _int(digits: str) -> int:
    return int(digits) if len(digits) <= INT_DIGITS else -1


def _no_float(_: str) -> None:
    """Read a fraction as nothing: none is needed, and millions of digits would take long."""


def _cell(number: int, source: str) -> tuple[list[Cell], list[Message]]:
    """Make a cell of its source, or none if nothing of it is Python; and say what was changed."""
    label = LABEL(number=number)
    notes: list[Message] = []
    odd = SURROGATES.search(source)
    if odd is not None:
        line = source.count("\n", 0, odd.start()) + 1
        notes.append(REPLACED(label=label, line=line, code=f"{ord(odd[0]):04X}"))
        source = SURROGATES.sub("�", source)
    stripped = without_magics(source)
    if stripped.source is None:
        _, magic = stripped.dropped[-1]
        return [], [*notes, SKIPPED_CELL(label=label, magic=one_line(magic, 60))]
    notes += [SKIPPED(label=label, line=line, magic=one_line(magic, 60)) for line, magic in stripped.dropped]
    return [Cell(f"cell {number}", stripped.source)], notes


def _named(label: str) -> Message | str:
    """Name a cell, or a script, of which the label may name a part."""
    number = CELL.match(label)
    return LABEL(number=number[1]) if number else one_line(PART.sub("", label))


def notes_on_copies(copies: Sequence[tuple[str, int, str]]) -> Iterator[Message]:
    """Say which definitions were taken out because the work stands above them: of (label, line, name) one note a cell."""
    for label, group in groupby(copies, key=itemgetter(0)):
        taken = list(group)
        place = CELL_LINE(label=_named(label), line=taken[0][1])
        yield STUB_BELOW(place=place, names=", ".join(f"`{one_line(name, 60)}`" for _, _, name in taken[:SHOWN_NAMES]))


KEPT = ("cell_type", "id", "metadata", "source")


def without_outputs(data: bytes, limits: ReadLimits) -> bytes:
    """Give a notebook with its cells' sources and marks alone; what is no notebook that can be read stays as it is."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return data
    cells = cells_of(data, limits)
    if isinstance(cells, Message):
        return data
    kept = [{key: cell[key] for key in KEPT if key in cell} if isinstance(cell, dict) else cell for cell in cells]
    return json.dumps({"cells": kept, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
