import errno
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.submission import tree
from autograder.submission.submission_model import LIMITS, Unreadable
from autograder.submission.tree import read_folder, read_regular

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and permissions as POSIX has them")


@pytest.fixture(params=[True, False], ids=["by descriptor", "by path"])
def folder(tmp_path, request, monkeypatch):
    """A folder, read in both of the ways that systems allow."""
    if request.param and not tree.BY_DESCRIPTOR:
        pytest.skip("this system has no descriptors of folders")
    monkeypatch.setattr(tree, "BY_DESCRIPTOR", request.param)
    top = tmp_path / "top"
    top.mkdir()
    return top


def cap_of(name):
    return 10 if name.startswith("want") else None


def read(folder, limits=LIMITS):
    return read_folder(str(folder), cap_of, limits)


def english(messages):
    return [message.to("en") for message in messages]


def refusal(folder, limits=LIMITS):
    with pytest.raises(Unreadable) as raised:
        read(folder, limits)
    return raised.value.reason.to("en")


def write(path, data=b"x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def test_wanted_files_are_read_down_to_the_third_level(folder):
    for name in ("want.py", "a/want.py", "a/b/want.py", "a/b/c/want.py", "other.py", "data.csv", "a/x.ipynb"):
        write(folder / name, name.encode()[:10])
    found = read(folder)
    assert found.files == (("a/b/want.py", b"a/b/want.p"), ("a/want.py", b"a/want.py"), ("want.py", b"want.py"))
    assert found.others == ("a/x.ipynb", "other.py")
    assert english(found.notes) == ["Folders more than 3 levels down are not looked into, such as `a/b/c`."]


def test_caches_and_hidden_folders_are_passed_over(folder):
    for name in (".ipynb_checkpoints", "__pycache__", ".venv", "node_modules", ".git", "__MACOSX"):
        write(folder / name / "want.py")
    write(folder / "._want.py")
    write(folder / ".want.py")
    assert read(folder) == tree.Contents()


def test_an_empty_folder_holds_nothing(folder):
    assert read(folder) == tree.Contents()


@posix
def test_links_are_not_followed(folder, tmp_path):
    write(tmp_path / "secret" / "want.py", b"secret")
    (folder / "want.py").symlink_to(tmp_path / "secret" / "want.py")
    (folder / "inner").symlink_to(tmp_path / "secret")
    (folder / "want_gone.py").symlink_to(tmp_path / "nowhere")
    (folder / "want_circle.py").symlink_to(folder / "want_circle.py")
    write(folder / "want_good.py")
    found = read(folder)
    assert found.files == (("want_good.py", b"x"),)
    notes = english(found.notes)
    assert [note.split("`")[1] for note in notes] == ["inner", "want.py", "want_circle.py", "want_gone.py"]
    assert all("links are not followed" in note for note in notes)


@posix
def test_a_link_that_appears_after_the_look_is_not_followed(folder, tmp_path, monkeypatch):
    write(tmp_path / "secret.py", b"secret")
    (folder / "want.py").symlink_to(tmp_path / "secret.py")
    regular = os.lstat(tmp_path / "secret.py")
    monkeypatch.setattr(tree.os, "lstat", lambda _: regular)
    monkeypatch.setattr(tree, "_kind", lambda _: "file")
    if tree.BY_DESCRIPTOR:
        monkeypatch.setattr(tree.os, "stat", lambda *_, **__: regular)
    found = read_regular(str(folder / "want.py"), 10)
    assert "links are not followed" in found.to("en")


@posix
def test_a_pipe_is_not_waited_for(folder):
    os.mkfifo(folder / "want.py")
    write(folder / "want_good.py")
    found = read(folder)
    assert found.files == (("want_good.py", b"x"),)
    assert english(found.notes) == ["`want.py` is not read: it is no regular file, but a folder, a pipe or a device."]


@posix
def test_a_pipe_that_appears_after_the_look_is_not_waited_for(tmp_path, monkeypatch):
    write(tmp_path / "a")
    os.mkfifo(tmp_path / "want.py")
    regular = os.lstat(tmp_path / "a")
    monkeypatch.setattr(tree.os, "lstat", lambda _: regular)
    assert "no regular file" in read_regular(str(tmp_path / "want.py"), 10).to("en")


@posix
def test_devices_and_sockets_are_not_read():
    assert "no regular file" in read_regular("/dev/zero", 10).to("en")


def test_a_folder_named_like_a_wanted_file_is_a_note_and_is_entered(folder):
    write(folder / "want.py" / "want.py")
    write(folder / "readme.txt")
    found = read(folder)
    assert found.files == (("want.py/want.py", b"x"),)
    assert "no regular file" in english(found.notes)[0]


def test_a_file_over_its_cap_is_a_note_and_the_others_go_on(folder):
    write(folder / "want_a.py", b"x" * 10)
    write(folder / "want_b.py", b"x" * 11)
    found = read(folder)
    assert [name for name, _ in found.files] == ["want_a.py"]
    assert "larger than 10 bytes" in english(found.notes)[0]
    assert found.unread == (("want_b.py", found.notes[0]),)


def test_archives_are_remembered_and_not_opened(folder):
    for name in ("lab.zip", "a/lab.TAR.GZ", "want.zip", "x.zip/y.txt"):
        write(folder / name)
    found = read(folder)
    assert found.packed == ("a/lab.TAR.GZ", "lab.zip")  # one is wanted, one is a folder
    assert found.others == ()


def test_a_file_that_grows_while_it_is_read_is_cut_short(tmp_path, monkeypatch):
    write(tmp_path / "want.py", b"x" * 100)
    small = os.stat_result((stat.S_IFREG, 0, 0, 1, 0, 0, 5, 0, 0, 0))
    monkeypatch.setattr(tree.os, "lstat", lambda _: small)
    monkeypatch.setattr(tree.os, "fstat", lambda _: small)
    assert "larger than 10 bytes" in read_regular(str(tmp_path / "want.py"), 10).to("en")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "permission"), (errno.ENOENT, "no such"), (errno.EIO, "the system cannot read it")],
)
def test_a_file_that_cannot_be_opened_is_a_note(folder, monkeypatch, number, words):
    write(folder / "want_a.py")
    write(folder / "want_b.py")
    really = os.open

    def refuse(name, *args, **options):
        if str(name).endswith("want_a.py"):
            raise OSError(number, "Odd \x1b error")
        return really(name, *args, **options)

    monkeypatch.setattr(tree.os, "open", refuse)
    found = read(folder)
    assert [name for name, _ in found.files] == ["want_b.py"]
    assert words in english(found.notes)[0]
    assert "\x1b" not in english(found.notes)[0]


