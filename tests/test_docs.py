"""What the pages name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
TEST_FILE = re.compile(r"`(?:tests/)?((?:[a-z_]+/)*test_[a-z_]+\.py)`")
PYTHON_FILE = re.compile(r"`((?:autograder|benchmarks)/[a-z_/]+\.py)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_a_page_names_exist(page):
    text = page.read_text(encoding="utf-8")
    assert [name for name in TEST_FILE.findall(text) if not (ROOT / "tests" / name).is_file()] == []
    assert [name for name in PYTHON_FILE.findall(text) if not (ROOT / name).is_file()] == []


def test_pages_are_searched():
    assert any(TEST_FILE.search(page.read_text(encoding="utf-8")) for page in PAGES)
