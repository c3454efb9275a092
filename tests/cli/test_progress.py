from __future__ import annotations

from autograder.cli import streams as module
from autograder.cli.streams import shown_progress
from autograder.i18n.language import Text


def test_what_is_short_shows_nothing(capsys):
    with shown_progress("en") as progress:
        progress(1, 2, "ana")
    assert capsys.readouterr() == ("", "")


def test_lines_on_standard_error_from_time_to_time(capsys, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    with shown_progress("pt-BR", Text(en="checking", pt="verificando")) as progress:
        for done, moment in enumerate((1.0, 2.5, 3.0, 4.4, 5.0), 1):
            now[0] = moment
            progress(done, 5, f"s{done}")
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "verificando: 2 de 5 (s2)\nverificando: 5 de 5 (s5)\n"
