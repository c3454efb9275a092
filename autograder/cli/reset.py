"""`autograder reset ID`: begin an exercise anew, with the old work kept beside it."""

from __future__ import annotations

import argparse
import itertools
import os
from pathlib import Path

from autograder.cli.arguments import folder_at, named
from autograder.cli.problem import Problem
from autograder.cli.progress import say_step
from autograder.cli.standing import code_identity, desk_at, needs_workspace, remember, remembered
from autograder.cli.start import workspace_notebook
from autograder.cli.writing import path_typed, write_whole
from autograder.course.course import course
from autograder.i18n.language import Text
from autograder.i18n.sanitize import one_line
from autograder.workspace.next_step import next_step
from autograder.workspace.progress_file import Progress

KEPT = Text(en="kept  {old}", pt="guardado: {old}")
FRESH = Text(en="fresh {name}", pt="novo: {name}")
UNTOUCHED = Text(
    en="{name} is as it was handed out; there is nothing to reset",
    pt="{name} está como foi entregue; não há o que recomeçar",
)
NOT_KEPT = Text(en="{name} cannot be kept aside: {error}", pt="não foi possível guardar {name}: {error}")
HOW_BACK = Text(
    en="What is named .old does not count. To have it back: give it its old name.",
    pt="O que termina em .old não conta. Para tê-lo de volta, devolva o nome antigo.",
)


def run(options: argparse.Namespace) -> int:
    """Put fresh stubs in the place of an exercise's files that were changed; each old file gets a name of its own first."""
    folder, lang = folder_at(options.dir), options.lang
    needs_workspace(folder)
    entry = named(course(), options.id)
    stem = f"{entry.number}_{entry.id}"
    fresh = {f"{stem}.py": entry.stub_text(lang), f"{stem}.ipynb": workspace_notebook(entry, lang)}
    kept = 0
    for name, text in fresh.items():
        path = folder / name
        if path.is_symlink() or path.exists():
            if _same(path, text):
                print(UNTOUCHED(name=name).to(lang))
                continue
            print(KEPT(old=path_typed(_set_aside(path).relative_to(folder))).to(lang))
            kept += 1
        write_whole(path, text)
        print(FRESH(name=name).to(lang))
    progress = remembered(folder, lang)
    if progress is not None and entry.id in progress.checked:
        progress = progress.without(entry.id)
        remember(folder, progress, lang)
    if kept:
        print(HOW_BACK.to(lang))
    print()
    say_step(next_step(desk_at(folder, progress or Progress()), at=entry.id), folder, lang)
    return 0


def _same(path: Path, text: str) -> bool:
    """Whether a file is the stub itself, or a notebook with its code and its texts; what it printed is not work."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    if path.suffix == ".ipynb":
        return bool(code_identity(path)) and _cells(data.decode(errors="replace")) == _cells(text)
    return data.decode(errors="replace") == text


def _cells(notebook: str) -> object:
    import json

    try:
        return [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(notebook)["cells"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return notebook


def _set_aside(path: Path) -> Path:
    """Give the file a name that nothing has yet, `x.py.old`, `x.py.old-2`, …; links make the name theirs or fail."""
    for number in itertools.count(1):
        old = path.with_name(f"{path.name}.old" if number == 1 else f"{path.name}.{number}.old")
        try:
            os.link(path, old, follow_symlinks=False)  # unlike a rename, it replaces nothing
        except FileExistsError:
            continue
        except OSError:
            return _moved_aside(path, old)
        path.unlink()
        return old
    raise AssertionError


def _moved_aside(path: Path, old: Path) -> Path:
    """Rename the file where the file system knows no links. Raises `Problem`."""
    try:
        if old.exists() or old.is_symlink():
            raise FileExistsError(str(old))
        path.rename(old)
    except OSError as error:
        reason = one_line(error.strerror or str(error))
        raise Problem(NOT_KEPT(name=one_line(path.name), error=reason), status=1) from None
    return old
