"""What an exercise is made of: functions to write, checks with points, known mistakes, hints.

Each exercise's `checks.py` defines one `EXERCISE` from these nouns. Everything here is a plain frozen value;
the functions it holds are pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache, partial
from typing import Any, Literal, TypeAlias, TypedDict
from zlib import crc32

import numpy as np

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.sandbox.protocol.calls import Argument, Array, Call, Callback, Outcome, Seeded, Value


@frozen(eq=False)
class Expected:
    """The right numbers of one returned value, and how well they are known.

    `value` and `error` have the shape that is asked for; `error` is the estimated numerical error of `value`,
    entry by entry. `accepted_shapes` lists shapes that are accepted with a remark when the numbers are right.
    `loose_rtol` is the relative accuracy (to the largest entry) at which numbers still count, with a remark:
    that of float32 or of finite differences; 0 where the rounding itself is the subject.
    `float32_atol` is how far off numbers may be, and count with that remark, that float32 holds exactly: what many steps in
    float32 come to is rougher than float32 itself.
    `integral` asks for integers: booleans and floats of the same value count, with a remark.
    `list_ok`: a list is as good as an array here, and not remarked upon.
    """

    name: str
    value: Array
    error: Array
    accepted_shapes: tuple[tuple[int, ...], ...] = ()
    loose_rtol: float = 1e-5
    float32_atol: float = 0.0
    integral: bool = False
    list_ok: bool = False

    @classmethod
    def after_step(cls, name: str, start: Array, step: Array, error: Array | float = 0.0) -> Expected:
        """Expect `start − step`, of which the step counts, not where it starts: it is right to 1e-5 of itself.

        Parameters in float32 cannot be nearer than 3e-7 of themselves, however small the step.
        """
        rough = max(1e-5 * float(np.abs(step).max() / np.abs(start).max()), 3e-7)
        return cls(name, start - step, np.broadcast_to(error, start.shape), loose_rtol=rough)


class Written(str):
    """A result as Python shows it, in quotes only if it is a string itself."""

    __slots__ = ()


def _as_it_came(value: Value) -> Value:
    return value


@frozen(eq=False)
class Repro:
    """What a learner can paste to see a case go wrong, where the call itself is too long for that or goes through a driver.

    `text` is one line of Python that ends with an expression, statements before it set off by semicolons; `right` is what
    that expression must give. `gives` picks what it does give out of what the call gave; it raises ValueError where
    that cannot be told, and the TypeError or IndexError that the line itself would raise.
    """

    text: str
    right: Expected | Written
    gives: Callable[[Any], Value] = _as_it_came


@frozen(eq=False)
class Case:
    """One call with what must come back: one value, one per entry of a tuple, or whatever the check's own judge takes.

    `repros` show a simple case (`Check.minimal_cases`) in the place of its call: the first that gives something wrong.
    """

    call: Call
    expected: Expected | tuple[Expected, ...] = ()
    repros: tuple[Repro, ...] = ()
    repeated: bool = False  # the same call was made before: only hidden state can make it differ
    remark: Text | None = None  # when set, a wrong outcome here costs nothing: this is said instead


Plan: TypeAlias = Callable[[np.random.Generator], Sequence[Case]]
MinimalCases: TypeAlias = Callable[[], Sequence[Case]]
Formula: TypeAlias = Callable[..., Any]  # of a mistake: the arguments of the learner's function → what it returns there


@frozen(eq=False)  # known by identity: hashing all of it is dear
class Mistake:
    """A known mistake: the formula that gives its numbers, or the exception it raises, and what to say.

    `formula` takes the arguments of the learner's function (callbacks as functions, seeds as generators) and
    gives what the mistaken code returns there: the part that the check judges, or a tuple of the first parts, which
    must then all agree. With `constant`, learners' code has a number of its own where one is passed: that function takes
    what was returned (an array, or a list of them) and the arguments, and gives the number, or None where it does not
    show; `formula` takes it as `constant`, with some default. `raises` is a regular expression on "Type: message".
    `in_place` marks the mistake that right numbers with a changed argument are called in this check, instead of
    `argument-modified-in-place`.
    """

    id: str
    why: Text  # what the code does instead, and why that is not the derivative, in a sentence or two
    next: Text  # where to look, without giving the line away
    formula: Callable[..., Value] | None = None
    raises: str = ""
    in_place: bool = False
    constant: Callable[..., float | None] | None = None
    name: Text | None = None  # a few words for it; None where `autograder.judging.mistake_names` has them
    carries: bool = True  # whether its numbers are carried forward: not those that show nothing of what is asked (a 0)


@frozen
class Diagnosis:
    """A mistake recognised from numbers or from an exception; `confidence` is the share of cases it explains.

    `guises` are the mistake with each of its formulas that the numbers fit, where there are several: they may part elsewhere.
    """

    mistake: Mistake
    confidence: float
    guises: tuple[Mistake, ...] = ()


CheckStatus = Literal["passed", "failed", "error", "not_attempted", "waiting"]


@frozen(eq=False)
class Verdict:
    """What a check came to. `rationale` says what happened, `help` the likely cause and the next step.

    `changed_only` marks a failure in which every number was right and nothing but an argument was changed.
    """

    status: CheckStatus
    rationale: Message
    help: Message | None = None
    diagnosis: Diagnosis | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[Message, ...] = ()
    changed_only: bool = False

    @property
    def numbers_right(self) -> bool:
        """Whether what was returned is right, though the call may have changed its arguments."""
        return self.status == "passed" or self.changed_only


Judge: TypeAlias = Callable[["Exercise", "Check", Sequence[Case], Sequence[Outcome]], Verdict]
Pictured: TypeAlias = Callable[["Exercise", "Check", Sequence[Case], Sequence[Outcome]], Mapping[str, Any] | None]


@frozen(eq=False)  # known by identity: hashing all of it is dear
class Check:
    """One thing that earns points: the calls it plans, and how their outcomes are judged.

    Checks with the same `plan` share its calls: the learner's function is called once for all of them.
    `judge` None stands for `autograder.judging.judge.judge_values`: each outcome against its `Expected`.
    `minimal_cases` gives cases of the same function from the simplest up (one entry, then 1×2, 2×1, 2×3; small round numbers,
    among which no known mistake hides): after a failure the first that still goes wrong is shown. A `judge` of its own
    must be able to judge each of them alone. With `goes_on`, the calls after one that raised are made as well: what they
    returned is judged before the exception, so that other shapes than the first may show the mistake in their numbers.
    `needs` and `uses` name the checks that this one builds on: without the first it cannot be judged, the second may be
    underneath. Where they failed by known mistakes, `carried` takes their formulas, by check, and gives this check with the
    numbers that follow from them (see `autograder.judging.carried`). `graph` gives, of what a judge takes, what a page
    draws of a failure as a computational graph (`autograder.authoring.graph_pictures`), or None.
    """

    id: str
    title: Text
    points: int
    plan: Plan
    help: Text  # the likely cause, when no known mistake explains the numbers
    part: int | None = None  # which entry of a returned tuple this check judges; None: all of them
    needs: tuple[str, ...] = ()  # checks that must have passed before this one can be judged
    mistakes: tuple[Mistake, ...] = ()
    judge: Judge | None = None
    minimal_cases: MinimalCases | None = None
    uses: tuple[str, ...] = ()  # checks of what this one may be built on
    carried: Callable[[Mapping[str, Formula]], Sequence[Check]] | None = None
    goes_on: bool = False
    graph: Pictured | None = None

    def mistake(self, id_: str) -> Mistake:
        """Find one of its known mistakes by its id: the first guise."""
        return next(mistake for mistake in self.mistakes if mistake.id == id_)


@frozen
class Function:
    """A function that the learner writes, with its parameters in order."""

    name: str
    parameters: tuple[str, ...]


class OwnNetwork(TypedDict):
    """The network that is trained by the learner's own code, to draw its cost and its answers.

    It is trained on X (4, 3), the corners of the unit square in the order in which they are drawn, each with a 1 for the
    bias, and y (4, 1). The functions are named by what they do: `start` takes a generator and gives W1 (3, hidden) and
    W2 (hidden, 1); `train` takes X, y, W1, W2, learning rate and epochs and gives W1, W2 and the losses (epochs,);
    `forward` takes X, W1, W2 and gives the hidden values and the outputs (n, 1), `predict` the classes (n, 1).
    `right_train` and `right_outputs` do what `train` and the second half of `forward` must, for the picture beside it.
    """

    X: Array
    y: Array
    hidden: int
    learning_rate: float
    epochs: int  # at most; slow code is shown fewer
    start: str
    train: str
    forward: str
    predict: str
    right_train: Callable[[Array, Array, Array, Array, float, int], Sequence[Array]]
    right_outputs: Callable[[Array, Array, Array], Array]


class StepSweep(TypedDict):
    """The slope of J at w, which the learner's functions estimate with steps of many lengths, to draw how far off they are.

    Each function takes J, w and ε. `orders` gives for each of them what its error comes to while steps are long: p and the
    factor c of c εᵖ.
    """

    J: Callback
    w: float
    slope: float
    orders: Mapping[str, tuple[int, float]]


@frozen(eq=False)  # known by identity: hashing all of it is dear
class Exercise:
    """An exercise of the course.

    `after` are the ids of the exercises that it builds on, `minutes` how long it takes about, `reading` what to read
    before: texts by their short names, with the sections.
    `driver` is the source of driver.py, which runs in the learner's process before the learner's code (`Call.via_driver`);
    the catalogue reads it. `libraries` are what learners' code may import here beside numpy. `own_network`, `step_sweep` and
    `by_layer` are what is drawn beside the verdicts, if anything: `by_layer` gives cases whose result is one number for
    each layer, named by their last argument. The points of an `extra` exercise stand beside those of the course.
    """

    id: str
    title: Text
    functions: tuple[Function, ...]
    checks: tuple[Check, ...]
    hints: tuple[Text, ...]  # from a nudge to almost the answer, never the answer
    texts: tuple[str, ...]  # short names of the texts it follows
    after: tuple[str, ...] = ()
    minutes: int = 0
    reading: Text | None = None
    cpu_seconds: int = 10
    driver: str = ""
    libraries: tuple[str, ...] = ()
    own_network: OwnNetwork | None = None
    step_sweep: StepSweep | None = None
    by_layer: MinimalCases | None = None
    extra: bool = False

    @property
    def points(self) -> int:
        """The points of all its checks."""
        return sum(check.points for check in self.checks)

    @property
    def draws(self) -> bool:
        """Whether anything is drawn of it that its checks do not ask for."""
        return any((self.own_network, self.step_sweep, self.by_layer))

    def check(self, id_: str) -> Check:
        """Find one of its checks by its id."""
        return next(check for check in self.checks if check.id == id_)

    def function(self, name: str) -> Function:
        """Find one of its functions by name."""
        return next(function for function in self.functions if function.name == name)


@lru_cache(maxsize=512)  # the plans of the course, and those with mistakes in force that a class has in common
def planned(exercise: Exercise, plan: Plan, seed: int) -> tuple[Case, ...]:
    """Draw the cases of a plan: the same for the same seed, unrelated for any other seed, exercise or plan.

    What depends on the seed alone is so computed once a run, however many submissions are graded.
    """
    name = f"{exercise.id}.{name_of_plan(plan)}".encode()
    return tuple(plan(np.random.default_rng([seed, crc32(name)])))


def name_of_plan(plan: Plan) -> str:
    """Name a plan; one with a formula in force draws what it draws without."""
    return name_of_plan(plan.func) if isinstance(plan, partial) else plan.__name__


@lru_cache(maxsize=256)
def simplest(minimal_cases: MinimalCases) -> tuple[Case, ...]:
    """Give the minimal cases of a check, which depend on nothing: they are made once, and only after a failure."""
    return tuple(minimal_cases())


def formula_arguments(args: Sequence[Argument]) -> list[Any]:
    """Turn a call's arguments into what a formula of a mistake takes: fresh copies, live functions."""
    return [_live(arg) for arg in args]


def _live(arg: Argument) -> Any:  # noqa: ANN401 -- whatever a learner's function is given
    match arg:
        case Callback():
            return arg.function
        case Seeded():
            return np.random.default_rng(arg.seed)
        case np.ndarray():
            return arg.copy()
        case list() | tuple():
            return type(arg)(_live(item) for item in arg)
        case _:
            return arg
