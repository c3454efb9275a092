"""What was graded, graded again with the same inputs and compared field by field; nothing is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder import __version__
from autograder.class_grading.executors import Slots
from autograder.class_grading.find_submissions import StudentPaths, attempts
from autograder.class_grading.flow import Flow, Task
from autograder.class_grading.grade_chunk import Job
from autograder.class_grading.store import Store, unpacked
from autograder.class_grading.store_records import Attempt, Grading, Inputs
from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.quiz.parse import Key
from autograder.submission.names import safe_id
from autograder.submission.submission_model import HandedIn

# What differs from run to run and says nothing of the grade: the time, where the submission lies, and what follows from both.
PASSING = frozenset({"seconds", "receipt", "submission.id", "submission.name"})
SHOWN = 120  # characters of a value

FIELD = Text(en="{field}: {was} → {now}", pt="{field}: {was} → {now}")
NOTHING = Text(en="(nothing)", pt="(nada)")
CHANGED = Text(
    en="the files are not those that were graded (SHA-256 {was}…): they were changed, or are gone from {path}. Put the files back that were graded then, or name the folder that has them with --dir",
    pt="os arquivos não são os que foram corrigidos (SHA-256 {was}…): foram alterados ou não estão mais em {path}. Recoloque os arquivos corrigidos na época, ou indique com --dir a pasta que os contém",
)
NO_KEY = Text(
    en="it was graded with a key to the quiz: name it with --key",
    pt="foi corrigida com um gabarito do quiz: indique-o com --key",
)
OTHER_KEY = Text(
    en="the key to the quiz is not the one that it was graded with; the quiz may differ for that",
    pt="o gabarito do quiz não é o que foi usado na correção; o quiz pode diferir por isso",
)


@frozen
class Recorded:
    """One attempt's grading that counts."""

    student: str
    attempt: Attempt
    grading: Grading


@frozen
class Replayed:
    """What a replay came to: the score then and now, and each field that differs; or why it could not be done."""

    student: str
    was: int
    now: int | None
    differences: tuple[Message, ...] = ()  # on the score and the checks
    wording: int = 0  # fields that differ beside those: texts, figures, notes
    reason: Message | None = None
    other_version: bool = False

    @property
    def agrees(self) -> bool:
        """Whether nothing differs."""
        return self.reason is None and not self.differences and not self.wording


@frozen
class Replay:
    """A replay of a store's gradings, with the course and the grader as they are here now."""

    store: Store
    key: Key | None
    key_sha256: str
    course_sha256: str
    exercises: Collection[str]
    handed_in: Callable[[Any], HandedIn]
    executor: Callable[[Job, int], Slots]
    told: Callable[[Message], None]

    def recorded(self, student: str | None = None) -> Iterator[Recorded]:
        """Give the gradings that count of one student's last attempt, or of everybody's."""
        for record in self.store.students():
            latest = record.latest
            if latest is not None and latest.counts is not None and student in (None, record.student.id):
                yield Recorded(record.student.id, latest, latest.counts)

    def results(self, recorded: Sequence[Recorded], folders: Mapping[str, StudentPaths]) -> Generator[Replayed]:
        """Grade them again, and give what each came to. `folders` is where the class's submissions lie now, by student."""
        for inputs in dict.fromkeys(one.grading.inputs for one in recorded):
            same = [one for one in recorded if one.grading.inputs == inputs]
            if inputs.key_sha256 and self.key is None:
                yield from (self._impossible(one, NO_KEY()) for one in same)
                continue
            if inputs.key_sha256 and inputs.key_sha256 != self.key_sha256:
                self.told(OTHER_KEY())
            lost: list[Replayed] = []
            job = self._job(inputs)
            flow = Flow(
                self._tasks(same, folders, lost),
                job,
                lambda tier, job=job: self.executor(job, tier),  # type: ignore[misc] # bound now, for this job
                self.told,
                self._compared,
                lambda task, reason: self._impossible(task.about, reason),
            )
            yield from flow.results()
            yield from lost

    def _job(self, inputs: Inputs) -> Job:
        key = self.key if inputs.key_sha256 else None
        identity = f"replay {inputs}"
        return Job(identity, inputs.seed, inputs.lang, inputs.official, key, self.course_sha256)

    def _tasks(
        self, recorded: Sequence[Recorded], folders: Mapping[str, StudentPaths], lost: list[Replayed]
    ) -> Iterator[Task[Recorded]]:
        for one in recorded:
            read = self._found(one, folders.get(one.student))
            if read is None:
                reason = CHANGED(was=one.attempt.sha256[:12], path=one_line(one.attempt.path))
                lost.append(self._impossible(one, reason))
            else:
                name = one.attempt.path
                yield Task(one.student, one, replace(read, id=safe_id(one.student), name=name))

    def _found(self, one: Recorded, student: StudentPaths | None) -> HandedIn | None:
        """Read the attempt that was graded: the one with the same content, wherever it lies now."""
        for path, _ in attempts(student, self.exercises) if student is not None else ():
            read = self.handed_in(path)
            if read.sha256 == one.attempt.sha256:
                return read
        return None

    def _compared(self, task: Task[Recorded], packed: bytes) -> Replayed:
        grading = task.about.grading
        was = json.loads(self.store.report_json(grading.id))
        now = json.loads(unpacked(packed))
        inputs = grading.inputs
        other = (inputs.course_sha256, inputs.grader_version) != (self.course_sha256, __version__)
        passing = PASSING | ({"grader"} if other else frozenset())
        different = [one for one in differences(was, now) if not _is_below(one[0], passing)]
        weighty = tuple(
            FIELD(field=field, was=_shown(before), now=_shown(after))
            for field, before, after in different
            if field.rpartition(".")[2] in ("status", "score", "max_score", "mistake")
        )
        wording = len(different) - len(weighty)
        if not other:  # then nothing may differ, and every field is told
            weighty = tuple(
                FIELD(field=field, was=_shown(before), now=_shown(after)) for field, before, after in different
            )
            wording = 0
        return Replayed(task.student, was["score"], now["score"], weighty, wording, other_version=other)

    def _impossible(self, one: Recorded, reason: Message) -> Replayed:
        return Replayed(one.student, one.grading.score, None, reason=reason)


def differences(was: object, now: object, field: str = "") -> Iterator[tuple[str, object, object]]:
    """Give each field in which two JSON values differ, with both values; parts of lists are named by their ids."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in dict.fromkeys([*was, *now]):
            yield from differences(was.get(name), now.get(name), f"{field}.{name}" if field else name)
    elif isinstance(was, list) and isinstance(now, list):
        before, after = _by_id(was), _by_id(now)
        for name in dict.fromkeys([*before, *after]):
            yield from differences(before.get(name), after.get(name), f"{field}[{name}]")
    elif was != now or isinstance(was, bool) != isinstance(now, bool):
        yield field, was, now


def _by_id(parts: Sequence[object]) -> dict[str, object]:
    return {
        str(part["id"]) if isinstance(part, dict) and "id" in part else str(at): part for at, part in enumerate(parts)
    }


def _is_below(field: str, names: Collection[str]) -> bool:
    return any(field == name or field.startswith(f"{name}.") for name in names)


def _shown(value: object) -> Message | str:
    if value is None:
        return NOTHING()
    return one_line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), SHOWN)
