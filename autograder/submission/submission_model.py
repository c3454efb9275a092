"""What reading a submission is made of: what is wanted, within which limits, what was found, and why a file is not read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TypeAlias

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.sandbox.protocol.calls import Cell

IS_LINK = Text(
    en="it is a link, and links are not followed. Put the file itself there",
    pt="é um link, e links não são seguidos. Coloque o próprio arquivo no lugar",
)
NOT_REGULAR = Text(
    en="it is no regular file, but a folder, a pipe or a device",
    pt="não é um arquivo comum, e sim uma pasta, um pipe ou um dispositivo",
)
TOO_LARGE = Text(
    en="it is larger than {limit} bytes, the most that is read of such a file",
    pt="tem mais de {limit} bytes, o máximo que se lê de um arquivo desses",
)
NOT_READ = Text(en="`{file}` is not read: {why}.", pt="`{file}` não foi lido: {why}.")
DEEPER = Text(
    en="Folders more than {levels} levels down are not looked into, such as `{folder}`.",
    pt="Pastas a mais de {levels} níveis de profundidade não são examinadas, como `{folder}`.",
)


MEGABYTE = 1_000_000

LARGE_NOTEBOOK = MEGABYTE // 5  # from here on what a notebook has printed is taken out before its bytes are counted

CapOf: TypeAlias = Callable[[str], int | None]  # a file's name → how many bytes of it are read, None if unwanted


@frozen
class ReadLimits:
    """How much of a submission is read, at most."""

    source_bytes: int = MEGABYTE  # a .py file, the code cells of a notebook together, answers.toml
    notebook_bytes: int = 64 * MEGABYTE  # outputs included, which are not read
    read_entries: int = 1_000  # files that would be read; what is passed over counts for nothing
    read_bytes: int = 50 * MEGABYTE  # of those files together, without what notebooks have printed
    other_files: int = 300  # files named after nothing that are looked into for what they define
    other_bytes: int = 10 * MEGABYTE  # of those together
    searched_files: int = 60  # of those, the ones that are parsed because they seem to define what is asked for
    searched_bytes: int = MEGABYTE
    seen_entries: int = 200_000  # names looked at, whatever they are of
    packed_bytes: int = 1_000 * MEGABYTE  # an archive as it is handed in
    directory_bytes: int = 32 * MEGABYTE  # a .zip's list of what is in it
    stream_bytes: int = 500 * MEGABYTE  # a .tar unpacked: it can only be read onwards, with all that is passed over
    levels: int = 3  # how far down files may lie: 1 is directly in the folder
    candidates: int = 40  # files looked into for one exercise, in search of an attempted one
    notebook_cells: int = 2_000  # code cells
    json_depth: int = 64
    json_values: int = 1_000_000  # of a notebook; bounds the memory that parsing takes


LIMITS = ReadLimits()


@frozen
class Wanted:
    """What is known of an exercise beforehand: the functions it asks for, and the statements of its stub."""

    functions: tuple[str, ...]
    stub_statements: frozenset[str] = frozenset()  # as `sources.statements` gives them, of the stubs in every language


@frozen
class Reading:
    """What one file holds: pieces of source, and what there is to say; with a problem there are no cells."""

    cells: tuple[Cell, ...] = ()
    notes: tuple[Message, ...] = ()
    problem: Message | None = None
    mended: tuple[Message, ...] = field(default=(), compare=False)  # the notes on cells that were put in order
    read: tuple[int, ...] = field(default=(), compare=False)  # places in the notebook of the cells that count as code


@frozen
class Source:
    """The file that counts for an exercise.

    `problem` says why nothing of the file can be run; such a file is attempted, and has no cells.
    """

    file: str  # relative to the submission
    cells: tuple[Cell, ...]
    notes: tuple[Message, ...]
    problem: Message | None
    attempted: bool


@frozen
class Answered:
    """An answer to a question of the quiz that stands in a notebook."""

    question: str
    value: object  # as written: a text, a number, a truth value, or a list of those
    file: str  # relative to the submission
    cell: bool  # in the cell that was handed out for it; else in a line `quiz.answer(...)`


@frozen
class Contents:
    """The wanted files of a folder or an archive, as (relative name, bytes), sorted by name.

    `others` are relative names of files that look like somebody's work and were not asked for, `packed` those of
    archives, which are not opened. `unread` are wanted files that could not be read, each with the note that says so
    among `notes`; `rest` are a few of all other files.
    """

    files: tuple[tuple[str, bytes], ...] = ()
    others: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    unread: tuple[tuple[str, Message], ...] = ()
    packed: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


@frozen
class HandedIn:
    """A submission's bytes as they were read once: what is graded is this, whatever becomes of the files meanwhile.

    It holds plain values, so that it can be graded in another process or on another machine.
    """

    id: str  # safe as a file name
    name: str  # the path as given
    sha256: str  # hexadecimal, over the names and bytes of the wanted files
    contents: Contents = Contents()
    single: bool = False  # one file, and no folder or archive
    reason: Message | None = None  # why nothing could be read

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        return sum(len(data) for _, data in self.contents.files)


class Unreadable(Exception):  # noqa: N818 -- it is no error of the program: it carries the reason to the report
    """Nothing of the submission can be read; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        """Remember the reason."""
        super().__init__(reason.to("en"))
        self.reason = reason


@frozen
class Submission:
    """Everything the grader needs of a submission; `reason` is set if nothing of it could be read."""

    id: str  # safe as a file name
    name: str  # the path as given
    sha256: str  # hexadecimal, over the names and bytes of the wanted files
    files: tuple[str, ...] = ()  # the names that were read, relative, sorted
    sources: Mapping[str, Source] = field(default_factory=dict)  # by exercise id, in the course's order
    answers: str | None = None  # the text of answers.toml
    answered: tuple[Answered, ...] = ()  # what notebooks say to the quiz, what weighs most first
    notes: tuple[Message, ...] = ()
    reason: Message | None = None
