"""`autograder grade-class DIR --store URL`: a class graded into a store, resumed where it stopped."""

from __future__ import annotations

import argparse
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from autograder import __version__
from autograder.cli import messages
from autograder.cli.arguments import folder_at
from autograder.cli.class_store import FAILED, cores, key_and_hash, opened_store, say
from autograder.cli.problem import Problem
from autograder.course.course import course
from autograder.grading.pipeline import fresh_seed
from autograder.i18n.language import Lang, Message, Text, figure
from autograder.i18n.sanitize import one_line
from autograder.submission.read import handed_in

if TYPE_CHECKING:  # SQLAlchemy is an extra
    from autograder.class_grading.executors import Slots
    from autograder.class_grading.find_submissions import ClassPaths
    from autograder.class_grading.grade_chunk import Job
    from autograder.class_grading.roster import Matched
    from autograder.class_grading.run import ClassGrading, Done
    from autograder.class_grading.store import Store

INTERRUPTED_STATUS = 130  # as shells have it for Ctrl-C
SHOWN = 20  # names in one list
DEFAULT_STORE = ".grades.db"
Progress: TypeAlias = Callable[["Done"], None]

NEEDS_WHY = Text(
    en="--regrade needs a reason, which is kept with the grade: --why TEXT",
    pt="--regrade precisa de um motivo, que fica guardado com a nota: --why TEXTO",
)
WHY_ALONE = Text(
    en="--why is the reason of --regrade: name the students with it",
    pt="--why é o motivo de --regrade: indique os estudantes",
)
UNKNOWN = Text(
    en="the store {store} knows no student {names}; nobody is graded again",
    pt="o banco de notas {store} não conhece {names}; ninguém será corrigido de novo",
)
JOBS_ELSEWHERE = Text(
    en="--jobs is for this machine; how many work with --executor, the cluster says",
    pt="--jobs vale para esta máquina; com --executor, quem diz quantos trabalham é o cluster",
)
REPORTED = Text(en="class report: {file}", pt="relatório da turma: {file}")
NOBODY = Text(
    en="nobody has handed in: {dir} holds no folder and no archive",
    pt="ninguém entregou: {dir} não contém pasta nem pacote",
)
CLOSED = Text(en="{dir} cannot be listed: {error}", pt="não foi possível listar {dir}: {error}")
STOPPED = Text(
    en="{error}. What was graded is stored: run the same command again to go on",
    pt="{error}. O que foi corrigido está guardado: execute o mesmo comando de novo para continuar",
)
INTERRUPTED = Text(
    en="interrupted; {graded} graded now are stored. Run the same command again to go on",
    pt="interrompido; {graded} corrigidas agora estão guardadas. Execute o mesmo comando de novo para continuar",
)
GRADED = Text(en="{student}: {score}/{max}", pt="{student}: {score}/{max}")
GRADED_WITH_QUIZ = Text(
    en="{student}: {score}/{max} points, quiz {quiz}/{quiz_max}",
    pt="{student}: {score}/{max} pontos, quiz {quiz}/{quiz_max}",
)
KEPT = Text(en="{student}: graded by another meanwhile", pt="{student}: já corrigida por outra execução")
NOT_GRADED = Text(en="{student}: not graded: {reason}", pt="{student}: sem correção: {reason}")
COUNTED = Text(en="[{done}/{total}] {line}", pt="[{done}/{total}] {line}")
GRADING = Text(en="grading", pt="corrigindo")
LIVE = Text(
    en="{rate} a minute, {left} left, {failed} not graded", pt="{rate} por minuto, faltam {left}, {failed} sem correção"
)
TOTAL = Text(
    en="graded: {graded}; graded before and unchanged: {kept}; could not be graded: {failed}; store: {store}",
    pt="corrigidas: {graded}; já corrigidas e sem mudança: {kept}; sem correção possível: {failed}; banco: {store}",
)
MISSING = Text(
    en="in the roster, and nothing handed in ({count}): {names}", pt="na lista e sem entrega ({count}): {names}"
)
STRANGERS = Text(
    en="folders of nobody in the roster ({count}), graded all the same: {names}",
    pt="pastas de ninguém da lista ({count}), corrigidas mesmo assim: {names}",
)
OTHERS = Text(
    en="passed over, no folder and no archive ({count}): {names}",
    pt="ignorados, nem pasta nem pacote ({count}): {names}",
)
AND_MORE = Text(en="{names}, and {count} more", pt="{names} e mais {count}")


