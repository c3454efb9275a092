import pytest

from autograder.judging.report import SubmissionReport
from autograder.render.headings import heading_of


@pytest.mark.parametrize(
    ("name", "id_", "heading"),
    [
        ("class/Zoé (cópia).zip", "Zoe__copia_", "Zoé (cópia)"),
        ("José da Silva/", "Jose_da_Silva", "José da Silva"),
        ("a/Jose\u0301.tar.gz", "Jose", "Jose\u0301"),
        ("b/ana", "ana-2", "ana-2"),  # one of several with that name
        (".", "ana", "ana"),
        ("李", "李", "李"),
        ("x\u202ey", "x_y", "x\\u202ey"),
        ("", "submission", "submission"),
    ],
)
def test_a_submission_is_called_what_people_call_it(name, id_, heading):
    assert heading_of(SubmissionReport(id_, name, "", ())) == heading
