"""Of the files that were read, the one that counts for each exercise; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.helpers import without_helpers
from autograder.submission.names import ANSWERS, ExerciseFile, copied_file, exercise_file, nearest
from autograder.submission.notebook_cells import notes_on_copies, read_notebook
from autograder.submission.script_cells import script_cells
from autograder.submission.sources import bound_names, decoded, defined_names, is_attempted, parsed, work_before_stubs
from autograder.submission.submission_model import Contents, Reading, ReadLimits, Source, Wanted

SHOWN_NAMES = 5  # names of passed-over files in one note

TAKEN = Text(
    en="`{taken}` is graded for this exercise: in the order .py, numbered .py, .ipynb, numbered .ipynb it is the first in which something is written for the exercise. Passed over: {others}.",
    pt="Para este exercício vale `{taken}`: na ordem .py, .py numerado, .ipynb, .ipynb numerado, é o primeiro em que há algo escrito para o exercício. Não contam: {others}.",
)
COPY_TAKEN = Text(
    en="`{file}` is graded for this exercise, because no file that can be read has one of its proper names. Rename it to `{exercise}{suffix}`.",
    pt="Para este exercício vale `{file}`, porque nenhum arquivo que se possa ler tem um dos nomes certos. Renomeie para `{exercise}{suffix}`.",
)
AND_MORE = Text(en="{names} and {count} more", pt="{names} e mais {count}")
BY_FUNCTIONS = Text(
    en="`{file}` is not named after an exercise; it is graded as `{exercise}`, because it defines {functions}. Named `{exercise}{suffix}` it is found in every case.",
    pt="`{file}` não tem o nome de um exercício; vale como `{exercise}`, porque define {functions}. Com o nome `{exercise}{suffix}`, ele é encontrado em qualquer caso.",
)
SEVERAL = Text(
    en="`{file}` defines functions of several exercises, and is graded for each of them: {names}.",
    pt="`{file}` define funções de vários exercícios, e vale para cada um deles: {names}.",
)
ONLY_EXERCISE = Text(
    en="`{file}` is not named after the exercise; it is graded as `{exercise}`, the only one there is.",
    pt="`{file}` não tem o nome do exercício; vale como `{exercise}`, o único que existe.",
)
NOT_CLEAR = Text(
    en="`{file}` is not named after an exercise, and its functions do not tell which one it is for. Name it {names}{near}.",
    pt="`{file}` não tem o nome de um exercício, e as funções dele não deixam claro para qual ele é. Dê a ele um destes nomes: {names}{near}.",
)
NOTHING = Text(
    en="No file of an exercise was found. Files are looked for by these names, as .py or .ipynb, with or without a number before them: {names}{near}.",
    pt="Nenhum arquivo de exercício foi encontrado. Procuram-se estes nomes, com .py ou .ipynb, com ou sem número na frente: {names}{near}.",
)
NEAREST = Text(en=" (nearest: `{name}`)", pt=" (o mais parecido: `{name}`)")
ANY_SUFFIX = Text(en="{names}, with .py or .ipynb", pt="{names}, com .py ou .ipynb")
MISNAMED = Text(
    en="`{file}` is not read: the file of the exercise is called `{exercise}{suffix}`. If it is meant, rename it.",
    pt="`{file}` não foi lido: o arquivo do exercício se chama `{exercise}{suffix}`. Se era esse, renomeie.",
)
PACKED = Text(
    en="Archives inside of what was handed in are not opened: {names}. If your work is in one of them, unpack it first, and hand in the files themselves.",
    pt="Pacotes dentro da submissão não são abertos: {names}. Se o seu trabalho está em um deles, descompacte antes e entregue os próprios arquivos.",
)


def reading(name: str, data: bytes, limits: ReadLimits, wanted: Sequence[Wanted] = ()) -> Reading:
    """Read one .py or .ipynb file, in which some of these exercises may be solved."""
    if _suffix(name).lower() == ".ipynb":
        return read_notebook(data, limits, wanted)
    source = decoded(data)
    if isinstance(source, Message):
        return Reading(problem=source)
    cells, notes = script_cells(name.rpartition("/")[2], source)
    return Reading(without_helpers(cells), notes)


def without_copies(contents: Contents, exercises: Collection[str]) -> Contents:
    """Leave out copies of an exercise's file where a file of one of the proper names was read."""
    proper = {named.exercise for name, _ in contents.files if (named := exercise_file(_last(name), exercises))}
    copies = {
        name for name, _ in contents.files if (copy := copied_file(_last(name), exercises)) and copy.exercise in proper
    }
    return replace(
        contents,
        files=tuple(file for file in contents.files if file[0] not in copies),
        others=tuple(sorted({*contents.others, *copies})),
    )


