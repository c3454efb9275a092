"""What people write around their plots runs, and nothing of it takes the functions below it away."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from autograder.sandbox.guest import stub_modules
from autograder.sandbox.guest.inert import Inert
from autograder.sandbox.guest.invoke import plain
from autograder.sandbox.protocol.calls import Opaque

WRITTEN = """
fig, (a, b) = plt.subplots(1, 2); a.plot([1]); b.set(xlabel='x')
fig, ax = plt.subplots(2, 2); ax[0, 1].plot(); assert ax.shape == (2, 2); [one.axis('off') for one in ax.flat]
fig, ax = plt.subplots(nrows=3, figsize=(1, 2), sharex=True); ax[2].plot()
fig, ax = plt.subplots(1, 1, squeeze=False); ax[0, 0].plot()
fig, ax = plt.subplots(); ax.plot(); ax.legend().get_frame().set_alpha(0.5)
axes = plt.figure().subplots(2, 3); assert [len(row) for row in axes] == [3, 3]
fig, parts = plt.subplot_mosaic('AB'); parts['A'].plot()
plt.rcParams['figure.dpi'] = 100; plt.rcParams.update({'a': 1}); plt.rcParams = {}
n, bins, patches = plt.hist([1, 2]); plt.plot(0.5 * (bins[1:] + bins[:-1]), n / n.sum()); np.exp(n); np.max(bins)
line, = plt.plot([1]); [other] = plt.plot([2]); line.set_data([1], [2])
first, *rest = plt.plot([1]); (a, b), c = plt.anything()
left, right = plt.xlim(); left + 1 < right; -left; left ** 2; round(left); f'{left:.3f}'; float(left); abs(left)
from pylab import *; plot(linspace(0, 1), exp(0)); x = sum(array([[1, 2]]), axis=0); fig, ax = subplots(2, 2); ax[0, 1]
from matplotlib.pyplot import *; figure(); fig, ax = subplots(2, 2); ax[0, 1]; show()
import matplotlib as mpl; mpl.use('Agg'); fig, ax = mpl.pyplot.subplots(2, 2); ax[1, 1]; mpl.__version__.split('.')
from mpl_toolkits.mplot3d import Axes3D; plt.figure().add_subplot(projection='3d').plot_surface(np.eye(2), 1, 2)
import seaborn as sns; sns.set(); sns.set_theme(style='dark')
from matplotlib import animation; animation.FuncAnimation(plt.figure(), lambda i: [], frames=9).to_jshtml()
from IPython.display import HTML, display; display(HTML('x'))
from IPython import get_ipython; get_ipython().run_line_magic('matplotlib', 'inline')
plt.gca().set(xlabel='x', title='y'); plt.gca().spines[['top', 'right']].set_visible(False)
assert len([c for _, c in zip(range(5), plt.cm.viridis(np.linspace(0, 1, 5)))]) == 5
assert len([r for r in plt.bar(['a', 'b'], [1, 2])]) == 2
assert len(list(zip(range(8), plt.rcParams['axes.prop_cycle'].by_key()['color']))) == 8
[one for one in plt.gca()]; list(plt.gca().lines); sorted(plt.style.available); ', '.join(plt.style.available)
isinstance(1, plt.Axes); np.ones(3) * plt.gca(); plt.gca() == 1; del plt.gca().x
next(plt.gca()._get_lines.prop_cycler)['color']; divmod(plt.gca(), 2); 3 % plt.gca(); '%.2f %d' % (plt.gca(), plt.gca())
import ipywidgets; ipywidgets.interact(x=1)(len)
"""
BLOCKS = [
    "with plt.style.context('ggplot'), plt.xkcd():\n    plt.plot([1])",
    "while plt.fignum_exists(1):\n    plt.pause(0.1)",
    "while not plt.waitforbuttonpress():\n    pass",
    "for one in iter(plt.ginput, None):\n    pass",
    "from ipywidgets import interact\n@interact(x=(0, 1))\ndef g(x): return x\nassert g(3) == 3",
    "class Plotter(plt.Figure):\n    pass",
    "for ax, value in zip(plt.subplots(1, 3)[1], [1, 2, 3]):\n    ax.plot(value)\nassert value == 3",
]


@pytest.fixture
def stand_ins(monkeypatch):
    """Have the stand-ins in this process, without forgetting what it has loaded."""
    for name in [name for name in sys.modules if name.partition(".")[0] in stub_modules.DRAWING]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [stub_modules.Finder(), *sys.meta_path])
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in stub_modules.DRAWING:
            del sys.modules[name]


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize("source", [*WRITTEN.strip().splitlines(), *BLOCKS])
def test_it_runs(source):
    exec(f"import numpy as np\nimport matplotlib.pyplot as plt\n{source}", {})  # noqa: S102 -- written here


def test_many_names_are_unpacked_too():
    names = [f"x{n}" for n in range(300)]
    found: dict[str, object] = {}
    exec(f"{', '.join(names)} = inert\n{', '.join(names[:250])}, *rest, last = inert", {"inert": Inert()}, found)  # noqa: S102 -- as above
    assert set(found) == {*names, "rest", "last"}
    assert found["rest"] == []


def test_a_loop_ends_whatever_was_handed_in():
    assert len(list(Inert()(range(10**9)))) <= 10_000
    assert list(Inert()(np.ones(3))) == [1, 1, 1]  # it agrees with anything


def test_none_of_it_is_a_result():
    assert plain(Inert()) == Opaque("Inert")
    assert plain([1.0, Inert("axes")]) == [1.0, Opaque("Inert")]
