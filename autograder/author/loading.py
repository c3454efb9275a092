"""The `EXERCISE` of a folder's checks.py."""

from __future__ import annotations

import importlib.util
import sys
import traceback
from dataclasses import replace

from autograder.author.folders import Folder
from autograder.author.source import SourceError
from autograder.i18n.language import Text
from autograder.judging.model import Exercise

CANNOT_LOAD = Text(en="it cannot be loaded: {kind}: {error}", pt="não foi possível carregar: {kind}: {error}")
NO_EXERCISE = Text(
    en="it defines no EXERCISE of type Exercise (autograder.judging.model)",
    pt="não define EXERCISE do tipo Exercise (autograder.judging.model)",
)


def load_exercise(folder: Folder) -> Exercise:
    """Run a folder's checks.py and take its EXERCISE, with its driver. Raises `SourceError`, whatever goes wrong."""
    file = folder.checks_file
    folder.text(file)  # says it if the file is missing
    name = f"_author_checks_{folder.name}"
    spec = importlib.util.spec_from_file_location(name, file.resolve())
    assert spec is not None  # noqa: S101 -- a path that ends in .py always has a loader
    assert spec.loader is not None  # noqa: S101 -- as above
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # noqa: BLE001 -- whatever an author's file does wrong becomes one line
        raise _cannot_load(folder, error) from None
    finally:
        sys.dont_write_bytecode = writes
        del sys.modules[name]
    exercise = getattr(module, "EXERCISE", None)
    if not isinstance(exercise, Exercise):
        raise SourceError(folder.shown(file), 1, NO_EXERCISE())
    driver = folder.text(folder.driver_file) if folder.driver_file.exists() else ""
    try:
        compile(driver, folder.driver_file.name, "exec")
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        why = CANNOT_LOAD(kind=type(error).__name__, error=" ".join(str(error).split()))
        raise SourceError(folder.shown(folder.driver_file), line, why) from None
    return replace(exercise, driver=driver)


def _cannot_load(folder: Folder, error: Exception) -> SourceError:
    file = folder.checks_file
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame.lineno for frame in frames if frame.filename == str(file.resolve()) and frame.lineno]
    line = inside[-1] if inside else getattr(error, "lineno", None) or 1
    return SourceError(
        folder.shown(file), line, CANNOT_LOAD(kind=type(error).__name__, error=" ".join(str(error).split()))
    )
