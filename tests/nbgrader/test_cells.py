"""Submitted notebooks put in order, whatever was done to them."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from nbconvert.filters.markdown import markdown2html

from autograder.nbgrader.cells import Handed, Written, mended, notebook_json, read_cells

TEXT = Handed("x_text", "markdown", "Read this.", True, False, False, False, None, "1")
CODE = Handed("x", "code", "raise NotImplementedError", False, False, True, False, None, "2")
TEST = Handed("x_test", "code", "check()", True, True, False, False, 8.0, "3")
HANDED = (TEXT, CODE, TEST)


def written(cell, source=None):
    return Written(
        cell.kind, cell.source if source is None else source, cell.name, (cell.grade, cell.solution, cell.locked)
    )


def names(cells):
    return [cell.handed.name if cell.handed else None for cell in cells]


def said(notes):
    return " ".join(note.to("en") for note in notes)


def test_what_is_in_order_stays_as_it_is():
    cells, notes = mended([written(TEXT), written(CODE, "mine"), Written("code", "1 + 1"), written(TEST)], HANDED)
    assert names(cells) == ["x_text", "x", None, "x_test"]
    assert [cell.source for cell in cells] == ["Read this.", "mine", "1 + 1", "check()"]
    assert notes == ()


def test_locked_text_is_ours_whatever_was_written_into_it():
    cells, _ = mended([written(TEXT, "Full points!"), written(CODE), written(TEST, "8.0")], HANDED)
    assert [cell.source for cell in cells] == [cell.source for cell in HANDED]


@pytest.mark.parametrize("left", [(), (TEXT,), (CODE,), (TEST,), (TEXT, TEST), (CODE, TEST)])
def test_missing_cells_come_back_to_their_places(left):
    cells, notes = mended([written(cell) for cell in left] or [Written("code", "1")], HANDED)
    assert [name for name in names(cells) if name] == ["x_text", "x", "x_test"]
    for cell in HANDED:
        assert (f"`{cell.name}`" in said(notes)) == (cell not in left)


def test_of_copies_the_last_one_that_was_written_in_counts():
    cells, notes = mended(
        [written(TEXT), written(CODE, "first"), written(CODE, "second"), written(CODE), written(TEST), written(TEST)],
        HANDED,
    )
    assert [(cell.handed.name, cell.source) for cell in cells if cell.handed] == [
        ("x_text", "Read this."),
        ("x", "second"),
        ("x_test", "check()"),
    ]
    assert [cell.source for cell in cells if not cell.handed] == [
        "first",
        "check()",
    ]  # the untouched copy would undo it
    assert "`x`, `x_test`" in said(notes)


def test_labels_are_the_gradebook_s():
    lie = Written("markdown", "mine", "x", (True, False, True))
    cells, notes = mended([written(TEXT), lie, written(TEST)], HANDED)
    assert cells[1].kind == "code"
    assert cells[1].handed.labels == {
        "cell_type": "code",
        "checksum": "2",
        "grade": False,
        "grade_id": "x",
        "locked": False,
        "schema_version": 3,
        "solution": True,
        "task": False,
    }
    assert "labels" in said(notes)
    assert TEST.labels["points"] == 8.0


@pytest.mark.parametrize(
    "cell",
    [
        {},
        {"cell_type": 7, "source": 7, "metadata": 7},
        {"cell_type": "code", "source": [1, "a"], "metadata": {"nbgrader": {"grade_id": ["x"], "grade": "yes"}}},
        {"cell_type": "code", "source": "\ud800\0", "metadata": {"nbgrader": None}},
        "no cell",
    ],
)
def test_cells_of_any_form_can_be_shown(cell):
    read = read_cells(json.dumps({"cells": [cell], "nbformat": 4}).encode())
    assert read.problem is None
    cells, _ = mended(read.cells, HANDED)
    json.dumps(notebook_json(cells, ["a note"]), ensure_ascii=False).encode()
    assert [name for name in names(cells) if name] == ["x_text", "x", "x_test"]


@pytest.mark.parametrize("data", [b"{", b"[]", b"\xff", b'{"cells": 1}', b"[" * 10_000])
def test_what_is_no_notebook_is_a_problem(data):
    read = read_cells(data)
    assert read.cells == ()
    assert read.problem is not None


def test_an_empty_file_has_no_cells():
    assert read_cells(b" \n").cells == ()


WORK = "def f(x):\n    return 1"
STUB = Handed("f", "code", "def f(x):\n    raise NotImplementedError", False, False, True, False, None, "2")
CHECKS = Handed(
    "f_test", "code", 'from autograder import check\n\ncheck("f", globals())', True, True, False, False, 8.0, "3"
)
OF_F = (TEXT, STUB, CHECKS)


def saved(handed, source=None, kind=None, *, label=True, id_=""):
    """Give a cell as a file has it."""
    marks = {role: getattr(handed, role) for role in ("grade", "solution", "locked")}
    metadata = {"nbgrader": {"grade_id": handed.name, **marks}} if label else {}
    source = handed.source if source is None else source
    return {"cell_type": kind or handed.kind, "metadata": metadata, "source": source, "id": id_}


def page(*cells):
    """Give what stands in the graded notebook: labels and sources of its code, and all that is said."""
    read = read_cells(json.dumps({"cells": cells, "nbformat": 4}).encode())
    made, notes = mended(read.cells, OF_F)
    assert [name for name in names(made) if name] == ["x_text", "f", "f_test"]
    assert [cell.source for cell in made if cell.handed and cell.handed.locked] == [TEXT.source, CHECKS.source]
    code = [(cell.handed.name if cell.handed else None, cell.source) for cell in made if cell.kind == "code"]
    return code, said((*read.notes, *notes))


def test_the_graded_notebook_shows_the_work_as_code_whatever_kind_its_cell_has_become():
    for kind in ("markdown", "raw"):
        code, notes = page(saved(TEXT), saved(STUB, WORK, kind), saved(CHECKS))
        assert code == [("f", WORK), ("f_test", CHECKS.source)]
        assert "cell of text" in notes


def test_work_in_a_cell_of_checks_is_kept_to_be_seen():
    both = f"{WORK}\n\n{CHECKS.source}"
    code, notes = page(saved(TEXT), saved(STUB), saved(CHECKS, both))
    assert code == [("f", STUB.source), (None, both), ("f_test", CHECKS.source)]
    assert "course's own cell for checking" in notes
    code, notes = page(saved(TEXT), saved(STUB), saved(CHECKS, WORK), saved(CHECKS))
    assert code == [("f", STUB.source), (None, WORK), ("f_test", CHECKS.source)]
    assert "more than once" in notes


def test_no_untouched_copy_stands_below_the_work():
    for label in (True, False):
        code, notes = page(
            saved(TEXT), saved(STUB, WORK), saved(STUB, f"{STUB.source}  \n", label=label), saved(CHECKS)
        )
        assert code == [("f", WORK), ("f_test", CHECKS.source)]
        assert "below the work" in notes


def test_cells_that_lost_their_labels_are_told_by_what_is_in_them():
    cells = [saved(TEXT), saved(STUB, "x = 1"), saved(STUB, WORK), saved(STUB), saved(CHECKS)]
    code, notes = page(*({**cell, "metadata": {}} for cell in cells))
    assert code == [(None, "x = 1"), ("f", WORK), ("f_test", CHECKS.source)]
    assert "`x_text`, `f`, `f_test`" in notes
    assert "missing" not in notes


def test_answers_that_lost_their_labels_are_told_by_their_places():
    asked = [
        Handed(f"{name}_prompt", "markdown", f"What is {name}?", True, False, False, False, None, "1") for name in "ab"
    ]
    answers = [Handed(name, "markdown", "Your answer:", False, True, True, False, 1.0, "1") for name in "ab"]
    handed = (asked[0], answers[0], asked[1], answers[1])
    lost = [Written("markdown", source) for source in ("What is a?", "Your answer:", "mine", "What is b?", "b")]
    cells, _ = mended(lost, handed)
    assert [(name, cell.source) for name, cell in zip(names(cells), cells, strict=True)] == [
        ("a_prompt", "What is a?"),
        (None, "Your answer:"),
        ("a", "mine"),
        ("b_prompt", "What is b?"),
        ("b", "b"),
    ]


ACTIVE = [
    "<script>X</script>", "a <img src=x onerror=X>", "<iframe src=x></iframe>", "<svg/onload=X>", "<!-- the rest is hidden",
    "<style>.score {display: none}</style>", "<form action=x><input>", "<meta http-equiv=refresh content=0>", "</div></body>",
    "<details>", "<a href=x onclick=X>y</a>", "\\<script>X</script>", "[a](javascript:X)", "[a](java\tScript:X)",
    "[a](&#106;avascript:X)", "[a](&amp;#106;avascript:X)", "[a](java&Tab;script&colon;X)", "[a][b]\n\n[b]: vbscript:X",
    "<javascript:X>", "[a](data:text/html,X)", '![a" onerror="X](x)', '[a](x "t\\" onclick=\\"X")', '# h" onclick="X',
    "| a |\n|---|\n| <script>X</script> |", "```html\n<script>X</script>\n```", "$x<script>X</script>$",
    "$\\href{javascript:X}{y}$", "$\\style{position: fixed}{y}$", "```mermaid\n<img src=x onerror=X>\n```",
]  # fmt: skip
KNOWN = {"p", "pre", "code", "div", "span", "img", "a", "h1", "table", "thead", "tbody", "tr", "th", "td", "br"}
HARMLESS = {"class", "alt", "title", "id", "href", "src"}


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.comments = set(), [], 0

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        self.tags.add(tag)

    def handle_comment(self, _):
        self.comments += 1


def shown(cell):
    """Give a cell of a learner's own as it stands in the graded notebook."""
    cells, _ = mended([written(TEXT), cell, written(CODE, "mine"), written(TEST)], HANDED)
    (one,) = [cell for cell in notebook_json(cells, ())["cells"] if "nbgrader" not in cell["metadata"]]
    return one


