import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.i18n.language import LANGUAGES
from autograder.sandbox.protocol.calls import Cell
from autograder.submission.notebook_cells import read_notebook
from autograder.submission.submission_model import LIMITS, Reading


def code(source, **extra):
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None, **extra}


def nbgrader(*, grade, solution):
    return {"metadata": {"nbgrader": {"grade": grade, "solution": solution, "grade_id": "a", "schema_version": 3}}}


def notebook(*cells, **extra):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **extra}).encode()


def english(messages):
    return [message.to("en") for message in messages]


def test_code_cells_are_read_in_order_and_numbered():
    data = notebook(
        {"cell_type": "markdown", "source": "# text"},
        code("x = 1"),
        {"cell_type": "raw", "source": "raw"},
        code(["y = 2\n", "z = 3"]),
    )
    assert read_notebook(data) == Reading((Cell("cell 1", "x = 1"), Cell("cell 2", "y = 2\nz = 3")))


def test_the_courses_tests_are_left_out_and_still_counted():
    data = notebook(
        code("a = 1", **nbgrader(grade=False, solution=True)),
        code("assert a", **nbgrader(grade=True, solution=False)),
        code("b = 1", **nbgrader(grade=True, solution=True)),
        code("from autograder import check"),
        code("check('a', globals())"),
        code("c = 1"),
    )
    assert read_notebook(data).cells == (Cell("cell 1", "a = 1"), Cell("cell 3", "b = 1"), Cell("cell 6", "c = 1"))


def test_magics_are_named_in_notes():
    found = read_notebook(notebook(code("x = 1"), code("%matplotlib inline\ny = 1"), code("%%bash\necho")))
    assert found.cells == (Cell("cell 1", "x = 1"), Cell("cell 2", "pass\ny = 1"))
    notes = english(found.notes)
    assert notes[0] == "cell 2, line 1: %matplotlib inline is skipped"
    assert notes[1].startswith("cell 3 is skipped: it begins with %%bash")
    assert found.notes[0].to("pt-BR") == "célula 2, linha 1: %matplotlib inline foi ignorado"


def test_a_bom_and_windows_line_ends_are_no_matter():
    found = read_notebook(b"\xef\xbb\xbf" + notebook(code("x = 1\r\ny = 2\r\n")))
    assert found == Reading((Cell("cell 1", "x = 1\ny = 2\n"),))


def test_outputs_are_never_looked_at():
    outputs = [{"output_type": "stream", "text": [None, float("nan"), {"a": [1] * 100}]}, 7, "x" * 100_000]
    assert read_notebook(notebook(code("x = 1", outputs=outputs))) == Reading((Cell("cell 1", "x = 1"),))


@pytest.mark.parametrize("data", [b"", b" \n"])
def test_an_empty_file_holds_nothing(data):
    assert read_notebook(data) == Reading()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "line 1, column 2"),
        (b'{\n<<<<<<< HEAD\n"cells": []}', "line 2, column 1"),
        (b"[]", "no list of cells"),
        (b'"cells"', "no list of cells"),
        (b"null", "no list of cells"),
        (b'{"nbformat": 4}', "no list of cells"),
        (b'{"nbformat": 4, "cells": {}}', "no list of cells"),
        (b'{"nbformat": 4, "cells": "x"}', "no list of cells"),
        (b'{"nbformat": 3, "worksheets": []}', "old format 3"),
        (b'{"nbformat": 4, "cells": "\xe9"}', "at byte 27"),
        (notebook().decode().encode("utf-16"), "not UTF-8"),
        (b"[" * 100_000, "nested more than 64"),
        (b'{"cells":' * 100_000, "nested more than 64"),
        (b'{"cells": ' + b"[" * 65 + b"]" * 65 + b"}", "nested more than 64"),
        (b'"' + b'\\"' * 300_000, "no valid JSON"),
        (b"]" * 100, "no valid JSON"),
        (b'{"cells": [' + b"0," * 1_100_000 + b"0]}", "more than 1000000 values"),
        (b'{"cells": [' + b"[]," * 260_000 + b"0]}", "more than 1000000 values"),
        (notebook(*[code("")] * 2_001), "more than 2000 code cells"),
        (notebook(code("x = 1\n" * 200_000)), "more than 1000000 characters"),
        (notebook(*[code("x" * 600_000)] * 2), "more than 1000000 characters"),
    ],
    ids=lambda value: None if isinstance(value, str) else "data",
)
def test_what_is_no_notebook_is_a_clear_problem(data, words):
    found = read_notebook(data)
    assert found.cells == ()
    assert found.problem is not None
    assert words in found.problem.to("en")
    assert found.problem.to("pt-BR") != found.problem.to("en")


