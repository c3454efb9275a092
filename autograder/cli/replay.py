"""`autograder replay --store URL [STUDENT]`: graded again with the same inputs, and compared."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.class_store import FAILED, cores, key_and_hash, opened_store, say
from autograder.cli.problem import Problem
from autograder.course.course import course
from autograder.i18n.did_you_mean import did_you_mean
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.read import handed_in

if TYPE_CHECKING:  # SQLAlchemy is an extra
    from autograder.class_grading.executors import Slots
    from autograder.class_grading.find_submissions import StudentPaths
    from autograder.class_grading.grade_chunk import Job
    from autograder.class_grading.replay import Replayed
    from autograder.class_grading.store import Store

SHOWN = 40  # differences of one student
UNKNOWN = Text(
    en="the store {store} has no grade of {student}{near}",
    pt="o banco de notas {store} não tem nota de {student}{near}",
)
EMPTY = Text(en="the store {store} has no grade yet", pt="o banco de notas {store} ainda não tem nenhuma nota")
NO_FOLDER = Text(
    en="the submissions are not at {dir} any more; say with --dir where they are",
    pt="as submissões não estão mais em {dir}; indique com --dir onde estão",
)
A_REPLAY = Text(en="a replay: nothing is stored", pt="uma repetição: nada é guardado")
AGREES = Text(en="{student}: {score}, all agrees", pt="{student}: {score}, tudo confere")
DIFFERS = Text(en="{student}: {was} → {now}", pt="{student}: {was} → {now}")
SAME_SCORE = Text(en="{student}: {score}, as before", pt="{student}: {score}, como antes")
IMPOSSIBLE = Text(en="{student}: not graded again: {reason}", pt="{student}: não corrigida de novo: {reason}")
MORE = Text(en="… and {count} more", pt="… e mais {count}")
WORDING = Text(
    en="{count} more fields differ in words or figures", pt="mais {count} campos diferem em palavras ou números"
)
OTHER_VERSION = Text(
    en="the course or the grader here is another version than the one these were graded with",
    pt="o curso ou o corretor daqui é de uma versão diferente da usada nestas notas",
)
TOTAL = Text(
    en="graded again: {count}; scores that would change: {changed}; other differences: {other}; could not be graded again: {failed}",
    pt="corrigidas de novo: {count}; notas que mudariam: {changed}; outras diferenças: {other}; sem nova correção possível: {failed}",
)


def run(options: argparse.Namespace) -> int:
    """Replay one student or all; see `autograder.cli.messages.REPLAY` for the exit status."""
    lang: Lang = options.lang
    key, key_hash = key_and_hash(options.key)
    the_course = course()
    ids = [entry.id for entry in the_course.exercises]
    with opened_store(options.store, lang, create=False) as store:
        from autograder.class_grading.executors import ExecutorError, LocalExecutor
        from autograder.class_grading.open_store import StoreError
        from autograder.class_grading.replay import Replay

        def executor(job: Job, tier: int) -> Slots:
            del job, tier
            return LocalExecutor(options.jobs or cores())

        told = partial(say, lang=lang)
        replay = Replay(store, key, key_hash, the_course.sha256, ids, partial(handed_in, wanted=ids), executor, told)
        try:
            recorded = list(replay.recorded(options.student))
            if not recorded:
                raise Problem(_nobody(store, options.student))
            folders = _folders(options, store, ids)
            say(A_REPLAY(), lang)
            with closing(replay.results(recorded, folders)) as results:
                found = [_shown(one, lang) for one in results]
        except StoreError as error:
            raise Problem(error.message, FAILED) from None
        except ExecutorError as error:
            raise Problem(error.message, FAILED) from None
    _sum_up(found, lang)
    return 0 if all(one.agrees for one in found) else FAILED


def _nobody(store: Store, student: str | None) -> Message:
    if student is None:
        return EMPTY(store=store.shown)
    near = did_you_mean(student, [record.student.id for record in store.students()])
    return UNKNOWN(store=store.shown, student=one_line(student, 80), near=near)


def _folders(options: argparse.Namespace, store: Store, exercises: Sequence[str]) -> dict[str, StudentPaths]:
    """Find where the submissions lie now, by student. Raises `Problem`."""
    from autograder.class_grading.find_submissions import ClassFolderError, class_paths

    run_ = store.class_run()
    folder = options.dir if options.dir is not None else "" if run_ is None else run_.folder
    try:
        found = class_paths(str(Path(folder).resolve()), exercises).students
    except ClassFolderError as error:
        raise Problem(error.message) from None
    except OSError:
        raise Problem(NO_FOLDER(dir=one_line(folder))) from None
    return {one.id: one for one in found}


def _shown(one: Replayed, lang: Lang) -> Replayed:
    """Show what a replay came to, as soon as it is there."""
    student = one_line(one.student, 80)
    if one.reason is not None:
        lines = [IMPOSSIBLE(student=student, reason=one.reason)]
    elif one.agrees:
        lines = [AGREES(student=student, score=one.was)]
    else:
        same = one.was == one.now
        lines = [
            SAME_SCORE(student=student, score=one.was) if same else DIFFERS(student=student, was=one.was, now=one.now)
        ]
        lines += one.differences[:SHOWN]
        if len(one.differences) > SHOWN:
            lines.append(MORE(count=len(one.differences) - SHOWN))
        if one.wording:
            lines.append(WORDING(count=one.wording))
    for at, line in enumerate(lines):
        print(("    " if at else "") + line.to(lang), flush=True)
    return one


def _sum_up(found: Sequence[Replayed], lang: Lang) -> None:
    done = [one for one in found if one.reason is None]
    changed = sum(one.was != one.now for one in done)
    other = sum(not one.agrees and one.was == one.now for one in done)
    if any(one.other_version for one in found):
        print(OTHER_VERSION.to(lang), file=sys.stderr)
    print(TOTAL(count=len(done), changed=changed, other=other, failed=len(found) - len(done)).to(lang), file=sys.stderr)
