import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.submission.ipython_syntax import TOKEN, Stripped, without_magics
from autograder.submission.sources import parsed


@pytest.mark.parametrize(
    ("source", "left", "dropped"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1", ((1, "%matplotlib inline"),)),
        ("x = 1\n!ls -la\ny = 2", "x = 1\npass\ny = 2", ((2, "!ls -la"),)),
        ("np.dot?", "pass", ((1, "np.dot?"),)),
        ("np.dot??\nx = 1", "pass\nx = 1", ((1, "np.dot??"),)),
        ("?np.dot", "pass", ((1, "?np.dot"),)),
        ("if True:\n    %time f()\n    x = 1", "if True:\n    pass\n    x = 1", ((2, "%time f()"),)),
        ("files = !ls\nx = 1", "from IPython import files\nx = 1", ((1, "files = !ls"),)),
        ("t = %timeit -o f()", "from IPython import t", ((1, "t = %timeit -o f()"),)),
        ("a, b = !ls", "pass", ((1, "a, b = !ls"),)),
        ("class = !ls", "pass", ((1, "class = !ls"),)),
        ("%time w = f(3)\nx = w", "w = f(3)\nx = w", ((1, "%time"),)),
        ("%time f(3)", "pass", ((1, "%time f(3)"),)),
        ("%time", "pass", ((1, "%time"),)),
        ("pip install numpy\nx = 1", "pass\nx = 1", ((1, "pip install numpy"),)),
        ("conda install -y numpy", "pass", ((1, "conda install -y numpy"),)),
        ("matplotlib inline", "pass", ((1, "matplotlib inline"),)),
        ("!pip install \\\n  numpy\nx = 1", "pass\n\nx = 1", ((1, "!pip install \\\n  numpy"),)),
        ("# comment\n\n%load_ext a\n%b", "# comment\n\npass\npass", ((3, "%load_ext a"), (4, "%b"))),
        ("%%time\nx = 1", "pass\nx = 1", ((1, "%%time"),)),
        ("\n%%capture out\n%%time\nx = 1", "\npass\npass\nx = 1", ((2, "%%capture out"), (3, "%%time"))),
        ("%%timeit -n 1\n!ls\nx = 1", "pass\npass\nx = 1", ((1, "%%timeit -n 1"), (2, "!ls"))),
        ("%%bash\necho", None, ((1, "%%bash"),)),
        ("%%html\n<b>", None, ((1, "%%html"),)),
        ("%%writefile a.py\nx = 1", None, ((1, "%%writefile a.py"),)),
        ("%%time\n%%bash\necho", None, ((1, "%%time"), (2, "%%bash"))),
        ("%%", None, ((1, "%%"),)),
    ],
)
def test_magics_are_taken_out_and_named(source, left, dropped):
    assert without_magics(source) == Stripped(left, dropped)


@pytest.mark.parametrize(
    "source",
    [
        "x = (7\n% 2)",
        "x = 7 \\\n% 2",
        "s = '''\n%matplotlib inline\n!ls\nwhat?\n'''",
        "x = [1,\n!ls",  # no Python, but no magic either
        "# what?",
        "% b",
        "!= 3",
        "pip installs = 3",
        "pip = install numpy",
        "x = 1 +",
        "",
    ],
)
def test_what_is_no_magic_stays(source):
    assert without_magics(source) == Stripped(source)


@pytest.mark.parametrize(
    "lines",
    [
        "x = (7\n% y)",
        "x = 7 \\\n%y",
        's = """\n%magic "quoted" \\""" \n!ls\n"""',
        "s = 'it\\'s' # '''\nt = \"# no comment (\"",
        "s = 'a\\\n%b'",
        "d = {\n'%a': [\n(1\n%y)]}",
        "s = r'\\'\nt = 1",
        "s = ''\nt = \"\"\nu = ''''''",
    ],
)
def test_in_a_cell_with_magics_continued_lines_and_strings_stay(lines):
    before = f"%matplotlib inline\n{lines}\n!ls"
    after = f"pass\n{lines}\npass"
    assert without_magics(before) == Stripped(after, ((1, "%matplotlib inline"), (before.count("\n") + 1, "!ls")))


@given(st.text(alphabet="%!?'\"\\\n #()[]=ab.", max_size=60) | st.text())
def test_line_numbers_never_change(source):
    stripped = without_magics(source)
    if stripped.source is not None:
        assert stripped.source.count("\n") == source.count("\n")
    if parsed(source) is not None:
        assert stripped == Stripped(source)


@pytest.mark.parametrize("piece", ['"', "'''", "\\", "%a\\\n", "(", "%%time\n", "!ls\n", "a?", "a.", "a =", '\\"', " "])
def test_hostile_cells_take_no_time_to_speak_of(piece):
    source = piece * (300_000 // len(piece)) + "\x01"
    assert without_magics(source) is not None


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("inside", ["", "a", "a{q}b", "a{q}{q}b", "\\{q}", "a\\\\"])
@pytest.mark.parametrize("behind", [" x", "{q}{q}{q}y{q}{q}{q}"])
def test_a_docstring_is_one_token_in_every_python(quote, inside, behind):
    """Before 3.11.5 a possessive group goes on from where its last alternative was given up, and so misses the end."""
    text, rest = quote * 3 + inside.format(q=quote) + quote * 3, behind.format(q=quote)
    assert [found[0] for found in TOKEN.finditer(text + rest)] == [text, rest]
