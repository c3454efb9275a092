"""Which files of a submission were not used, and why: nothing that may be somebody's work goes unread in silence. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.choose import File, last, listed, searched, some
from autograder.submission.identify_file import kind_of, named_in
from autograder.submission.names import MEANT_FOR_QUIZ, file_of, is_notebook, is_quiz, is_source, nearest
from autograder.submission.submission_model import Contents, ReadLimits, Source, Wanted

MOST_READ = 10  # files with a name near to an exercise's of which it is told why they cannot be read

SEVERAL = Text(
    en="`{file}` defines functions of several exercises, and is graded for each of them: {names}.",
    pt="`{file}` define funções de vários exercícios, e vale para cada um deles: {names}.",
)
NOT_CLEAR = Text(
    en="`{file}` is not named after an exercise, and its functions do not tell which one it is for. Name it {names}{near}.",
    pt="`{file}` não tem o nome de um exercício, e as funções dele não deixam claro para qual ele é. Dê a ele um destes nomes: {names}{near}.",
)
NOTHING = Text(
    en="No file of an exercise was found. Files are looked for by these names, as .py or .ipynb, with or without a number before them: {names}{near}.",
    pt="Nenhum arquivo de exercício foi encontrado. Procuram-se estes nomes, com .py ou .ipynb, com ou sem número na frente: {names}{near}.",
)
SEVERAL_FOLDERS = Text(
    en="The folders {names} hold files for the same exercise, and only one of them counts. If they are of several people, grade each folder by itself: `autograder grade FOLDER/*`.",
    pt="As pastas {names} têm arquivos para o mesmo exercício, e só um deles conta. Se são de várias pessoas, corrija cada pasta separadamente: `autograder grade PASTA/*`.",
)
NEAREST = Text(en=" (nearest: `{name}`)", pt=" (o mais parecido: `{name}`)")
ANY_SUFFIX = Text(en="{names}, with .py or .ipynb", pt="{names}, com .py ou .ipynb")
MISNAMED = Text(
    en="`{file}` is not graded: it defines none of the functions of `{exercise}`, whose name is the nearest. If it is meant, name it `{exercise}{suffix}` and define them: {functions}.",
    pt="`{file}` não foi avaliado: não define nenhuma das funções de `{exercise}`, o nome mais parecido. Se era esse, dê a ele o nome `{exercise}{suffix}` e defina: {functions}.",
)
UNUSED = Text(
    en="Not graded: {names}. They are named after no exercise, and define nothing that an exercise still lacks. Each exercise is graded by one file, and nothing is imported from these.",
    pt="Não avaliados: {names}. Não têm o nome de nenhum exercício e não definem nada que ainda falte a um exercício. Cada exercício vale por um só arquivo, e nada é importado destes.",
)
BEYOND = Text(
    en="Not looked into: {names}. They are named after no exercise, and of such files only {files}, of {limit} bytes together, are searched for functions. Give your work the names of the exercises.",
    pt="Não examinados: {names}. Não têm o nome de nenhum exercício, e de arquivos assim só {files}, de {limit} bytes no total, são examinados em busca de funções. Dê ao seu trabalho os nomes dos exercícios.",
)
NOT_ANSWERS = Text(
    en="`{file}` is not read: a file of this kind cannot be graded. Quiz answers are read from `answers.toml` or `quiz.ipynb`.",
    pt="`{file}` não foi lido: um arquivo desse tipo não pode ser avaliado. As respostas do quiz são lidas de `answers.toml` ou `quiz.ipynb`.",
)
OTHER_FILES = Text(en="There are other files, such as {names}.", pt="Há outros arquivos, como {names}.")
NO_FILES = Text(en="There is no file at all in what was handed in.", pt="Não há nenhum arquivo no que foi entregue.")
UNREADABLE = Text(en="`{file}` is not graded: {why}", pt="`{file}` não foi avaliado: {why}")
EXPORTED = Text(
    en="`{file}` is not read: a file of this kind cannot be graded. Hand in `{exercise}.py` or `{exercise}.ipynb` itself.",
    pt="`{file}` não foi lido: um arquivo desse tipo não pode ser avaliado. Entregue o próprio `{exercise}.py` ou `{exercise}.ipynb`.",
)
PACKED = Text(
    en="Archives inside of what was handed in are not opened: {names}. If your work is in one of them, unpack it first, and hand in the files themselves.",
    pt="Pacotes dentro da submissão não são abertos: {names}. Se o seu trabalho está em um deles, descompacte antes e entregue os próprios arquivos.",
)


def remarks(
    contents: Contents,
    sources: Mapping[str, Source],
    wanted: Mapping[str, Wanted],
    limits: ReadLimits,
    known: Collection[str] = (),
    used: Collection[str] = (),
    *,
    single: bool = False,
    answers: bool = True,
) -> tuple[Message, ...]:
    """Say which files count for several exercises, and which for none, and why.

    `used` are those that answer the quiz; `answers` says that no other file is missed for it.
    """
    if not wanted:
        return ()
    course = {*wanted, *known}
    graded = [source.file for source in sources.values()]
    free = [
        File(name, data, limits)
        for name, data in contents.files
        if is_source(last(name)) and file_of(last(name), course) is None
    ]
    unused = [file for file in free if file.name not in {*graded, *used} and not is_quiz(file.last)]
    return (
        *_several(sources),
        *_several_folders(contents, course),
        *_nothing(contents, unused, sources, wanted, single=single),
        *_unused(unused, sources, wanted, limits, whole=course == {*wanted}),
        *_exported(contents.others, sources, wanted, answers=answers or bool(used)),
        *_packed(contents.packed, sources, wanted),
    )


def _several(sources: Mapping[str, Source]) -> Iterator[Message]:
    for file in dict.fromkeys(source.file for source in sources.values()):
        exercises = [exercise for exercise, source in sources.items() if source.file == file]
        if len(exercises) > 1:
            yield SEVERAL(file=one_line(file), names=listed(exercises))


def _several_folders(contents: Contents, course: Collection[str]) -> Iterator[Message]:
    """Say that a folder for each person may have been handed in as one submission."""
    tops: dict[str, set[str]] = {}
    for name, _ in contents.files:
        of = file_of(last(name), course)
        if of is not None:
            tops.setdefault(of.exercise, set()).add(name.rpartition("/")[0].partition("/")[0])
    most = max(tops.values(), key=len, default=set())
    if len(most) > 1 and "" not in most:
        yield SEVERAL_FOLDERS(names=some(sorted(most)))


def _nothing(
    contents: Contents,
    unused: Sequence[File],
    sources: Mapping[str, Source],
    wanted: Mapping[str, Wanted],
    *,
    single: bool,
) -> Iterator[Message]:
    """Say which names are looked for, where no file was found."""
    if sources:
        return
    if single and unused:
        (file,) = unused
        near = _near([file.name], wanted)
        yield NOT_CLEAR(file=one_line(file.name), names=ANY_SUFFIX(names=listed(wanted)), near=near)
        return
    names = [file.name for file in unused] + list(contents.others)
    yield NOTHING(names=listed(wanted), near=_near(names, wanted))
    if contents.rest:
        yield OTHER_FILES(names=some(contents.rest))
    elif not (contents.files or contents.others or contents.packed or contents.notes):
        yield NO_FILES()


def _unused(
    unused: Sequence[File],
    sources: Mapping[str, Source],
    wanted: Mapping[str, Wanted],
    limits: ReadLimits,
    *,
    whole: bool,
) -> Iterator[Message]:
    """Say why files count for nothing; where only some exercises are looked at, others may count for those that are not."""
    missing = [one for one in wanted if one not in sources or not sources[one].attempted]
    functions = {function for exercise in missing for function in wanted[exercise].functions}
    within, beyond = searched(unused, functions, limits) if missing else ([], [])
    plain: list[str] = []
    looked_into = 0
    for file in unused:
        near = nearest(file.last, tuple(missing))
        # Only where something is missing is it worth reading what a few of them hold.
        looked_into += 1 if near else 0
        read = file in within or (near and file not in beyond and looked_into <= MOST_READ)
        problem = file.reading().problem if read else None
        if problem is not None:
            yield UNREADABLE(file=one_line(file.name), why=problem)
        elif file in beyond:
            continue
        elif near is not None:
            suffix = ".ipynb" if is_notebook(file.last) else ".py"
            asked = listed(wanted[near].functions)
            yield MISNAMED(file=one_line(file.name), exercise=near, suffix=suffix, functions=asked)
        else:
            plain.append(file.name)
    if beyond:
        names = some([file.name for file in beyond])
        yield BEYOND(names=names, files=limits.searched_files, limit=limits.searched_bytes)
    if plain and whole:
        yield UNUSED(names=some(plain))


def _exported(
    others: Sequence[str], sources: Mapping[str, Source], wanted: Mapping[str, Wanted], *, answers: bool
) -> Iterator[Message]:
    """Name pages, documents and leftovers that are called like an exercise for which there is nothing else."""
    for name in others:
        stem = last(name).lstrip(".").rpartition(".")[0]
        of = named_in(f"{stem}.py", wanted) if kind_of(last(name)) is None else None
        if of is not None and not (of.id in sources and sources[of.id].attempted):
            yield EXPORTED(file=one_line(name), exercise=of.id)
        elif MEANT_FOR_QUIZ.search(last(name)) and not (is_quiz(last(name)) or is_source(last(name)) or answers):
            yield NOT_ANSWERS(file=one_line(name))


def _packed(packed: Sequence[str], sources: Mapping[str, Source], wanted: Mapping[str, Wanted]) -> Iterator[Message]:
    """Say which archives were not opened, if there is any exercise whose file may be in one of them."""
    missing = any(exercise not in sources or not sources[exercise].attempted for exercise in wanted)
    if packed and missing:
        yield PACKED(names=some(packed))


def _near(names: Sequence[str], wanted: Mapping[str, Wanted]) -> Message | str:
    """Name the exercise that is nearest to the first file that is near to any."""
    near = (nearest(last(name), tuple(wanted)) for name in names)
    name = next((exercise for exercise in near if exercise is not None), None)
    return "" if name is None else NEAREST(name=name)
