"""Names of files as they can be typed, or pasted, into a shell."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from autograder.i18n.sanitize import escaped


def path_typed(path: Path) -> str:
    """Write a path as a shell takes it: quoted where needed, never to be taken for an option.

    What no terminal should be shown is spelled out by its bytes.
    """
    text = str(path)
    if text.startswith("-"):
        text = os.path.join(".", text)  # noqa: PTH118 -- pathlib would drop the dot again
    if os.name == "nt":  # no name there has a quote in it
        return f'"{escaped(text)}"' if " " in text else escaped(text)
    if text == escaped(text) and not {"\n", "\t"} & set(text):
        return shlex.quote(text)
    return "$'" + "".join(_spelled(character) for character in text) + "'"  # as bash, zsh and ksh have it


def option_typed(folder: Path) -> str:
    """Write the option that a command needs to work in `folder`: nothing for this folder."""
    return "" if folder == Path() else f" --dir {path_typed(folder)}"


def _spelled(character: str) -> str:
    if character in "\\'":
        return f"\\{character}"
    if character == escaped(character) and character.isprintable():
        return character
    return "".join(f"\\{byte:03o}" for byte in os.fsencode(character))
