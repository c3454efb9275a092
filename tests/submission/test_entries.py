import json
from dataclasses import replace

import pytest

from autograder.submission.entries import Entry, collected
from autograder.submission.submission_model import LIMITS, Unreadable


def lying(number):
    return Entry(f"{number}.py", "file", 0, lambda _: b"x" * 10)


def test_what_is_read_is_counted_whatever_the_archive_says():
    limits = replace(LIMITS, read_bytes=30)
    assert len(collected(map(lying, range(3)), lambda _: 10, limits).files) == 3
    with pytest.raises(Unreadable, match="more than 30 bytes"):
        collected(map(lying, range(4)), lambda _: 10, limits)


def test_more_than_was_asked_for_is_too_large():
    found = collected([lying(1)], lambda _: 9, LIMITS)
    assert found.files == ()
    assert "larger than 9 bytes" in found.notes[0].to("en")
    assert found.unread == (("1.py", found.notes[0]),)


def test_entries_beyond_the_cap_are_not_even_asked_for():
    def endless():
        number = 0
        while True:
            yield Entry(f"{number}.txt", "file", 0, lambda _: b"")
            number += 1

    with pytest.raises(Unreadable, match="more than 1000 files and folders"):
        collected(endless(), lambda _: None, replace(LIMITS, seen_entries=1000))


def test_files_of_no_name_are_looked_into_within_limits_of_their_own():
    entries = [Entry(f"{number}.py", "file", 0, lambda _: b"x" * 10) for number in range(9)]
    limits = replace(LIMITS, read_entries=1, read_bytes=10, other_files=3)
    found = collected(entries, lambda _: 10, limits, lambda name: name != "8.py")
    assert [name for name, _ in found.files] == ["0.py", "1.py", "2.py", "8.py"]
    assert len(found.unread) == 5
    assert "only 3 such files" in found.unread[0][1].to("en")
    found = collected(entries, lambda _: 10, replace(limits, other_bytes=20), lambda name: name != "8.py")
    assert [name for name, _ in found.files] == ["0.py", "1.py", "8.py"]


def test_what_a_notebook_has_printed_does_not_count():
    cell = {"cell_type": "code", "source": "x = 1", "metadata": {"a": 1}, "outputs": [{"text": "y" * 3_000_000}]}
    data = json.dumps({"nbformat": 4, "cells": [cell]}).encode()
    entries = [Entry(f"{number}.ipynb", "file", 0, lambda _: data) for number in range(30)]
    found = collected(entries, lambda _: 5_000_000, LIMITS)
    assert len(found.files) == 30
    assert json.loads(found.files[0][1])["cells"] == [{"cell_type": "code", "metadata": {"a": 1}, "source": "x = 1"}]
    damaged = Entry("a.ipynb", "file", 0, lambda _: data[:-3])
    assert collected([damaged], lambda _: 5_000_000, LIMITS).files == (("a.ipynb", data[:-3]),)
