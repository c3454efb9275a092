"""A submitted notebook, mended: every cell that was handed out stands in it once, labelled as it was, with its pictures. Pure.

nbconvert stops at a reference to an attachment that is not there, and then a student has no feedback at all; and it writes
type and content of an attachment into the page as they are. So what is kept is of a known form, and what is asked for is there.

Nothing that a learner wrote about a cell is believed: what is graded, locked or worth points, the gradebook says.
Outputs are left out, of attachments pictures are kept, and texts become such as can be written, and shown without doing anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any, TypeAlias

from autograder.frozen import frozen
from autograder.i18n.language import Message
from autograder.nbgrader import nbgrader_messages
from autograder.nbgrader.lost_labels import found_again, plain_source
from autograder.submission.notebook_cells import cells_of, notes_on_copies, read_notebook
from autograder.submission.sources import work_before_stubs

Attachments: TypeAlias = Mapping[str, Mapping[str, str]]  # base64 by media type, by name

MEDIA = ("image/png", "image/jpeg", "image/gif", "image/webp")  # pixels; an SVG is a document, with whatever is in it
BASE64 = re.compile(r"[A-Za-z0-9+/\s]*={0,2}\s*")
NAME = re.compile(r"[\w.,()+-]{1,100}")
MOST_CHARACTERS = 3_000_000  # of one cell's pictures
PICTURE = re.compile(r"!\[([^\[\]]*)\]\(attachment:([^()\s]*)\)")
FENCE = re.compile("`{3,}|~{3,}")


def attachments_in(found: object) -> dict[str, dict[str, str]]:
    """Give the pictures of what a notebook has as a cell's attachments; everything else is left out."""
    kept: dict[str, dict[str, str]] = {}
    room = MOST_CHARACTERS
    for name, bundle in found.items() if isinstance(found, dict) else ():
        if not NAME.fullmatch(name) or not isinstance(bundle, dict):
            continue
        for media in MEDIA:
            content = bundle.get(media)
            if isinstance(content, list) and all(isinstance(line, str) for line in content):
                content = "".join(content)
            if isinstance(content, str) and len(content) <= room and BASE64.fullmatch(content):
                kept[name] = {media: content}
                room -= len(content)
                break
    return kept


def with_pictures(source: str, attachments: Attachments) -> str:
    """Give a text in which nothing asks for a picture that is not attached.

    In the place of such a picture stands its description; where it is asked for in some other way, the whole text is shown
    as it was written.
    """
    source = PICTURE.sub(lambda match: match[0] if match[2] in attachments else f"*{match[1]}*", source)
    rest = PICTURE.sub("", source)
    if "attachment:" not in unescape(rest.replace("\\", "")):
        return source
    return as_written(source)


TAG = re.compile(r"<(?=[a-z/!?])(?!(?:br|hr) ?/?>)", re.IGNORECASE)
SCHEME = re.compile(r"(?:java|vb|live)script:|data:(?:text/|application/|image/svg)")
UNSEEN = re.compile(r"[\s\\\x00-\x1f\x7f]+")
# What MathJax makes links, styles and the page's own names of.
ACTIVE_TEX = re.compile(r"\\(?=(?:href|url|style|class|cssId|require|csname|mmlToken|data|html[A-Za-z]*)(?![A-Za-z]))")


def inactive(source: str) -> str:
    """Give a text of Markdown in which no HTML, link or formula does anything but show.

    nbgrader puts HTML in texts into its pages as it is. A `<` with a space behind it begins no tag; a text with a link that
    would run something is shown as it was written.
    """
    plain = UNSEEN.sub("", unescape(unescape(source))).lower()
    if SCHEME.search(plain):
        return as_written(source)
    return ACTIVE_TEX.sub("＼", TAG.sub("< ", source))


def as_written(source: str) -> str:
    """Give Markdown that shows a text sign by sign."""
    fence = "`" * (max((len(found) for found in FENCE.findall(source)), default=2) + 1)
    return f"{fence}\n{source}\n{fence}"


MOST_CELLS = 5_000
LONGEST_CELL = 200_000  # characters that are kept to be shown
NAMED = 8  # cells that a note names
SCHEMA = 3  # of nbgrader's metadata
KINDS = ("code", "markdown", "raw")
UNSHOWN = re.compile("[\ud800-\udfff\0]")