def test_a_folder_that_cannot_be_listed_is_a_note(folder, monkeypatch):
    write(folder / "inner" / "want.py")
    write(folder / "want.py")
    really = tree._opened

    def refuse(name, parent):
        if name == "inner":
            raise PermissionError(errno.EACCES, "no")
        return really(name, parent)

    monkeypatch.setattr(tree, "_opened", refuse)
    found = read(folder)
    assert [name for name, _ in found.files] == ["want.py"]
    assert english(found.notes) == ["the folder `inner` is not entered: the permission to read it is missing."]


def test_too_many_entries_make_it_unreadable(folder):
    for number in range(4):
        write(folder / str(number % 2) / f"want_{number}.py")
    assert len(read(folder, replace(LIMITS, read_entries=4)).files) == 4
    assert "more than 3 entries" in refusal(folder, replace(LIMITS, read_entries=3))
    assert "more than 5 files and folders" in refusal(folder, replace(LIMITS, seen_entries=5))


def test_too_many_bytes_make_it_unreadable(folder):
    for number in range(3):
        write(folder / f"want_{number}.py", b"x" * 10)
    assert len(read(folder, replace(LIMITS, read_bytes=30)).files) == 3
    assert "more than 29 bytes" in refusal(folder, replace(LIMITS, read_bytes=29))


def test_a_chain_of_folders_with_nothing_beside_them_is_entered(folder):
    write(folder / "a" / "b" / "c" / "d" / "want.py")
    write(folder / "a" / "b" / "c" / "d" / "e" / "want.py")
    write(folder / ".git" / "config")
    assert [name for name, _ in read(folder).files] == ["e/want.py", "want.py"]
    assert [name for name, _ in read_folder(str(folder), cap_of, replace(LIMITS, levels=9), enter=False).files] == [
        "a/b/c/d/e/want.py",
        "a/b/c/d/want.py",
    ]


@posix
def test_backslashes_in_names_are_folders(folder):
    write(folder / "lab\\want.py")
    write(folder / "lab\\..\\..\\want.py")
    write(folder / "readme.txt")
    found = read(folder)
    assert [name for name, _ in found.files] == ["lab/want.py"]
    assert "leads out" in english(found.notes)[0]


def test_folders_without_end_are_walked_only_so_far(folder):
    deep = folder.joinpath(*["a"] * 40)
    write(deep / "want.py")
    write(folder / "want.py")
    found = read(folder)
    assert [name for name, _ in found.files] == ["want.py"]
    assert "more than 30 levels down" in english(found.notes)[0]


def test_a_folder_that_is_none_is_unreadable(folder, tmp_path):
    assert "no such" in refusal(tmp_path / "nowhere")
    write(tmp_path / "file")
    assert refusal(tmp_path / "file")
    if os.name == "posix":
        (tmp_path / "link").symlink_to(folder)
        assert refusal(tmp_path / "link")


@posix
def test_names_with_control_characters_are_spelt_out(folder):
    for name in (b"a\x1b[31m", b"b\xff", "c\u202e".encode()):
        try:
            write(folder / os.fsdecode(name) / "want.py")
        except OSError:
            pytest.skip("this file system takes no such names")
    names = [name for name, _ in read(folder).files]
    assert names == ["a\\x1b[31m/want.py", "b\\udcff/want.py", "c\\u202e/want.py"]


@posix
def test_no_descriptor_stays_open(folder):
    write(folder / "a" / "want.py")
    os.mkfifo(folder / "want.py")
    before = len(list(Path("/dev/fd").iterdir()))
    read(folder)
    refusal(folder, replace(LIMITS, seen_entries=1))
    assert len(list(Path("/dev/fd").iterdir())) == before