@pytest.mark.parametrize(
    "cell",
    [code(7), code(["a", 1]), code({"a": 1}), {"cell_type": "code"}, code([["x"]])],
)
def test_a_cell_whose_source_is_no_text_is_skipped_with_a_note(cell):
    found = read_notebook(notebook(code("x = 1"), cell, code("y = 1")))
    assert found.cells == (Cell("cell 1", "x = 1"), Cell("cell 3", "y = 1"))
    assert [note.startswith("cell 2 is skipped") for note in english(found.notes)] == [True]


def test_cells_that_are_none_are_passed_over():
    data = notebook(
        None, 7, "x", [], {"cell_type": ["code"]}, code("x = 1", metadata=[1]), code("y = 1", metadata={"nbgrader": 3})
    )
    assert read_notebook(data) == Reading((Cell("cell 1", "x = 1"), Cell("cell 2", "y = 1")))


@pytest.mark.parametrize("bad", [chr(0xD800), chr(0xDFFF), chr(0)])
def test_characters_that_are_no_text_are_replaced_and_said(bad):
    found = read_notebook(notebook(code(f"a = 1\nx = '{bad}'")))
    assert found.cells == (Cell("cell 1", "a = 1\nx = '�'"),)
    assert f"cell 1, line 2: a character that is no valid text (U+{ord(bad):04X})" in english(found.notes)[0]


def test_odd_json_elsewhere_is_no_matter():
    odd = b'{"nbformat": 4, "nbformat": 4, "cells": 3, "a": NaN, "b": -Infinity, "c": %s, "d": 1e%s, "e": 0.%s, "cells": %s}'
    nines = b"9" * 100_000
    cells = json.dumps([code("x = 1")]).encode()
    assert read_notebook(odd % (nines, nines, nines, cells)) == Reading((Cell("cell 1", "x = 1"),))


@pytest.mark.parametrize("version", ["NaN", "[]", "9" * 5000, '"4"', "4.0", "null", "5"])
def test_an_odd_format_number_is_no_matter_while_there_are_cells(version):
    data = f'{{"nbformat": {version}, "cells": []}}'.encode()
    assert read_notebook(data) == Reading()


def test_the_limits_are_those_given():
    limits = replace(LIMITS, json_depth=5, source_bytes=10)
    assert read_notebook(notebook(code("x = 1")), limits).problem is None
    assert read_notebook(notebook(code("x = 1", metadata={"a": [[]]})), limits).problem is not None
    assert read_notebook(notebook(code("x" * 11)), limits).problem is not None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
CELLS = st.lists(
    st.fixed_dictionaries(
        {"cell_type": st.sampled_from(["code", "code", "markdown"]), "source": JSON | st.text() | st.lists(st.text())},
        optional={"metadata": JSON, "outputs": JSON},
    )
    | JSON,
    max_size=5,
)


def check_reading(found):
    for message in (*found.notes, *([found.problem] if found.problem else [])):
        assert all(message.to(lang) for lang in LANGUAGES)
    assert not (found.problem and found.cells)
    for cell in found.cells:
        cell.source.encode()


@given(CELLS, JSON)
def test_any_json_is_read_without_a_crash(cells, version):
    check_reading(read_notebook(json.dumps({"nbformat": version, "cells": cells}).encode()))


@given(JSON)
def test_any_json_at_the_top_is_read_without_a_crash(value):
    check_reading(read_notebook(json.dumps(value).encode()))


@given(st.data())
def test_a_notebook_damaged_anywhere_is_read_without_a_crash(data):
    whole = bytearray(notebook(code("%time x = 1\n"), code(["y = 'é'\n", "z"])))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    check_reading(read_notebook(bytes(whole)[: data.draw(st.integers(0, len(whole)))]))


@given(st.binary())
def test_any_bytes_are_read_without_a_crash(data):
    check_reading(read_notebook(data))
