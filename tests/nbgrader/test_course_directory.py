"""When a submission was handed in, as far as its timestamp.txt tells."""

from __future__ import annotations

from datetime import datetime

import pytest

from autograder.nbgrader.course_directory import HandedIn, handed_in

ONE = datetime(2024, 3, 1, 13, 0)  # noqa: DTZ001 -- in UTC, as nbgrader keeps it


@pytest.mark.parametrize(
    "data",
    [
        b"2024-03-01 13:00:00 UTC\n",
        b"2024-03-01 10:00:00 America/Sao_Paulo",
        b"2024-03-01T13:00:00Z",
        b"2024-03-01 10:00:00.000000 -10800",
        b"\xef\xbb\xbf2024-03-01 13:00:00 UTC\r\n",
        "2024-03-01 13:00:00 UTC\r\n".encode("utf-16"),
    ],
)
def test_a_time_is_read_in_whatever_way_it_was_saved(tmp_path, data):
    (tmp_path / "timestamp.txt").write_bytes(data)
    found = handed_in(tmp_path)
    assert (found.at, found.problem) == (ONE, None)
    found.raw.decode("ascii")  # for nbgrader, which reads what is kept


@pytest.mark.parametrize(
    "data",
    [
        b"", b" \n", b"yesterday", b"12:00", b"2024-03-01", b"13", b"01/03/2024 10:00", b"2024-02-30 10:00:00 UTC",
        b"2024-03-01 13:00:00 XYZ", b"2024-03-01 13:00:00 -0300", b"\xff\xfe", b"9" * 900, b"2024-03-01 13:00:00 UTC" * 100,
        b"\0", b"1 de mar\xe7o de 2024",
    ],
)  # fmt: skip
def test_what_is_no_time_for_certain_is_said(tmp_path, data):
    (tmp_path / "timestamp.txt").write_bytes(data)
    found = handed_in(tmp_path)
    assert (found.at, found.raw) == (None, b"")
    assert "waits for a person" in found.problem.to("en")
    assert "aguarda correção manual" in found.problem.to("pt-BR")


def test_a_link_is_not_followed_and_no_file_is_no_matter(tmp_path):
    assert handed_in(tmp_path) == HandedIn()
    (tmp_path / "timestamp.txt").symlink_to(tmp_path / "elsewhere")
    assert "link" in handed_in(tmp_path).problem.to("en")
    (tmp_path / "timestamp.txt").unlink()
    (tmp_path / "timestamp.txt").mkdir()
    assert handed_in(tmp_path).problem is not None
