"""The store: what is written is there again, nothing is doubled, and what cannot be used is said in one line."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event
from sqlalchemy.engine import Engine

from autograder.class_grading import open_store
from autograder.class_grading.grade_chunk import packed
from autograder.class_grading.open_store import StoreError, network_file_system, parse_url
from autograder.class_grading.store import Found, Store
from autograder.class_grading.store_records import Student
from autograder.class_grading.tables import METADATA, VERSION_TABLE
from autograder.judging.receipt import with_receipt
from autograder.judging.report_json import report_from
from tests.class_grading.made_class import INPUTS, SEED, filled, made_report, save_report


@pytest.fixture
def store(tmp_path):
    with Store(str(tmp_path / "class.db"), create=True) as opened:
        yield opened


def test_the_migrations_make_the_tables_that_the_code_uses(store):
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, METADATA) == []


def test_a_class_is_read_as_it_was_stored(tmp_path):
    with filled(str(tmp_path / "class.db"), 3) as store:
        run = store.class_run()
        records = list(store.students())
        graded = list(store.graded_attempts())
    assert (run.seed, run.inputs.lang, run.folder) == (SEED, "en", "/class")
    assert [record.student.id for record in records] == ["missing", "s00000", "s00001", "s00002"]
    assert [record.student.handed_in for record in records] == [False, True, True, True]
    assert records[1].student.roster == {"SIS User ID": "s00000"}
    assert records[0].latest is None
    assert [one.report for one in graded] == [made_report(f"s{n:05d}", n, f"{n:064x}") for n in range(3)]
    assert [one.grading.receipt for one in graded] == [one.report.receipt for one in graded]


def test_the_last_attempt_counts_and_the_first_is_kept(store):
    save_report(store, "ana", made_report("ana", 10, "a" * 64))
    save_report(store, "ana", made_report("ana", 30, "b" * 64))
    (record,) = store.students()
    assert [(one.place, one.counts.score) for one in record.attempts] == [(1, 10), (2, 30)]
    assert [one.report.score for one in store.graded_attempts()] == [30]
    assert [one.report.score for one in store.graded_attempts(all_attempts=True)] == [10, 30]


def test_what_was_handed_in_before_and_is_there_again_counts(store):
    _, inputs = store.begin("/class", SEED, INPUTS)
    for content in "aba":
        store.due("ana", [Found(content * 64, content, "")], inputs)
    (record,) = store.students()
    assert [(one.sha256[0], one.place) for one in record.attempts] == [("b", None), ("a", 1)]


def test_the_same_is_stored_once(store):
    _, inputs = store.begin("/class", SEED, INPUTS)
    (due,) = store.due("ana", [Found("a" * 64, "ana", "")], inputs)
    plain = made_report("ana", 7).to_json()
    assert store.save(due, inputs, packed(plain))
    assert not store.save(due, inputs, packed({**plain, "score": 8}))
    assert store.due("ana", [Found("a" * 64, "ana", "")], inputs) == []
    (record,) = store.students()
    assert [one.score for one in record.latest.gradings] == [7]


def test_what_could_not_be_graded_is_tried_again_and_gives_way(store):
    _, inputs = store.begin("/class", SEED, INPUTS)
    found = [Found("a" * 64, "ana", "")]
    (due,) = store.due("ana", found, inputs)
    failed = {**made_report("ana").to_json(), "status": "ungradable"}
    assert store.save(due, inputs, packed(failed))
    assert store.due("ana", found, inputs) == [due]
    plain = made_report("ana", 9).to_json()
    assert store.save(due, inputs, packed(plain))
    (record,) = store.students()
    assert [(one.status, one.score) for one in record.latest.gradings] == [("graded", 9)]


@pytest.mark.parametrize(
    "other",
    [
        {"course_sha256": "d" * 64},
        {"grader_version": "9"},
        {"key_sha256": "e" * 64},
        {"official": True},
        {"lang": "pt-BR"},
    ],
)
def test_with_other_inputs_all_is_due_again_under_the_first_seed_and_the_old_grade_is_kept(store, other):
    save_report(store, "ana", made_report("ana", 10))
    run, inputs = store.begin("/class", SEED + 1, {**INPUTS, **other})
    assert run.seed == SEED
    (due,) = store.due("ana", [Found("a" * 64, "ana", "")], inputs)
    plain = made_report("ana", 20).to_json()
    store.save(due, inputs, packed(plain))
    (record,) = store.students()
    assert [one.score for one in record.latest.gradings] == [10, 20]
    store.begin("/class", SEED, INPUTS)  # with the first inputs again their grade counts, and nothing is due
    (record,) = store.students()
    assert record.latest.counts.score == 10


def test_regrading_keeps_the_history_and_its_reason(store):
    save_report(store, "ana", made_report("ana", 10))
    assert store.ask_again(["ana", "bia"], "a power cut") == ("bia",)
    assert store.ask_again(["ana"], "a power cut") == ()
    assert store.ask_again(["ana"], "a power cut") == ()  # asked for once
    _, inputs = store.begin("/class", SEED, INPUTS)
    (due,) = store.due("ana", [Found("a" * 64, "ana", "")], inputs)
    plain = made_report("ana", 12).to_json()
    store.save(due, inputs, packed(plain))
    assert store.due("ana", [Found("a" * 64, "ana", "")], inputs) == []
    (record,) = store.students()
    assert [(one.score, one.why) for one in record.latest.gradings] == [(10, ""), (12, "a power cut")]


def test_a_new_roster_takes_the_place_of_the_old_one_and_takes_nobody_s_work(store):
    store.save_roster([Student("ana", "Ana", "", {"id": "ana"}), Student("bia", "Bia", "", {"id": "bia"})])
    save_report(store, "ana", made_report("ana", 10))
    store.save_roster([Student("caio", "Caio", "", {"id": "caio"})])
    assert {one.student.id: (one.student.roster is None, len(one.attempts)) for one in store.students()} == {
        "ana": (True, 1),
        "caio": (False, 0),
    }


NAMES = ["a,b", 'a"b', "a'b", "a\nb", "=1+1", "安娜", "עברית\u200f", "\u202egnp", "x" * 300, "Zoë", "zoe", "%s", "a\\b"]


def test_any_name_comes_back_as_it_was(store):
    store.save_roster(Student(name, name, name, {name: name}) for name in NAMES)
    for number, name in enumerate(NAMES):
        save_report(store, name, made_report("x", number, f"{number:064x}"))
    records = list(store.students())
    assert [one.student.id for one in records] == sorted(NAMES)
    assert all(one.student.name == one.student.email == one.student.id for one in records)
    assert all(one.student.roster == {one.student.id: one.student.id} for one in records)
    assert all(one.latest.path == one.student.id for one in records)


def test_a_folder_whose_name_is_no_text_is_written_by_its_bytes(store):
    run, _ = store.begin("/class/a\udcff", SEED, INPUTS)
    assert run.folder == store.class_run().folder == "/class/a\\xff"


def test_the_store_is_its_owner_s_alone(tmp_path):
    file = tmp_path / "class.db"
    with filled(str(file), 1):
        modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
    assert modes
    assert set(modes.values()) == {0o600}
    file.chmod(0o644)
    with Store(str(file)) as store:
        assert "chmod 600" in store.remarks[0].to("en")


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "http://x", "sqlite://", "sqlite:///:memory:", "", "postgresql+asyncpg://x/y", "://", "a\0b"]
)
def test_what_is_no_store_s_url_is_said(url):
    with pytest.raises(StoreError) as error:
        parse_url(url)
    assert error.value.wrong_usage


def test_a_password_is_never_shown():
    with pytest.raises(StoreError) as error:
        Store("postgresql://ana:s3cret@127.0.0.1:1/class")
    assert "127.0.0.1" in error.value.message.to("en")
    assert "s3cret" not in error.value.message.to("en")


def test_a_store_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(StoreError) as error:
        Store(str(tmp_path / "class.db"))
    assert "grade-class" in error.value.message.to("en")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("create", [False, True])
def test_somebody_else_s_files_are_left_as_they_are(tmp_path, create):
    text, database, folder = tmp_path / "notes.txt", tmp_path / "gradebook.db", tmp_path / "folder"
    text.write_text("not a database, and longer than a hundred bytes. " * 10)
    with closing(sqlite3.connect(database)) as other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
    folder.mkdir()
    for path in (text, database, folder, Path("/dev/null")):
        before = path.read_bytes() if path.is_file() else b""
        with pytest.raises(StoreError) as error:
            Store(str(path), create=create)
        assert "not a store" in error.value.message.to("en")
        assert error.value.wrong_usage  # another file must be named, whatever this one holds
        assert before == (path.read_bytes() if path.is_file() else b"")
    assert len(list(tmp_path.iterdir())) == 3


def test_a_newer_schema_is_told(tmp_path):
    file = tmp_path / "class.db"
    Store(str(file), create=True).__exit__(None, None, None)
    with closing(sqlite3.connect(file)) as other:
        other.execute(f"UPDATE {VERSION_TABLE} SET version_num = '0099'")  # noqa: S608 -- our own name
        other.commit()
    with pytest.raises(StoreError) as error:
        Store(str(file), create=True)
    assert "0099" in error.value.message.to("en")


def test_a_locked_store_is_told_after_waiting(tmp_path, monkeypatch):
    monkeypatch.setattr(open_store, "BUSY_SECONDS", 0.1)
    with (
        Store(str(tmp_path / "class.db"), create=True) as store,
        closing(sqlite3.connect(tmp_path / "class.db")) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as error:
            store.begin("/class", SEED, INPUTS)
        assert error.value.passing
        assert "locked" in error.value.message.to("en")


def test_a_store_that_may_only_be_read_can_be_read_and_says_so_where_it_is_written(tmp_path):
    filled(str(tmp_path / "class.db"), 2).__exit__(None, None, None)

    def read_only(connection, _):
        connection.execute("PRAGMA query_only = ON")

    event.listen(Engine, "connect", read_only)
    try:
        with Store(str(tmp_path / "class.db")) as store:
            assert len(list(store.graded_attempts())) == 2
            with pytest.raises(StoreError) as error:
                store.begin("/elsewhere", SEED, INPUTS)
    finally:
        event.remove(Engine, "connect", read_only)
    assert "readonly" in error.value.message.to("en")
    assert not error.value.passing


@pytest.mark.parametrize(
    ("mounts", "kind"),
    [
        ("/dev/sda1 / ext4 rw 0 0\n", None),
        ("/dev/sda1 / ext4 rw 0 0\nserver:/x {0} nfs4 rw 0 0\n", "nfs4"),
        ("server:/ / nfs rw 0 0\n/dev/sda1 {0} ext4 rw 0 0\n", None),
        ("/dev/sda1 / ext4 rw 0 0\nme@x:/ {0} fuse.sshfs rw 0 0\n", "fuse.sshfs"),
        ("/dev/sda1 / ext4 rw 0 0\n//x/y {0}-other cifs rw 0 0\n", None),
        ("", None),
        ("nonsense\n\n", None),
    ],
)
def test_network_file_systems_are_known(tmp_path, mounts, kind):
    table = tmp_path / "mounts"
    table.write_text(mounts.format(tmp_path))
    assert network_file_system(tmp_path / "class.db", table) == kind


def test_on_a_network_no_write_ahead_log_is_kept(tmp_path, monkeypatch):
    file = tmp_path / "class.db"
    filled(str(file), 1).__exit__(None, None, None)
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    (tmp_path / "mounts").write_text(f"server:/x {tmp_path} nfs rw 0 0\n")
    monkeypatch.setattr(open_store, "MOUNTS", tmp_path / "mounts")
    with Store(str(file)) as store:
        assert "nfs" in store.remarks[0].to("en")
        save_report(store, "ana", made_report("ana", 1))
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_report_is_read_back_value_for_value():
    report = made_report("ana", 5)
    assert report_from(json.loads(json.dumps(report.to_json()))) == report


def test_a_receipt_stands_for_what_was_graded_and_tells_no_seed():
    report = made_report("ana", 5)
    same = replace(report, grader=replace(report.grader, seed=1), seconds=9.0)
    assert made_report("bia", 5).receipt == report.receipt
    assert with_receipt(same).receipt == report.receipt
    assert made_report("ana", 6).receipt != report.receipt
    assert made_report("ana", 5, "b" * 64).receipt != report.receipt


def test_a_folder_in_which_nothing_can_be_written_is_named_as_the_reason(tmp_path, monkeypatch):
    Store(str(tmp_path / "class.db"), create=True).__exit__(None, None, None)
    (tmp_path / "class.db-wal").mkdir()  # SQLite cannot open its log; who is root may write anywhere else
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path and may(path, mode))
    with pytest.raises(StoreError) as error:
        Store(str(tmp_path / "class.db"))
    assert "log" in error.value.message.to("en")
    assert "folder" in error.value.message.to("en")
