"""An exercise as its author writes it: a py:percent script with the text in both languages and the solved code.

Nothing here touches files: text goes in, a `Script` or a `SourceError` that says file and line comes out.
"""

from __future__ import annotations

from collections.abc import Mapping

import jupytext
from nbformat import NotebookNode

from autograder.author.figures.register import names_in, wrong_references
from autograder.course.exercise_folder import ExerciseFolder, SourceError
from autograder.frozen import frozen
from autograder.i18n.language import LANGUAGES, Lang, Message, Text

MARKER = "# %%"
NO_MARKER = Text(
    en='the script must begin with a cell marker, `# %% [markdown] lang="en"`',
    pt='o script precisa começar com um marcador de célula, `# %% [markdown] lang="en"`',
)
MARKER_IN_STRING = Text(
    en="a line that begins with `# %%` stands inside a string; only cells may begin so",
    pt="há uma linha dentro de uma string que começa com `# %%`; só células podem começar assim",
)
NO_LANG = Text(
    en='this markdown cell does not say its language: `lang="en"` or `lang="pt-BR"` is missing in its marker',
    pt='esta célula markdown não diz o idioma: falta `lang="en"` ou `lang="pt-BR"` no marcador',
)
NO_COUNTERPART = Text(
    en="this markdown cell ({lang}) has no counterpart: its {other} version must stand beside it, English first",
    pt="esta célula markdown ({lang}) está sem par: a versão em {other} precisa vir junto, primeiro a inglesa",
)
EMPTY_CELL = Text(en="this cell is empty", pt="esta célula está vazia")
NO_CODE = Text(
    en='there is no code cell; it must follow the text and begin with `# %% grade_id="{id}"`',
    pt='não há célula de código; ela vem depois do texto e começa com `# %% grade_id="{id}"`',
)
ONE_CODE = Text(
    en="a cell follows the code cell; an exercise is its text, then one code cell, and nothing after it",
    pt="há uma célula depois da célula de código; um exercício é o texto, depois uma célula de código, e mais nada",
)
NO_TEXT = Text(
    en="there is no text before the code: a markdown cell in each language is missing",
    pt="não há texto antes do código: falta uma célula markdown em cada idioma",
)
GRADE_ID = Text(
    en='the marker of the code cell must be `# %% grade_id="{id}"`; its grade_id is {got}',
    pt='o marcador da célula de código precisa ser `# %% grade_id="{id}"`; o grade_id dele é {got}',
)
OTHER_FIGURES = Text(
    en="this cell shows other figures ({got}) than its English version ({expected})",
    pt="esta célula mostra figuras ({got}) diferentes das da versão em inglês ({expected})",
)
NO_FIGURES = Text(en="none", pt="nenhuma")


@frozen
class Script:
    """An exercise's script: its text, cell by cell, in each language, and its code with the solutions in it."""

    id: str
    file: str  # as messages name it
    texts: Mapping[Lang, tuple[str, ...]]  # Markdown; as many in one language as in the other
    code: str
    code_line: int  # where the code begins in the file, from 1

    def error(self, line: int, what: Message) -> SourceError:
        """Give the error for a line of `code`, counted from 1."""
        return SourceError(self.file, self.code_line + line - 1, what)


@frozen
class _Placed:
    """A cell, and the line of its marker."""

    cell: NotebookNode
    line: int


def script_of(folder: ExerciseFolder) -> Script:
    """Read the script of an exercise. Raises `SourceError`."""
    return read_script(folder.text(folder.script_file), folder.id, folder.shown(folder.script_file))


def read_script(text: str, exercise_id: str, file: str) -> Script:
    """Read the script of one exercise; `file` is its name in messages. Raises `SourceError`."""
    cells = _placed(text, file)
    if not cells or cells[-1].cell.cell_type != "code":
        first_code = next((at for at, placed in enumerate(cells) if placed.cell.cell_type == "code"), None)
        if first_code is None:
            raise SourceError(file, text.count("\n") or 1, NO_CODE(id=exercise_id))
        raise SourceError(file, cells[first_code + 1].line, ONE_CODE())
    *before, code = cells
    texts: dict[Lang, list[str]] = {lang: [] for lang in LANGUAGES}
    for at, placed in enumerate(before):
        if placed.cell.cell_type == "code":
            raise SourceError(file, cells[at + 1].line, ONE_CODE())
    if not before:
        raise SourceError(file, code.line, NO_TEXT())
    for line, wrong in wrong_references(_uncommented(text, code.line)):
        raise SourceError(file, line, wrong)
    for lang, placed in _in_pairs(before, file):
        if not placed.cell.source.strip():
            raise SourceError(file, placed.line, EMPTY_CELL())
        texts[lang].append(placed.cell.source.strip("\n"))
        english = texts[LANGUAGES[0]][-1]  # what stands beside it, or itself
        got, expected = names_in(texts[lang][-1]), names_in(english)
        if got != expected:
            shown = [", ".join(names) or NO_FIGURES for names in (got, expected)]
            raise SourceError(file, placed.line, OTHER_FIGURES(got=shown[0], expected=shown[1]))
    grade_id = code.cell.metadata.get("grade_id")
    if grade_id != exercise_id:
        raise SourceError(file, code.line, GRADE_ID(id=exercise_id, got=repr(grade_id)))
    return Script(exercise_id, file, {lang: tuple(found) for lang, found in texts.items()}, *_code(text, code.line))


def _placed(text: str, file: str) -> list[_Placed]:
    """Split the script into cells, each with its line."""
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines, 1) if line.strip()), 1)
    if not lines[first - 1].startswith(MARKER):
        raise SourceError(file, first, NO_MARKER())
    cells = jupytext.reads(text, fmt="py:percent").cells
    markers = [at for at, line in enumerate(lines, 1) if line.startswith(MARKER)]
    if len(markers) != len(cells):
        raise SourceError(file, markers[-1], MARKER_IN_STRING())
    return [_Placed(cell, line) for cell, line in zip(cells, markers, strict=True)]


def _in_pairs(cells: list[_Placed], file: str) -> list[tuple[Lang, _Placed]]:
    """Give the markdown cells with their languages, which must take turns: English, then Portuguese."""
    found: list[tuple[Lang, _Placed]] = []
    for placed in cells:
        lang = next((lang for lang in LANGUAGES if placed.cell.metadata.get("lang") == lang), None)
        if lang is None:
            raise SourceError(file, placed.line, NO_LANG())
        found.append((lang, placed))
    english, portuguese = LANGUAGES
    for at in range(0, len(found), 2):
        lang, placed = found[at]
        if lang != english:
            raise SourceError(file, placed.line, NO_COUNTERPART(lang=lang, other=english))
        if at + 1 == len(found) or found[at + 1][0] != portuguese:
            raise SourceError(file, placed.line, NO_COUNTERPART(lang=lang, other=portuguese))
    return found


def _uncommented(text: str, marker: int) -> str:
    """Give the lines of text above the code's marker as Markdown, in their places."""
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in text.split("\n")[: marker - 1])


def _code(text: str, marker: int) -> tuple[str, int]:
    """Give the code below the marker's line as it is written, and the line where it begins."""
    lines = text.split("\n")
    first = next((at for at in range(marker, len(lines)) if lines[at].strip()), len(lines))
    return "\n".join(lines[first:]).rstrip() + "\n", first + 1
