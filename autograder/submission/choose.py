"""Of the files that were read, the one that counts for each exercise; pure.

A file is found by its exact name, then by a name to which tools or people added something, then by what it defines. Of
all that are found the first in which something is written counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.helpers import without_helpers
from autograder.submission.identify_file import defined_in, exercises_of, is_whole_and_own, is_worked_on, kind_of
from autograder.submission.names import exercise_file, file_of, is_notebook
from autograder.submission.notebook_cells import notes_on_copies, read_notebook
from autograder.submission.script_cells import script_cells
from autograder.submission.sources import bound_names, decoded, is_attempted, parsed, work_before_stubs
from autograder.submission.submission_model import Reading, ReadLimits, Source, Wanted

SHOWN_NAMES = 20  # names of files in one note
BY_CONTENT = 100  # ranks from here on are those of files that are found by what they define
POINTER = re.compile(rb"version https://git-lfs|/annex/objects/")  # what stands in a large file's place
CODE = re.compile(r"^(?:def|class|import|from) ", re.MULTILINE)
PAGE = re.compile(rb"<!doctype html|<html", re.IGNORECASE)
OF_ANOTHER = 4  # added for a file that is named after another exercise

TAKEN = Text(
    en="`{taken}` is graded for this exercise: in the order .py, numbered .py, .ipynb, numbered .ipynb, and then copies with the newest first, it is the first in which something is written for the exercise. Passed over: {others}.",
    pt="Para este exercício vale `{taken}`: na ordem .py, .py numerado, .ipynb, .ipynb numerado, e depois as cópias, da mais nova à mais antiga, é o primeiro em que há algo escrito para o exercício. Não contam: {others}.",
)
COPY_TAKEN = Text(
    en="`{file}` is graded for this exercise, because no file that can be read has one of its proper names. Rename it to `{exercise}{suffix}`.",
    pt="Para este exercício vale `{file}`, porque nenhum arquivo que se possa ler tem um dos nomes certos. Renomeie para `{exercise}{suffix}`.",
)
BESIDE_STUB = Text(
    en="`{file}` is graded for this exercise, because in {others} nothing is written yet. Rename it to `{exercise}{suffix}`.",
    pt="Para este exercício vale `{file}`, porque ainda não há nada escrito em {others}. Renomeie para `{exercise}{suffix}`.",
)
WEB_PAGE = Text(
    en="the file is a web page, not the file that the page shows. Download the file itself (on GitHub: the button “Raw” or “Download raw file”).",
    pt="o arquivo é uma página da web, e não o arquivo que a página mostra. Baixe o próprio arquivo (no GitHub: o botão “Raw” ou “Download raw file”).",
)
LARGE_FILE_POINTER = Text(
    en="the file is a pointer of Git LFS or git-annex, not the file that it stands for. Fetch that one (`git lfs pull`), or download it from the repository's page, and hand it in.",
    pt="o arquivo é um ponteiro do Git LFS ou do git-annex, e não o arquivo que ele representa. Baixe esse arquivo (`git lfs pull`, ou pela página do repositório) e entregue-o.",
)
NOTHING_IN = Text(en="Nothing is written yet in {others}.", pt="Ainda não há nada escrito em {others}.")
AND_MORE = Text(en="{names} and {count} more", pt="{names} e mais {count}")
BY_FUNCTIONS = Text(
    en="`{file}` is not named after an exercise; it is graded as `{exercise}`, because it defines {functions}. Named `{exercise}{suffix}` it is found in every case.",
    pt="`{file}` não tem o nome de um exercício; vale como `{exercise}`, porque define {functions}. Com o nome `{exercise}{suffix}`, ele é encontrado em qualquer caso.",
)
BY_FUNCTIONS_OF_ANOTHER = Text(
    en="`{file}` is graded for this exercise too, because it defines {functions}, and no other file does. In a file `{exercise}{suffix}` of their own they are found in every case.",
    pt="`{file}` vale também para este exercício, porque define {functions}, e nenhum outro arquivo define. Num arquivo próprio `{exercise}{suffix}`, elas são encontradas em qualquer caso.",
)
ONLY_EXERCISE = Text(
    en="`{file}` is not named after the exercise; it is graded as `{exercise}`, the only one there is.",
    pt="`{file}` não tem o nome do exercício; vale como `{exercise}`, o único que existe.",
)


@dataclass(frozen=True)
class File:
    """A file that was read: its name below the submission, its bytes, and, once they are asked for, its cells."""

    name: str
    data: bytes = field(repr=False)
    limits: ReadLimits = field(repr=False)
    readings: dict[tuple[str, ...], Reading] = field(default_factory=dict, repr=False, compare=False)

    def reading(self, *wanted: Wanted) -> Reading:
        """Read the file, in which some of these exercises may be solved."""
        key = tuple(function for one in wanted for function in one.functions)
        if key not in self.readings:
            self.readings[key] = reading(self.name, self.data, self.limits, wanted)
        return self.readings[key]

    @property
    def last(self) -> str:
        """The name without folders."""
        return last(self.name)

    @property
    def may_be_source(self) -> bool:
        """Whether it may hold an exercise, by its name's ending."""
        return kind_of(self.last) in {"py", "ipynb"}

    def may_define(self, functions: Collection[str]) -> bool:
        """Whether one of these names seems to be defined somewhere in the file, by its bytes."""
        return any(
            function.encode() in self.data and _definition(function).search(self.data) is not None  # quick first
            for function in functions
        )


