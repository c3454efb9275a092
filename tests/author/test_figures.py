"""The figures: drawn again they are the committed ones, their numbers are right, and texts show them."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest

from autograder.author.build import build, make, page_names
from autograder.author.exercise_pages import figures, notebook_page, script_page
from autograder.author.figures import descent, graph, networks, slopes
from autograder.author.figures.register import PICTURES, figure_file, names_in, page, page_file
from autograder.author.folders import folders
from autograder.author.source import script_of
from autograder.cli.main import main
from autograder.i18n.language import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "docs" / "figures"
PAGES = [(folder, lang) for folder in folders(ROOT) for lang in LANGUAGES]
EACH = pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
IN_BOTH = pytest.mark.parametrize("lang", LANGUAGES)


def functions_of(folder):
    """Run an exercise's solution; give its names."""
    names: dict[str, object] = {}
    source = (ROOT / "solutions" / folder / f"{folder[3:]}.py").read_text(encoding="utf-8")
    exec(compile(source, folder, "exec"), names)  # noqa: S102 -- the course's own solution
    return names


# What is committed


@pytest.mark.slow  # by matplotlib
@EACH
@IN_BOTH
def test_drawn_again_it_is_the_committed_figure(picture, lang):
    matplotlib = pytest.importorskip("matplotlib")
    image = pytest.importorskip("PIL.Image")
    from autograder.author.figures.drawing import drawn

    with matplotlib.rc_context({"font.size": 30, "svg.hashsalt": None}):  # a reader's own settings
        svg, png = drawn(picture, lang)
    assert (COMMITTED / figure_file(picture.name, lang, "svg")).read_bytes() == svg
    one, other = (
        np.asarray(image.open(io.BytesIO(content)).convert("RGB"), dtype=int)
        for content in (png, (COMMITTED / figure_file(picture.name, lang, "png")).read_bytes())
    )
    assert one.shape == other.shape
    assert np.abs(one - other).max() <= 8  # not byte by byte: compression differs with the library's version


def test_nothing_else_lies_among_the_figures():
    expected = {figure_file(name, lang, kind) for name in PICTURES for lang in LANGUAGES for kind in ("svg", "png")}
    assert {path.name for path in COMMITTED.iterdir()} == expected


@IN_BOTH
def test_the_page_shows_every_figure(lang):
    text = (ROOT / "docs" / page_file(lang)).read_text(encoding="utf-8")
    assert text == page(lang)
    assert re.findall(r"^!\[.+\]\(figures/(.+)\)$", text, re.MULTILINE) == [
        figure_file(name, lang, "svg") for name in PICTURES
    ]


@EACH
@IN_BOTH
def test_an_svg_brings_its_letters_and_its_ground_and_no_date(picture, lang):
    svg = (COMMITTED / figure_file(picture.name, lang, "svg")).read_text(encoding="utf-8")
    assert f"<title>{picture.title.to(lang)}</title>" in svg
    assert "<text" not in svg  # its letters are paths
    assert re.search(r'<g id="patch_1">\s*<path [^>]*style="fill: #ffffff"', svg)
    assert not re.search(r"<dc:(?!title)|Matplotlib v|<script|<image", svg)


# What is said of them


@EACH
def test_it_is_described_in_both_languages(picture):
    for text in (picture.alt, picture.caption, picture.title):
        english, portuguese = text.to("en"), text.to("pt-BR")
        assert english != portuguese
        assert english.replace(",", ".").count("\n") == portuguese.count("\n") == 0
        numbers = re.compile(r"(?<![\w.,])−?\d+(?:[.,]\d+)?")
        found = [sorted(number.replace(",", ".") for number in numbers.findall(said)) for said in (english, portuguese)]
        assert found[0] == found[1]
    for lang in LANGUAGES:
        assert not re.search(r"[\[\]$*_`<>]", picture.alt.to(lang))  # it stands in Markdown's square brackets
        assert 40 < len(picture.alt.to(lang)) < 400
        assert not picture.alt.to(lang).endswith(".")


def test_tangents_have_the_slopes_that_are_said():
    central_difference = functions_of("01_derivative_estimates")["central_difference"]
    for tangent in slopes.tangents():
        assert tangent.slope == pytest.approx(central_difference(slopes.square, tangent.w))
        assert tangent.at(tangent.w) == slopes.square(tangent.w)
    assert [tangent.slope for tangent in slopes.tangents()] == [6, 4, -6]


