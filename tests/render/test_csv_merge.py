import pytest

from autograder.render.csv_merge import lost, merged, table_in

BEFORE = "submission,name,score\r\nana,a/ana,1\r\nana-2,b/ana,2\r\nbia,c/bia,3\r\n"


def test_a_row_is_found_by_the_name_as_given_and_else_by_its_id():
    after = table_in("submission,name,score,quiz\nana,b/ana,20,7\nbia,new/bia,30,8\nzoe,z,40,9\n")
    assert merged(table_in(BEFORE), after).text() == (
        "submission,name,score,quiz\r\nana,a/ana,1,\r\nana-2,b/ana,20,7\r\nbia,new/bia,30,8\r\nzoe,z,40,9\r\n"
    )


def test_what_would_be_lost_is_told_by_the_same_rule():
    before = table_in(BEFORE)
    assert lost(before, [("ana", "b/ana")]) == ("ana", "bia")
    assert lost(before, [("ana", "a/ana"), ("ana-2", "b/ana"), ("bia", "elsewhere")]) == ()


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_table_that_a_spreadsheet_saved_stays_in_its_form(delimiter):
    text = "\ufeff" + BEFORE.replace(",", delimiter)
    assert table_in(text).text() == text


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "submission,submission\n", 'submission\n"a', "{}"])
def test_anything_else_is_no_table(text):
    assert table_in(text) is None
