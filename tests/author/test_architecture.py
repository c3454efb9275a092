"""The picture of the architecture says what the code and the contracts say, and is the one that is committed."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from autograder.author.architecture import (
    PICTURE,
    _rows,
    _untangled,
    architecture_of,
    crossings,
    picture,
    without_detours,
)

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"
SETTINGS = """
[[tool.importlinter.contracts]]
name = "The pure core is pure"
type = "forbidden"
source_modules = ["autograder.low"]
[[tool.importlinter.contracts]]
name = "Data flows one way"
type = "layers"
layers = ["autograder.top", "autograder.left | autograder.right", "autograder.low"]
"""


@pytest.fixture
def package(tmp_path):
    """A package of four folders: top imports left and low, left and right import low."""
    for name, imports in (
        ("top", "from autograder.left import code\nfrom autograder.low.code import x"),
        ("left", "import autograder.low.code\nimport os"),
        ("right", "def f():\n    from autograder.low import code"),
        ("low", "x = 1"),
    ):
        (tmp_path / "autograder" / name).mkdir(parents=True)
        (tmp_path / "autograder" / name / "code.py").write_text(imports)
    (tmp_path / "autograder" / "beside.py").write_text("from autograder.low import code")
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    return tmp_path


@pytest.fixture(scope="module")
def this():
    return architecture_of(ROOT)


@pytest.fixture(scope="module")
def drawn():
    return picture(ROOT)


def test_the_committed_picture_is_what_the_code_makes(drawn):
    assert (ROOT / PICTURE).read_bytes() == drawn


def test_the_page_shows_it_and_names_every_folder(this):
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert "(architecture.svg)" in page
    for layer in this.layers:
        for folder in layer:
            assert f"| `{folder.replace('.', '/')}/` |" in page


def test_every_folder_of_the_package_is_in_it(this):
    folders = {path.parent for path in (ROOT / "autograder").rglob("*.py")}
    shown = {ROOT / "autograder" / name.replace(".", "/") for layer in this.layers for name in layer}
    outside = [folder for folder in folders if not any(folder.is_relative_to(one) for one in shown)]
    assert sorted(folder.name for folder in outside) == ["autograder", "sandbox"]


def test_imports_are_read_wherever_they_stand(package):
    found = architecture_of(package)
    assert found.layers == (("top",), ("left", "right"), ("low",))
    assert found.imports == {("top", "left"), ("top", "low"), ("left", "low"), ("right", "low")}
    assert found.kinds == {"top": "other", "left": "other", "right": "other", "low": "pure"}


def test_what_follows_from_other_arrows_is_left_out(package):
    assert without_detours(architecture_of(package).imports) == {("top", "left"), ("left", "low"), ("right", "low")}


def test_nothing_is_lost_by_leaving_out(this):
    kept = without_detours(this.imports)
    reached = set(kept)
    while more := {(a, d) for a, b in reached for c, d in kept if b == c} - reached:
        reached |= more
    assert kept <= this.imports <= reached


def test_another_import_is_another_picture(package):
    before = picture(package)
    assert picture(package) == before
    (package / "autograder" / "right" / "code.py").write_text("")
    assert picture(package) != before


def test_arrows_that_cross_are_counted_and_untangled():
    rows, gaps = _rows([("a", "b"), ("c", "d")], {("a", "d"), ("b", "c")})
    assert crossings(rows, gaps) == 1
    assert crossings(_untangled(rows, gaps), gaps) == 0


def test_no_arrow_crosses_another_or_a_box(this, drawn):
    svg = ET.fromstring(drawn)  # noqa: S314 -- our own picture
    boxes = [
        tuple(float(box.get(name)) for name in ("x", "y", "width", "height"))
        for box in svg.iter(f"{SVG}rect")
        if box.get("width") == "132"
    ]
    assert len(boxes) == sum(map(len, this.layers))
    for (x, y, width, _), (other_x, other_y, _, _) in pairwise(sorted(boxes, key=lambda box: (box[1], box[0]))):
        assert y < other_y or x + width < other_x
    arrows = [path.get("d") for path in svg.iter(f"{SVG}path") if path.get("marker-end")]
    assert len(arrows) == len(without_detours(this.imports))
    for arrow in arrows:
        numbers = [float(number) for number in re.findall(r"-?\d+\.\d", arrow)]
        places = list(zip(numbers[::2], numbers[1::2], strict=True))
        assert [y for _, y in places] == sorted(y for _, y in places)  # downward, always
        for x, y, width, height in boxes:
            assert not any(x < px < x + width and y < py < y + height for px, py in places)