def chosen(
    files: Sequence[tuple[str, bytes]],
    wanted: Mapping[str, Wanted],
    limits: ReadLimits,
    unread: Sequence[tuple[str, Message]] = (),
) -> dict[str, Source]:
    """Choose among files that are named after exercises: for each the first attempted one, else the first.

    Where none is attempted, one of the `unread` ones takes their place: there may be something in it.
    """
    found = _chosen(files, wanted, limits)
    refused: dict[str, list[tuple[int, int, str, Message]]] = {exercise: [] for exercise in wanted}
    for name, why in unread:
        named = _named(name, wanted)
        if named is not None:
            refused[named.exercise].append((named.rank, name.count("/"), name, why))
    for exercise, candidates in refused.items():
        if candidates and not (exercise in found and found[exercise].attempted):
            _, _, name, why = min(candidates, key=lambda candidate: candidate[:3])
            found[exercise] = Source(name, (), (), why, attempted=True)
    return {exercise: found[exercise] for exercise in wanted if exercise in found}


def _chosen(files: Sequence[tuple[str, bytes]], wanted: Mapping[str, Wanted], limits: ReadLimits) -> dict[str, Source]:
    ranked: dict[str, list[tuple[int, int, str, bytes]]] = {exercise: [] for exercise in wanted}
    for name, data in files:
        named = _named(name, wanted)
        if named is not None:
            ranked[named.exercise].append((named.rank, name.count("/"), name, data))
    found: dict[str, Source] = {}
    for exercise, candidates in ranked.items():
        if candidates:
            ordered = [(name, data) for _, _, name, data in sorted(candidates)]
            source = _first_attempted(ordered, wanted[exercise], limits)
            found[exercise] = _with_name(source, exercise, wanted)
    return found


def _named(name: str, exercises: Collection[str]) -> ExerciseFile | None:
    return exercise_file(_last(name), exercises) or copied_file(_last(name), exercises)


def _with_name(source: Source, exercise: str, wanted: Mapping[str, Wanted]) -> Source:
    """Say of a copy how it should be called."""
    if copied_file(_last(source.file), wanted) is None:
        return source
    note = COPY_TAKEN(file=one_line(source.file), exercise=exercise, suffix=_suffix(source.file).lower())
    return replace(source, notes=(note, *source.notes))


def _first_attempted(candidates: Sequence[tuple[str, bytes]], wanted: Wanted, limits: ReadLimits) -> Source:
    """Take the first file in which something is written; say so only where something stands in another one too.

    Files without any of the exercise's functions come last: a scratch file must not take the place of the work.
    """
    sources = [
        _source(name, reading(name, data, limits, [wanted]), wanted) for name, data in candidates[: limits.candidates]
    ]
    unread = [name for name, _ in candidates[limits.candidates :]]
    attempted = [source for source in sources if source.attempted]
    if not attempted:
        return sources[0]
    taken = next((source for source in attempted if _may_define(source, wanted.functions)), attempted[0])
    return _with_note(taken, [*(source.file for source in attempted if source is not taken), *unread])


def _may_define(source: Source, functions: Collection[str]) -> bool:
    """Whether a file has one of these functions, or cannot be understood, so that it may have been meant to."""
    if source.problem is not None or any(parsed(cell.source) is None for cell in source.cells):
        return True
    return not bound_names(source.cells).isdisjoint(functions)


def _source(name: str, found: Reading, wanted: Wanted) -> Source:
    cells, copies = work_before_stubs(found.cells, wanted.stub_statements)
    attempted = found.problem is not None or is_attempted(cells, wanted.stub_statements)
    return Source(name, cells, (*notes_on_copies(copies), *found.notes), found.problem, attempted)


def _with_note(source: Source, passed_over: Sequence[str]) -> Source:
    if not passed_over:
        return source
    return replace(source, notes=(TAKEN(taken=one_line(source.file), others=_some(passed_over)), *source.notes))