@frozen
class Handed:
    """One cell as it was handed out, by the gradebook; `attachments` are those of the released notebook."""

    name: str
    kind: str  # "code" or "markdown"
    source: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float | None
    checksum: str | None
    attachments: Attachments = field(default_factory=dict, repr=False)  # large, and no grade hangs on them

    @property
    def labels(self) -> dict[str, Any]:
        """Give nbgrader's metadata for it."""
        made: dict[str, Any] = {
            "cell_type": self.kind,
            "checksum": self.checksum,
            "grade": self.grade,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": SCHEMA,
            "solution": self.solution,
            "task": self.task,
        }
        if self.points is not None:
            made["points"] = self.points
        return made


@frozen
class Written:
    """One cell of a submitted notebook; `marks` is what it says of its role, if anything."""

    kind: str
    source: str
    grade_id: str = ""
    marks: tuple[bool, ...] = ()  # grade, solution, locked
    attachments: Attachments = field(default_factory=dict)
    runs: bool = False  # it counts as code, whatever its kind and its label are
    id: str = ""  # of the cell in the file; it is that of its label when it is handed out


@frozen
class Read:
    """The cells of a submitted notebook; with a problem there are none. `blank`: the file is there, and nothing in it.

    `notes` say in which cells work was found that were none for it.
    """

    cells: tuple[Written, ...] = ()
    problem: Message | None = None
    blank: bool = False
    notes: tuple[Message, ...] = ()


@dataclass(slots=True)
class Mended:
    """A cell of the mended notebook: one that was handed out, or one of the learner's own."""

    kind: str
    source: str
    handed: Handed | None = None
    attachments: Attachments = field(default_factory=dict)
    outputs: list[dict[str, Any]] = field(default_factory=list)


def read_cells(data: bytes) -> Read:
    """Read all the cells of a notebook, under the limits that hold for every submission."""
    reading = read_notebook(data)  # it bounds what parsing may cost
    if reading.problem is not None:
        return Read(problem=reading.problem)
    if not data.strip():
        return Read(blank=True)
    cells = cells_of(data)
    if isinstance(cells, Message):
        return Read(problem=cells)
    read = frozenset(reading.read)
    written = tuple(_written(cell, at in read) for at, cell in enumerate(cells[:MOST_CELLS]) if isinstance(cell, dict))
    _, copies = work_before_stubs(reading.cells, ())
    return Read(written, blank=not written, notes=(*reading.mended, *notes_on_copies(copies)))


def _written(cell: Mapping[str, Any], runs: bool) -> Written:  # noqa: FBT001 -- private
    kind = cell.get("cell_type")
    source = cell.get("source")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if not isinstance(marks, dict):
        marks = {}
    grade_id, id_ = marks.get("grade_id"), cell.get("id")
    return Written(
        kind=kind if kind in KINDS else "raw",
        source=_showable(source if isinstance(source, str) else ""),
        grade_id=grade_id if isinstance(grade_id, str) else "",
        marks=tuple(marks.get(role) is True for role in ("grade", "solution", "locked")),
        attachments=attachments_in(cell.get("attachments")) if kind == "markdown" else {},
        runs=runs,
        id=id_ if isinstance(id_, str) else "",
    )


def _showable(source: str) -> str:
    source = UNSHOWN.sub("�", source)
    if len(source) <= LONGEST_CELL:
        return source
    return source[:LONGEST_CELL] + "\n…"


