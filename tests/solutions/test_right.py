"""Right solutions in many styles: every one earns full points, and is remarked upon where its header says so."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.solutions.sessions import SOLUTIONS, run

FILES = sorted(SOLUTIONS.glob("[0-9]*_*/right/*.py"))
STARRED = ("derivative_estimates", "sigmoid_backward", "linear_backward", "delta_rule", "xor_training")
FOLDERS = sorted(path for path in SOLUTIONS.glob("[0-9]*_*") if path.is_dir())
SEEDS = (5,)


def _remarks(code: str) -> set[str]:
    docstring = ast.get_docstring(ast.parse(code))
    assert docstring
    said = [line.removeprefix("remarks:") for line in docstring.splitlines()[1:] if line.startswith("remarks:")]
    return set(",".join(said).replace(",", " ").split())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_right_style_loses_nothing(path: Path, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # some write a log
    code = path.read_text(encoding="utf-8")
    verdicts = run(path.parts[-3].partition("_")[2], code, seed)
    assert {id_: verdict.rationale.to("en") for id_, verdict in verdicts.items() if verdict.status != "passed"} == {}
    assert {id_ for id_, verdict in verdicts.items() if verdict.remarks} == _remarks(code)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_there_are_enough_styles(folder: Path) -> None:
    exercise_id = folder.name.partition("_")[2]
    found = [path for path in FILES if path.parts[-3] == folder.name]
    assert len(found) >= (15 if exercise_id in STARRED else 6)
    assert len({ast.dump(ast.parse(path.read_text(encoding="utf-8"))) for path in found}) == len(found)