def run(options: argparse.Namespace) -> int:
    """Grade the class; see `autograder.cli.messages.GRADE_CLASS` for the exit status."""
    _check(options)
    folder = folder_at(options.dir)
    lang: Lang = options.lang
    key, key_hash = key_and_hash(options.key)
    the_course = course()
    ids = [entry.id for entry in the_course.exercises]
    paths = _paths(options.dir, ids)
    matched = _matched(options, paths)
    root = str(folder.resolve())
    comments = _comments(options)
    with opened_store(options.store or f"{root}{DEFAULT_STORE}", lang, create=True) as store:
        from autograder.class_grading.executors import ExecutorError
        from autograder.class_grading.grade_chunk import Job
        from autograder.class_grading.open_store import StoreError
        from autograder.class_grading.run import ClassGrading

        def told(what: Message) -> None:
            say(what, lang)

        inputs = {
            "course_sha256": the_course.sha256,
            "grader_version": __version__,
            "key_sha256": key_hash,
            "official": options.official,
            "lang": lang,
        }
        try:
            begun, inputs_id = store.begin(root, fresh_seed(), inputs)
            if matched is not None:
                store.save_roster(matched.students)
            if options.regrade:
                _ask_again(store, options)
            job = Job(secrets.token_hex(8), begun.seed, lang, options.official, key, the_course.sha256)
            opened = partial(_executor, options, job, told)
            grading = ClassGrading(store, inputs_id, job, ids, partial(handed_in, wanted=ids), opened, told)
            _grade(grading, paths, root, lang)
            if options.report is not None:
                _write_report(store, begun.seed, root, options, comments)
        except StoreError as error:
            raise Problem(STOPPED(error=error.message), FAILED) from None
        except ExecutorError as error:
            raise Problem(error.message, 2 if error.wrong_usage else FAILED) from None
    _say_what_there_was(grading, store.shown, paths, matched, lang)
    return FAILED if grading.counts.failed else 0


def _check(options: argparse.Namespace) -> None:
    """See that the options go together. Raises `Problem`."""
    if options.regrade and not (options.why or "").strip():
        raise Problem(NEEDS_WHY())
    if options.why is not None and not options.regrade:
        raise Problem(WHY_ALONE())
    if options.executor is not None and options.jobs is not None:
        raise Problem(JOBS_ELSEWHERE())
    wanted = {"--comments": options.comments is not None, "--pseudonyms": options.pseudonyms, "--oral": options.oral}
    if options.report is None and any(wanted.values()):
        raise Problem(messages.NEEDS_REPORT(option=next(option for option, given in wanted.items() if given)))


def _comments(options: argparse.Namespace) -> tuple[dict[str, str], str]:
    """Read the comments for the report, and see that it can be written, before any work is done. Raises `Problem`."""
    if options.report is None:
        return {}, ""
    from autograder.cli.class_pages import check_folder, comments_in

    check_folder(Path(options.report), pseudonyms=options.pseudonyms)
    return comments_in(Path(options.report), options.comments)


def _write_report(
    store: Store, seed: int, root: str, options: argparse.Namespace, comments: tuple[dict[str, str], str]
) -> None:
    from autograder.cli.class_pages import INDEX, settings_of, students_of_store, write_pages
    from autograder.cli.oral import oral_questions

    folder = Path(options.report)
    title = one_line(Path(root).name, 80)
    settings = settings_of(course(), options.lang, comments, title, seed if options.pseudonyms else None)
    records = list(store.students())
    with oral_questions(options.lang, pseudonyms=options.pseudonyms) if options.oral else nullcontext() as oral:
        write_pages(folder, settings, students_of_store(store, records, root, course(), oral), len(records))
    print(REPORTED(file=one_line(str(folder / INDEX))).to(options.lang), file=sys.stderr)


def _paths(folder: str, exercises: Sequence[str]) -> ClassPaths:
    from autograder.class_grading.find_submissions import ClassFolderError, class_paths

    try:
        paths = class_paths(str(Path(folder).resolve()), exercises)
    except ClassFolderError as error:
        raise Problem(error.message) from None
    except OSError as error:
        raise Problem(CLOSED(dir=one_line(folder), error=one_line(error.strerror or str(error)))) from None
    if not paths.students:
        raise Problem(NOBODY(dir=one_line(folder)))
    return paths


def _matched(options: argparse.Namespace, paths: ClassPaths) -> Matched | None:
    if options.roster is None:
        return None
    from autograder.class_grading.roster import RosterError, matched, read_roster

    try:
        roster = read_roster(Path(options.roster))
        return matched(options.roster, roster, [student.id for student in paths.students], options.dir)
    except RosterError as error:
        raise Problem(error.message) from None


