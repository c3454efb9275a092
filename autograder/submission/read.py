"""A path → a `Submission`: what stands there is read within limits, and never imported or run."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Mapping, Sequence

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import escaped, one_line
from autograder.submission.answer_cells import answered_in
from autograder.submission.choose import (
    answers_file,
    chosen,
    recognised,
    remarks_on_missing,
    remarks_on_packed,
    without_copies,
)
from autograder.submission.names import (
    ANSWERS,
    ARCHIVE_SUFFIXES,
    QUIZ,
    copied_file,
    exercise_file,
    is_source,
    last_part,
    safe_id,
)
from autograder.submission.sources import any_text
from autograder.submission.submission_model import (
    IS_LINK,
    LIMITS,
    Contents,
    ReadLimits,
    Source,
    Submission,
    Unreadable,
    Wanted,
)
from autograder.submission.tree import read_folder, read_regular, why_not

SHOWN_NOTES = 20
SHOWN_OTHERS = 200  # files that nobody asked for, of which misspelled names are looked for

UNREADABLE = Text(en="`{name}` cannot be read: {why}", pt="não é possível ler `{name}`: {why}")
NO_PATH = Text(en="this is no path that the system knows", pt="não é um caminho que o sistema conheça")
KINDS = Text(
    en="it is none of what can be handed in: a folder, a .zip, .tar, .tar.gz or .tgz archive, one .py or one .ipynb",
    pt="não é nada do que se pode entregar: uma pasta, um pacote .zip, .tar, .tar.gz ou .tgz, um .py ou um .ipynb",
)
MORE_NOTES = Text(en="and {count} more notes of this kind", pt="e mais {count} avisos desse tipo")
ANSWERS_TAKEN = Text(
    en="`{taken}` holds the quiz answers; other files of that name are passed over ({count}).",
    pt="As respostas do quiz são as de `{taken}`; outros arquivos com esse nome não contam ({count}).",
)
ANSWERS_ODD = Text(
    en="`{file}` is not UTF-8 text; it is read as {encoding}, which it looks like. Save the file as UTF-8.",
    pt="`{file}` não é texto em UTF-8; foi lido como {encoding}, que é o que parece ser. Salve o arquivo em UTF-8.",
)


def read_submission(
    path: str | os.PathLike[str],
    wanted: Mapping[str, Wanted],
    limits: ReadLimits = LIMITS,
    asked: Collection[str] = (),
    exercises: Collection[str] = (),
) -> Submission:
    """Read the submission at `path`: a folder, an archive, one .py or one .ipynb.

    `wanted` are the exercises in the course's order, `asked` the ids of the quiz's questions: without any, no answer
    is looked for in notebooks. `exercises` are those whose files may hold answers, beside the wanted ones: an assignment
    may grade a part of the course. Whatever stands at `path`, a `Submission` comes back:
    with a `reason` if nothing could be read, otherwise with the sources found and with notes on all that is odd.
    """
    given = os.fspath(path)
    name = last_part(given) if "\0" not in given else given
    try:
        contents, single = _contents(given, name, {*wanted, *exercises}, limits, quiz=bool(asked))
    except Unreadable as error:
        reason = UNREADABLE(name=one_line(given), why=error.reason)
        return Submission(safe_id(name), given, _digest(()), reason=reason)
    sources, notes = _sources(contents, wanted, limits, single=single)
    answers, answer_notes = _answers(contents.files)
    answered, quiz_notes = answered_in(contents.files, asked, limits)
    return Submission(
        id=safe_id(name),
        name=given,
        sha256=_digest(contents.files),
        files=tuple(name for name, _ in contents.files),
        sources={
            exercise: Source(one.file, one.cells, _few(one.notes), one.problem, one.attempted)
            for exercise, one in sources.items()
        },
        answers=answers,
        answered=answered,
        notes=(*_few(_not_said_yet(contents.notes, sources)), *answer_notes, *_few(quiz_notes), *_few(notes)),
    )


def _contents(
    given: str, name: str, wanted: Collection[str], limits: ReadLimits, *, quiz: bool
) -> tuple[Contents, bool]:
    """Read what stands at the path, and say whether it is a single source file; raises Unreadable."""

    def cap_of(file: str) -> int | None:
        if file == ANSWERS:
            return limits.source_bytes
        is_wanted = (quiz and file == QUIZ) or exercise_file(file, wanted) or copied_file(file, wanted)
        return _source_cap(file, limits) if is_wanted else None

    try:
        mode = os.lstat(given.rstrip(os.sep) or os.sep).st_mode
    except OSError as error:
        raise Unreadable(why_not(error)) from error
    except ValueError as error:  # a null character, or none that the file system can write
        raise Unreadable(NO_PATH()) from error
    if stat.S_ISLNK(mode):
        raise Unreadable(IS_LINK())
    if stat.S_ISDIR(mode):
        return without_copies(read_folder(given, cap_of, limits), wanted), False
    if is_source(name):
        return Contents(((escaped(name), _whole(given, _source_cap(name, limits))),)), True
    if name.lower().endswith(ARCHIVE_SUFFIXES):
        from autograder.submission.archive import read_archive

        archive = read_archive(_whole(given, limits.archive_bytes), cap_of, limits)
        return without_copies(archive, wanted), False
    raise Unreadable(KINDS())


def _source_cap(name: str, limits: ReadLimits) -> int:
    return limits.notebook_bytes if name.lower().endswith(".ipynb") else limits.source_bytes


def _whole(given: str, cap: int) -> bytes:
    data = read_regular(given, cap)
    if isinstance(data, Message):
        raise Unreadable(data)
    return data


def _sources(
    contents: Contents, wanted: Mapping[str, Wanted], limits: ReadLimits, *, single: bool
) -> tuple[dict[str, Source], tuple[Message, ...]]:
    if single:
        name, data = contents.files[0]
        if name != QUIZ and not (exercise_file(name, wanted) or copied_file(name, wanted)):
            return recognised(name, data, wanted, limits)
    sources = chosen(contents.files, wanted, limits, contents.unread)
    return sources, (
        *remarks_on_missing(contents.others[:SHOWN_OTHERS], sources, wanted),
        *remarks_on_packed(contents.packed, sources, wanted),
    )


def _answers(files: Sequence[tuple[str, bytes]]) -> tuple[str | None, tuple[Message, ...]]:
    """Read answers.toml as text; what it says is for the quiz to judge."""
    found = answers_file(files)
    if found is None:
        return None, ()
    name, data = found
    count = sum(other.rpartition("/")[2] == ANSWERS for other, _ in files) - 1
    notes = (ANSWERS_TAKEN(taken=one_line(name), count=count),) if count else ()
    text, encoding = any_text(data)
    return text, (*notes, ANSWERS_ODD(file=one_line(name), encoding=encoding)) if encoding else notes


def _digest(files: Sequence[tuple[str, bytes]]) -> str:
    """Hash the names, which are sorted, and bytes, each with its length before it: nothing can move between them."""
    digest = hashlib.sha256()
    for name, data in files:
        for part in (name.encode(errors="backslashreplace"), data):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def _not_said_yet(notes: Sequence[Message], sources: Mapping[str, Source]) -> tuple[Message, ...]:
    """Leave out the notes that stand at an exercise as its problem."""
    problems = [source.problem for source in sources.values()]
    return tuple(note for note in notes if note not in problems)


def _few(notes: tuple[Message, ...]) -> tuple[Message, ...]:
    """Keep a list of notes readable."""
    if len(notes) <= SHOWN_NOTES:
        return notes
    return (*notes[:SHOWN_NOTES], MORE_NOTES(count=len(notes) - SHOWN_NOTES))
