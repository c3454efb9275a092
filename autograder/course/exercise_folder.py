"""One exercise of the course on disk: the folder NN_id, and the one loader of what its checks.py defines."""

from __future__ import annotations

import importlib.util
import re
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import ModuleType

from autograder.authoring.catalogue import IncompleteExerciseError
from autograder.authoring.compiled_texts import TEXTS_SOURCE, compiled_texts
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.model import Exercise

NUMBERED = re.compile(r"(\d\d)_([a-z][a-z0-9_]*)")
SUBFOLDER: dict[Lang, str] = {"en": "", "pt-BR": "pt-BR"}
CHECKS, DRIVER, EQUIVALENTS = "checks.py", "driver.py", "equivalent.toml"
AFTER_A_PASS, SEALED = "after_a_pass.toml", "solution.sealed"

AT_LINE = Text(en="line {line}: {what}", pt="linha {line}: {what}")
MISSING_FILE = Text(en="this file is missing", pt="este arquivo não existe")
NOT_TEXT = Text(en="this is not text in UTF-8: {error}", pt="isto não é texto em UTF-8: {error}")
UNREADABLE = Text(en="it cannot be read: {error}", pt="não foi possível ler: {error}")
CANNOT_LOAD = Text(en="it cannot be loaded: {kind}: {error}", pt="não foi possível carregar: {kind}: {error}")
NOT_WHOLE = Text(
    en="the installation is not whole: {file} is missing; install the package again",
    pt="a instalação está incompleta: falta {file}; instale o pacote de novo",
)
NOT_BUILT = Text(
    en="the exercise {id} is not built yet; in {root}, run: autograder author build",
    pt="o exercício {id} ainda não foi gerado; em {root}, execute: autograder author build",
)
NO_EXERCISE = Text(
    en="it defines no EXERCISE of type Exercise (autograder.authoring)",
    pt="não define EXERCISE do tipo Exercise (autograder.authoring)",
)


class SourceError(Exception):
    """A hand-written file of the course that cannot be used; it says which, and all that is wrong with it."""

    def __init__(self, file: str, line: int, *what: Message) -> None:
        """Remember where (`line` counts from 1) and what; as an exception it reads in English."""
        self.file = file
        self.messages = tuple(AT_LINE(line=line, what=one) for one in what)
        super().__init__("; ".join(f"{file}: {message.to('en')}" for message in self.messages))


class NotBuiltError(Exception):
    """A stub or a notebook is not there; `message` says in one line what to do."""

    def __init__(self, message: Message) -> None:
        """Remember the message, and give it in English to whoever prints the exception."""
        self.message = message
        super().__init__(message.to("en"))


