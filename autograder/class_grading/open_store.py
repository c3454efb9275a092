"""A store's URL → an open database at the newest schema, or one line that says why not."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from autograder.class_grading.tables import VERSION_TABLE
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line

PRIVATE = 0o600  # the store holds the secret seed, and everybody's grades
OTHERS = 0o077
BUSY_SECONDS = 60  # waited for another grader's transaction, which takes milliseconds
MIGRATING = 6_017_341_925  # the number of PostgreSQL's advisory lock while a schema is changed
MOUNTS = Path("/proc/self/mounts")
NETWORK = frozenset({
    "9p", "afp", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "fuse.ceph", "fuse.davfs2", "fuse.gcsfuse",
    "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "glusterfs", "gpfs", "lustre",
    "ncpfs", "nfs", "nfs4", "ocfs2", "prl_fs", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs", "fuse.vmhgfs-fuse",
})  # fmt: skip
WAL, ROLLBACK = "wal", "delete"  # as SQLite's journal_mode has them

NO_URL = Text(
    en="{url} is no store: the name of a file is, or sqlite:///FILE, or postgresql://USER@HOST/DATABASE",
    pt="{url} não é um banco de notas: indique o nome de um arquivo, sqlite:///ARQUIVO ou postgresql://USUÁRIO@HOST/BANCO",
)
NO_STORE = Text(
    en="there is no store {url} yet: `autograder grade-class DIR --store …` makes it",
    pt="o banco de notas {url} ainda não existe: `autograder grade-class DIR --store …` o cria",
)
NOT_OURS = Text(
    en="{url} is not a store of grades: it holds something else, and is left alone. Name another file or database",
    pt="{url} não é um banco de notas: contém outra coisa, e nada foi mudado ali. Indique outro arquivo ou banco de dados",
)
NEWER = Text(
    en="the store {url} has a newer schema ({revision}) than this version knows; install the version that made it, or a later one",
    pt="o banco de notas {url} tem um esquema mais novo ({revision}) do que esta versão conhece; instale a versão que o criou, ou uma posterior",
)
CANNOT_USE = Text(
    en="the store {url} cannot be used: {error}", pt="não foi possível usar o banco de notas {url}: {error}"
)
NO_LOG = Text(
    en="nothing can be written in its folder, where SQLite keeps its log beside it",
    pt="não se pode gravar nada na pasta dele, onde o SQLite mantém o seu log",
)
ON_NETWORK = Text(
    en="the store lies on a network file system ({kind}), where SQLite's write-ahead log is not safe: a rollback journal is used. Grade from one machine at a time, or use PostgreSQL",
    pt="o banco de notas está num sistema de arquivos de rede ({kind}), onde o write-ahead log do SQLite não é seguro: usa-se um rollback journal. Corrija de uma máquina por vez, ou use o PostgreSQL",
)
READABLE = Text(
    en="others than you can read the store {url}, which holds the secret seed: chmod 600 {file}",
    pt="outras pessoas podem ler o banco de notas {url}, que contém a semente secreta: chmod 600 {file}",
)


class StoreError(Exception):
    """The store cannot be used; `message` says why in one line.

    `wrong_usage`: another URL is needed; `passing`: it may be over in a moment.
    """

    def __init__(self, message: Message, *, wrong_usage: bool = False, passing: bool = False) -> None:
        """Remember the line; as an exception it reads in English."""
        super().__init__(message.to("en"))
        self.message = message
        self.wrong_usage = wrong_usage
        self.passing = passing


def parse_url(given: str) -> URL:
    """Understand a store's URL; a plain name is that of an SQLite file. Raises `StoreError`."""
    shown = one_line(given) if "://" not in given else one_line(given.partition("://")[0]) + "://…"
    try:
        url = make_url(given) if "://" in given else URL.create("sqlite", database=given)
    except (ArgumentError, ValueError):
        raise StoreError(NO_URL(url=shown), wrong_usage=True) from None
    if "\0" in given or not given.strip():
        raise StoreError(NO_URL(url=shown), wrong_usage=True)
    match url.drivername:
        case "sqlite" | "sqlite+pysqlite":
            if not url.database or url.database == ":memory:":
                raise StoreError(NO_URL(url=shown), wrong_usage=True)
            return url
        case "postgresql" | "postgres" | "postgresql+psycopg2":
            return url.set(drivername="postgresql+psycopg2")
    raise StoreError(NO_URL(url=shown), wrong_usage=True)


def shown_url(url: URL) -> str:
    """Name a store without its password."""
    if url.get_backend_name() == "sqlite":
        return one_line(str(url.database))
    return one_line(url.render_as_string(hide_password=True))


