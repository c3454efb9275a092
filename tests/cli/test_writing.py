from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from autograder.cli.problem import Problem
from autograder.cli.writing import append_whole, check_writable, same_file, write_new, write_whole


def test_folders_are_made_and_old_text_is_replaced(tmp_path):
    file = tmp_path / "a" / "b" / "report.json"
    write_whole(file, "one\n")
    write_whole(file, "dois ç\r\n")
    assert file.read_bytes() == "dois ç\r\n".encode()
    assert [path.name for path in file.parent.iterdir()] == ["report.json"]


def test_permissions_are_those_of_any_new_file(tmp_path):
    write_whole(tmp_path / "ours", "")
    (tmp_path / "theirs").write_text("")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "theirs").stat().st_mode


@pytest.mark.parametrize(
    ("before", "after"),
    [(None, "new"), ("", "new"), ("a", "a\n\nnew"), ("a\n", "a\n\nnew"), ("a\n\n", "a\n\nnew"), ("\n", "\n\nnew")],
)
def test_what_is_appended_stands_apart_from_what_is_there(tmp_path, before, after):
    file = tmp_path / "below" / "file"
    if before is not None:
        file.parent.mkdir()
        file.write_text(before)
    append_whole(file, "new")
    assert file.read_text() == after


def test_a_file_that_is_appended_to_stays_the_same_file(tmp_path):
    (tmp_path / "file").write_text("old")
    number = (tmp_path / "file").stat().st_ino
    check_writable(tmp_path / "file", appending=True)
    append_whole(tmp_path / "file", "new")
    assert (tmp_path / "file").stat().st_ino == number
    with pytest.raises(Problem, match="cannot be written: Is a directory"):
        append_whole(tmp_path, "new")


def test_appending_to_a_device_writes_to_it():
    append_whole(Path(os.devnull), "text")
    assert not Path(os.devnull).is_file()


def test_one_file_under_several_names(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "hard").hardlink_to(tmp_path / "file")
    (tmp_path / "folder").mkdir()
    assert same_file(tmp_path / "file", tmp_path / "link")
    assert same_file(tmp_path / "file", tmp_path / "hard")
    assert same_file(tmp_path / "new", tmp_path / "folder" / ".." / "new")
    assert same_file(Path("/dev/stdout"), Path("/dev/fd/1"))
    assert not same_file(tmp_path / "file", tmp_path / "new")
    assert not same_file(tmp_path / "a\0b", tmp_path / "a\0b")


def test_an_open_descriptor_is_written_on_from_where_it_is(tmp_path):
    with (tmp_path / "file").open("w") as file:
        file.write("before ")
        file.flush()
        check_writable(Path(f"/dev/fd/{file.fileno()}"))
        write_whole(Path(f"/dev/fd/{file.fileno()}"), "text")
        file.write(" after")
    assert (tmp_path / "file").read_text() == "before text after"


def test_a_descriptor_that_is_only_read_is_found_before_any_work(tmp_path):
    (tmp_path / "file").write_text("old")
    with (tmp_path / "file").open() as file, pytest.raises(Problem, match="cannot be written: "):
        check_writable(Path(f"/dev/fd/{file.fileno()}"))


def test_what_was_there_stays_if_writing_fails(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Problem, match="file cannot be written: No space left on device") as caught:
        write_whole(tmp_path / "file", "new")
    assert caught.value.status == 2
    assert "não foi possível gravar" in caught.value.message.to("pt-BR")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text() == "old"


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_whole(tmp_path / "link", "text")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "text"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    read = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_text()))
    reader.start()
    write_whole(tmp_path / "pipe", "text")
    reader.join(20)
    assert read == ["text"]
    assert (tmp_path / "pipe").is_fifo()


def test_the_null_device_stays_one():
    write_whole(Path(os.devnull), "text")
    check_writable(Path(os.devnull))
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("writes", [lambda path: write_whole(path, "text"), check_writable], ids=["write", "check"])
@pytest.mark.parametrize("name", ["folder", "file/below", "a\0b", "x" * 300, "loop"])
def test_what_cannot_be_written_is_one_line(tmp_path, writes, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("old")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(Problem, match="cannot be written: ") as caught:
        writes(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert "\0" not in str(caught.value)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder", "loop"]


def test_checking_leaves_nothing_behind(tmp_path):
    (tmp_path / "old").write_text("old")
    check_writable(tmp_path / "old")
    check_writable(tmp_path / "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("old", "old")]


def test_new_files_only(tmp_path):
    assert write_new(tmp_path / "new", "text")
    assert not write_new(tmp_path / "new", "other")
    assert (tmp_path / "new").read_text() == "text"