def _ask_again(store: Store, options: argparse.Namespace) -> None:
    unknown = store.ask_again(options.regrade, options.why.strip())
    if unknown:
        raise Problem(UNKNOWN(store=store.shown, names=_listed(unknown)))


def _executor(options: argparse.Namespace, job: Job, told: Callable[[Message], None], tier: int) -> Slots:
    from autograder.class_grading.executors import DaskExecutor, LocalExecutor

    if options.executor is None:
        return LocalExecutor(options.jobs or cores())
    return DaskExecutor(options.executor, job.course_sha256, job.grader_version, told, tier)


def _grade(grading: ClassGrading, paths: ClassPaths, root: str, lang: Lang) -> None:
    """Grade all, and show what came of each. Raises `Problem` where it is broken off."""
    grading.counts.students = len(paths.students)  # how many there are is shown before the first comes back
    try:
        with (
            _ended_as_by_ctrl_c(),
            _shown(grading, lang) as progress,
            closing(grading.graded(paths.students, root)) as results,
        ):
            for done in results:
                progress(done)
    except KeyboardInterrupt:
        raise Problem(INTERRUPTED(graded=grading.counts.graded), INTERRUPTED_STATUS) from None


@contextmanager
def _ended_as_by_ctrl_c() -> Iterator[None]:
    """Let SIGTERM, which time limits and cluster managers send, end the run as Ctrl-C does: workers and sandboxes with it."""
    if threading.current_thread() is not threading.main_thread():  # no other thread may say what a signal does
        yield
        return

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _shown(grading: ClassGrading, lang: Lang) -> Iterator[Progress]:
    """Give a function that shows what came of one submission: a bar on a terminal, a line each elsewhere."""
    counts = grading.counts
    if not sys.stderr.isatty():

        def line(done: Done) -> None:
            told = COUNTED(done=counts.done, total=counts.total, line=_line(done))
            print(told.to(lang), file=sys.stderr, flush=True)

        yield line
        return
    from rich import progress as parts
    from rich.console import Console

    columns = (
        parts.TextColumn("{task.description}"),
        parts.BarColumn(),
        parts.MofNCompleteColumn(),
        parts.TextColumn("{task.fields[live]}"),
    )
    begun = time.monotonic()
    with parts.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(GRADING.to(lang), total=counts.total or None, live="")

        def show(done: Done) -> None:
            if done.report is None or done.report["status"] != "graded":
                bar.console.print(_line(done).to(lang), markup=False, highlight=False)
            rate = max(counts.graded + counts.failed, 1) / max(time.monotonic() - begun, 0.001)
            left = (counts.total - counts.done) / rate
            live = LIVE(rate=figure(60 * rate, 0), left=_clock(left), failed=counts.failed).to(lang)
            bar.update(task, completed=counts.done, total=counts.total, live=live)

        yield show


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _line(done: Done) -> Message:
    student = one_line(done.student, 80)
    report = done.report
    if done.reason is not None:
        return NOT_GRADED(student=student, reason=done.reason)
    if report is None:
        return KEPT(student=student)
    if report["status"] != "graded":
        return NOT_GRADED(student=student, reason=one_line(str(report["reason"]), 300))
    points = {"student": student, "score": report["score"], "max": report["max_score"]}
    quiz = report["quiz"]
    if not quiz["max_score"]:
        return GRADED(**points)
    return GRADED_WITH_QUIZ(**points, quiz=quiz["score"], quiz_max=quiz["max_score"])


def _say_what_there_was(
    grading: ClassGrading, store: str, paths: ClassPaths, matched: Matched | None, lang: Lang
) -> None:
    counts = grading.counts
    print(TOTAL(graded=counts.graded, kept=counts.kept, failed=counts.failed, store=store).to(lang), file=sys.stderr)
    lists = [(OTHERS, paths.others)]
    if matched is not None:
        absent = [student.id for student in matched.students if not student.handed_in]
        lists += [(MISSING, tuple(absent)), (STRANGERS, matched.strangers)]
    for text, names in lists:
        if names:
            print(text(count=len(names), names=_listed(names)).to(lang), file=sys.stderr)


def _listed(names: Sequence[str]) -> Message | str:
    shown = ", ".join(one_line(name, 60) for name in names[:SHOWN])
    return shown if len(names) <= SHOWN else AND_MORE(names=shown, count=len(names) - SHOWN)
