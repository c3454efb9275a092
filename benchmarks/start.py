"""A cold `autograder check sigmoid_backward` against a bare `import numpy`: wall and CPU seconds, in pairs.

Each is a fresh process; the workspace is what `autograder start` lays out, with that exercise solved. The two take
turns, and ratios are formed pair by pair. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from measuring import AUTOGRADER, ROOT, Cost, machine, measured, milliseconds, spread

EXERCISE = "sigmoid_backward"
NUMBER = "05"


def check(workspace: Path) -> Cost:
    """Check the exercise once."""
    return measured([*AUTOGRADER, "check", EXERCISE], workspace)


def bare(workspace: Path) -> Cost:
    """Import numpy once."""
    return measured([sys.executable, "-c", "import numpy"], workspace)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pairs", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name) / "course"
        measured([*AUTOGRADER, "start", str(workspace)], Path(name))
        solution = ROOT / "solutions" / f"{NUMBER}_{EXERCISE}" / f"{EXERCISE}.py"
        (workspace / f"{NUMBER}_{EXERCISE}.py").write_text(solution.read_text("utf-8"), encoding="utf-8")
        warm_up = (bare(workspace), check(workspace))
        pairs = [(bare(workspace), check(workspace)) for _ in range(options.pairs)]
    status = {one.status for _, one in pairs} | {warm_up[1].status}
    print(f"A cold check: {machine()}")
    print(f"{options.pairs} pairs after one to warm up; exit status of the checks: {sorted(map(str, status))}\n")
    print(f"{'ms':26}{'wall':>24}{'CPU':>24}")
    for label, costs in (
        ("import numpy", [first for first, _ in pairs]),
        (f"check {EXERCISE}", [second for _, second in pairs]),
    ):
        wall, cpu = milliseconds([one.wall for one in costs]), milliseconds([one.cpu for one in costs])
        print(f"{label:26}{wall:>24}{cpu:>24}")
    wall = spread([second.wall / first.wall for first, second in pairs], 2)
    cpu = spread([second.cpu / first.cpu for first, second in pairs], 2)
    print(f"{'times as much':26}{wall:>24}{cpu:>24}")
    print("\nmin / median / max; ratios pair by pair.")


if __name__ == "__main__":
    main()