def opened_engine(url: URL, *, create: bool) -> tuple[Engine, tuple[Message, ...]]:
    """Open the database and bring it to the newest schema; with it comes what there is to say of it. Raises `StoreError`.

    Without `create` nothing is made: a store that is not there is an error.
    """
    shown = shown_url(url)
    remarks: tuple[Message, ...] = ()
    network: str | None = None
    try:
        if url.get_backend_name() == "sqlite":
            file = Path(str(url.database))
            _make_file(file, url, create=create)
            network = network_file_system(file)
            remarks = () if network is None else (ON_NETWORK(kind=network),)
            if os.name == "posix" and file.stat().st_mode & OTHERS:
                remarks = (*remarks, READABLE(url=shown, file=one_line(str(file))))
            engine = _sqlite(url)
        else:
            engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
        try:
            _migrate(engine, url, create=create)
            if engine.dialect.name == "sqlite":
                _set_journal(engine, WAL if network is None else ROLLBACK)
        except BaseException:
            engine.dispose()
            raise
    except OSError as error:
        raise StoreError(CANNOT_USE(url=shown, error=one_line(error.strerror or str(error)))) from None
    except DBAPIError as error:
        if url.get_backend_name() == "sqlite" and not os.access(Path(str(url.database)).parent, os.W_OK):
            raise StoreError(CANNOT_USE(url=shown, error=NO_LOG())) from None
        raise StoreError(reason(error, url), wrong_usage=_holds_something_else(error)) from None
    except NoSuchModuleError:
        raise StoreError(NO_URL(url=shown), wrong_usage=True) from None
    return engine, remarks


def reason(error: DBAPIError, url: URL) -> Message:
    """Say in one line what the database said; what it repeats of our statement is left out."""
    shown = shown_url(url)
    said = str(error.orig)
    return NOT_OURS(url=shown) if _holds_something_else(error) else CANNOT_USE(url=shown, error=one_line(said))


def _holds_something_else(error: DBAPIError) -> bool:
    return isinstance(error.orig, sqlite3.DatabaseError) and "not a database" in str(error.orig)


def network_file_system(path: Path, mounts: Path | None = None) -> str | None:
    """Give the kind of file system that a path lies on, if it is one of a network or shared with another system."""
    try:
        lines = (mounts or MOUNTS).read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:  # not Linux
        return None
    where = path.resolve().parent
    found, longest = None, -1
    for line in lines:
        _, point, kind, *_ = [*line.split(" "), "", "", ""]
        folder = Path(point.encode("latin-1", "ignore").decode("unicode_escape") if "\\" in point else point)
        # The later of equal mounts hides the earlier.
        if point and (where == folder or folder in where.parents) and len(folder.parts) >= longest:
            found, longest = kind, len(folder.parts)
    return found if found in NETWORK else None


def _make_file(file: Path, url: URL, *, create: bool) -> None:
    """Make the file, for its owner alone, before SQLite makes it for everybody."""
    if file.exists():
        if not file.is_file():  # a folder, a device
            raise StoreError(NOT_OURS(url=shown_url(url)), wrong_usage=True)
        return
    if not create:
        raise StoreError(NO_STORE(url=shown_url(url)), wrong_usage=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, PRIVATE))


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def configured(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # the module begins no transactions of its own
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")  # what is stored outlasts a power cut

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # A reader that becomes a writer would fail where another has written meanwhile; asking first waits instead.
        reads = connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _migrate(engine: Engine, url: URL, *, create: bool) -> None:
    """Bring the schema to the newest, in one transaction that nobody else is in. Raises `StoreError`."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    head = scripts.get_current_head()
    with engine.connect().execution_options(reads=True) as connection:
        revision = _revision(connection, url)
    if revision == head:
        return
    if revision is None and not create:
        raise StoreError(NO_STORE(url=shown_url(url)), wrong_usage=True)
    if revision is not None and revision not in {one.revision for one in scripts.walk_revisions()}:
        raise StoreError(NEWER(url=shown_url(url), revision=one_line(revision, 20)), wrong_usage=True)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": MIGRATING})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")  # another may have done it meanwhile: then there is nothing to do


def _revision(connection: Connection, url: URL) -> str | None:
    """Give the schema's revision; None for an empty database. Raises `StoreError` for one that is not ours."""
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        found: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 -- our own name
        return found
    if tables:
        raise StoreError(NOT_OURS(url=shown_url(url)), wrong_usage=True)
    return None


def _set_journal(engine: Engine, journal: str) -> None:
    """Choose SQLite's journal, which the file remembers; only once it is known to be ours."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        now = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        if now.lower() != journal:
            cursor.execute(f"PRAGMA journal_mode = {journal}")
    finally:
        connection.close()
