"""Pictures in cells of text: nbconvert writes the page, whatever is attached and whatever is asked for."""

from __future__ import annotations

import base64
import json

import nbformat
import pytest
from nbconvert import HTMLExporter

from autograder.nbgrader.cells import (
    MOST_CHARACTERS,
    Handed,
    attachments_in,
    mended,
    notebook_json,
    read_cells,
    with_pictures,
)
from tests.nbgrader.classroom import ROOT

PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n, or so").decode()
PICTURES = {"plot.png": {"image/png": PIXEL}}


def cell_of(source, **more):
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def handed_in(*cells):
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def page(cells):
    """Write the page that nbconvert makes of mended cells."""
    notebook = nbformat.reads(json.dumps(notebook_json(cells, ())), as_version=4)
    return HTMLExporter().from_notebook_node(notebook)[0]


def of_learner(*cells):
    kept, _ = mended(read_cells(handed_in(*cells)).cells, ())
    return page(kept)


@pytest.mark.parametrize("lang", ["", "pt-BR"])
def test_the_figures_of_the_course_are_shown(lang):
    file = ROOT / "exercises" / "01_derivative_estimates" / lang / "derivative_estimates.ipynb"
    released = read_cells(file.read_bytes()).cells
    handed = [
        Handed(one.grade_id, one.kind, one.source, one.marks[2], one.marks[0], one.marks[1], False, 1, "", one.attachments)
        for one in released
    ]  # fmt: skip
    assert sum(len(one.attachments) for one in handed) == 2
    stripped = [cell_of("emptied", metadata={"nbgrader": {"grade_id": one.name}}) for one in handed[:1]]
    for submitted in ((), read_cells(handed_in(*stripped)).cells):
        shown = page(mended(submitted, handed)[0])
        for picture in (content for one in handed for kinds in one.attachments.values() for content in kinds.values()):
            assert f"data:image/png;base64,{picture}" in shown


def test_a_learner_s_own_picture_is_shown():
    shown = of_learner(cell_of("![what I drew](attachment:plot.png)", attachments=PICTURES))
    assert f"data:image/png;base64,{PIXEL}" in shown


@pytest.mark.parametrize(
    "asked",
    [
        "![mine](attachment:lost.png)",
        "![mine](attachment:)",
        "![mine](<attachment:lost.png>)",
        '![mine](attachment:lost.png "title")',
        "![mine][1]\n\n[1]: attachment:lost.png",
        "![mine](&#97;ttachment:lost.png)",
        "![mine](attachment&colon;lost.png)",
        "![mine](attachment\\:lost.png)",
        "[![mine](attachment:lost.png)](https://example.org)",
        "```\n````\n![mine](attachment:lost.png)\n![mine](<attachment:lost.png>)",
        "![mine](attachment:plot.png) ![mine](attachment:plot%2Epng)",
        "<img src='attachment:lost.png'>",
    ],
)
@pytest.mark.parametrize("attachments", [{}, PICTURES, {"lost.png": {}}], ids=["none", "another", "empty"])
def test_what_is_not_attached_stops_no_page(asked, attachments):
    shown = of_learner(cell_of(asked, attachments=attachments), cell_of("after it"))
    assert "mine" in shown or "lost.png" in shown
    assert "after it" in shown


def test_a_lost_picture_leaves_its_description():
    assert with_pictures("See ![the curve](attachment:lost.png).", {}) == "See *the curve*."
    kept = "See ![the curve](attachment:plot.png), and the attachment: nothing."
    assert with_pictures(kept, PICTURES) == f"```\n{kept}\n```"  # that may be anything; nothing of it is lost
    assert with_pictures("nothing asked for", {}) == "nothing asked for"


@pytest.mark.parametrize(
    "found",
    [
        None,
        [],
        {"a.png": None},
        {"a.png": {"image/png": 3}},
        {"a.png": {"image/png": ["a", 3]}},
        {"a.png": {"image/svg+xml": PIXEL}},
        {"a.png": {"text/html": "<script>"}},
        {'a"onerror="x': {"image/png": PIXEL}},
        {"a.png": {"image/png": '"><script>alert(1)</script>'}},
        {"a.png": {'image/png" onerror="x': PIXEL}},
        {"a.png": {"image/png": "A" * (MOST_CHARACTERS + 1)}},
    ],
)
def test_only_pictures_in_their_known_form_are_kept(found):
    assert attachments_in(found) == {}


def test_pictures_are_kept_until_there_is_no_more_room():
    half = "A" * (MOST_CHARACTERS // 2 + 1)
    found = {"a.png": {"image/png": half}, "b.png": {"image/png": half}, "c.gif": {"image/gif": [PIXEL[:4], PIXEL[4:]]}}
    assert attachments_in(found) == {"a.png": {"image/png": half}, "c.gif": {"image/gif": PIXEL}}
