"""A path → a `Submission`: what stands there is read within limits, and never imported or run."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import escaped, one_line
from autograder.submission.choose import chosen, last, some
from autograder.submission.flat_download import Share, several_people
from autograder.submission.identify_file import kind_of, named_in
from autograder.submission.names import (
    ANSWERS,
    ARCHIVE_SUFFIXES,
    MEANT_FOR_QUIZ,
    file_of,
    is_answers,
    is_notebook,
    is_quiz,
    is_source,
    last_part,
    safe_id,
)
from autograder.submission.sources import any_text
from autograder.submission.submission_model import (
    IS_LINK,
    LIMITS,
    Answered,
    Contents,
    HandedIn,
    ReadLimits,
    Source,
    Submission,
    Unreadable,
    Wanted,
)
from autograder.submission.tree import opened_regular, read_folder, read_regular, why_not
from autograder.submission.unused_files import remarks

SHOWN_NOTES = 20

UNREADABLE = Text(en="`{name}` cannot be read: {why}", pt="não é possível ler `{name}`: {why}")
NO_PATH = Text(en="this is no path that the system knows", pt="não é um caminho que o sistema conheça")
KINDS = Text(
    en="it is none of what can be handed in: a folder, a .zip, .tar, .tar.gz or .tgz archive, one .py or one .ipynb",
    pt="não é nada do que se pode entregar: uma pasta, um pacote .zip, .tar, .tar.gz ou .tgz, um .py ou um .ipynb",
)
MORE_NOTES = Text(en="and {count} more notes of this kind", pt="e mais {count} avisos desse tipo")


def read_submission(
    path: str | os.PathLike[str],
    wanted: Mapping[str, Wanted],
    limits: ReadLimits = LIMITS,
    asked: Collection[str] = (),
    exercises: Collection[str] = (),
) -> Submission:
    """Read the submission at `path`: a folder, an archive, one .py or one .ipynb.

    `wanted` are the exercises in the course's order, `asked` the ids of the quiz's questions: without any, no answer
    is looked for in notebooks. `exercises` are all those of the course, beside the wanted ones: an assignment may
    grade a part of it, and the other files may hold answers. Whatever stands at `path`, a `Submission` comes back:
    with a `reason` if nothing could be read, otherwise with the sources found and with notes on all that is odd.
    """
    return understood(handed_in(path, wanted, limits, exercises, quiz=bool(asked)), wanted, limits, asked, exercises)


def handed_in(
    path: str | os.PathLike[str],
    wanted: Collection[str],
    limits: ReadLimits = LIMITS,
    exercises: Collection[str] = (),
    *,
    quiz: bool = True,
) -> HandedIn:
    """Read the bytes of the submission at `path`, and look into none that need not be looked into; see `read_submission`."""
    share = path if isinstance(path, Share) and not path.only else None
    given = os.fspath(path)
    name = path.name if isinstance(path, Share) else last_part(given) if "\0" not in given else given
    asks = _Asks(frozenset(wanted), frozenset({*wanted, *exercises}), limits, quiz=quiz)
    try:
        contents, single = _contents(given, asks, share)
    except Unreadable as error:
        reason = UNREADABLE(name=one_line(given), why=error.reason)
        return HandedIn(safe_id(name), str(path), _digest(()), reason=reason)
    return HandedIn(safe_id(name), str(path), _digest(contents.files), contents, single)


def understood(
    read: HandedIn,
    wanted: Mapping[str, Wanted],
    limits: ReadLimits = LIMITS,
    asked: Collection[str] = (),
    exercises: Collection[str] = (),
) -> Submission:
    """Find in the bytes of a submission what counts for each exercise and for the quiz; see `read_submission`."""
    if read.reason is not None:
        return Submission(read.id, read.name, read.sha256, reason=read.reason)
    contents = read.contents
    known = frozenset({*wanted, *exercises})
    sources = chosen(contents.files, wanted, limits, contents.unread, known)
    answers, answer_notes = answers_in(contents.files)
    answered, quiz_notes = _answered_in(contents.files, asked, limits)
    used = {one.file for one in answered}
    notes = remarks(
        contents, sources, wanted, limits, known, used, single=read.single, answers=answers is not None or not asked
    )
    return Submission(
        id=read.id,
        name=read.name,
        sha256=read.sha256,
        files=tuple(name for name, _ in contents.files),
        sources={exercise: replace(one, notes=_few(one.notes)) for exercise, one in sources.items()},
        answers=answers,
        answered=answered,
        notes=(*_few(_not_said_yet(contents.notes, sources)), *answer_notes, *_few(quiz_notes), *_few(notes)),
    )


def _answered_in(
    files: Sequence[tuple[str, bytes]], asked: Collection[str], limits: ReadLimits
) -> tuple[tuple[Answered, ...], tuple[Message, ...]]:
    if not asked:
        return (), ()
    from autograder.submission.answer_cells import answered_in  # not where one exercise alone is checked

    return answered_in(files, asked, limits)


@frozen
class _Asks:
    """Which files are read, by their names."""

    wanted: frozenset[str]
    known: frozenset[str]
    limits: ReadLimits
    quiz: bool

    def cap_of(self, name: str) -> int | None:
        """Give how many bytes are read of a file of this name, or None if it is not wanted."""
        if is_answers(name) or kind_of(name) == "toml":
            return self.limits.source_bytes
        of = file_of(name, self.known)
        if (of is None and not is_source(name)) or (is_quiz(name) and not self.quiz):
            return None
        if of is not None and of.exercise not in self.wanted and not self.quiz:
            return None
        return self.source_cap(name)

    def is_other(self, name: str) -> bool:
        """Whether a file is read for what it holds, and not for its name."""
        return file_of(name, self.known) is None and not is_answers(name) and not is_quiz(name)

    def source_cap(self, name: str) -> int:
        """Give how many bytes are read of a script or notebook."""
        return self.limits.notebook_bytes if is_notebook(name) else self.limits.source_bytes


def _contents(given: str, asks: _Asks, share: Share | None) -> tuple[Contents, bool]:
    """Read what stands at the path, and say whether it is a single file; raises Unreadable, for many people's files too."""
    contents, single = _read(given, asks, share)
    people = None if share or single else several_people(contents, given, asks.known)
    if people is not None:
        raise Unreadable(people)
    return contents, single


