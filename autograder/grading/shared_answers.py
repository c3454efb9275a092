"""Which submissions of one run hold the same answers to the quiz, or another one's: notes for a person, which change no score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.quiz.answers import read_answers
from autograder.submission.names import ANSWERS, QUIZ, is_source, safe_id
from autograder.submission.notebook_cells import cells_of
from autograder.submission.quiz_cells import cell_answers
from autograder.submission.read import read_submission
from autograder.submission.submission_model import LIMITS
from autograder.submission.tree import read_regular

ENOUGH = 5  # answers; fewer may well be alike by chance
NAMED = 3  # submissions in one note

SHARED = Text(
    en="For a person to look at, it changes no score: `{file}`, with {count} answers, is byte for byte the same as that of {others}.",
    pt="Para uma pessoa examinar, sem mudar nota alguma: `{file}`, com {count} respostas, é idêntico, byte por byte, ao de {others}.",
)
ANOTHERS = Text(
    en="For a person to look at, it changes no score: the answers.toml here is made out to `{learner}` (its line `learner`), which is another submission of this run.",
    pt="Para uma pessoa examinar, sem mudar nota alguma: o answers.toml daqui está em nome de `{learner}` (a linha `learner`), que é outra submissão desta correção.",
)
NAMED_BY = Text(
    en="For a person to look at, it changes no score: the answers.toml of {others} is made out to this submission (its line `learner`).",
    pt="Para uma pessoa examinar, sem mudar nota alguma: o answers.toml de {others} está em nome desta submissão (a linha `learner`).",
)
STAFF = (  # how the notes above begin: they name other people's submissions, and are for the course's staff alone
    Text(en="For a person to look at, it changes no score:", pt="Para uma pessoa examinar, sem mudar nota alguma:"),
)
NOT_COMPARED = Text(
    en="the quiz answers were not compared with those of the other submissions: the grader itself failed there ({error}). This costs nobody points and should be reported to the course staff",
    pt="as respostas do quiz não foram comparadas com as das outras submissões: o próprio corretor falhou ali ({error}). Isso não tira pontos de ninguém e deve ser comunicado à equipe do curso",
)
AND_MORE = Text(en="{names} and {count} more", pt="{names} e mais {count}")


@frozen
class _File:
    """One file of answers: its name, its content by a digest, how many answers, and whose it says it is."""

    name: str
    digest: bytes
    count: int
    learner: str = ""


def remarks_on_shared(
    submissions: Sequence[tuple[str, Path | str]], asked: Mapping[str, Sequence[str]]
) -> tuple[tuple[Message, ...], ...]:
    """Give what there is to say of each submission (its name, its path), in their order.

    One that the grader fails to read is not compared; the others are.
    """
    counted: dict[bytes, int] = {}
    files: list[tuple[_File, ...]] = []
    failed: dict[int, Message] = {}
    for at, (_, path) in enumerate(submissions):
        try:
            files.append(_files(path, asked, counted))
        except Exception as error:  # noqa: BLE001 -- what one hands in must not keep the others from being compared
            files.append(())
            failed[at] = NOT_COMPARED(error=one_line(f"{type(error).__name__}: {error}"))
    names = [safe_id(name).casefold() for name, _ in submissions]
    alike: dict[bytes, list[int]] = {}
    claimed: dict[str, list[int]] = {}
    for at, found in enumerate(files):
        for file in found:
            if file.count >= ENOUGH:
                alike.setdefault(file.digest, []).append(at)
            learner = safe_id(file.learner).casefold() if file.learner and file.count else ""
            if learner and learner != names[at] and learner in names:
                claimed.setdefault(learner, []).append(at)
    made: list[tuple[Message, ...]] = []
    for at, found in enumerate(files):
        notes = [failed[at]] if at in failed else []
        for file in found:
            others = [submissions[other][0] for other in alike.get(file.digest, ()) if other != at]
            if others:
                notes.append(SHARED(file=file.name, count=file.count, others=_listed(others)))
            if at in claimed.get(safe_id(file.learner).casefold(), ()):
                notes.append(ANOTHERS(learner=one_line(file.learner, 60)))
        if names[at] in claimed:
            notes.append(NAMED_BY(others=_listed([submissions[other][0] for other in claimed[names[at]]])))
        made.append(tuple(notes))
    return tuple(made)


def _files(path: Path | str, asked: Mapping[str, Sequence[str]], counted: dict[bytes, int]) -> tuple[_File, ...]:
    """Read the answers of one submission; what cannot be read has its reason in the report."""
    if is_source(str(path)):
        return ()
    found: list[_File] = []
    text = read_submission(path, {}).answers
    if text:
        answers = read_answers(text)
        count = sum(value not in ("", []) for id_, value in answers.values.items() if id_ in asked)
        found.append(_File(ANSWERS, sha256(text.encode(errors="replace")).digest(), count, answers.learner))
    data = read_regular(str(Path(path) / QUIZ), LIMITS.notebook_bytes) if _is_folder(Path(path)) else b""
    if isinstance(data, bytes) and data:
        digest = sha256(data).digest()
        if digest not in counted:  # a class hands in the untouched one many times over
            cells = cells_of(data)
            counted[digest] = 0 if isinstance(cells, Message) else len(cell_answers(cells, asked).answers)
        found.append(_File(QUIZ, digest, counted[digest]))
    return tuple(found)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _listed(names: Sequence[str]) -> Message | str:
    shown = ", ".join(f"`{one_line(name, 60)}`" for name in names[:NAMED])
    return shown if len(names) <= NAMED else AND_MORE(names=shown, count=len(names) - NAMED)