@dataclass(frozen=True)
class ExerciseFolder:
    """One exercise and its files.

    `source` is where its checks.py is, `built` where its stubs and notebooks are: in a checkout solutions/NN_id and
    exercises/NN_id, in an installed package one folder. The solution, mistakes/ and right/ are in a checkout alone.
    """

    source: Path
    built: Path

    @property
    def name(self) -> str:
        """The folder's name, such as "05_sigmoid_backward"."""
        return self.source.name

    @property
    def number(self) -> str:
        """The number in the name, with its zero."""
        return self.name[:2]

    @property
    def id(self) -> str:
        """The exercise's id."""
        return self.name[3:]

    @property
    def checks_file(self) -> Path:
        """What defines EXERCISE."""
        return self.source / CHECKS

    @property
    def texts_file(self) -> Path:
        """Every word of its checks, in both languages."""
        return self.source / TEXTS_SOURCE

    @property
    def driver_file(self) -> Path:
        """What drives the learner's code, where plain calls do not do; few exercises have one."""
        return self.source / DRIVER

    @property
    def script_file(self) -> Path:
        """The text and the solved code."""
        return self.source / f"{self.id}.py"

    @property
    def mistake_files(self) -> tuple[Path, ...]:
        """The typical wrong versions, by name."""
        return tuple(sorted((self.source / "mistakes").glob("*.py")))

    @property
    def right_files(self) -> tuple[Path, ...]:
        """The right solutions in other styles, by name."""
        return tuple(sorted((self.source / "right").glob("*.py")))

    @property
    def equivalents_file(self) -> Path:
        """The mutants of the solution that are right all the same; few exercises have none."""
        return self.source / EQUIVALENTS

    @property
    def after_a_pass_file(self) -> Path:
        """The words to the solution, and which of right/ are shown with it; an exercise may do without."""
        return self.source / AFTER_A_PASS

    @property
    def sealed_file(self) -> Path:
        """What learners read after a pass (see `autograder.course.sealed_solution`); course staff may leave it out."""
        return self.built / SEALED

    @property
    def root(self) -> Path:
        """The course's own folder, in a checkout."""
        return self.source.parents[1]

    def stub(self, lang: Lang) -> Path:
        """The stub as a script."""
        return self.built / SUBFOLDER[lang] / f"{self.id}.py"

    def notebook(self, lang: Lang) -> Path:
        """The stub as a notebook."""
        return self.built / SUBFOLDER[lang] / f"{self.id}.ipynb"

    def stub_text(self, lang: Lang) -> str:
        """Read the stub. Raises `NotBuiltError`."""
        return self._built_text(self.stub(lang))

    def notebook_text(self, lang: Lang) -> str:
        """Read the notebook. Raises `NotBuiltError`."""
        return self._built_text(self.notebook(lang))

    @cached_property
    def exercise(self) -> Exercise:
        """The exercise, loaded when it is first needed. Raises `SourceError`."""
        return self.load()

    @cached_property
    def driver(self) -> str:
        """The source of its driver.py, if it has one (see `autograder.sandbox.protocol.calls.Call`)."""
        return self.text(self.driver_file) if self.driver_file.is_file() else ""

    @cached_property
    def texts(self) -> bytes:
        """The words of its checks, compiled; none where it has no catalogue."""
        try:
            return compiled_texts(self.checks_file)
        except FileNotFoundError:
            return b""

    def load(self, *, keep_bytecode: bool = True) -> Exercise:
        """Run checks.py anew and take its EXERCISE, with its driver. Raises `SourceError`, whatever goes wrong.

        Authors change a file and load it again within a second, which Python's bytecode files do not notice: for them
        nothing is kept.
        """
        exercise = self.defined(keep_bytecode=keep_bytecode).get("EXERCISE")
        if not isinstance(exercise, Exercise):
            raise SourceError(self.shown(self.checks_file), 1, NO_EXERCISE())
        try:
            compile(self.driver, DRIVER, "exec")
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            raise SourceError(self.shown(self.driver_file), line, _cannot_load(error)) from None
        return replace(exercise, driver=self.driver) if self.driver else exercise

    def defined(self, *, keep_bytecode: bool = True) -> Mapping[str, object]:
        """Run checks.py anew and give all that it defines, by name. Raises `SourceError`, whatever goes wrong."""
        return vars(self._module(keep_bytecode=keep_bytecode))

    def shown(self, path: Path) -> str:
        """Name a file as messages do: from the course's root, with slashes."""
        return path.relative_to(self.root).as_posix()

    def text(self, path: Path) -> str:
        """Read one hand-written file. Raises `SourceError`."""
        return text_of(path, self.shown(path))

    def _built_text(self, path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            installed = self.source == self.built
            root = one_line(str(self.root))
            message = NOT_WHOLE(file=one_line(str(path))) if installed else NOT_BUILT(id=self.id, root=root)
            raise NotBuiltError(message) from None

    def _module(self, *, keep_bytecode: bool) -> ModuleType:
        file = self.checks_file
        self.text(file)  # says it if the file is missing
        name = f"autograder_course_{self.id}"
        spec = importlib.util.spec_from_file_location(name, file.resolve())
        assert spec is not None  # noqa: S101 -- a path that ends in .py always has a loader
        assert spec.loader is not None  # noqa: S101 -- as above
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module  # dataclasses look their module up
        writes, sys.dont_write_bytecode = sys.dont_write_bytecode, sys.dont_write_bytecode or not keep_bytecode
        try:
            spec.loader.exec_module(module)
        except IncompleteExerciseError as error:
            raise SourceError(self.shown(file), 1, *error.problems) from None
        except Exception as error:  # noqa: BLE001 -- whatever an author's file does wrong becomes one line
            frames = traceback.extract_tb(error.__traceback__)
            inside = [frame.lineno for frame in frames if frame.filename == str(file.resolve()) and frame.lineno]
            line = inside[-1] if inside else getattr(error, "lineno", None) or 1
            raise SourceError(self.shown(file), line, _cannot_load(error)) from None
        finally:
            sys.dont_write_bytecode = writes
        return module


def exercise_folders(sources: Path, built: Path) -> tuple[ExerciseFolder, ...]:
    """Find the exercises' folders NN_id below `sources`, by number; nothing else lists exercises."""
    if not sources.is_dir():
        return ()
    return tuple(
        ExerciseFolder(path, built / path.name)
        for path in sorted(sources.iterdir())
        if NUMBERED.fullmatch(path.name) and path.is_dir()
    )


def text_of(path: Path, shown: str) -> str:
    """Read a text file, its line ends as newlines. Raises `SourceError`, with `shown` as the file's name."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SourceError(shown, 1, MISSING_FILE()) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SourceError(shown, line, NOT_TEXT(error=error.reason)) from None
    except OSError as error:
        raise SourceError(shown, 1, UNREADABLE(error=error.strerror)) from None


def _cannot_load(error: Exception) -> Message:
    return CANNOT_LOAD(kind=type(error).__name__, error=" ".join(str(error).split()))
