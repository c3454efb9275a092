from dataclasses import replace

import pytest

from autograder.submission.entries import Entry, collected
from autograder.submission.submission_model import LIMITS, Unreadable


def lying(number):
    return Entry(f"{number}.py", "file", 0, lambda _: b"x" * 10)


def test_what_is_read_is_counted_whatever_the_archive_says():
    limits = replace(LIMITS, archive_bytes=30)
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

    with pytest.raises(Unreadable, match="more than 1000 entries"):
        collected(endless(), lambda _: None, LIMITS)
