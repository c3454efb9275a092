"""The figures' files under `docs/`: written by `autograder author figures`, read by `autograder author build`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.atomic_write import replace_file
from autograder.author.figures.drawing import drawn
from autograder.author.figures.references import names_in
from autograder.author.figures.register import PICTURES, figure_file, page, page_file
from autograder.author.source import Script
from autograder.course.exercise_folder import SourceError
from autograder.i18n.language import LANGUAGES, Lang, Text

DOCS, FIGURES = "docs", "figures"

NOT_DRAWN = Text(
    en="this figure is missing; run `autograder author figures`",
    pt="falta esta figura; execute `autograder author figures`",
)


@dataclass(frozen=True, slots=True)
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
