"""hint(): a ladder, one step at a call."""

from __future__ import annotations

import pytest

from autograder import check, grade, hint
from autograder.course.course import course, find
from autograder.notebook import check_functions


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(check_functions, "_given", {})
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


def texts(id_, lang="en"):
    return [text.to(lang) for text in find(course(), id_).exercise.hints]


def squeezed(text):
    return " ".join(text.split())


def test_every_call_shows_one_more():
    all_ = texts("linear_backward")
    for shown in (*range(1, len(all_) + 1), len(all_)):
        text = squeezed(repr(hint("linear_backward")))
        assert [squeezed(one) in text for one in all_] == [at < shown for at in range(len(all_))]
        assert ('one more: hint("linear_backward")' in text) == (shown < len(all_))


def test_the_last_says_where_to_go_back_to():
    text = repr(hint("06", 99))
    assert "That was the last one. Read again: chain-rule" in text
    assert "It builds on" in text
    assert "03 chain_rule" in text


def test_a_number_shows_so_many_and_the_next_goes_on_from_there():
    first, second, third, *_ = map(squeezed, texts("linear_backward"))
    shown = squeezed(repr(hint("linear_backward", 2)))
    assert first in shown
    assert second in shown
    assert third not in shown
    assert third in squeezed(repr(hint("linear_backward")))
    assert second not in squeezed(repr(hint("linear_backward", 1)))
    assert "hint 4 of" in repr(hint("linear_backward"))  # looking back loses no step


def test_each_exercise_has_a_ladder_of_its_own():
    hint("linear_backward")
    assert "hint 1 of" in repr(hint("sigmoid_backward"))


def test_in_portuguese_and_as_html():
    shown = hint("linear_backward", 1, lang="pt-BR")
    assert "dica 1 de" in repr(shown)
    assert 'hint("linear_backward", lang="pt-BR")' in repr(shown)  # or the next one would be in English again
    html = shown._repr_html_()
    assert 'lang="pt-BR"' in html
    assert 'aria-label="Dicas para linear_backward"' in html


def test_nothing_is_shown_while_nbgrader_runs(monkeypatch, capfd):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert hint("linear_backward") is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("linear",), "did you mean linear_backward"), (("06", 0), "counted from 1; 0 is"), (("06", True), "True"),
     (("06", "2"), "'2' is no such number"), (("06", 1.5), "1.5")],
)  # fmt: skip
def test_refusals(arguments, said):
    with pytest.raises(ValueError, match=said):
        hint(*arguments)
    with pytest.raises(ValueError, match="there is no language"):
        hint("06", lang="fr")


def test_the_workspace_remembers_the_language(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answers.toml").write_text('lang = "pt-BR"\n[answers]\n')
    shown = repr(hint("linear_backward", 1))
    assert "dica 1 de" in shown
    assert shown.endswith('mais uma: hint("linear_backward")')  # here that is the language already
    english = repr(hint("linear_backward", 1, lang="en"))
    assert english.endswith('one more: hint("linear_backward", lang="en")')
    with pytest.raises(ValueError, match="não existe o exercício"):
        hint("linear")


def test_a_check_in_a_notebook_speaks_it_and_a_grade_does_not(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answers.toml").write_text('lang = "pt-BR"\n[answers]\n')
    wrong = {"sigmoid": lambda z: z, "sigmoid_backward": lambda grad_output, _: grad_output}
    done = check("sigmoid_backward", wrong)
    assert done.lang == "pt-BR"
    assert "hint(&quot;sigmoid_backward&quot;)" in done._repr_html_()
    assert check("sigmoid_backward", wrong, lang="en").lang == "en"
    assert grade(tmp_path).lang == "en"


def test_while_nbgrader_runs_the_environment_decides(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answers.toml").write_text('lang = "pt-BR"\n[answers]\n')
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    check("sigmoid_backward", {})
    assert "not passed yet" in capsys.readouterr().out
