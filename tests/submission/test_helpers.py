import pytest

from autograder.sandbox.protocol.calls import Cell
from autograder.submission.helpers import without_helpers


def sources(*cells):
    return [cell.source for cell in without_helpers([Cell(f"cell {n}", source) for n, source in enumerate(cells, 1)])]


def test_cells_that_only_call_the_courses_helpers_are_left_out():
    kept = without_helpers(
        [
            Cell("cell 1", "from autograder import check"),
            Cell("cell 2", "def f(): return 1"),
            Cell("cell 3", "check('f', globals())"),
            Cell("cell 4", "import autograder as ag"),
            Cell("cell 5", "ag.check('f', globals())  # again\nag.check('g', globals())"),
            Cell("cell 6", "autograder.check('f', f)"),
        ]
    )
    assert kept == (Cell("cell 2", "def f(): return 1"),)


def test_the_lines_around_them_keep_their_numbers():
    cell = "import numpy as np\nfrom autograder import (\n    check,\n)\ndef f(): return 1\ncheck(\n 'f', f)"
    assert sources(cell) == ["import numpy as np\npass\n\n\ndef f(): return 1\npass\n"]


@pytest.mark.parametrize(
    "cell",
    ["from autograder import check; x = 1\ny = 2", "x = 1; import autograder\ny = 2", "x = (\n1); autograder.f(\n1)"],
)
def test_a_statement_that_shares_its_line_stays(cell):
    assert sources(cell) == [cell]


def test_only_the_courses_own_statements_are_taken():
    cells = [
        "import autograders\nautograders.check()",
        "from .autograder import check\ncheck()",
        "import autograder, numpy",
        "x = '''from autograder import check'''",
        "def g():\n    autograder.check()",
        "autograder = ",
        "other.autograder()",
    ]
    assert sources(*cells) == cells


def test_an_import_in_a_cell_with_nothing_else_of_the_course_is_untouched():
    assert sources("import numpy as np", "check('f')") == ["import numpy as np", "check('f')"]


def test_many_helper_lines_take_no_time_to_speak_of():
    cell = "x = 1\n" + "autograder.f()\n" * 20_000
    assert sources(cell) == ["x = 1\n" + "pass\n" * 20_000]


IMPORT = "from autograder import check, hint, quiz"


@pytest.mark.parametrize(
    "use",
    [
        "r = check('f', globals())",
        "for e in ['f']: hint(e)",
        "if True: quiz.answer('x', 6)",
        "q = quiz",
        "print(check('f', f))",
        "quiz('x').show()",
        "def later():\n    hint('f')",
        "try:\n    check('f', f)\nexcept ValueError:\n    pass",
        "x = 1; check('f', f)",
    ],
)
def test_imports_stay_where_anything_is_left_that_uses_them(use):
    assert sources(IMPORT, "def f(): return 1\n" + use + "\nhint('f')") == [
        IMPORT,
        "def f(): return 1\n" + use + "\npass",
    ]
    assert sources("import autograder\nx = autograder.check") == ["import autograder\nx = autograder.check"]


def test_a_name_that_only_looks_like_one_keeps_no_import():
    assert sources(IMPORT + "\nx = 'check'  # check\ny = x.hint") == ["pass\nx = 'check'  # check\ny = x.hint"]


def test_names_that_a_star_brings_are_known():
    assert sources("from autograder import *\ndef f(): return 1\ncheck('f', globals())\nquiz.answer('x', 6)") == [
        "pass\ndef f(): return 1\npass\npass"
    ]
