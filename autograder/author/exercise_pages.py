"""The pages built of one exercise, with the figures under `docs/` that they show."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.atomic_write import replace_file
from autograder.author.figures.drawing import drawn
from autograder.author.figures.register import (
    PICTURES,
    as_attachments,
    attachments,
    figure_file,
    in_words,
    names_in,
    page,
    page_file,
)
from autograder.author.source import Script
from autograder.author.stub import Solutions, code_in
from autograder.course.exercise_folder import SourceError
from autograder.frozen import frozen
from autograder.i18n.language import LANGUAGES, Lang, Text

DOCS, FIGURES = "docs", "figures"

NOT_DRAWN = Text(
    en="this figure is missing; run `autograder author figures`",
    pt="falta esta figura; execute `autograder author figures`",
)


@frozen
class Drawn:
    """What drawing did: paths from the root."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    stray: tuple[str, ...]  # files among the figures that are none


def figures(root: Path) -> Drawn:
    """Draw all figures and write what differs; needs matplotlib. Raises OSError where a file cannot be written."""
    files = dict(_made())
    written, unchanged = [], []
    for name, content in files.items():
        path = root / name
        if path.is_file() and path.read_bytes() == content:
            unchanged.append(name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, content)
            written.append(name)
    there = (path.relative_to(root).as_posix() for path in sorted((root / DOCS / FIGURES).iterdir()))
    return Drawn(tuple(written), tuple(unchanged), tuple(name for name in there if name not in files))


def pngs_of(root: Path, script: Script, lang: Lang) -> Mapping[str, bytes]:
    """Read the figures that an exercise's text shows, by name, as they are committed. Raises `SourceError`."""
    found = {}
    for text in script.texts[lang]:
        for name in names_in(text):
            path = root / DOCS / FIGURES / figure_file(name, lang, "png")
            try:
                found[name] = path.read_bytes()
            except FileNotFoundError:
                raise SourceError(path.relative_to(root).as_posix(), 1, NOT_DRAWN()) from None
    return found


def _made() -> Iterator[tuple[str, bytes]]:
    for picture in PICTURES.values():
        for lang in LANGUAGES:
            svg, png = drawn(picture, lang)
            yield f"{DOCS}/{FIGURES}/{figure_file(picture.name, lang, 'svg')}", svg
            yield f"{DOCS}/{FIGURES}/{figure_file(picture.name, lang, 'png')}", png
    for lang in LANGUAGES:
        yield f"{DOCS}/{page_file(lang)}", page(lang).encode()


HOW_TO_CHECK = Text(
    en="*To check your work: `autograder check {id}`; in the notebook, run the last cell.\nThat also leads to hints and, after a pass, to a solution and questions about your code.*",
    pt="*Para conferir seu trabalho: `autograder check {id}`; no notebook, execute a última célula.\nEla também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*",
)
CHECK_CELL = 'from autograder import check\n\ncheck("{id}", globals(){lang})'
SPOKEN: Mapping[Lang, str] = {"en": "", "pt-BR": ', lang="pt-BR"'}
NO_FIGURES: Mapping[str, bytes] = MappingProxyType({})
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def script_page(script: Script, lang: Lang) -> bytes:
    """Give the stub as a py:percent script: the text as comments, then the functions to write."""
    cells = [
        "\n".join(("# %% [markdown]", *map(_comment, in_words(text, lang).split("\n"))))
        for text in _texts(script, lang)
    ]
    code = code_in(script, lang, "cleared")
    return ("\n\n".join([*cells, "# %%\n" + code])).encode()


def notebook_page(
    script: Script, lang: Lang, points: int, solutions: Solutions = "marked", pngs: Mapping[str, bytes] = NO_FIGURES
) -> bytes:
    """Give the stub as a notebook for nbgrader (nbformat 4.5): text, the functions to write, the cell that checks.

    `pngs` are the figures that the text shows, by name. A cell's id is its grade_id. nbgrader blanks a whole solution cell
    that has no marks, so the marks stay in.
    """
    name = script.id
    text_ids = [f"{name}_text" if at == 1 else f"{name}_text_{at}" for at in range(1, len(script.texts[lang]) + 1)]
    cells = [
        *(
            _cell("markdown", grade_id, as_attachments(text, lang), locked=True) | _attached(text, pngs)
            for grade_id, text in zip(text_ids, _texts(script, lang), strict=True)
        ),
        _cell("code", name, code_in(script, lang, solutions).rstrip("\n"), solution=True),
        _cell(
            "code",
            f"{name}_test",
            CHECK_CELL.format(id=name, lang=SPOKEN[lang]),
            locked=True,
            grade=True,
            points=points,
        ),
    ]
    notebook = {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _texts(script: Script, lang: Lang) -> tuple[str, ...]:
    """Give the cells of text, and under the last one how to check."""
    *before, last = script.texts[lang]
    return (*before, f"{last}\n\n{HOW_TO_CHECK(id=script.id).to(lang)}")


def _attached(text: str, pngs: Mapping[str, bytes]) -> dict[str, Any]:
    """Give the attachments of a cell with this text; a cell without figures has none."""
    found = attachments(text, pngs)
    return {"attachments": found} if found else {}


def _comment(line: str) -> str:
    return f"# {line}".rstrip()


def _cell(
    kind: str,
    grade_id: str,
    source: str,
    *,
    locked: bool = False,
    grade: bool = False,
    solution: bool = False,
    points: int | None = None,
) -> dict[str, Any]:
    nbgrader: dict[str, Any] = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        nbgrader["points"] = points
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": grade_id,
        "metadata": {"nbgrader": nbgrader},
        "source": source.splitlines(keepends=True),
    }
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell
