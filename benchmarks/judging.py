"""The judge's own CPU time per submission when everything is right: outcomes are recorded once, then judged again.

Run from the root of the repository: `python benchmarks/judging.py [rounds]`. What depends on the seed alone (inputs,
numeric gradients of the true functions) is computed before the clock starts, as it is once a run and not once a
submission.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from autograder.course.course import course  # noqa: E402 -- the checkout comes first
from autograder.grading.run_checks import run_checks  # noqa: E402 -- as above
from autograder.judging.model import Exercise  # noqa: E402 -- as above
from autograder.sandbox import InProcess  # noqa: E402 -- as above
from autograder.sandbox.protocol.calls import Call, Loaded, Outcome  # noqa: E402 -- after the path is set

SEED = 7
FIRST = ("derivative_estimates", "sigmoid_backward", "linear_backward", "delta_rule", "xor_training")


class Recorded:
    """A session that gives what another one gave, call by call."""

    def __init__(self, exercise: Exercise, session: InProcess) -> None:
        """Make all calls of the exercise's checks once."""
        self.outcomes: list[Outcome] = []
        self.loaded = Loaded((), session.loaded.names)
        self.printed = ""
        self._session: InProcess | None = session
        self.verdicts = run_checks(exercise, SEED, self)
        self._session = None
        self._at = 0

    def call(self, call: Call) -> Outcome:
        """Give the next outcome."""
        if self._session is not None:
            self.outcomes.append(self._session.call(call))
            return self.outcomes[-1]
        self._at += 1
        return self.outcomes[self._at - 1]

    def again(self) -> None:
        """Begin from the first call."""
        self._at = 0


def milliseconds(exercise: Exercise, recorded: Recorded, rounds: int) -> float:
    """Give the median CPU time of judging all checks."""
    times = []
    for _ in range(rounds):
        recorded.again()
        begun = time.process_time()
        run_checks(exercise, SEED, recorded)
        times.append(1e3 * (time.process_time() - begun))
    return median(times)


def main(rounds: int) -> None:
    """Measure and print."""
    found = {}
    for entry in course().exercises:
        solution = ROOT / "solutions" / f"{entry.number}_{entry.id}" / f"{entry.id}.py"
        names: dict[str, object] = {"__name__": "solution"}
        exec(compile(solution.read_text(encoding="utf-8"), entry.id, "exec", dont_inherit=True), names)  # noqa: S102 -- ours
        recorded = Recorded(entry.exercise, InProcess(names, driver=entry.exercise.driver))
        assert all(verdict.status == "passed" for verdict in recorded.verdicts), entry.id  # noqa: S101 -- else it measures little
        found[entry.id] = milliseconds(entry.exercise, recorded, rounds)
        print(f"{entry.number} {entry.id:26} {len(recorded.outcomes):4} calls {found[entry.id]:8.2f} ms")
    print(
        f"\nthe first five in importance together {sum(found[id_] for id_ in FIRST):.2f} ms, all {sum(found.values()):.2f} ms"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