def _read(given: str, asks: _Asks, share: Share | None) -> tuple[Contents, bool]:
    name = last_part(given) if "\0" not in given else given
    try:
        mode = os.lstat(given.rstrip(os.sep) or os.sep).st_mode
    except OSError as error:
        raise Unreadable(why_not(error)) from error
    except ValueError as error:  # a null character, or none that the file system can write
        raise Unreadable(NO_PATH()) from error
    if stat.S_ISLNK(mode):
        raise Unreadable(IS_LINK())
    if stat.S_ISDIR(mode):
        own = share.own if share else None
        return read_folder(given, asks.cap_of, asks.limits, asks.is_other, own=own), False
    if name.lower().endswith(ARCHIVE_SUFFIXES):
        return _archive(given, asks, share), False
    cap = asks.cap_of(name) or (asks.source_cap(name) if is_source(name) else None)
    if cap is None:
        raise Unreadable(KINDS())
    data = read_regular(given, cap)
    if isinstance(data, Message):
        raise Unreadable(data)
    return Contents(((escaped(name), data),)), True


def _archive(given: str, asks: _Asks, share: Share | None) -> Contents:
    from autograder.submission.archive import read_archive

    with opened_regular(given, asks.limits.packed_bytes) as file:
        if isinstance(file, Message):
            raise Unreadable(file)
        own = share.own if share else None
        return read_archive(file, asks.cap_of, asks.limits, asks.is_other, own=own)


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


# A line `[answers]`, and one that answers something: anything but "", '' and [] stands behind its equals sign.
TABLE = re.compile(r"^\s*\[\s*[\"']?answers[\"']?\s*\]", re.MULTILINE)
ANSWERED = re.compile(
    r"^[ \t]*[\w\"'-]+[ \t]*=[ \t]*(?!\"\"[ \t]*(?:#|\r?$)|''[ \t]*(?:#|\r?$)|\[[ \t]*\])\S", re.MULTILINE
)

TAKEN = Text(
    en="`{taken}` holds the quiz answers; these are passed over: {others}.",
    pt="As respostas do quiz são as de `{taken}`; não contam: {others}.",
)
OTHER_NAME = Text(
    en="`{file}` is taken for the quiz answers. Rename it to `answers.toml`.",
    pt="`{file}` vale como as respostas do quiz. Renomeie para `answers.toml`.",
)
NO_ANSWERS = Text(
    en='`{file}` is not read: it has no line `[answers]`, so it is not the file of the quiz answers. Those stand in `answers.toml`, below that line, as in `id = "b"`.',
    pt='`{file}` não foi lido: não tem uma linha `[answers]`, ou seja, não é o arquivo de respostas do quiz. Elas ficam no `answers.toml`, abaixo dessa linha, como em `id = "b"`.',
)
ODD = Text(
    en="`{file}` is not UTF-8 text; it is read as {encoding}, which it looks like. Save the file as UTF-8.",
    pt="`{file}` não é texto em UTF-8; foi lido como {encoding}, que é o que parece ser. Salve o arquivo em UTF-8.",
)


def answers_in(files: Sequence[tuple[str, bytes]]) -> tuple[str | None, tuple[Message, ...]]:
    """Give the text of the file that holds the answers, and what there is to say; what it says is for the quiz to judge."""
    ranked = sorted((place, name, data) for name, data in files if (place := _place(name, data)) is not None)
    notes = [
        NO_ANSWERS(file=one_line(name))
        for name, data in files
        if _place(name, data) is None
        and (is_answers(last(name)) or (kind_of(last(name)) == "toml" and MEANT_FOR_QUIZ.search(last(name))))
    ]
    if not ranked:
        return None, tuple(notes)
    _, name, data = next((one for one in ranked if is_answered(one[2])), ranked[0])
    others = [other for _, other, _ in ranked if other != name]
    if others:
        notes.insert(0, TAKEN(taken=one_line(name), others=some(others)))
    if last(name) != ANSWERS:
        notes.insert(0, OTHER_NAME(file=one_line(name)))
    text, encoding = any_text(data)
    return text, (*notes, ODD(file=one_line(name), encoding=encoding)) if encoding else tuple(notes)


def is_answered(data: bytes) -> bool:
    """Whether anything stands behind the equals sign of a question, as far as its lines tell."""
    text, _ = any_text(data)
    table = TABLE.search(text)
    return ANSWERED.search(text, table.end() if table else 0) is not None


def _place(name: str, data: bytes) -> tuple[int, int, bool, tuple[int, ...], str] | None:
    """Rank a file by its name, the newest copy first, or by what is in it; None if it holds no answers."""
    depth, file = name.count("/"), last(name)
    if file == ANSWERS:
        return 0, depth, True, (), name
    named = named_in(file, ("answers",), "toml")
    if named is not None and named.kind == "toml" and (kind_of(file) == "toml" or _has_table(data)):
        final, numbers = named.version
        return (2 if named.added else 1), depth, not final, tuple(-number for number in numbers) or (1,), name
    if kind_of(file) == "toml" and _has_table(data):
        return 3, depth, True, (), name
    return None


def _has_table(data: bytes) -> bool:
    return TABLE.search(any_text(data)[0]) is not None
