"""`autograder watch`: check an exercise whenever its file is saved."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import queue
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType

from autograder.cli import hint
from autograder.cli.arguments import chosen_seed, folder_at, named
from autograder.cli.check import show
from autograder.cli.file_events import saved_files
from autograder.cli.keyboard import keys_read
from autograder.cli.progress import listing, say_step
from autograder.cli.standing import code_identity, desk_at, needs_workspace, remembered
from autograder.cli.streams import cells
from autograder.course.course import course, find
from autograder.course.exercise_folder import ExerciseFolder
from autograder.grading.pipeline import Grader
from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import one_line
from autograder.sandbox import Sandbox
from autograder.workspace.next_step import Desk, next_step
from autograder.workspace.progress_file import Progress

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
SAME_SAVE = 1.0  # seconds in which the same code is the same save, told twice
OTHER_ROWS = 3  # of a list's screen: two empty lines, and where the cursor stands
LEAST_PATH = 20  # characters of a path, however narrow the terminal
HALF_WRITTEN = 0.1  # seconds that an editor has which empties a file before it writes it

WATCHING = Text(
    en="Watching {folder}. Save a file, and its exercise is checked.",
    pt="De olho em {folder}. Salve um arquivo, e o exercício dele é conferido.",
)
POLLING = Text(
    en="The system tells nothing of changes in this folder; it is looked at again and again instead.",
    pt="O sistema não avisa das mudanças nesta pasta; em vez disso, ela é examinada de tempos em tempos.",
)
KEYS = Text(
    en="[Enter] check again  [h] hint  [n] next exercise  [l] list  [q] quit",
    pt="[Enter] conferir de novo  [h] dica  [n] próximo exercício  [l] lista  [q] sair",
)
NO_KEYS = Text(en="Ctrl-C ends it.", pt="Ctrl-C encerra.")
SAVED = Text(en="saved: {file}", pt="salvo: {file}")
MORE = Text(
    en="… and {count} more: autograder progress shows them all",
    pt="… e mais {count}: autograder progress mostra todos",
)
GONE = Text(en="{folder} is gone; nothing is left to watch", pt="{folder} não existe mais; não há o que observar")
ENDED = Text(en="Not watching any more.", pt="Fim da observação.")


def run(options: argparse.Namespace) -> int:
    """Check on every save until q or Ctrl-C; which exercise is looked at changes by a key or another file's save alone."""
    folder, lang = folder_at(options.dir), options.lang
    needs_workspace(folder)
    first = named(course(), options.id) if options.id is not None else _next(folder, lang)
    happened: queue.SimpleQueue[frozenset[Path] | str] = queue.SimpleQueue()
    with (
        Sandbox() as sandbox,
        keys_read(happened.put) as keys,
        saved_files(folder.resolve(), happened.put, poll=options.poll) as polling,
        _resized(lambda: happened.put("resized")),
    ):
        watch = _Watch(options, folder, sandbox, first, keys=keys)
        watch.look()
        if polling and not options.poll:
            print(POLLING.to(lang))
        try:
            while watch.on(happened.get()):
                pass
        except KeyboardInterrupt:
            print()
    print(ENDED.to(lang))
    return 0