def mended(written: Sequence[Written], handed: Sequence[Handed]) -> tuple[list[Mended], tuple[Message, ...]]:
    """Put a submitted notebook in order, and say what was out of order. `handed` is in the order of the release."""
    known = {cell.name: cell for cell in handed}
    found = found_again(written, handed)
    written = [replace(cell, grade_id=found.get(at, cell.grade_id)) for at, cell in enumerate(written)]
    chosen = _chosen(written, known)
    begun = [
        one
        for name, at in chosen.items()
        if (one := known[name]).solution and one.kind == "code" and not _same(written[at], one)
    ]
    kept: list[Mended] = []
    for at, cell in enumerate(written):
        known_as = known.get(cell.grade_id)
        if known_as is None or chosen[cell.grade_id] != at:
            if not any(_same(cell, one) for one in begun):  # a copy that would undo the work, wherever it is run
                kept.append(_as_written(cell))
        elif not known_as.locked:
            kept.append(_as_written(cell, known_as))
        else:
            if cell.runs and not _same(cell, known_as):  # the work is what is graded, and so it is kept to be seen
                kept.append(_as_written(cell))
            kept.append(_as_handed(known_as))
    missing = [one for one in handed if one.name not in chosen]
    for lost in missing:
        kept.insert(_place(kept, lost, handed), _as_handed(lost))
    ids = [cell.grade_id for cell in written]
    notes = (
        (nbgrader_messages.CELLS_BACK, [one.name for one in missing] if written else []),
        (nbgrader_messages.CELLS_TWICE, [name for name in chosen if ids.count(name) > 1]),
        (
            nbgrader_messages.CELLS_RELABELLED,
            [name for name, at in chosen.items() if at not in found and _relabelled(written[at], known[name])],
        ),
        (nbgrader_messages.CELLS_FOUND, [name for name, at in chosen.items() if at in found]),
    )
    return kept, tuple(text(names=_listed(names)) for text, names in notes if names)


def _as_handed(cell: Handed) -> Mended:
    return Mended(cell.kind, cell.source, cell, cell.attachments)


def _as_written(cell: Written, handed: Handed | None = None) -> Mended:
    """Keep what a learner wrote; a cell that was handed out keeps its kind, and its pictures if it is one of text.

    Raw cells, which pages take for HTML, become text.
    """
    kind = handed.kind if handed is not None else "code" if cell.runs else cell.kind
    source = cell.source
    if kind == "raw":
        kind, source = "markdown", as_written(source)
    elif kind == "markdown" and (handed is None or not _same(cell, handed)):
        source = inactive(source)
    return Mended(kind, source, handed, {**(handed.attachments if handed is not None else {}), **cell.attachments})


def _chosen(written: Sequence[Written], known: Mapping[str, Handed]) -> dict[str, int]:
    """Choose of each cell's copies the last in which something is written, else, as nbgrader does, the last."""
    chosen: dict[str, int] = {}
    for at, cell in enumerate(written):
        one = known.get(cell.grade_id)
        if one is not None and (cell.grade_id not in chosen or one.locked or not _same(cell, one)):
            chosen[cell.grade_id] = at
    return chosen


def _same(cell: Written, handed: Handed) -> bool:
    return plain_source(cell.source) == plain_source(handed.source)


def _relabelled(cell: Written, handed: Handed) -> bool:
    return cell.kind != handed.kind or cell.marks != (handed.grade, handed.solution, handed.locked)


def _place(kept: Sequence[Mended], cell: Handed, handed: Sequence[Handed]) -> int:
    """Find the place of a missing cell: after the nearest one before it that is there."""
    names = [one.name for one in handed]
    before = set(names[: names.index(cell.name)])
    places = [at + 1 for at, one in enumerate(kept) if one.handed is not None and one.handed.name in before]
    return max(places, default=0)


def _listed(names: Collection[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in list(names)[:NAMED])
    return shown if len(names) <= NAMED else f"{shown}, …"


def notebook_json(cells: Iterable[Mended], notes: Sequence[str]) -> dict[str, Any]:
    """Give the notebook as JSON of nbformat 4.5, `notes` (Markdown) in a cell before the others."""
    made = (
        [{"cell_type": "markdown", "metadata": {}, "source": "\n".join(f"- {note}" for note in notes)}] if notes else []
    )
    for cell in cells:
        metadata = {"nbgrader": cell.handed.labels} if cell.handed is not None else {}
        one: dict[str, Any] = {"cell_type": cell.kind, "metadata": metadata, "source": cell.source}
        if cell.kind == "markdown":
            one["source"] = with_pictures(cell.source, cell.attachments)
            one |= {"attachments": {**cell.attachments}} if cell.attachments else {}
        if cell.kind == "code":
            one |= {"execution_count": 1 if cell.outputs else None, "outputs": cell.outputs}
        made.append(one)
    for at, one in enumerate(made):
        one["id"] = f"cell-{at}"
    metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