def test_the_sweep_has_its_branches():
    found, lines = slopes.sweep(), slopes.branches()
    solution = functions_of("01_derivative_estimates")
    for name, errors, truncates_from in (("forward", found.forward, 1e-6), ("central", found.central, 1e-4)):
        difference = solution[f"{name}_difference"]
        assert errors[-9] == abs(difference(slopes.cube, slopes.CUBED_AT, found.epsilon[-9]) - 12)
        long = (found.epsilon > truncates_from) & (found.epsilon < 0.01)
        assert long.sum() > 10
        np.testing.assert_allclose(errors[long], lines[name](found.epsilon[long]), rtol=0.02)
        short = found.epsilon < 1e-9
        ratio = errors[short] / lines["rounding"](found.epsilon[short])
        assert ratio.max() < 8  # a few roundings, of w + ε too
        assert 0.2 < np.median(ratio) < 5
    assert found.forward.min() > 10 * found.central.min()


def test_the_graph_s_gradients_are_numeric_ones():
    value = graph.values(graph.INPUTS)
    gradient = graph.gradients(value)
    step = 1e-6
    for name, start in graph.INPUTS.items():
        above, below = (graph.values({**graph.INPUTS, name: start + way})["cost"] for way in (step, -step))
        assert gradient[name] == pytest.approx((above - below) / (2 * step), rel=1e-8)
    said = [value[name] for name in ("l1", "s1", "l2", "cost")]
    said += [gradient[name] for name in ("cost", "l2", "s1", "l1", "X", "W1", "b1", "W2", "b2", "y")]
    assert said == [0, 0.5, 2, 1, 1, 2, 4, 1, 0.5, 2, 1, 1, 2, -2]
    assert gradient.keys() == value.keys() == graph.PLACES.keys()


def test_the_network_has_the_text_s_values_with_its_signs_mended():
    hidden, output = networks.forward(networks.ROW, networks.W1, networks.W2)
    assert [networks.cut(unit) for unit in (*hidden, output)] == [0.899, 0.593, 0.378, 0.506]
    printed, wrong = networks.forward(networks.ROW, abs(networks.W1), networks.W2)
    np.testing.assert_allclose(printed, [0.8995, 0.6697, 0.6215], atol=5e-5)
    assert networks.cut(wrong) == 0.48
    ours = functions_of("04_forward_pass")["forward"](networks.ROW[None], networks.W1, networks.W2[:, None])
    np.testing.assert_allclose(np.concatenate([ours[0][0], ours[1][0]]), [*hidden, output])


def test_the_trained_network_is_what_a_right_solution_trains():
    network = networks.trained()
    rng = np.random.default_rng(networks.SEED)
    W1, W2 = rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1))
    train_xor = functions_of("10_xor_training")["train_xor"]
    ours = train_xor(networks.X, networks.Y, W1, W2, networks.LEARNING_RATE, networks.EPOCHS)
    for one, other in zip(ours, (network.W1, network.W2, network.losses), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)
    np.testing.assert_allclose(network.output(networks.X), [0.011, 0.984, 0.981, 0.019], atol=5e-4)
    assert np.flatnonzero(network.losses < 0.001)[0] == 1746
    assert network.losses[:200] == pytest.approx(0.25, abs=0.012)
    for answer, x0, x1 in networks.REGIONS:
        assert int(network.output(np.array([[x0, x1, 1]]))[0] >= 0.5) == int(answer)


def test_descents_end_where_it_is_said():
    gradient_descent = functions_of("09_delta_rule")["gradient_descent"]
    for rate, end in zip(descent.RATES, (2.35, 0.012, 8.96), strict=True):
        ours = gradient_descent(descent.square_slope, descent.START, rate, descent.STEPS)
        drawn = descent.path(descent.square_slope, descent.START, rate, descent.STEPS)
        np.testing.assert_allclose(drawn, ours)
        assert drawn[-1] == pytest.approx(end, abs=0.005 if end > 1 else 0.0005)
    ends = [
        [descent.path(slope, w, descent.VALLEY_RATE, descent.VALLEY_STEPS)[-1] for w in descent.STARTS]
        for slope in (descent.square_slope, descent.valleys_slope)
    ]
    assert ends == [pytest.approx([0, 0], abs=0.05), pytest.approx([-1.05, 0.95], abs=0.005)]
    left, right = descent.valleys(np.array(ends[1]))
    assert left < right
    w = np.linspace(-2, 2, 7)
    numeric = (descent.valleys(w + 1e-6) - descent.valleys(w - 1e-6)) / 2e-6
    np.testing.assert_allclose(numeric, [descent.valleys_slope(one) for one in w], rtol=1e-6)


