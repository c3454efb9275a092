"""What `grade-class` and `replay` share: the store opened, the key, the cores, a line for what is missing."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli.problem import Problem
from autograder.course.quiz_key import key_sha256, load_key
from autograder.i18n.language import Lang, Message, Text
from autograder.quiz.parse import Key, QuestionsError

if TYPE_CHECKING:  # SQLAlchemy is an extra
    from autograder.class_grading.store import Store

FAILED = 1
LIBRARIES = frozenset({"alembic", "psycopg2", "sqlalchemy"})
NO_SQLALCHEMY = Text(
    en="{library} is not installed here; in the course's checkout, pip install '.[class]' brings it",
    pt="{library} não está instalado aqui; na pasta do curso, pip install '.[class]' o instala",
)


def opened_store(url: str, lang: Lang, *, create: bool) -> Store:
    """Open a store, and say on standard error what there is to say of it. Raises `Problem`."""
    try:
        from autograder.class_grading.open_store import StoreError
        from autograder.class_grading.store import Store

        try:
            store = Store(url, create=create)
        except StoreError as error:
            raise Problem(error.message, 2 if error.wrong_usage else FAILED) from None
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library not in LIBRARIES:
            raise
        raise Problem(NO_SQLALCHEMY(library=library)) from None
    for remark in store.remarks:
        say(remark, lang)
    return store


def say(what: Message, lang: Lang) -> None:
    """Say a line on standard error."""
    print(f"autograder: {what.to(lang)}", file=sys.stderr, flush=True)


def key_and_hash(path: str | None) -> tuple[Key | None, str]:
    """Load the key of the quiz's graded questions, and identify it; without one "". Raises `Problem`."""
    if path is None:
        return None, ""
    try:
        return load_key(Path(path)), key_sha256(Path(path))
    except QuestionsError as error:
        raise Problem(error.message) from None


def cores() -> int:
    """The cores this process may use; os.cpu_count counts those of the whole machine."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
