"""Which modules of the quiz may touch files, and which may load tomlkit."""

import ast
from pathlib import Path

import autograder.quiz

FILES = {"os", "pathlib", "io", "shutil", "tempfile", "subprocess", "socket"}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def test_only_store_and_key_touch_files_and_only_store_loads_tomlkit():
    modules = {path.stem: set(imported(path)) for path in Path(autograder.quiz.__file__).parent.glob("*.py")}
    assert {name for name, names in modules.items() if names & FILES} == {"store", "key"}
    assert {name for name, names in modules.items() if "tomlkit" in names} == {"store"}