def test_norms_are_those_of_a_right_solution():
    gradient_norms = functions_of("11_vanishing_and_exploding")["gradient_norms"]
    rng = np.random.default_rng(5)
    X, weights = rng.normal(0, 1, (3, 4)), [rng.normal(0, 1, shape) for shape in ((4, 5), (5, 2), (2, 3))]
    for activation in (networks.SIGMOID, networks.RELU):
        ours = gradient_norms(X, weights, activation.name)
        np.testing.assert_allclose(networks.gradient_norms(X, weights, activation), ours)
    sigmoid, relu = (np.median(networks.drawn_norms(one), axis=0) for one in (networks.SIGMOID, networks.RELU))
    assert (sigmoid[0], sigmoid[-1]) == (pytest.approx(0.00014, abs=5e-6), pytest.approx(15, abs=0.5))
    assert relu.min() > 40
    assert relu.max() < 100


# Where they are shown


def test_every_figure_is_shown():
    shown = {name for folder, lang in PAGES for text in script_of(folder).texts[lang] for name in names_in(text)}
    assert shown <= PICTURES.keys()
    assert PICTURES.keys() == shown


@pytest.mark.parametrize(("folder", "lang"), PAGES, ids=[f"{folder.number}-{lang}" for folder, lang in PAGES])
def test_a_notebook_carries_the_figures_that_its_text_shows(folder, lang):
    notebook = nbformat.reads((ROOT / page_names(folder, lang)[1]).read_text(encoding="utf-8"), as_version=4)
    nbformat.validate(notebook)
    texts = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    for cell, text in zip(texts, script_of(folder).texts[lang], strict=True):
        shown = re.findall(r"^!\[(.+)\]\(attachment:(.+)\.png\)$", cell.source, re.MULTILINE)
        assert [name for _, name in shown] == list(names_in(text))
        assert "figure:" not in cell.source
        assert set(cell.get("attachments", {})) == {f"{name}.png" for _, name in shown}
        for alt, name in shown:
            assert alt == PICTURES[name].alt.to(lang)
            # JupyterLab shows an attachment by its first kind, and SVG is none that it knows there.
            (kind, content), *others = cell.attachments[f"{name}.png"].items()
            assert (kind, others) == ("image/png", [])
            assert base64.b64decode(content, validate=True) == (COMMITTED / figure_file(name, lang, "png")).read_bytes()
    assert not any("attachments" in cell for cell in notebook.cells if cell.cell_type == "code")


# Building with them


@pytest.fixture
def illustrated(course):
    """The small course, its text with a figure in both languages."""
    shutil.copytree(COMMITTED, course / "docs" / "figures")
    script = course / "solutions" / "01_double" / "double.py"
    text = script.read_text(encoding="utf-8")
    for last in ("# Twice as much.\n", "# Duas vezes mais.\n"):
        text = text.replace(last, f"{last}#\n# ![](figure:epsilon-sweep)\n")
    script.write_text(text, encoding="utf-8")
    return course


def problem_of(course, broken_lines):
    (line,) = broken_lines(list(build(course).problems))
    assert not (course / "exercises").exists()
    return line


def test_a_figure_becomes_an_attachment_in_the_notebook_and_words_in_the_script(illustrated, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)  # building does without
    made = make(illustrated)
    assert made.problems == []
    cell = json.loads(made.files["exercises/01_double/pt-BR/double.ipynb"])["cells"][0]
    alt = PICTURES["epsilon-sweep"].alt.to("pt-BR")
    assert f"![{alt}](attachment:epsilon-sweep.png)\n" in cell["source"]
    png = (COMMITTED / "epsilon-sweep.pt-BR.png").read_bytes()
    assert cell["attachments"] == {"epsilon-sweep.png": {"image/png": base64.b64encode(png).decode()}}
    for name in ("double.ipynb", "pt-BR/double.ipynb"):
        text = made.files[f"exercises/01_double/{name}"].decode()
        assert nbformat.writes(nbformat.reads(text, as_version=4)) + "\n" == text
    script = made.files["exercises/01_double/pt-BR/double.py"].decode()
    lines = script.split("\n")
    words = " ".join(line.removeprefix("# ") for line in lines)
    assert f"(Figura no notebook: {alt}.)" in words
    assert max(map(len, lines)) <= 120
    assert "![" not in script


