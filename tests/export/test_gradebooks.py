"""Grades read back as Canvas, Moodle and spreadsheets read them, and what they would break off at is refused."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from autograder.class_grading.store_records import Student
from autograder.cli.main import main
from autograder.export.bundles import ExportError
from autograder.export.gradebooks import DIALECTS, Graded, canvas_csv, moodle_csv, plain_csv
from autograder.judging.report import ExtraReport, GraderReport, QuizReport, Report, SubmissionReport
from autograder.sandbox.protocol.isolation import IsolationReport

STANDARD = DIALECTS["standard"]
HOSTILE = ('=cmd|"/c calc"!A1', "Silva, Ana", 'O"Brien', "line\nbreak", "@sum", "名前", "\u202egnp.exe", "x" * 300)


def report(id_="ana", score=87, status="graded"):
    return Report(
        submission=SubmissionReport(id=id_, name=id_, sha256="0" * 64, files=()),
        grader=GraderReport("1", "0" * 64, 5, "3.11", "2.4"),
        lang="en",
        status=status,
        reason="" if status == "graded" else "nothing could be read",
        score=score,
        max_score=100,
        exercises=(),
        quiz=QuizReport(10, 58, ()),
        isolation=IsolationReport(tier=3, official=True, probes={}),
        seconds=1.0,
        extra=ExtraReport(),
    )


def student(id_, **row):
    return Student(id_, row.get("Student", ""), row.get("email", ""), row or None)


def canvas(**more):
    return {"Student": "Silva, Ana", "ID": "1", "SIS User ID": "s1", "SIS Login ID": "ana", "Section": "A", **more}


def rows(text, dialect="standard"):
    """Read CSV as its reader does: the mark off, its own separator, every row as long as the head."""
    how = DIALECTS[dialect]
    assert text.startswith(how.mark)
    found = list(csv.reader(io.StringIO(text.removeprefix(how.mark), newline=""), delimiter=how.separator, strict=True))
    assert {len(row) for row in found} == {len(found[0])}
    return found


def canvas_import(text):
    """Read a file as Canvas documents it: its columns first, a row of points possible, then numbers with a point."""
    head, points, *found = rows(text)
    assert head[: head.index("Section") + 1] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert points[0].strip() == "Points Possible"
    assert all(row[1] for row in found)
    return {row[1]: float(row[-1]) for row in found}, float(points[-1]), head[-1]


def test_canvas_reads_each_grade_for_its_student():
    class_ = [
        Graded(student("ana", **canvas()), report("ana", 87)),
        Graded(student("bia", **canvas(Student='=x"y', ID="2")), report("bia", 0)),
    ]
    grades, most, column = canvas_import(canvas_csv(class_, "en", STANDARD, "Backprop (77)"))
    assert (grades, most, column) == ({"1": 87.0, "2": 0.0}, 100.0, "Backprop (77)")


def moodle_import(text, users, dialect="standard"):
    """Read a file as Moodle documents it: every user must be known, every grade a number, or all is broken off."""
    head, *found = rows(text, dialect)
    at = {"username": 0, "email": 0, "idnumber": 0}[head[0]]
    for row in found:
        assert row[at] in users
        float(row[1].replace(",", ".") if dialect == "excel-pt" else row[1])
    return {row[at]: row[1] for row in found}


@pytest.mark.parametrize("column", ["username", "Nome de usuário", "ID number", "Endereço de e-mail"])
def test_moodle_reads_each_grade_by_what_the_roster_has(column):
    class_ = [Graded(student(id_, **{column: f"{id_}@x"}), report(id_, 5)) for id_ in ("ana", "bia")]
    assert moodle_import(moodle_csv(class_, "en", STANDARD, "T"), {"ana@x", "bia@x"}) == {
        "ana@x": "5.00",
        "bia@x": "5.00",
    }
    pt = moodle_csv(class_, "pt-BR", DIALECTS["excel-pt"], "T")
    assert moodle_import(pt, {"ana@x", "bia@x"}, "excel-pt") == {"ana@x": "5,00", "bia@x": "5,00"}


@pytest.mark.parametrize("writer", [canvas_csv, moodle_csv])
@pytest.mark.parametrize(
    ("class_", "said"),
    [([], "there is no grade"),
     ([Graded(student("ana", **canvas(username="a")), report(status="ungradable"))], "have no grade"),
     ([Graded(student("ana", **canvas(username="a")), report()), Graded(student("eva"), report("eva"))], "not in the roster"),
     ([Graded(student("ana", **canvas(ID="", username="")), report())], "have nothing in the column"),
     ([Graded(student("ana", **canvas(username="a")), report()), Graded(student("bia", **canvas(username="A")), report("bia"))], "have the same"),
     ([Graded(student("ana", name="Ana"), report())], "has none of the columns")],
)  # fmt: skip
def test_what_a_platform_breaks_off_at_is_refused(writer, class_, said):
    with pytest.raises(ExportError, match=said):
        writer(class_, "en", STANDARD, "T")


def test_canvas_needs_its_own_grade_book():
    with pytest.raises(ExportError, match="--roster"):
        canvas_csv([Graded(student("ana"), report())], "en", STANDARD, "T")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_texts_in_one_cell(name, dialect):
    class_ = [Graded(student(name, **canvas(Student=name, username=name)), report(name))]
    for writer in (canvas_csv, moodle_csv, plain_csv):
        used = "standard" if writer is canvas_csv else dialect
        for row in rows(writer(class_, "en", DIALECTS[used], name), used):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
            assert not any("\n" in cell or "\u202e" in cell for cell in row)


def test_the_table_keeps_who_could_not_be_graded_and_the_roster_s_columns():
    class_ = [Graded(student("ana", Turma="B"), report()), Graded(student("eva"), report("eva", status="ungradable"))]
    head, ana, eva = rows(plain_csv(class_, "en", STANDARD, "T"))
    assert head[0] == "student"
    assert dict(zip(head, ana, strict=True)) | {"score": "87", "quiz": "10", "Turma": "B"} == dict(
        zip(head, ana, strict=True)
    )
    assert dict(zip(head, eva, strict=True))["score"] == ""
    assert dict(zip(head, eva, strict=True))["reason"] == "nothing could be read"


# The command.


def run(capsys, *arguments):
    status = main([*map(str, arguments), "--lang", "en"])
    return status, *capsys.readouterr()


@pytest.fixture
def reports(tmp_path):
    """A file of `grade --json`, and the report of one more submission."""
    (tmp_path / "all.json").write_text(json.dumps([report("ana").to_json(), report("bia", 3).to_json()]))
    (tmp_path / "one.json").write_text(json.dumps(report("caio", 50).to_json()))
    return [tmp_path / "all.json", tmp_path / "one.json"]


def test_reports_become_a_table(capsys, tmp_path, reports):
    assert run(capsys, "export", "csv", *reports, "--out", tmp_path / "x.csv")[0] == 0
    found = rows((tmp_path / "x.csv").read_text())
    assert [row[0] for row in found] == ["student", "ana", "bia", "caio"]


def test_a_roster_brings_the_platform_s_columns_and_who_is_missing_is_said(capsys, tmp_path, reports):
    roster = tmp_path / "canvas.csv"
    lines = [",".join(canvas())] + [
        f'"{n}, X",{at},s{at},{n},A' for at, n in enumerate(("ana", "bia", "caio", "dora"), 1)
    ]
    roster.write_text("\n".join([*lines[:1], "    Points Possible,,,,", *lines[1:]]))
    status, out, _ = run(capsys, "export", "canvas", *reports, "--roster", roster, "--out", tmp_path / "x.csv")
    assert status == 0
    assert "without a submission, so not in the file: 1" in out
    grades, _, _ = canvas_import((tmp_path / "x.csv").read_text())
    assert grades == {"1": 87.0, "2": 3.0, "3": 50.0}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [(["canvas", "{all}"], 1, "--roster"), (["csv"], 2, "one of the two"), (["csv", "{all}", "--store", "sqlite:///x"], 2, "one of the two"),
     (["csv", "{all}", "{all}"], 1, "two reports are of the student ana"), (["csv", "{bad}"], 2, "holds no report of ours"),
     (["csv", "{all}", "--csv-dialect", "klingon"], 2, "--csv-dialect"), (["csv", "none.json"], 2, "holds no report"),
     (["csv", "{all}", "--roster", "none.csv"], 2, "the roster")],
)  # fmt: skip
def test_what_cannot_be_exported_is_one_line_and_writes_nothing(capsys, tmp_path, reports, arguments, status, said):
    (tmp_path / "bad.json").write_text('{"schema_version": 99}')
    places = {"all": reports[0], "bad": tmp_path / "bad.json"}
    given = [argument.format(**places) for argument in arguments]
    ended, out, err = run(capsys, "export", *given, "--out", tmp_path / "x.csv")
    assert (ended, out) == (status, "")
    assert said in err
    assert err.count("\n") == 1
    assert not (tmp_path / "x.csv").exists()


def test_a_store_gives_what_counts(capsys, tmp_path, monkeypatch):
    class Store:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def graded_attempts(self):
            class Attempt:
                student = replace(Student("ana"), email="ana@x.org")
                report = report("ana", 12)

            return [Attempt]

    monkeypatch.setattr("autograder.cli.class_store.opened_store", lambda *_, **__: Store())
    assert run(capsys, "export", "moodle", "--store", "sqlite:///x", "--out", tmp_path / "x.csv")[0] == 0
    assert moodle_import((tmp_path / "x.csv").read_text(), {"ana@x.org"}) == {"ana@x.org": "12.00"}
