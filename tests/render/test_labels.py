from __future__ import annotations

import string
from collections.abc import Mapping
from typing import get_args

from autograder.i18n.language import Text
from autograder.judging.model import CheckStatus
from autograder.judging.report import ExerciseStatus
from autograder.render import labels

SAME = {"Quiz", "total", "quiz", "s", "quiz: {score}/{max}"}  # words that both languages share


def texts():
    for value in vars(labels).values():
        if isinstance(value, Text):
            yield value
        if isinstance(value, Mapping):
            yield from (text for text in value.values() if isinstance(text, Text))


def places(template):
    return sorted(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


def test_every_label_exists_in_both_languages():
    found = list(texts())
    assert len(found) > 30
    for text in found:
        assert text.en.strip()
        assert text.pt.strip()
        assert (text.en == text.pt) == (text.en in SAME), text


def test_both_languages_have_the_same_places():
    for text in texts():
        assert places(text.en) == places(text.pt), text


def test_every_status_has_a_mark_and_a_word():
    assert set(labels.CHECK_MARKS) == set(labels.CHECK_STATUS) == set(get_args(CheckStatus))
    assert set(labels.EXERCISE_MARKS) == set(labels.EXERCISE_STATUS) == set(get_args(ExerciseStatus))