def _some(files: Sequence[str]) -> Message | str:
    """Name the first few files."""
    names = ", ".join(f"`{one_line(name)}`" for name in files[:SHOWN_NAMES])
    return names if len(files) <= SHOWN_NAMES else AND_MORE(names=names, count=len(files) - SHOWN_NAMES)


def recognised(
    name: str, data: bytes, wanted: Mapping[str, Wanted], limits: ReadLimits
) -> tuple[dict[str, Source], tuple[Message, ...]]:
    """Find out for which exercises a single file is that is not named after any, by the functions it defines."""
    found = reading(name, data, limits, list(wanted.values()))
    defined = defined_names(found.cells)
    whole = [exercise for exercise, one in wanted.items() if one.functions and defined.issuperset(one.functions)]
    partly = [exercise for exercise, one in wanted.items() if not defined.isdisjoint(one.functions)]
    own = [exercise for exercise in partly if not _shared(defined.intersection(wanted[exercise].functions), wanted)]
    candidates = own or next((group for group in (whole, partly, list(wanted)) if len(group) == 1), [])
    if not candidates:
        names = ANY_SUFFIX(names=_listed(wanted))
        note = NOT_CLEAR(file=one_line(name), names=names, near=_near([name], wanted))
        return {}, (note, *([found.problem] if found.problem else []))
    suffix = _suffix(name).lower()
    if len(candidates) > 1:  # a course's worth of functions in one file
        return {exercise: _source(name, found, wanted[exercise]) for exercise in candidates}, (
            SEVERAL(file=one_line(name), names=_listed(candidates)),
        )
    exercise = candidates[0]
    functions = [function for function in wanted[exercise].functions if function in defined]
    note = ONLY_EXERCISE(file=one_line(name), exercise=exercise)
    if functions:
        note = BY_FUNCTIONS(file=one_line(name), exercise=exercise, functions=_listed(functions), suffix=suffix)
    source = _source(name, found, wanted[exercise])
    return {exercise: replace(source, notes=(note, *source.notes))}, ()


def _shared(functions: Collection[str], wanted: Mapping[str, Wanted]) -> bool:
    """Whether each of these functions is asked for by several exercises, so that none tells which one it is for."""
    return all(sum(function in one.functions for one in wanted.values()) > 1 for function in functions)


def remarks_on_missing(
    others: Sequence[str], sources: Mapping[str, Source], wanted: Mapping[str, Wanted]
) -> tuple[Message, ...]:
    """Say which files look misnamed; or, if nothing at all was found, which names are looked for."""
    if not sources and wanted:
        return (NOTHING(names=_listed(wanted), near=_near(others, wanted)),)
    notes: list[Message] = []
    for name in others:
        copy = copied_file(_last(name), wanted)
        exercise = copy.exercise if copy else nearest(_last(name), tuple(wanted))
        if exercise is None:
            continue
        # A copy beside a file in which nothing is written yet may be where the work is.
        if exercise not in sources or (copy is not None and not sources[exercise].attempted):
            notes.append(MISNAMED(file=one_line(name), exercise=exercise, suffix=_suffix(name).lower()))
    return tuple(notes)


def remarks_on_packed(
    packed: Sequence[str], sources: Mapping[str, Source], wanted: Mapping[str, Wanted]
) -> tuple[Message, ...]:
    """Say which archives were not opened, if there is any exercise whose file may be in one of them."""
    missing = any(exercise not in sources or not sources[exercise].attempted for exercise in wanted)
    return (PACKED(names=_some(packed)),) if packed and missing else ()


def answers_file(files: Sequence[tuple[str, bytes]]) -> tuple[str, bytes] | None:
    """Find the quiz answers: the file nearest to the top, then the first by name."""
    found = [(name.count("/"), name, data) for name, data in files if name.rpartition("/")[2] == ANSWERS]
    return min(found)[1:] if found else None


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _suffix(name: str) -> str:
    return "." + name.rpartition(".")[2]


def _listed(names: Mapping[str, object] | Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _near(others: Sequence[str], wanted: Mapping[str, Wanted]) -> Message | str:
    """Name the exercise that is nearest to the first file that is near to any."""
    near = (nearest(name.rpartition("/")[2], tuple(wanted)) for name in others)
    name = next((exercise for exercise in near if exercise is not None), None)
    return "" if name is None else NEAREST(name=name)