@lru_cache(maxsize=256)
def _definition(function: str) -> re.Pattern[bytes]:
    name = re.escape(function).encode()
    # No border is asked for before it: in a notebook's JSON a line may begin behind the two characters `\\n`.
    return re.compile(rb"(?:def|class)[ \t]+" + name + rb"\b|" + name + rb"[ \t]*[:=]")


def searched(read: Sequence[File], functions: Collection[str], limits: ReadLimits) -> tuple[list[File], list[File]]:
    """Give the files that are parsed for what they define, those near the top first, and those that are beyond the limits."""
    within: list[File] = []
    beyond: list[File] = []
    size = 0
    for file in sorted(read, key=lambda file: (file.name.count("/"), file.name)):
        if file.may_be_source and file.may_define(functions):
            size += len(file.data)
            fits = len(within) < limits.searched_files and size <= limits.searched_bytes
            (within if fits else beyond).append(file)
    return within, beyond


def reading(name: str, data: bytes, limits: ReadLimits, wanted: Sequence[Wanted] = ()) -> Reading:
    """Read a script or a notebook, in which some of these exercises may be solved: by its content, if the name is wrong."""
    begins = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if PAGE.match(begins):
        return Reading(problem=WEB_PAGE())
    if POINTER.match(begins):
        return Reading(problem=LARGE_FILE_POINTER())
    is_json = begins.startswith(b"{") and (b'"cells"' in data or b'"nbformat"' in data)
    if is_json or (is_notebook(last(name)) and (begins.startswith((b"{", b"[", b"<")) or not _is_python(data))):
        return read_notebook(data, limits, wanted)
    source = decoded(data)
    if isinstance(source, Message):
        return Reading(problem=source)
    cells, notes = script_cells(last(name), source)
    return Reading(without_helpers(cells), notes)


def _is_python(data: bytes) -> bool:
    """Whether this is no JSON but a script, one with magics or a mistake in it too."""
    source = decoded(data)
    return (
        isinstance(source, str) and bool(source.strip()) and (bool(CODE.search(source)) or parsed(source) is not None)
    )


@dataclass(frozen=True)
class _Candidate:
    """A file that may count for an exercise; candidates are sorted by their place."""

    place: tuple[int, int, tuple[bool, tuple[int, ...]], str]
    file: File
    found: Reading
    attempted: bool
    good: bool  # attempted, and with one of the exercise's functions in it, as far as one can tell

    @property
    def rank(self) -> int:
        """What the name says."""
        return self.place[0]


