"""A store in PostgreSQL: a server of the test's own, on loopback, that ends with it."""

from __future__ import annotations

import shutil
import threading
import uuid

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from autograder.class_grading.grade_chunk import packed
from autograder.class_grading.open_store import StoreError
from autograder.class_grading.run import patiently
from autograder.class_grading.store import Found, Store
from autograder.class_grading.tables import METADATA, VERSION_TABLE
from tests.class_grading.made_class import INPUTS, SEED, filled, made_report
from tests.nbgrader.test_databases import postgresql

pytestmark = pytest.mark.slow  # a PostgreSQL server of its own


@pytest.fixture(scope="module")
def server():
    with postgresql() as url:
        yield url


@pytest.fixture
def url(server):
    """An empty database."""
    name = f"class_{uuid.uuid4().hex}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


def cut(server, url):
    """End every connection to a database, as a server that restarts does."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(
            sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": sa.make_url(url).database},
        )
    engine.dispose()


def table(store):
    return [
        (record.student, [(one.sha256, one.path, one.place, [(g.score, g.receipt, g.why) for g in one.gradings]) for one in record.attempts])
        for record in store.students()
    ]  # fmt: skip


def test_both_databases_hold_the_same(url, tmp_path):
    with filled(url, 20) as there, filled(str(tmp_path / "class.db"), 20) as here:
        assert table(there) == table(here)
        assert [one.report for one in there.graded_attempts()] == [one.report for one in here.graded_attempts()]
        with there._engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
            assert compare_metadata(context, METADATA) == []


def test_a_connection_that_is_cut_is_made_again(server, url):
    with filled(url, 2) as store:
        _, inputs = store.begin("/class", SEED, INPUTS)
        cut(server, url)
        (due,) = patiently(lambda: store.due("new", [Found("f" * 64, "new", "")], inputs))
        cut(server, url)
        assert patiently(lambda: store.save(due, inputs, packed(made_report("new", 5).to_json())))["score"] == 5
        assert len(list(store.students())) == 4


def test_two_graders_on_one_store_double_nothing(url):
    """Both make the store, and both store a grade for each student at the same time."""
    failures, saved = [], []

    def grader():
        try:
            with Store(url, create=True) as store:
                _, inputs = store.begin("/class", SEED, INPUTS)
                for number in range(30):
                    for due in store.due(f"s{number}", [Found(f"{number:064x}", "x", "")], inputs):
                        report = made_report("x", number).to_json()
                        saved.append(store.save(due, inputs, packed(report)))
        except Exception as error:  # noqa: BLE001 -- told below
            failures.append(error)

    made_report("x")
    threads = [threading.Thread(target=grader) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Store(url) as store:
        records = list(store.students())
    assert [len(record.latest.gradings) for record in records] == [1] * 30
    assert sum(one is not None for one in saved) == 30


def test_a_database_of_somebody_else_s_is_left_alone(url):
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE theirs (x int)"))
    with pytest.raises(StoreError) as error:
        Store(url, create=True)
    assert "not a store" in error.value.message.to("en")
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["theirs"]
    engine.dispose()


def test_a_class_is_graded_there_and_resumed(url, tmp_path, cli):
    for name in ("ana", "bia"):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "sigmoid_backward.py").write_text("def sigmoid(z):\n    return z\n")
    first = cli("grade-class", tmp_path / "class", "--store", url, "--jobs", 1)
    assert first.status == 0, first.err
    shutil.rmtree(tmp_path / "class" / "bia")
    assert "unchanged: 1" in cli("grade-class", tmp_path / "class", "--store", url).err
    assert cli("replay", "--store", url, "ana").status == 0