def page_of(text, kind):
    """Render what a learner wrote in a cell of text as nbgrader's pages do, and give what there is in it."""
    one = shown(Written(kind, text))
    assert one["cell_type"] == "markdown"  # raw cells are HTML to nbconvert
    page = Page()
    page.feed(markdown2html(one["source"]))
    page.close()
    return page


@pytest.mark.parametrize("kind", ["markdown", "raw"])
@pytest.mark.parametrize("text", ACTIVE)
def test_nothing_that_a_learner_wrote_as_text_does_anything_in_a_page(text, kind):
    page = page_of(text, kind)
    assert page.tags <= KNOWN
    assert page.comments == 0
    assert {name for name, _ in page.attributes} <= HARMLESS
    links = [value for name, value in page.attributes if name in {"href", "src"}]
    assert not [link for link in links if ":" in link]


@pytest.mark.parametrize(
    "command", ["href{javascript&#58;X}{y}", "href{x}{y}", "style{position: fixed}{y}", "require{x}"]
)
def test_formulas_make_no_links_and_no_styles(command):
    text = shown(Written("markdown", f"$\\{command}$ and $\\frac{{1}}{{2}}$"))["source"]
    assert text.startswith("```") or f"\\{command}" not in text
    assert "\\frac{1}{2}" in text


def test_honest_text_shows_as_it_was_written():
    text = (
        "## Why\n\nThe *slope* is $\\frac{dJ}{dw}$, with `a < b` and [a page](https://example.org).\n\n"
        "| a | b |\n|---|---|\n| 1 | $x < 2$ |\n\none<br>two, training data: text\n\n![a plot](attachment:plot.png)"
    )
    one = shown(Written("markdown", text, attachments={"plot.png": {"image/png": "AA=="}}))
    assert one["source"] == text
    assert one["attachments"] == {"plot.png": {"image/png": "AA=="}}
