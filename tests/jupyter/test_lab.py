"""A student in JupyterLab: solves, errs, is helped, answers the quiz, in both languages and both themes."""

from __future__ import annotations

import tomllib

import pytest

pytestmark = pytest.mark.slow  # a browser on a JupyterLab of its own

WORDS = {
    "en": {"answer": "Answer", "next": "Next", "right": "Right.", "mistake": "known mistake: divided-by-batch-size",
           "entries": "grad_W, entry by entry", "hint": "hint 1 of 4", "solved": "It answers", "recorded": "Recorded"},
    "pt-BR": {"answer": "Responder", "next": "Próxima", "right": "Certo!", "mistake": "erro conhecido: divided-by-batch-size",
              "entries": "grad_W, entrada por entrada", "hint": "dica 1 de 4", "solved": "Ela acerta", "recorded": "Resposta registrada"},
}  # fmt: skip
LINEAR = """\
import numpy as np


def linear(X, W, b):
    print("hello from inside")
    return X @ W + b


def linear_backward(grad_output, X, W, b):
    return grad_output @ W.T, X.T @ grad_output / len(X), grad_output.sum(axis=0)
"""
HOSTILE = """\
from autograder import check
bad = '<img src=x onerror="window.broken_out=1"><script>window.broken_out=1</script><style>body{display:none}</style>'


def sigmoid(z):
    print(bad)
    raise type(bad[:30], (ValueError,), {})(bad)


def sigmoid_backward(grad_output, output):
    return bad
check("05", globals())
"""
# The contrast of every text with what lies below it (WCAG 2), as the browser has computed its colours.
CONTRASTS = """\
root => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const over = (layers) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const layer of layers) { canvas.fillStyle = layer; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb) => rgb.map(part => part / 255)
    .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest('style, title, circle, button, select, input')) continue;
    if (!element.getClientRects().length) continue;
    const grounds = [];
    for (let at = element; at; at = at.parentElement) grounds.unshift(getComputedStyle(at).backgroundColor);
    const svg = element.closest('svg');
    const style = getComputedStyle(element);
    const below = over(grounds);
    const ink = over([...grounds, svg ? style.fill : style.color]);
    const [dark, light] = [luminance(below), luminance(ink)].sort((one, other) => one - other);
    found.push([(light + 0.05) / (dark + 0.05), walker.currentNode.data.trim()]);
  }
  return found;
}"""


def unreadable(output):
    """Give the texts of ours that are hard to read, each with its contrast."""
    found = [pair for piece in output.locator(".autograder").all() for pair in piece.evaluate(CONTRASTS)]
    assert len(found) > 1
    return [pair for pair in found if pair[0] < 4.5]


def test_a_student_solves_an_exercise(student, lab, solution):
    desk = student("05_sigmoid_backward.ipynb")
    desk.write(0, solution("sigmoid_backward", lab.lang))
    desk.run(0)
    shown = desk.run(1)
    region = shown.get_by_role("region")
    assert region.get_attribute("aria-label").startswith("sigmoid_backward: ")
    assert "8/8" in region.get_attribute("aria-label")
    assert region.inner_text().count("✓") == 5
    assert unreadable(shown) == []
    desk.save()
    desk = student("05_sigmoid_backward.ipynb")  # another day
    assert "8/8" in desk.cells.nth(1).inner_text()


def test_a_student_errs_and_is_helped(student, lab):
    words = WORDS[lab.lang]
    desk = student("06_linear_backward.ipynb", other_theme=lab.lang == "pt-BR")  # each theme once
    desk.write(0, LINEAR)
    desk.run(0)
    shown = desk.run(1)
    region = shown.get_by_role("region")
    assert words["mistake"] in region.inner_text()
    summary = region.locator("summary", has_text=words["entries"])
    tables = region.get_by_role("table")
    assert tables.count() == 3
    assert tables.nth(2).locator("td.ag-above, td.ag-below").count() == 16
    assert tables.nth(2).locator('td[style*="1.00"]').count() >= 1  # the largest; another may be as large
    assert unreadable(shown) == []
    boxes = [part.bounding_box() for part in (region, *tables.all())]
    ends = [box["x"] + box["width"] for box in boxes]
    assert max(ends[1:]) <= ends[0]  # none is cut
    assert boxes[1]["y"] == boxes[2]["y"]  # yours and the right one stand side by side
    summary.click()
    assert not tables.first.is_visible()
    assert "hello from inside" not in region.inner_text()  # what was printed is folded away
    helped = desk.add(f'from autograder import hint\nhint("linear_backward", lang="{lab.lang}")')
    assert words["hint"] in helped.inner_text()
    assert unreadable(helped) == []


def test_a_student_sees_the_network_learn(student, lab, solution):
    desk = student("10_xor_training.ipynb")
    desk.write(0, solution("xor_training", lab.lang))
    desk.run(0)
    shown = desk.run(1)
    pictures = shown.get_by_role("img")
    assert pictures.count() == 3  # the cost, the own plane, that of the right training
    for picture in pictures.all():
        box = picture.bounding_box()
        assert box["width"] > 200
        assert box["height"] > 200
    assert "20/20" in shown.inner_text()
    assert WORDS[lab.lang]["solved"] in shown.inner_text()
    assert unreadable(shown) == []


def test_a_student_answers_the_quiz(student, lab):
    words = WORDS[lab.lang]
    desk = student("01_derivative_estimates.ipynb")
    shown = desk.add('from autograder import quiz\nquiz("slope-of-square-at-3")')
    field = shown.get_by_role("textbox")
    for answer, said in (("5", "✗"), ("6", words["right"])):
        field.fill(answer)
        shown.get_by_role("button", name=words["answer"]).click()
        shown.get_by_role("status").get_by_text(said).wait_for()
    assert unreadable(shown) == []
    several = desk.add('quiz("xor")')
    several.get_by_role("button", name=words["next"]).click()
    option = several.get_by_role("radio").nth(3)
    option.check()
    boxes = [option.bounding_box(), several.locator(".widget-radio-box label").nth(3).bounding_box()]
    assert boxes[0]["x"] < boxes[1]["x"] + 30  # before its label
    several.get_by_role("button", name=words["answer"]).click()
    several.get_by_role("status").get_by_text(words["right"]).wait_for()
    graded = desk.add('quiz("which-increase-is-exact")')
    graded.get_by_role("radio").nth(1).check()
    graded.get_by_role("button", name=words["answer"]).click()
    graded.get_by_role("status").get_by_text(words["recorded"]).wait_for()
    answers = tomllib.loads((lab.folder / "answers.toml").read_text(encoding="utf-8"))
    assert answers["learner"] == "ana"
    kept = answers["answers"]
    assert (kept["slope-of-square-at-3"], kept["why-just-above-half-is-not-enough"]) == (6, "d")
    assert kept["which-increase-is-exact"] == "b"


def test_nothing_that_learners_write_breaks_out(student):
    desk = student("05_sigmoid_backward.ipynb")
    shown = desk.add(HOSTILE)
    shown.locator("summary").first.click()
    assert "<script>window.broken_out=1</script>" in shown.inner_text()
    assert desk.page.evaluate("window.broken_out") is None
    assert shown.locator("img, script").count() == 0


@pytest.mark.parametrize("call", ["check('05', {})", "hint('05')", "quiz()"])
def test_a_plain_python_shows_text(call, capsys):
    import autograder

    shown = eval(call, {name: getattr(autograder, name) for name in ("check", "hint", "quiz")})  # noqa: S307 -- ours
    print(shown)  # noqa: T201 -- as a learner does
    assert "<" not in capsys.readouterr().out.replace("<- ", "")