@dataclass
class _Watch:
    """What is on the screen: one exercise, as it was at its last save."""

    options: argparse.Namespace
    folder: Path
    sandbox: Sandbox
    entry: ExerciseFolder
    keys: bool
    shown: Callable[[], None] = lambda: None
    checked: dict[str, tuple[str, float]] = field(default_factory=dict)  # by exercise: the code, and when
    graders: dict[str, Grader] = field(default_factory=dict)

    @property
    def lang(self) -> Lang:
        return self.options.lang  # type: ignore[no-any-return]  # argparse knows no types

    def on(self, event: frozenset[Path] | str) -> bool:
        """Answer a save or a key; False ends it."""
        if isinstance(event, frozenset):
            self._saved(event)
            return True
        match event.lower():
            case "q" | "":
                return False
            case "\n" | "\r":
                self.look()
            case "h":
                self._hint()
            case "n":
                self.entry = _next(self.folder, self.lang, after=self.entry.id)
                self.look()
            case "l":
                self._draw(self._list)
            case "resized":
                self.shown()
        return True

    def look(self) -> None:
        """Check the exercise at hand as it is now."""
        entry = self.entry
        grader = self.graders.get(entry.id) or self._grader(entry)
        self.graders[entry.id] = grader = replace(grader, seed=chosen_seed(self.options))
        report = grader.grade(self.folder)
        file = next((exercise.file for exercise in report.exercises if exercise.file), None)
        self.checked[entry.id] = (code_identity(self.folder / file) if file else "", time.monotonic())
        self._draw(lambda: show(report, self.folder))

    def _grader(self, entry: ExerciseFolder) -> Grader:
        return Grader(
            course(),
            questions=(),
            sandbox=self.sandbox,
            seed=0,
            lang=self.lang,
            only=frozenset({entry.id}),
            probe=False,
        )

    def _saved(self, paths: frozenset[Path]) -> None:
        """Check what was saved, the exercise at hand last, so that it stays on the screen."""
        found = {entry.id: (entry, path) for path in sorted(paths) if (entry := find(course(), path.name))}
        at_hand = self.entry.id
        for id_, (entry, path) in sorted(found.items(), key=lambda item: item[0] == at_hand):
            code = _written(path)
            before, when = self.checked.get(id_, ("", 0.0))
            if not code or (code == before and time.monotonic() - when < SAME_SAVE):
                continue
            if not sys.stdout.isatty():
                print(SAVED(file=one_line(path.name)).to(self.lang))
            self.entry = entry
            self.look()

    def _hint(self) -> None:
        """Show the next hint; drawn again for another width, it stays the same one."""
        said = _Captured(sys.stdout.isatty())
        with contextlib.redirect_stdout(said):
            hint.run(argparse.Namespace(**{**vars(self.options), "id": self.entry.id, "count": None}))
        self._draw(lambda: sys.stdout.write(said.getvalue()))

    def _list(self) -> None:
        progress = remembered(self.folder, self.lang) or Progress()
        desk = desk_at(self.folder, progress)
        step, said = next_step(desk), _Captured(sys.stdout.isatty())
        with contextlib.redirect_stdout(said):
            say_step(step, self.folder, self.lang)
        lines = list(listing(desk, self.folder, self.lang, full=False))
        if sys.stdout.isatty():
            size = shutil.get_terminal_size()
            around = [self._watching(), *said.getvalue().splitlines(), (KEYS if self.keys else NO_KEYS).to(self.lang)]
            room = size.lines - sum(_rows(line, size.columns) for line in around) - OTHER_ROWS
            lines = _fitting(lines, desk, step.exercise, room, size.columns, self.lang)
        print("\n".join(lines))
        print()
        sys.stdout.write(said.getvalue())

    def _draw(self, what: Callable[[], object]) -> None:
        """Show something in the place of what was there; a terminal that cannot be cleared shows it below."""
        if sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb":
            sys.stdout.write(CLEAR)
        print(self._watching())
        what()
        print()
        print((KEYS if self.keys else NO_KEYS).to(self.lang), flush=True)
        self.shown = lambda: self._draw(what)

    def _watching(self) -> str:
        """Say which folder is watched, on one line of a terminal: of a long path, the end."""
        path = one_line(str(self.folder.resolve()))
        room = cells() - len(WATCHING(folder="").to(self.lang)) if sys.stdout.isatty() else len(path)
        return WATCHING(folder=path if len(path) <= room else "…" + path[-max(room - 1, LEAST_PATH) :]).to(self.lang)


class _Captured(io.StringIO):
    """What is printed, laid out as for the terminal that will show it."""

    def __init__(self, terminal: bool) -> None:  # noqa: FBT001 -- what isatty() gives
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        """Whether it will be shown in a terminal."""
        return self._terminal


def _fitting(lines: list[str], desk: Desk, at: str, room: int, columns: int, lang: Lang) -> list[str]:
    """Leave out exercises until a list fits into so many rows: those that passed, the first ones first, then the last ones.

    The one that is `at` hand stays, and so does what stands around the exercises.
    """
    standings = list(enumerate(desk.standings, 2))  # behind the heading and an empty line
    passed = [place for place, one in standings if one.state == "passed" and one.id != at]
    others = [place for place, one in reversed(standings) if one.state != "passed" and one.id != at]
    left_out: list[int] = []
    while (
        sum(_rows(line, columns) for place, line in enumerate(lines) if place not in left_out) + bool(left_out) > room
    ):
        if len(left_out) == len(passed) + len(others):
            break
        left_out.append([*passed, *others][len(left_out)])
    if not left_out:
        return lines
    last = standings[-1][0]
    more = MORE(count=len(left_out)).to(lang)
    kept = [line for place, line in enumerate(lines[: last + 1]) if place not in left_out]
    return [*kept, more, *lines[last + 1 :]]


def _rows(line: str, columns: int) -> int:
    return max(-(-len(line) // columns), 1)


def _next(folder: Path, lang: Lang, after: str = "") -> ExerciseFolder:
    """Give the exercise that is next in the workspace; where it is none, the last."""
    step = next_step(desk_at(folder, remembered(folder, lang) or Progress()), after=after)
    return find(course(), step.exercise) or course().exercises[-1]


def _written(path: Path) -> str:
    """Identify what was saved, once it is written: some editors empty a file first. "" if it is gone or stays empty."""
    code = code_identity(path)
    try:
        if path.stat().st_size == 0:
            time.sleep(HALF_WRITTEN)
            code = code_identity(path)
    except OSError:
        return ""
    return code


@contextmanager
def _resized(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` when the terminal gets another size, where systems have a signal for it."""
    if not hasattr(signal, "SIGWINCH"):
        yield
        return

    def heard(number: int, frame: FrameType | None) -> None:
        del number, frame
        tell()

    before = signal.signal(signal.SIGWINCH, heard)
    try:
        yield
    finally:
        signal.signal(signal.SIGWINCH, before)
