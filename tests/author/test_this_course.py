"""The course of this repository is as it says: built, without strays, and every claim about points proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.author.build import make
from autograder.author.check import check
from autograder.author.drift import drift, strays, totals
from autograder.author.folders import folders

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("prove", [drift, strays, totals])
def test_what_is_committed_is_what_the_sources_make(prove):
    made = make(ROOT)
    assert [problem.line("en") for problem in made.problems] == []
    assert [finding.line("en") for finding in prove(ROOT, made) if not finding.ok] == []


@pytest.mark.parametrize("folder", folders(ROOT), ids=lambda folder: folder.name)
def test_solution_stubs_and_mistakes_earn_what_they_should(folder):
    findings = [finding for finding in check(ROOT, ids=[folder.id], seeds=(3,)) if f"/{folder.name}/" in finding.file]
    assert [finding.line("en") for finding in findings if not finding.ok] == []
    assert any("earns all" in finding.line("en") for finding in findings)