def test_without_figures_there_is_no_attachment_and_none_is_asked_for(course):
    (folder,) = folders(course)
    cells = json.loads(notebook_page(script_of(folder), "en", 5))["cells"]
    assert [key for cell in cells for key in cell if key == "attachments"] == []
    assert b"Figure" not in script_page(script_of(folder), "en")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "![](figure:epsilon-swep)",
            "line 6: there is no figure epsilon-swep (did you mean epsilon-sweep?). There are: ",
        ),
        ("![](figure:nothing-like-it)", "line 6: there is no figure nothing-like-it. There are: tangents, "),
        ("![an alt](figure:epsilon-sweep)", "line 6: a figure is shown by `![](figure:NAME)`, alone on its line"),
        ("See ![](figure:epsilon-sweep)", "line 6: a figure is shown by `![](figure:NAME)`, alone on its line"),
        ("![](figure:Epsilon sweep)", "line 6: a figure is shown by `![](figure:NAME)`, alone on its line"),
    ],
)
def test_a_wrong_reference_is_one_line(illustrated, broken_lines, written, said):
    script = illustrated / "solutions" / "01_double" / "double.py"
    text = script.read_text(encoding="utf-8").replace("![](figure:epsilon-sweep)", written, 1)
    script.write_text(text, encoding="utf-8")
    assert problem_of(illustrated, broken_lines).startswith(f"solutions/01_double/double.py: {said}")


def test_both_languages_show_the_same_figures(illustrated, broken_lines):
    script = illustrated / "solutions" / "01_double" / "double.py"
    before, portuguese = script.read_text(encoding="utf-8").rsplit("# ![](figure:epsilon-sweep)\n", 1)
    script.write_text(before + portuguese, encoding="utf-8")
    said = problem_of(illustrated, broken_lines)
    assert "line 8: this cell shows other figures (none) than its English version (epsilon-sweep)" in said


def test_a_figure_that_was_not_drawn_is_named(illustrated, broken_lines):
    (illustrated / "docs" / "figures" / "epsilon-sweep.pt-BR.png").unlink()
    said = problem_of(illustrated, broken_lines)
    assert (
        said == "docs/figures/epsilon-sweep.pt-BR.png: line 1: this figure is missing; run `autograder author figures`"
    )


# Drawing them


@pytest.fixture
def one_figure(monkeypatch):
    """Let there be one figure only, which is drawn fast."""
    pytest.importorskip("matplotlib")
    monkeypatch.setattr("autograder.author.exercise_pages.PICTURES", {"tangents": PICTURES["tangents"]})


@pytest.mark.usefixtures("one_figure")
def test_drawing_writes_what_differs_and_names_strays(course):
    names = [f"docs/figures/{figure_file('tangents', lang, kind)}" for lang in LANGUAGES for kind in ("svg", "png")]
    names += ["docs/figures.md", "docs/figures.pt-BR.md"]
    assert list(figures(course).written) == names
    (course / names[0]).write_text("drifted")
    (course / "docs" / "figures" / "old.svg").write_text("")
    again = figures(course)
    assert (again.written, list(again.unchanged), again.stray) == ((names[0],), names[1:], ("docs/figures/old.svg",))
    assert (course / names[0]).read_bytes() == (COMMITTED / "tangents.svg").read_bytes()


@pytest.mark.usefixtures("one_figure")
def test_the_command_draws(course, capsys):
    assert main(["author", "figures", "--root", str(course)]) == 0
    assert capsys.readouterr().out.endswith("wrote docs/figures.pt-BR.md\n6 files written, 0 unchanged\n")
    (course / "docs" / "figures" / "old.svg").write_text("")
    assert main(["author", "figures", "--root", str(course), "--lang", "pt"]) == 1
    assert "docs/figures/old.svg: nenhuma figura" in capsys.readouterr().out


def test_without_matplotlib_the_command_says_what_it_needs(course, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert main(["author", "figures", "--root", str(course)]) == 2
    assert "need matplotlib; in the course's checkout: pip install '.[author]'" in capsys.readouterr().err
    assert not (course / "docs").exists()
