from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.i18n.sanitize import HARMFUL, KEPT, escaped, inert, one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "\\x1b[2J"),
        ("a\u202eb", "a\\u202eb"),
        ("\ud800", "\\ud800"),
        ("\x00\x07\x7f\x9b", "\\x00\\x07\\x7f\\x9b"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\ue000\U000e0041\uffff", "\\ue000\\U000e0041\\uffff"),
        ("line\u2028paragraph\u2029", "line\\u2028paragraph\\u2029"),
        ("\r\n", "\\r\n"),
    ],
)
def test_harmful_characters_are_spelled_out(text, shown):
    assert escaped(text) == shown


@pytest.mark.parametrize(
    "text", ["", "plain", "ação, ∂J/∂w ≈ −0,5", "two\nlines\tand a tab", "日本語", "back\\slash", "🎓"]
)
def test_all_else_stays(text):
    assert escaped(text) == text


@given(st.text(st.characters()))
def test_nothing_harmful_is_left_and_escaping_again_changes_nothing(text):
    shown = escaped(text)
    assert not {character for character in shown if unicodedata.category(character) in HARMFUL} - KEPT
    assert escaped(shown) == shown
    shown.encode()


@given(st.text(st.characters()), st.integers(1, 30))
def test_one_line_is_one_short_line(text, length):
    line = one_line(text, length)
    assert len(line) <= length
    assert len(line.splitlines()) <= 1


def test_one_line_says_where_it_was_cut():
    assert one_line("a  b\n\tc") == "a b c"
    assert one_line("abcdef", 4) == "abc…"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", "\\x3a:error::x"),
        ("  ::add-mask::x", "  \\x3a:add-mask::x"),
        ("fine\n\t::stop-commands::x", "fine\n\t\\x3a:stop-commands::x"),
        ("say ##[error]x", "say \\x23#[error]x"),
        ("##vso[task.complete]", "\\x23#vso[task.complete]"),
        ("##VSO[task.complete]", "\\x23#VSO[task.complete]"),
        ("ana: ##teamcity[testFailed name='ana']", "ana: \\x23#teamcity[testFailed name='ana']"),
    ],
)
def test_a_log_line_commands_nothing(text, shown):
    assert inert(text) == shown
    assert not re.search(r"^\s*::|##\w*\[", one_line(text))  # a name may begin a line


@pytest.mark.parametrize(
    "before", ["\r", "\x1b[0m", "\u200b", "\u2028", "\x85", "\x08", "\x0b", "\x00", "\ufeff", "\u202e"]
)
def test_nothing_unseen_stands_before_a_command(before):
    assert not re.match(r"\s*::", one_line(f"{before}::error::y"))
    assert "##teamcity[" not in one_line(f"{before}##teamcity[x]")
    assert not [line for line in inert(escaped(f"x{before}::error::y")).splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("text", ["x[::2]", "a: b", ": one", "# comment", "## heading", "#[x]", "std::error"])
def test_a_harmless_log_line_stays(text):
    assert inert(text) == text
