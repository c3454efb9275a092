"""Rosters as platforms export them, and whose folder is whose."""

from __future__ import annotations

import pytest

from autograder.class_grading.roster import RosterError, matched, parse_roster, read_roster

CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,05 (1)
Points Possible,,,,,8
"Silva, Ana",101,u1,ana@x.org,A,
"Souza, Bia",102,u2,bia@x.org,A,
"""
MOODLE = """First name,Surname,ID number,Email address,Department
Ana,Silva,9001,ana.silva@x.org,
Bia,Souza,9002,bia@x.org,
"""
MOODLE_PT = """Nome;Sobrenome;Número de identificação;Endereço de email
Zoë;Araújo;9001;zoe@x.org
Bia;Souza;9002;bia@x.org
"""


def found(text, folders):
    return {
        student.name or student.id: student.id if student.handed_in else None
        for student in matched("roster.csv", parse_roster("roster.csv", text), folders).students
    }


@pytest.mark.parametrize(
    ("text", "folders", "expected"),
    [
        (CANVAS, ["u1", "u2"], {"Ana Silva": "u1", "Bia Souza": "u2"}),
        (CANVAS, ["ana", "bia"], {"Ana Silva": "ana", "Bia Souza": "bia"}),
        (CANVAS, ["102"], {"Ana Silva": None, "Bia Souza": "102"}),
        (CANVAS, ["Ana Silva", "bia-souza"], {"Ana Silva": "Ana Silva", "Bia Souza": "bia-souza"}),
        (MOODLE, ["ana.silva@x.org", "bia@x.org"], {"Ana Silva": "ana.silva@x.org", "Bia Souza": "bia@x.org"}),
        (
            MOODLE,
            ["Ana Silva_12345_assignsubmission_file", "Bia Souza_12346_assignsubmission_file_"],
            {
                "Ana Silva": "Ana Silva_12345_assignsubmission_file",
                "Bia Souza": "Bia Souza_12346_assignsubmission_file_",
            },
        ),
        (MOODLE_PT, ["9001"], {"Zoë Araújo": "9001", "Bia Souza": None}),
        (MOODLE_PT, ["Zoe Araujo", "Bia Souza"], {"Zoë Araújo": "Zoe Araujo", "Bia Souza": "Bia Souza"}),
        ("folder\tname\nx1\tAna\n", ["x1"], {"Ana": "x1"}),
        ('id,nome\nx1,"Ana ""A"", da\nSilva"\n', ["x1"], {'Ana "A", da\nSilva': "x1"}),
        ("\ufeffid,name\n=1+1,Ana\n", ["_1_1"], {"Ana": "_1_1"}),
        ("turma,quem\nA,ana\nA,bia\n", ["ana"], {"ana": "ana", "bia": None}),
    ],
)
def test_folders_are_matched_by_the_column_that_names_them(text, folders, expected):
    text = text.removeprefix("\ufeff")  # `read_roster` takes it off
    assert found(text, folders) == expected


def test_all_columns_are_kept_and_strangers_are_named():
    roster = parse_roster("r", CANVAS)
    done = matched("r", roster, ["u2", "visitor"])
    assert done.strangers == ("visitor",)
    assert [student.roster["Section"] for student in done.students] == ["A", "A"]
    assert [(student.id, student.handed_in) for student in done.students] == [("u1", False), ("u2", True)]
    assert roster.columns[-1] == "05 (1)"


def test_five_thousand_of_one_name_are_told_apart_by_their_ids():
    text = "id,name\n" + "".join(f"s{number},Ana Silva\n" for number in range(5000))
    done = matched("r", parse_roster("r", text), [f"s{number}" for number in range(5000)])
    assert len({student.id for student in done.students}) == 5000
    assert done.strangers == ()


def test_folders_of_one_name_and_no_id_are_said():
    text = "nome,turma\nAna Silva,A\nAna Silva,B\n"
    with pytest.raises(RosterError) as error:
        matched("r", parse_roster("r", text), ["Ana Silva"])
    assert "r" in error.value.message.to("en")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no students"),
        ("id,name\n", "no students"),
        ("id,id\n1,2\n", "two columns"),
        ('id\n"open\n', "no CSV"),
        ("id,name\nx,Ana\nx,Bia\n", "more than once"),
        ("id,name\nzz,Ana\n", "would be called zz"),
    ],
)
def test_a_roster_that_cannot_be_used_is_said_in_one_line(text, said):
    with pytest.raises(RosterError) as error:
        matched("r.csv", parse_roster("r.csv", text), ["x", "y"])
    line = error.value.message.to("en")
    assert said in line
    assert "\n" not in line
    assert error.value.message.to("pt-BR") != line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_as_spreadsheets_save_them(tmp_path, encoding):
    file = tmp_path / "r.csv"
    file.write_bytes("id;nome\r\nx1;João\r\n".encode(encoding))
    assert read_roster(file).rows == ({"id": "x1", "nome": "João"},)


def test_no_file_a_folder_and_bytes_of_a_picture(tmp_path):
    (tmp_path / "picture").write_bytes(bytes(range(256)) * 10)
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(RosterError):
            read_roster(path)
    with pytest.raises(RosterError):
        matched("p", read_roster(tmp_path / "picture"), ["ana"])


def test_long_names_and_other_scripts_stay_whole():
    name = "安娜\u202e" + "x" * 300
    (student,) = matched("r", parse_roster("r", f"id,name\nx1,{name}\n"), ["x1"]).students
    assert student.name == name
