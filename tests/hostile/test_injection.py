"""Commands for whoever shows the report: to a CI server, a terminal, a browser, a spreadsheet, through every opening.

What every report of this folder's tests must not hold, whoever renders it, is listed in `conftest.py` (`unsafe`);
here the openings are gone through one by one.
"""

from __future__ import annotations

import pytest

from autograder.render.table import plain_table

PAYLOADS = {
    "workflow_commands": "\n::error file=a.py::hacked\n::set-output name=score::100\n::stop-commands::x\n##[error]hacked\n",
    "pipeline_commands": "##vso[task.setvariable variable=score]100\n##[section]Passed\n##teamcity[testFinished name='x']",
    "terminal_sequences": "\x1b[2J\x1b]0;title\x07\x1b]8;;http://127.0.0.1\x1b\\link\x9b31m\x7f\r\b",
    "bidi_and_invisible": "\u202e001\u2066\u200b\ufeff\u2028\U000e0041",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)></p><svg/onload=alert(1)>&lt;\"'",
    "markdown": "![x](http://127.0.0.1/x) [score](javascript:alert(1)) | a | b |\n```\n# Passed\n",
    "formulas": "=cmd|'/C calc'!A0\t@SUM(1)\t+1\t-1\n=HYPERLINK(\"http://127.0.0.1\")",
    "rich_markup": "[bold red]x[/] [link=http://127.0.0.1]y[/link] :smile: {0} %s %(x)s",
    "xml": "]]><failure/><!-- &xxe; \x0b\ufffe",
}


def bad(body, **row):
    return {"source": f"def sigmoid(*args):\n    {body}\nsigmoid_backward = sigmoid", **row}


def answered(payload):
    answer = payload.encode("unicode_escape").decode().replace('"', "'").replace("\\x", "\\u00")
    return {"files": {"answers.toml": f'[answers]\nslope-of-square-at-3 = "{answer}"\n"{answer}" = "a"\n'}}


def on_one_line(payload):
    return "".join(each if each.isprintable() else " " for each in payload)


def as_name(payload):
    return "".join(each for each in payload if each not in "/\0")[:60]


# How each opening is used: what is handed in so that a payload enters the report at that place.
OPENINGS = {
    "exception": lambda p: bad(f"raise ValueError({p!r})", both="ValueError"),
    "exception_type": lambda p: bad(f"raise type({p!r}[:70], (Exception,), {{}})()"),
    "exception_at_import": lambda p: {"source": f"raise KeyError({p!r})", "both": "KeyError"},
    "type_of_a_value": lambda p: bad(f"return type({p!r}[:70], (), {{}})()"),
    "text_of_a_value": lambda p: bad(f"return {p!r}", en="a string", pt="uma string"),
    "output": lambda p: {"source": f"print({p!r})\n#right\nprint({p!r})", "score": 8},
    "warning": lambda p: {
        "source": f"import warnings\n#right\nright = sigmoid\ndef sigmoid(z):\n    warnings.warn({p!r}); return right(z)",
        "score": 8,
        "both": "UserWarning",
    },
    "line_of_source": lambda p: bad(f"raise ValueError # {on_one_line(p)}", both="ValueError"),
    "name_of_a_function": lambda p: {
        "source": f"globals()['sigmoid' + {p!r}[:40]] = globals()['sigmoid_backward' + {p!r}[:40]] = print",
        "both": "`sigmoid`",
    },
    "name_of_a_file": lambda p: {
        "files": {f"sigmoid_backward{as_name(p)}.py": "x = 1", "sigmoid_backward.py": "#right"},
        "score": 8,
    },
    "name_of_a_folder": lambda p: {"files": {f"{as_name(p)}/sigmoid_backward.py": "#right"}, "score": 8},
    "name_of_the_submission": lambda p: {"make": lambda folder: named(folder, as_name(p)), "score": 8},
    "quiz_answer": answered,
}


def named(folder, name):
    path = folder / name
    path.mkdir()
    (path / "sigmoid_backward.py").write_text(
        "import numpy as np\ndef sigmoid(z): return 1 / (1 + np.exp(-z))\ndef sigmoid_backward(g, o): return g * o * (1 - o)"
    )
    return path


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("opening", OPENINGS)
def test_a_report_commands_nobody(opening, payload, judged):
    reports = judged(OPENINGS[opening](PAYLOADS[payload]))
    table = plain_table(list(reports.values()))
    assert not [each for each in table if not each.isprintable() and each != "\n"]
    assert not [line for line in table.splitlines() if line.lstrip().startswith(("::", "##["))]