def chosen(
    files: Sequence[tuple[str, bytes]],
    wanted: Mapping[str, Wanted],
    limits: ReadLimits,
    unread: Sequence[tuple[str, Message]] = (),
    known: Collection[str] = (),
) -> dict[str, Source]:
    """Choose the file of each exercise: the first attempted one, else the first of those named after it.

    Where none is attempted, one of the `unread` ones takes their place: there may be something in it. A file that is
    named after one of the `known` exercises of the course is not looked for by its functions alone.
    """
    read = [File(name, data, limits) for name, data in files]
    found = {exercise: _named_after(exercise, read, wanted, limits) for exercise in wanted}
    open_ = [exercise for exercise in wanted if not any(one.good for one in found[exercise])]
    if open_:
        for exercise, more in _defining(read, open_, wanted, {*wanted, *known}, limits).items():
            found[exercise] += more
    taken = {exercise: _taken(candidates) for exercise, candidates in found.items() if candidates}
    counts = Counter(one.file.name for one in taken.values())
    sources = {
        exercise: _source(one, found[exercise], exercise, wanted, shared=counts[one.file.name] > 1)
        for exercise, one in taken.items()
    }
    for exercise, refused in _refused(unread, wanted).items():
        if exercise not in sources or not sources[exercise].attempted:
            sources[exercise] = refused
    return {exercise: sources[exercise] for exercise in wanted if exercise in sources}


def _named_after(
    exercise: str, read: Sequence[File], wanted: Mapping[str, Wanted], limits: ReadLimits
) -> list[_Candidate]:
    """Give the files that are named after an exercise, the first in the order first."""
    ranked = []
    for file in read:
        of = file_of(file.last, wanted)
        if of is not None and of.exercise == exercise:
            ranked.append(((of.rank, file.name.count("/"), of.newest_first, file.name), file))
    return [
        _candidate(place, file, wanted[exercise])
        for place, file in sorted(ranked, key=lambda one: one[0])[: limits.candidates]
    ]


def _candidate(place: tuple[int, int, tuple[bool, tuple[int, ...]], str], file: File, wanted: Wanted) -> _Candidate:
    found = file.reading(wanted)
    attempted = found.problem is not None or is_attempted(found.cells, wanted.stub_statements)
    return _Candidate(place, file, found, attempted, attempted and _may_define(found, wanted.functions))


def _defining(
    read: Sequence[File],
    open_: Sequence[str],
    wanted: Mapping[str, Wanted],
    known: Collection[str],
    limits: ReadLimits,
) -> dict[str, list[_Candidate]]:
    """Find files for exercises that are still open by what they define, whatever their names.

    A file that is named after another exercise must hold all of one's functions, and written ones.
    """
    functions = {function for exercise in open_ for function in wanted[exercise].functions}
    within, _ = searched(read, functions, limits)
    stubs = frozenset[str]().union(*(one.stub_statements for one in wanted.values()))
    found: dict[str, list[_Candidate]] = {}
    free = [file for file in read if file.may_be_source and file_of(file.last, known) is None]
    for file in within:
        is_free = file in free
        found_in = file.reading(*wanted.values())
        defined = defined_in(found_in.cells)
        of = exercises_of(defined, wanted) if is_free else wanted
        for exercise in of:
            if exercise not in open_ or (not is_free and not is_whole_and_own(defined, exercise, wanted)):
                continue
            written = is_worked_on(found_in.cells, wanted[exercise].functions, stubs)
            if written or is_free:
                rank = BY_CONTENT + (2 if is_notebook(file.last) else 0) + (0 if is_free else OF_ANOTHER)
                place = rank, file.name.count("/"), (True, ()), file.name
                found.setdefault(exercise, []).append(_Candidate(place, file, found_in, written, written))
    if not found and len(wanted) == len(free) == 1 and len(read) == 1:
        (exercise,), (file,) = open_, free
        return {exercise: [_candidate((BY_CONTENT, 0, (True, ()), file.name), file, wanted[exercise])]}
    return {exercise: sorted(candidates, key=lambda one: one.place) for exercise, candidates in found.items()}


def _may_define(found: Reading, functions: Collection[str]) -> bool:
    """Whether a file has one of these functions, or cannot be understood, so that it may have been meant to."""
    if found.problem is not None or any(parsed(cell.source) is None for cell in found.cells):
        return True
    return not bound_names(found.cells).isdisjoint(functions)


def _taken(candidates: Sequence[_Candidate]) -> _Candidate:
    """Take the first file in which something is written.

    Files without any of the exercise's functions come last: a scratch file must not take the place of the work.
    """
    attempted = [one for one in candidates if one.attempted]
    return next((one for one in attempted if one.good), next(iter(attempted), candidates[0]))


def _source(
    taken: _Candidate, candidates: Sequence[_Candidate], exercise: str, wanted: Mapping[str, Wanted], *, shared: bool
) -> Source:
    """Give what counts for an exercise, with what there is to say about the choice; `shared`: it counts for others too."""
    found = taken.found
    notes: list[Message] = []
    others = [one.file.name for one in candidates if one.attempted and one is not taken]
    if others:
        notes.append(TAKEN(taken=one_line(taken.file.name), others=some(others)))
    idle = [one.file.name for one in candidates[: candidates.index(taken)] if not one.attempted]
    if not (shared and BY_CONTENT <= taken.rank < BY_CONTENT + OF_ANOTHER):  # that is said once, of the whole file
        notes += _on_name(taken, exercise, wanted, idle)
    if idle and taken.attempted and taken.rank >= BY_CONTENT:
        notes.append(NOTHING_IN(others=some(idle)))
    if not taken.attempted:
        notes += _on_nothing(found, wanted[exercise].functions)
    cells, copies = work_before_stubs(found.cells, wanted[exercise].stub_statements)
    notes += [*notes_on_copies(copies), *found.notes]
    return Source(taken.file.name, cells, tuple(notes), found.problem, taken.attempted)


def _on_nothing(found: Reading, functions: tuple[str, ...]) -> list[Message]:
    """Say why there is nothing in a file, unless it has the functions as they were handed out."""
    if not defined_in(found.cells).isdisjoint(functions):
        return []
    from autograder.submission.nothing_defined import why_missing  # seldom needed

    why = why_missing(found.cells, functions, functions)
    return [] if why is None else [why]


def _on_name(taken: _Candidate, exercise: str, wanted: Mapping[str, Wanted], idle: Sequence[str]) -> list[Message]:
    """Say how the file should be called, if it is called otherwise."""
    name = taken.file.name
    said = {"file": one_line(name), "exercise": exercise, "suffix": ".ipynb" if is_notebook(last(name)) else ".py"}
    if taken.rank >= BY_CONTENT:
        functions = [function for function in wanted[exercise].functions if function in defined_in(taken.found.cells)]
        if not functions:
            return [ONLY_EXERCISE(**said)]
        form = BY_FUNCTIONS_OF_ANOTHER if taken.rank >= BY_CONTENT + OF_ANOTHER else BY_FUNCTIONS
        return [form(**said, functions=listed(functions))]
    if exercise_file(last(name), wanted) is not None:
        return []
    return [BESIDE_STUB(**said, others=some(idle)) if idle else COPY_TAKEN(**said)]


def _refused(unread: Sequence[tuple[str, Message]], wanted: Collection[str]) -> dict[str, Source]:
    """Give for each exercise the first of its files that cannot be read."""
    refused: dict[str, list[tuple[int, int, str, Message]]] = {}
    for name, why in unread:
        of = file_of(last(name), wanted)
        if of is not None:
            refused.setdefault(of.exercise, []).append((of.rank, name.count("/"), name, why))
    first = {exercise: min(files, key=lambda one: one[:3]) for exercise, files in refused.items()}
    return {exercise: Source(name, (), (), why, attempted=True) for exercise, (_, _, name, why) in first.items()}


def some(files: Sequence[str]) -> Message | str:
    """Name files, the first ones if they are many."""
    names = ", ".join(f"`{one_line(name)}`" for name in files[:SHOWN_NAMES])
    return names if len(files) <= SHOWN_NAMES else AND_MORE(names=names, count=len(files) - SHOWN_NAMES)


def last(name: str) -> str:
    """Give a name without its folders."""
    return name.rpartition("/")[2]


def listed(names: Mapping[str, object] | Sequence[str]) -> str:
    """Write names one after the other."""
    return ", ".join(f"`{name}`" for name in names)
