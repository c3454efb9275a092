"""Checks of 12 three_layer_network: softmax and its cross-entropy, three linear layers back to front, the step of SGD.

Text: pytorch (gradients of L2 first, then L1, then L0; parameter − lr · gradient; the optimizer's step).
Gradients are held against complex-step derivatives of the true cost, as in `autograder.authoring.training`: no
backpropagation is in them, and they are exact to rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import pairwise, product
from operator import getitem
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from autograder.authoring.training import STEP
from autograder.i18n.language import Text
from autograder.judging.counterexample import MOST_SHOWN
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake, Repro, Verdict
from autograder.judging.numbers import described
from autograder.sandbox.protocol.calls import Call, Outcome, Raised, Returned
from autograder.sandbox.protocol.values import Array, Value

Real: TypeAlias = Array  # of the learner's arguments
Moved: TypeAlias = NDArray[Any]  # real, or complex with a step in its imaginary part; maybe a stack of such arrays
Parameters: TypeAlias = list[tuple[Moved, Moved]]
Flat: TypeAlias = tuple[Array, ...]  # (W0, b0, W1, b1, W2, b2), or a part of it
Layers: TypeAlias = tuple[int, ...]

SIZES = (16, 8, 4, 2)
LAST, EARLIER, ALL = (2,), (1, 0), (0, 1, 2)  # the layers that a check judges, in the order of its parts
NAMES = ("W0", "b0", "W1", "b1", "W2", "b2")
# (n, k). The square one comes first: where an axis is lost nothing is raised there, and the numbers can be recognised.
SHAPES = ((4, 4), (5, 3), (1, 3), (6, 2), (3, 5))
FAR = 1000.0
EPSILON32 = float(np.finfo(np.float32).eps)


# --- the true functions ------------------------------------------------------------------------------------------


def log_softmax(logits: Moved) -> Moved:
    """Logarithm of the softmax over the last axis: z − ln Σ eᶻ, shifted so that nothing overflows."""
    shifted = logits - logits.real.max(axis=-1, keepdims=True)
    result: Moved = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def true_softmax(logits: Real) -> Array:
    """The probabilities of every row, (n, k)."""
    result: Array = np.exp(log_softmax(logits))
    return result


def cost_of(logits: Moved, targets: NDArray[np.int64]) -> Moved:
    """The cross-entropy, mean over the rows; of a stack of logits (m, n, k) a stack of costs (m,)."""
    of_own_class = log_softmax(logits)[..., range(len(targets)), targets]
    result: Moved = -of_own_class.sum(axis=-1) / len(targets)
    return result


def layer_values(X: Moved, parameters: Parameters, activation: Callable[[Moved], Moved] | None = None) -> list[Moved]:
    """X and what comes out of each layer, the logits last; the right network has no activation between them."""
    values = [X]
    for W, b in parameters:
        entering = values[-1] if activation is None or len(values) == 1 else activation(values[-1])
        values.append(np.matmul(entering, W) + b[..., None, :])
    return values


def slopes(cost: Callable[[Moved], Moved], at: Real) -> Array:
    """∂cost/∂at by complex steps, all entries at once: `cost` maps a stack of nudged copies to their costs."""
    nudges = (1j * STEP * np.eye(at.size)).reshape(at.size, *at.shape)
    return np.asarray(cost(at + nudges).imag / STEP, np.float64).reshape(at.shape)


def network_slopes(
    X: Real,
    parameters: Parameters,
    cost: Callable[[Moved], Moved],
    activation: Callable[[Moved], Moved] | None = None,
) -> Flat:
    """∂cost/∂parameter for all six; `cost` is a function of the logits."""
    flat = _flat(parameters)

    def along(at: int, nudged: Moved) -> Moved:
        parts = [nudged if i == at else part for i, part in enumerate(flat)]
        moved = list(zip(parts[::2], parts[1::2], strict=True))
        return cost(layer_values(X, moved, activation)[-1])

    return tuple(slopes(partial(along, at), part) for at, part in enumerate(flat))


def _flat(parameters: Any) -> Any:  # noqa: ANN401 -- three pairs of whatever kind
    return tuple(part for pair in parameters for part in pair)


# --- plans -------------------------------------------------------------------------------------------------------


def plan_softmax(rng: np.random.Generator) -> list[Case]:
    """Several shapes, rows of very different scale, the same rows shifted; the first call twice."""
    inputs = [rng.uniform(-2.5, 2.5, shape) for shape in SHAPES]
    inputs[4] += rng.permutation([[0.0], [30.0], [-30.0]])
    inputs.append(inputs[1] + rng.uniform(3, 9, (5, 1)) * rng.choice([-1, 1], (5, 1)))
    cases = [_softmax_case(logits) for logits in inputs]
    return [*cases, replace(cases[0], repeated=True)]


def plan_softmax_large(rng: np.random.Generator) -> list[Case]:
    """Rows around 1000, rows around −1000, rows that hold both; both kinds of rows in one array only for a remark."""
    near = [rng.uniform(-2.5, 2.5, shape) for shape in ((4, 3), (2, 5), (3, 4), (1, 3))]
    both = np.array([FAR, -FAR, FAR, 0.0])
    inputs = [near[0] + FAR, near[1] - FAR, near[2] + both, near[3] + rng.choice([-FAR, FAR])]
    apart = near[0] + np.array([[FAR], [-FAR], [0.0], [FAR]])
    # float32 holds a logit of 1000 to within 6e-5, and the probabilities move with it.
    return [*(_softmax_case(logits, rough=FAR * EPSILON32) for logits in inputs), _softmax_case(apart, remark=APART)]


# From one row up; the logits of a class differ from row to row.
SIMPLE_LOGITS = ([[0.0, 1.0]], [[2.0, 1.0, 0.0]], [[0.0, 1.0], [2.0, -1.0]], [[2.0, 1.0, 0.0], [-1.0, 0.5, 3.0]])
SIMPLE_TARGETS = ([0], [1], [0, 1], [1, 2])


def simple_softmax() -> list[Case]:
    """From one row and two classes up."""
    return [_softmax_case(np.array(logits)) for logits in SIMPLE_LOGITS]


def simple_softmax_large() -> list[Case]:
    """One row further and further out, on either side; then two rows, and both sides in one row."""
    far = [[[x, x + 1]] for x in (100.0, 1000.0, -1000.0)]
    arrays = [*far, [[1000.0, 1001.0], [1002.0, 1001.0]], [[1000.0, -1000.0]]]
    return [_softmax_case(np.array(logits), rough=FAR * EPSILON32) for logits in arrays]


def _softmax_case(logits: Array, remark: Text | None = None, rough: float = 1e-5) -> Case:
    expected = Expected("softmax(logits)", true_softmax(logits), np.zeros(logits.shape), loose_rtol=rough)
    return Case(Call("softmax", (logits,)), expected, remark=remark)


def plan_cross_entropy(rng: np.random.Generator) -> list[Case]:
    """Several shapes with probabilities well above 0; the first call twice. Then `softmax` on the same logits."""
    cases = [_cross_entropy_case(logits, targets) for logits, targets in _batches(rng)]
    return [*cases, replace(cases[0], repeated=True), *_softmax_probes(cases)]


def simple_cross_entropy() -> list[Case]:
    """From one row and two classes up."""
    return [_cross_entropy_case(np.array(z), np.array(t)) for z, t in zip(SIMPLE_LOGITS, SIMPLE_TARGETS, strict=True)]


def _cross_entropy_case(logits: Array, targets: NDArray[np.int64]) -> Case:
    expected = Expected("cross_entropy(logits, targets)", cost_of(logits, targets), np.zeros(()))
    return Case(Call("cross_entropy", (logits, targets)), expected)


def plan_backward(rng: np.random.Generator) -> list[Case]:
    """Several shapes; the first call twice. Then `softmax` on the same logits."""
    cases = [_backward_case(logits, targets) for logits, targets in _batches(rng)]
    return [*cases, replace(cases[0], repeated=True), *_softmax_probes(cases)]


def simple_backward() -> list[Case]:
    """From one row and two classes up."""
    return [_backward_case(np.array(z), np.array(t)) for z, t in zip(SIMPLE_LOGITS, SIMPLE_TARGETS, strict=True)]


def _backward_case(logits: Array, targets: NDArray[np.int64], remark: Text | None = None) -> Case:
    gradient = right_upstream(logits, targets)
    expected = Expected("cross_entropy_backward(logits, targets)", gradient, np.zeros(gradient.shape))
    return Case(Call("cross_entropy_backward", (logits, targets)), expected, remark=remark)


def _batches(rng: np.random.Generator) -> list[tuple[Array, NDArray[np.int64]]]:
    logits = [rng.uniform(-1.5, 1.5, (n, k)) + rng.uniform(-3, 3, (n, 1)) for n, k in SHAPES]
    return [(z, _classes(rng, *z.shape)) for z in logits]


def _classes(rng: np.random.Generator, n: int, k: int) -> NDArray[np.int64]:
    """Draw a class per row, two different ones among them; a row alone is not of class 0, which subtracts nothing."""
    if n == 1:
        return rng.integers(1, k, size=1)
    targets = rng.integers(k, size=n)
    targets[:2] = rng.permutation(k)[:2]
    return rng.permutation(targets)


def plan_last_layer(rng: np.random.Generator) -> list[Case]:
    """Batches of several sizes; the first call twice. Then the two functions it may build on, at the true logits."""
    problems = _problems(rng)
    cases = [_network_case(LAST, *problem) for problem in problems]
    asked = HELPERS["cross_entropy_backward"]
    probes = [_backward_case(layer_values(X, parameters)[-1], targets, asked) for X, parameters, targets in problems]
    return [*cases, replace(cases[0], repeated=True), *_softmax_probes(probes), *probes]


def plan_earlier_layers(rng: np.random.Generator) -> list[Case]:
    """Other batches of the same sizes; the first call twice."""
    cases = [_network_case(EARLIER, *problem) for problem in _problems(rng)]
    return [*cases, replace(cases[0], repeated=True)]


def _problems(rng: np.random.Generator) -> list[tuple[Array, Parameters, NDArray[np.int64]]]:
    found = []
    for n in (5, 3, 1, 7):
        X, parameters = rng.normal(0, 1, (n, SIZES[0])), _parameters(rng)
        # No row is decided beyond doubt: where p is nearly 1 little is left of p − 1, in float32 above all.
        logits, (W, b) = layer_values(X, parameters)[-1], parameters[-1]
        calmer = min(1.0, 2 / np.abs(logits[:, 0] - logits[:, 1]).max())
        found.append((X, [*parameters[:-1], (calmer * W, calmer * b)], _classes(rng, n, SIZES[-1])))
    return found


def _network_case(layers: Layers, X: Array, parameters: Parameters, targets: NDArray[np.int64]) -> Case:
    expected = _parts("grad_{}", right_gradients(X, parameters, targets), also_row=True)
    return Case(Call("network_backward", (X, parameters, targets)), _picked(expected, layers))


# The shapes are fixed, so the simplest network is one that takes few words: SIMPLE_TEXT makes SIMPLE_PARAMETERS.
SIMPLE_PARAMETERS: Parameters = [(np.eye(d, k), np.full(k, 0.5)) for d, k in pairwise(SIZES)]
SIMPLE_TEXT = f"p = [(np.eye(d, k), np.full(k, 0.5)) for d, k in {tuple(pairwise(SIZES))}]"
SIMPLE_CLASSES = ([0], [1, 0], [1, 0, 0])


def simple_last_layer() -> list[Case]:
    """One row, two, three."""
    return [_simple_network(LAST, targets) for targets in SIMPLE_CLASSES]


def simple_earlier_layers() -> list[Case]:
    """One row, two, three."""
    return [_simple_network(EARLIER, targets) for targets in SIMPLE_CLASSES]


def _simple_network(layers: Layers, targets: list[int]) -> Case:
    """A network that hands on the first of its inputs, which count up from −2 in eighths."""
    n = len(targets)
    end = 16.0 * (n - 1)
    X = np.arange(-16.0, end).reshape(n, 16) / 8
    case = _network_case(layers, X, SIMPLE_PARAMETERS, np.array(targets))
    text = (
        f"X = np.arange(-16.0, {end}).reshape({n}, 16) / 8; {SIMPLE_TEXT}; network_backward(X, p, np.array({targets}))"
    )
    return _array_by_array(case, layers, text)


def _array_by_array(case: Case, layers: Layers, text: str) -> Case:
    """Show what `text` gives, three pairs, array by array; of those that are too large for it, the first row."""
    assert isinstance(case.expected, tuple)  # noqa: S101 -- the helpers made it
    lines = []
    for (layer, place), part in zip(product(layers, (0, 1)), case.expected, strict=True):
        large = part.value.size > MOST_SHOWN
        path = (layer, place, 0) if large else (layer, place)
        right = replace(part, value=part.value[0], error=part.error[0]) if large else part
        lines.append(Repro(text + "".join(f"[{at}]" for at in path), right, partial(_reached, path)))
    return replace(case, repros=tuple(lines))


def _reached(path: tuple[int, ...], value: Any) -> Value:  # noqa: ANN401 -- whatever was returned
    """What the subscripts of `path` lead to; raises what Python raises."""
    return cast("Value", reduce(getitem, path, value))


def _softmax_probes(cases: Sequence[Case]) -> list[Case]:
    """Ask `softmax` itself about the logits of these cases, for `judge_built` to see."""
    return [_softmax_case(np.asarray(case.call.args[0]), remark=HELPERS["softmax"]) for case in cases]


def _parameters(rng: np.random.Generator, scale: float = 1.0) -> Parameters:
    return [(rng.normal(0, scale / np.sqrt(d), (d, k)), rng.normal(0, scale / 2, k)) for d, k in pairwise(SIZES)]


def _parts(
    name: str, values: Flat, rough: Sequence[float] = (1e-5,) * 6, *, also_row: bool = False
) -> tuple[Expected, ...]:
    """What is expected of W0, b0, …; with `also_row`, a bias of shape (1, k) counts as well."""
    also = [((1, len(value)),) if also_row and value.ndim == 1 else () for value in values]
    errors = [np.zeros(value.shape) for value in values]
    names = [name.format(part) for part in NAMES]
    return tuple(map(Expected, names, values, errors, also, rough))


def plan_sgd(rng: np.random.Generator) -> list[Case]:
    """Two steps in a row with the text's rate, one elsewhere with a larger rate; the first call twice."""
    start, elsewhere = _parameters(rng), _parameters(rng)
    first = _sgd_case(start, _parameters(rng, 3.0), 0.001)
    reached = [part.value for part in first.expected] if isinstance(first.expected, tuple) else []
    second = _sgd_case(list(zip(reached[::2], reached[1::2], strict=True)), _parameters(rng, 3.0), 0.001)
    third = _sgd_case(elsewhere, _parameters(rng, 3.0), float(rng.uniform(0.05, 0.45)))
    return [first, second, third, replace(first, repeated=True)]


def simple_sgd() -> list[Case]:
    """The same step at two rates."""
    gradients = [(2 * W + 1, b - 1) for W, b in SIMPLE_PARAMETERS]
    text = f"{SIMPLE_TEXT}; g = [(2 * W + 1, b - 1) for W, b in p]; sgd_step(p, g, "
    cases = {rate: _sgd_case(SIMPLE_PARAMETERS, gradients, rate) for rate in (0.25, 0.125)}
    return [_array_by_array(case, ALL, f"{text}{rate})") for rate, case in cases.items()]


def _sgd_case(parameters: Parameters, gradients: Parameters, rate: float) -> Case:
    starts, moves = _flat(parameters), [rate * gradient for gradient in _flat(gradients)]
    # What counts is the step, not where it starts; float32 parameters cannot be nearer than 3e-7 of themselves.
    scales = [np.abs(move).max() / np.abs(start).max() for start, move in zip(starts, moves, strict=True)]
    values = tuple(start - move for start, move in zip(starts, moves, strict=True))
    expected = _parts("new {}", values, [max(1e-5 * float(scale), 3e-7) for scale in scales])
    return Case(Call("sgd_step", (parameters, gradients, rate)), expected)


# --- judging -----------------------------------------------------------------------------------------------------

APART = Text(
    en="rows around 1000 and rows around −1000 in one array do not both come out right: the shift that saves one row drowns the other. No points lost; a shift of its own for each row never fails",
    pt="linhas em torno de 1000 e linhas em torno de −1000 no mesmo array não saem certas juntas: o deslocamento que salva uma linha afoga a outra. Não custa pontos; com um deslocamento próprio para cada linha, nunca falha",
)
HELPERS = {
    "softmax": Text(
        en="`softmax` itself does not give the right numbers on these logits; see its own check",
        pt="a própria `softmax` não dá os números certos com estes logits; veja o teste dela",
    ),
    "cross_entropy_backward": Text(
        en="`cross_entropy_backward` itself does not give the right numbers on the logits of this network; see its own check",
        pt="a própria `cross_entropy_backward` não dá os números certos com os logits desta rede; veja o teste dela",
    ),
}
BUILT_WHY = Text(
    en="not judged: what `{function}` returns is not right, but neither is your `{helper}` on the same numbers, and the one may come from the other; it waits for “{needed}”",
    pt="não avaliado: o que `{function}` devolve não está certo, mas a sua `{helper}` também erra com os mesmos números, e uma coisa pode vir da outra; este espera por “{needed}”",
)
BUILT_HELP = Text(
    en="No points are lost twice: mend `{helper}` first, this one is judged next.",
    pt="Nenhum ponto se perde duas vezes: corrija `{helper}` primeiro, depois este será avaliado.",
)
CHANGED_BY = Text(
    en="{rationale}; that may be the work of `{helper}`, which has paid for it already, and costs nothing here",
    pt="{rationale}; isso pode vir de `{helper}`, que já pagou por isso, e aqui não custa nada",
)
PAIRS_WHY = Text(
    en="`{function}` returned {what}, where a list of three pairs is expected, one (matrix, bias) per layer",
    pt="`{function}` devolveu {what}, e o esperado é uma lista de três pares, um (matriz, viés) por camada",
)
PAIRS_HELP = Text(
    en="Build the list in the form of `parameters` itself, [(W0, b0), (W1, b1), (W2, b2)], first layer first.",
    pt="Monte a lista na mesma forma de `parameters`, [(W0, b0), (W1, b1), (W2, b2)], a primeira camada primeiro.",
)
NOTHING_HELP = Text(
    en="Is a `return` missing? PyTorch's backward() and step() keep their results in the model and return nothing; here the result is a new list, [(W0, b0), (W1, b1), (W2, b2)].",
    pt="Faltou um `return`? O backward() e o step() do PyTorch guardam o resultado no modelo e não devolvem nada; aqui o resultado é uma lista nova, [(W0, b0), (W1, b1), (W2, b2)].",
)
NOT_A_PAIR = Text(
    en="three entries, the one for layer {layer} being {what}", pt="três itens, sendo o da camada {layer} {what}"
)


def judge_built(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge as usual: right is right. What is wrong waits where a function it may come from is wrong as well.

    Where other shapes raised, and the numbers of the square case tell nothing, the exception says more.
    """
    verdict = judge_values(exercise, check, cases, outcomes)
    if verdict.status != "failed":
        return verdict
    if verdict.numbers_right:
        return _judge_change(exercise, check, cases, outcomes, verdict)
    at = len(outcomes) - 1
    if isinstance(outcomes[at], Raised) and cases[at].remark is None:
        return verdict if verdict.diagnosis else judge_values(exercise, check, cases[at:], outcomes[at:])
    for case, outcome in zip(cases, outcomes, strict=False):
        helper = case.call.function
        if case.remark is None or helper == cases[0].call.function or not isinstance(outcome, Returned):
            continue
        asked = next(other for other in exercise.checks if other.id == helper)
        if not judge_values(exercise, asked, [replace(case, remark=None)], [outcome]).numbers_right:
            why = BUILT_WHY(function=cases[0].call.function, helper=helper, needed=asked.title)
            return Verdict("waiting", why, BUILT_HELP(helper=helper))
    return verdict


def _judge_change(
    exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome], verdict: Verdict
) -> Verdict:
    """An argument was changed: that counts only if all the numbers are right, and not if a helper did it."""
    done = list(zip(cases, outcomes, strict=False))
    kept = [replace(outcome, changed=()) if isinstance(outcome, Returned) else outcome for _, outcome in done]
    otherwise = judge_built(exercise, check, cases, kept)
    helpers = [case.call.function for case, outcome in done if isinstance(outcome, Returned) and outcome.changed]
    if otherwise.status != "passed" or helpers[-1] == cases[0].call.function:
        return verdict if otherwise.status == "passed" else otherwise
    remark = CHANGED_BY(rationale=verdict.rationale, helper=helpers[-1])
    return replace(otherwise, remarks=(*otherwise.remarks, remark))


def judge_layers(
    layers: Layers, exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> Verdict:
    """Judge these layers out of three returned pairs; lists and tuples are as good at both levels."""
    picked: list[Outcome] = []
    for case, outcome in zip(cases, outcomes, strict=False):
        if case.remark is not None or not isinstance(outcome, Returned):
            picked.append(outcome)
            continue
        value, function = outcome.value, case.call.function
        what = _not_three_pairs(value)
        if what is not None:
            help_ = NOTHING_HELP() if value is None else PAIRS_HELP()
            return Verdict("failed", PAIRS_WHY(function=function, what=what), help_, evidence={"function": function})
        picked.append(replace(outcome, value=_picked(_flat(value), layers)))
    return judge_built(exercise, check, cases, picked)


def _not_three_pairs(value: Value) -> object:
    """What is there in place of three pairs; None if they are there."""
    if not isinstance(value, list | tuple) or len(value) != len(SIZES) - 1:
        return described(value)
    odd = next((i for i, pair in enumerate(value) if not isinstance(pair, list | tuple) or len(pair) != 2), None)
    return None if odd is None else NOT_A_PAIR(layer=f"L{odd}", what=described(value[odd]))


def _picked(flat: Sequence[Any], layers: Layers) -> tuple[Any, ...]:
    return tuple(part for layer in layers for part in flat[2 * layer : 2 * layer + 2])


# --- known mistakes ----------------------------------------------------------------------------------------------

Formula: TypeAlias = Callable[..., Any]


def _known(mistake: Mistake, arguments: int, *formulas: Formula) -> list[Mistake]:
    """One mistake in several guises. Calls of the functions it may build on have other arguments: no formula there."""

    def of_these(formula: Formula, *args: Any) -> Value:  # noqa: ANN401 -- arguments of any call
        return formula(*args) if len(args) == arguments else None

    return [replace(mistake, formula=partial(of_these, formula)) for formula in formulas]


def _said(id_: str, why_en: str, why_pt: str, next_en: str, next_pt: str) -> Mistake:
    return Mistake(id_, why=Text(en=why_en, pt=why_pt), next=Text(en=next_en, pt=next_pt))


def right_upstream(logits: Real, targets: NDArray[np.int64]) -> Array:
    """∂cost/∂logits, (n, k)."""
    return slopes(lambda z: cost_of(z, targets), logits)


def right_gradients(X: Real, parameters: Parameters, targets: NDArray[np.int64]) -> Flat:
    """∂cost/∂parameter, all six."""
    return network_slopes(X, parameters, lambda z: cost_of(z, targets))


WRONG_AXIS = _said(
    "softmax-wrong-axis",
    "The columns sum to 1 here, not the rows: the sum runs over the examples. Every row is one example, and its k logits compete with one another only.",
    "Aqui são as colunas que somam 1, não as linhas: a soma corre sobre os exemplos. Cada linha é um exemplo, e os seus k logits só disputam entre si.",
    "logits is (n, k): which axis must the sum run along?",
    "logits é (n, k): ao longo de qual eixo se soma?",
)
SUM_OVER_ALL = _said(
    "softmax-sum-over-all",
    "All the entries together sum to 1: the sum has no axis, so the rows share one denominator.",
    "As entradas todas juntas somam 1: a soma não tem eixo, e as linhas dividem um único denominador.",
    "How many denominators do n rows need?",
    "De quantos denominadores n linhas precisam?",
)
KEEPDIMS = _said(
    "keepdims-forgotten",
    "Column j is divided (or shifted) by what belongs to row j: one number per row, of shape (n,), is laid along the columns by numpy. With n ≠ k it raises; here n = k, and it goes unnoticed.",
    "A coluna j é dividida (ou deslocada) pelo que é da linha j: um número por linha, de shape (n,), é estendido pelo numpy ao longo das colunas. Com n ≠ k isso gera erro; aqui n = k, e passa despercebido.",
    "One number per row must stand as a column, (n, 1). What keeps an axis when it is summed over?",
    "Um número por linha precisa ficar em coluna, (n, 1). O que mantém um eixo depois da soma?",
)
SOFTMAX_MISTAKES = (
    *_known(WRONG_AXIS, 1, lambda z: _share(np.exp(z), 0), lambda z: _share(_powers(z), 0)),
    *_known(SUM_OVER_ALL, 1, lambda z: _share(np.exp(z), None), lambda z: _share(_powers(z), None)),
    *_known(
        KEEPDIMS,
        1,
        lambda z: np.exp(z) / _laid(np.exp(z).sum(axis=1), z),
        lambda z: _powers(z) / _laid(_powers(z).sum(axis=1), z),
        lambda z: _share(np.exp(z - _laid(z.max(axis=1), z)), 1),
        lambda z: np.exp(z - _laid(z.max(axis=1), z)) / _laid(np.exp(z - _laid(z.max(axis=1), z)).sum(axis=1), z),
    ),
)


def _powers(z: Real) -> Array:
    """The powers of e with the largest of each row shifted to 1."""
    p = true_softmax(z)
    result: Array = p / p.max(axis=1)[:, None]
    return result


def _share(powers: Array, axis: int | None) -> Array:
    result: Array = powers / powers.sum(axis=axis, keepdims=True)
    return result


def _laid(per_row: NDArray[Any], z: Real) -> NDArray[Any]:
    """Lay one number per row along the columns, as numpy does if n = k; if not, the learner's code raises there."""
    return np.resize(per_row, z.shape[1])


OVERFLOW = Mistake(
    "softmax-overflow",
    why=Text(
        en="exp(1000) is infinite in float64, and exp(−1000) is 0: the quotient becomes ∞/∞ or 0/0, which is NaN.",
        pt="exp(1000) é infinito em float64, e exp(−1000) é 0: o quociente vira ∞/∞ ou 0/0, que é NaN.",
    ),
    next=Text(
        en="A row shifted by any number has the same softmax. Which shift makes its largest logit harmless?",
        pt="Uma linha deslocada por um número qualquer tem a mesma softmax. Qual deslocamento torna inofensivo o maior logit?",
    ),
    formula=lambda z: _share(np.exp(z), 1),
    raises="OverflowError",
)

SIGN = _said(
    "sign-flipped",
    "The sign is the opposite of the right one. The cost is −ln p, which is positive; the minus of the update belongs to `sgd_step` alone.",
    "O sinal é o contrário do certo. O custo é −ln p, que é positivo; o menos da atualização pertence só a `sgd_step`.",
    "Raise the logit of the right class: does the cost go up or down?",
    "Aumente o logit da classe certa: o custo sobe ou desce?",
)
OVER_ALL = _said(
    "mean-over-all-entries",
    "This is divided by k too many: the mean here is over the n rows, not over all the n·k entries.",
    "Há uma divisão por k a mais: a média aqui é sobre as n linhas, não sobre as n·k entradas.",
    "The cost of a batch of n rows is the mean of how many numbers?",
    "O custo de um lote de n linhas é a média de quantos números?",
)
ALL_PAIRS = _said(
    "every-target-for-every-row",
    "Every row meets the classes of all the rows: the index [:, targets] takes whole columns, not one entry per row.",
    "Cada linha encontra as classes de todas as linhas: o índice [:, targets] pega colunas inteiras, não uma entrada por linha.",
    "Row 0 goes with targets[0], row 1 with targets[1]: both indices must run together.",
    "A linha 0 vai com targets[0], a linha 1 com targets[1]: os dois índices precisam andar juntos.",
)
CLASS_AS_NUMBER = _said(
    "class-index-as-number",
    "The class indices are used as numbers to compute with. Class 2 is not twice class 1: an index only says which column is meant.",
    "Os índices de classe entram na conta como números. A classe 2 não é o dobro da classe 1: um índice só diz de qual coluna se trata.",
    "Write the targets of two rows as rows of zeros with a single 1: where does the 1 stand?",
    "Escreva os alvos de duas linhas como linhas de zeros com um único 1: onde fica o 1?",
)
SUMMED = _said(
    "sum-not-mean",
    "The number is n times the right one: the rows are added up, not averaged.",
    "O número é n vezes o certo: as linhas são somadas, sem a média.",
    "The cost is a mean over the rows.",
    "O custo é uma média sobre as linhas.",
)
CROSS_ENTROPY_MISTAKES = (
    *_known(SUMMED, 2, lambda z, t: cost_of(z, t) * len(t)),
    *_known(OVER_ALL, 2, lambda z, t: cost_of(z, t) / z.shape[1]),
    *_known(SIGN, 2, lambda z, t: -cost_of(z, t), lambda z, t: -cost_of(z, t) * len(t)),
    *_known(ALL_PAIRS, 2, lambda z, t: -np.mean(log_softmax(z)[:, t])),
    *_known(
        CLASS_AS_NUMBER,
        2,
        lambda z, t: -np.mean(_laid(t, z) * log_softmax(z)),
        lambda z, t: -np.sum(_laid(t, z) * log_softmax(z)) / len(t),
    ),
)


def _own(targets: NDArray[np.int64], z: Real) -> Array:
    """1 at each row's own class, else 0."""
    result: Array = 1.0 * (np.arange(z.shape[1]) == targets[:, None])
    return result


NOT_DIVIDED = _said(
    "not-divided-by-batch-size",
    "Every number is n times the right one: the cost is a mean over the n rows, so each row moves it by 1/n only.",
    "Todo número é n vezes o certo: o custo é uma média sobre as n linhas, então cada linha só o move 1/n.",
    "With one row it is right. What must change when the batch has two?",
    "Com uma linha está certo. O que precisa mudar quando o lote tem duas?",
)
DIVIDED_TWICE = _said(
    "divided-by-batch-size-twice",
    "This is divided by n once too often: one mean over the rows, at the cost, is all there is.",
    "Há uma divisão por n a mais: a única média sobre as linhas é a do custo.",
    "Look for a second division by n, or a mean.",
    "Procure uma segunda divisão por n, ou uma média.",
)
DIAGONAL = _said(
    "softmax-jacobian-diagonal-only",
    "Here softmax is treated like the sigmoid, entry by entry (p·(1 − p), or the right class alone). But nudging one logit moves all the probabilities of its row: the Jacobian has entries off its diagonal.",
    "Aqui a softmax é tratada como a sigmoide, entrada por entrada (p·(1 − p), ou só a classe certa). Mas mexer em um logit move todas as probabilidades da linha: a jacobiana tem entradas fora da diagonal.",
    "Differentiate ln Σ eᶻ − z_t as a whole, by the logit of another class as well; p·(1 − p) does not survive.",
    "Derive ln Σ eᶻ − z_t inteiro, também em relação ao logit de outra classe; p·(1 − p) não sobrevive.",
)
NO_TARGET = _said(
    "target-not-subtracted",
    "These are probabilities alone, from the term ln Σ eᶻ: the other term, −z_t, is missing, so nothing tells which class is right.",
    "Estas são só probabilidades, que vêm do termo ln Σ eᶻ: falta o outro termo, −z_t, e nada diz qual é a classe certa.",
    "The gradient of each row sums to 0. Does yours?",
    "O gradiente de cada linha soma 0. O seu soma?",
)


def _upstreams() -> list[tuple[Mistake, list[Formula]]]:
    """Wrong upstream gradients, as functions of logits and targets: T is the right one, with its 1/n."""

    def with_and_without_mean(formula: Formula) -> list[Formula]:
        return [formula, lambda z, t: formula(z, t) / len(t)]

    T = right_upstream
    return [
        (NOT_DIVIDED, [lambda z, t: len(t) * T(z, t)]),
        (DIVIDED_TWICE, [lambda z, t: T(z, t) / len(t)]),
        (OVER_ALL, [lambda z, t: T(z, t) / z.shape[1]]),
        (SIGN, with_and_without_mean(lambda z, t: -len(t) * T(z, t))),
        (DIAGONAL, with_and_without_mean(lambda z, t: len(t) * T(z, t) * true_softmax(z) * (1 - true_softmax(z)))),
        (DIAGONAL, with_and_without_mean(lambda z, t: len(t) * T(z, t) * _own(t, z))),
        (NO_TARGET, with_and_without_mean(lambda z, _: true_softmax(z))),
        (CLASS_AS_NUMBER, with_and_without_mean(lambda z, t: true_softmax(z) - _laid(t, z))),
        (CLASS_AS_NUMBER, with_and_without_mean(lambda z, t: true_softmax(z) - t[:, None])),
        (ALL_PAIRS, with_and_without_mean(lambda z, t: true_softmax(z) - _own(t, z).max(axis=0))),
    ]


BACKWARD_MISTAKES = tuple(known for mistake, formulas in _upstreams() for known in _known(mistake, 2, *formulas))

ACTIVATION = _said(
    "activation-that-is-not-there",
    "An activation stands between the layers. Here they follow one another directly, as in the slides' Sequential.",
    "Há uma ativação entre as camadas. Aqui elas se seguem diretamente, como no Sequential dos slides.",
    "What comes out of one layer goes into the next as it is; what does the way back look like then?",
    "O que sai de uma camada entra na seguinte tal como está; como fica então o caminho de volta?",
)
NO_BIAS = _said(
    "bias-forgotten",
    "These are the gradients of a network without biases: the forward pass leaves b out, so the layers get other inputs and other logits.",
    "Estes são os gradientes de uma rede sem vieses: a passagem para frente deixa b de fora, e as camadas recebem outras entradas e outros logits.",
    "What does each of the three layers compute of its input, besides the product?",
    "O que cada uma das três camadas calcula com a sua entrada, além do produto?",
)
REVERSED = _said(
    "layers-in-reverse-order",
    "The gradients are right, but the last layer's come first: they stand in the order in which they were found.",
    "Os gradientes estão certos, mas os da última camada vêm primeiro: estão na ordem em que foram encontrados.",
    "The result has the order of `parameters`. What must happen to a list that was filled from the end?",
    "O resultado tem a ordem de `parameters`. O que fazer com uma lista preenchida de trás para frente?",
)
WRONG_INPUT = _said(
    "layer-output-for-input",
    "The gradient of W is made with what comes out of the layer, not with what went in: the list of kept values is off by one.",
    "O gradiente de W é feito com o que sai da camada, e não com o que entrou: a lista de valores guardados está deslocada em um.",
    "W2 is (4, 2): which of the values of the forward pass has 4 columns, and which has 2?",
    "W2 é (4, 2): qual dos valores da passagem para frente tem 4 colunas, e qual tem 2?",
)
BIAS_AVERAGED = _said(
    "bias-gradient-averaged",
    "The bias gradients are means over the rows. The 1/n of the cost is in the upstream gradient already; here the rows add up.",
    "Os gradientes dos vieses são médias sobre as linhas. O 1/n do custo já está no gradiente a montante; aqui as linhas se somam.",
    "b is added to all n rows. Go back to 06: what did the bias collect there?",
    "b é somado às n linhas. Volte ao 06: o que o viés recolhia lá?",
)
TRANSPOSED = _said(
    "gradient-transposed",
    "The numbers are right, but rows and columns of the matrix are exchanged. PyTorch keeps weights as (out, in); here they are (in, out).",
    "Os números estão certos, mas linhas e colunas da matriz estão trocadas. O PyTorch guarda os pesos como (saídas, entradas); aqui são (entradas, saídas).",
    "A gradient has the shape of its parameter: which factor must be transposed?",
    "Um gradiente tem o shape do seu parâmetro: qual fator precisa ser transposto?",
)
NOT_PASSED_ON = _said(
    "upstream-not-passed-on",
    "Every layer gets the upstream gradient of the last one. What reaches L1 has come through L2's weights first, and what reaches L0 through both.",
    "Toda camada recebe o gradiente a montante da última. O que chega a L1 passou antes pelos pesos de L2, e o que chega a L0, pelos dois.",
    "In 06 a layer owed three gradients. Which of them becomes the upstream gradient of the layer before?",
    "No 06 uma camada devia três gradientes. Qual deles vira o gradiente a montante da camada anterior?",
)


def _in_last_layer(wrong: Callable[..., tuple[Array, Array]]) -> Formula:
    """`wrong` gets what comes out of the last layer, what arrives at it, and its right gradients."""

    def formula(X: Real, parameters: Parameters, targets: NDArray[np.int64]) -> Flat:
        logits = layer_values(X, parameters)[-1]
        return wrong(logits, right_upstream(logits, targets), *right_gradients(X, parameters, targets)[4:])

    return formula


def _whole(wrong: Callable[..., Flat]) -> Formula:
    """Mistakes that change all six gradients, as the last layer shows them."""
    return lambda *args: wrong(*args)[4:]


def _activated(activation: Callable[[Moved], Moved]) -> Callable[..., Flat]:
    return lambda X, parameters, t: network_slopes(X, parameters, lambda z: cost_of(z, t), activation)


def _sigmoid(z: Moved) -> Moved:
    return 1 / (1 + np.exp(-z))


def _unbiased(X: Real, parameters: Parameters, targets: NDArray[np.int64]) -> Flat:
    return right_gradients(X, [(W, np.zeros_like(b)) for W, b in parameters], targets)


def _never_passed_on(X: Real, parameters: Parameters, targets: NDArray[np.int64]) -> Flat:
    _, first, _, logits = layer_values(X, parameters)
    G = right_upstream(logits, targets)
    return first.T @ G, G.sum(axis=0), X.T @ G, G.sum(axis=0)


def _divided_again(times: tuple[int, int]) -> Formula:
    """The gradients of L1 and of L0 are divided by n so many times too often."""

    def formula(X: Real, parameters: Parameters, targets: NDArray[np.int64]) -> Flat:
        right, divisors = right_gradients(X, parameters, targets), [len(X) ** count for count in times]
        return tuple(part / n for layer, n in zip(EARLIER, divisors, strict=True) for part in _picked(right, (layer,)))

    return formula


def _with_upstream(upstream: Formula) -> Callable[..., Flat]:
    """All the right gradients of the last layer for a wrong upstream gradient: the slopes of Σ upstream · logits."""

    def wrong(X: Real, parameters: Parameters, targets: NDArray[np.int64]) -> Flat:
        G = np.asarray(upstream(layer_values(X, parameters)[-1], targets))
        return network_slopes(X, parameters, lambda z: (G * z).sum(axis=(-2, -1)))

    return wrong


LAST_LAYER_MISTAKES = (
    *_known(WRONG_INPUT, 3, _in_last_layer(lambda out, G, _, gb: (out.T @ G, gb))),
    *_known(
        BIAS_AVERAGED,
        3,
        _in_last_layer(lambda _, G, gW, gb: (gW, gb / len(G))),
        _in_last_layer(lambda _, G, gW, gb: (gW, gb[None] / len(G))),
    ),
    *_known(TRANSPOSED, 3, _in_last_layer(lambda _, _G, gW, gb: (gW.T, gb))),
    *_known(REVERSED, 3, lambda *args: right_gradients(*args)[:2]),
    *_known(NO_BIAS, 3, _whole(_unbiased)),
    *_known(ACTIVATION, 3, *(_whole(_activated(a)) for a in (lambda z: z * (z.real > 0), _sigmoid, np.tanh))),
    *(
        known
        for mistake, formulas in _upstreams()
        for known in _known(mistake, 3, *(_whole(_with_upstream(formula)) for formula in formulas))
    ),
)
EARLIER_MISTAKES = (
    *_known(NOT_PASSED_ON, 3, _never_passed_on),
    *_known(DIVIDED_TWICE, 3, *(_divided_again(times) for times in ((1, 1), (1, 2)))),
)

CLIMBS = _said(
    "climbs-instead-of-descends",
    "The step goes up the slope: the gradient is added.",
    "O passo vai ladeira acima: o gradiente é somado.",
    "The gradient points to where the cost rises. Which way do you want to go? (09)",
    "O gradiente aponta para onde o custo sobe. Para que lado você quer ir? (09)",
)
RATE_IGNORED = _said(
    "learning-rate-ignored",
    "The step is the same whatever learning rate is passed: the code uses a rate of its own.",
    "O passo é o mesmo seja qual for a taxa de aprendizagem recebida: o código usa uma taxa própria.",
    "Follow `learning_rate` from the signature to the update.",
    "Siga `learning_rate` da assinatura até a atualização.",
)
STEP_ALONE = _said(
    "returns-step-not-weight",
    "These are the steps, not the parameters after them.",
    "Estes são os passos, e não os parâmetros depois deles.",
    "Where does the old parameter enter?",
    "Onde entra o parâmetro antigo?",
)
NOT_ALL = _said(
    "parameters-left-out",
    "Some of the parameters come back as they went in. The slides update model[0] by hand as an example; all three layers, weights and biases, take a step.",
    "Alguns dos parâmetros voltam como entraram. Os slides atualizam model[0] à mão como exemplo; as três camadas, pesos e vieses, dão um passo.",
    "Count: how many arrays does the network have, and how many of them do you update?",
    "Conte: quantos arrays a rede tem, e quantos deles o seu código atualiza?",
)

NONE_MOVED = _said(
    "weights-not-changed",
    "All the parameters come back as they went in. (In a loop `W = W - …` gives a new array to the name W alone; the list keeps the old one.)",
    "Todos os parâmetros voltam como entraram. (Num laço, `W = W - …` só dá um novo array ao nome W; a lista continua com o antigo.)",
    "Where are the new arrays collected, and which list is returned?",
    "Onde os novos arrays são reunidos, e qual lista é devolvida?",
)
LIST_ARITHMETIC = Mistake(
    "list-arithmetic",
    why=Text(
        en="`parameters` and the gradients are lists of pairs, and lists and tuples have no arithmetic: only the arrays in them have.",
        pt="`parameters` e os gradientes são listas de pares, e listas e tuplas não têm aritmética: só os arrays dentro delas têm.",
    ),
    next=Text(
        en="How do you get at one W, its b, and the two gradients that belong to them?",
        pt="Como se chega a um W, ao seu b e aos dois gradientes que pertencem a eles?",
    ),
    raises=r"TypeError: (can't multiply sequence by non-int|unsupported operand type\(s\) for [-+*/]=?: .*'(list|tuple)')",
)


def _moved_by(step: Callable[[Array, float], Array], moving: Sequence[int] = range(6)) -> Formula:
    """What comes of the parameters numbered in `moving` when `step(gradient, rate)` is added to them."""

    def formula(parameters: Parameters, gradients: Parameters, rate: float) -> Flat:
        pairs = zip(_flat(parameters), _flat(gradients), strict=True)
        return tuple(part + step(grad, rate) if i in moving else part for i, (part, grad) in enumerate(pairs))

    return formula


def _down(gradient: Array, rate: float) -> Array:
    return -rate * gradient


SGD_MISTAKES = (
    *_known(CLIMBS, 3, _moved_by(lambda gradient, rate: rate * gradient)),
    *_known(RATE_IGNORED, 3, *(_moved_by(lambda g, _, own=own: -own * g) for own in (1.0, 0.1, 0.01, 0.001))),  # type: ignore[misc]  # a default that binds
    *_known(STEP_ALONE, 3, *(lambda _, g, rate, s=s: tuple(s * rate * part for part in _flat(g)) for s in (-1, 1))),
    *_known(NONE_MOVED, 3, _moved_by(_down, ())),
    *_known(NOT_ALL, 3, *(_moved_by(_down, moving) for moving in ((0,), (0, 1), (4, 5), (0, 2, 4), (1, 3, 5)))),
    LIST_ARITHMETIC,
)

EXERCISE = Exercise(
    id="three_layer_network",
    title=Text(en="A three-layer network", pt="Uma rede de três camadas"),
    functions=(
        Function("softmax", ("logits",)),
        Function("cross_entropy", ("logits", "targets")),
        Function("cross_entropy_backward", ("logits", "targets")),
        Function("network_backward", ("X", "parameters", "targets")),
        Function("sgd_step", ("parameters", "gradients", "learning_rate")),
    ),
    checks=(
        Check(
            "softmax",
            Text(en="Values of the softmax", pt="Valores da softmax"),
            points=1,
            plan=plan_softmax,
            minimal_cases=simple_softmax,
            help=Text(
                en="Each row by itself: its powers of e, divided by their sum. Try (2, 1, 0) of the text, and a second row below it.",
                pt="Cada linha sozinha: as suas potências de e, divididas pela soma delas. Experimente (2, 1, 0) do texto, com uma segunda linha embaixo.",
            ),
            mistakes=SOFTMAX_MISTAKES,
            judge=judge_built,
        ),
        Check(
            "softmax_large",
            Text(en="The softmax of logits around ±1000", pt="A softmax de logits em torno de ±1000"),
            points=1,
            plan=plan_softmax_large,
            minimal_cases=simple_softmax_large,
            needs=("softmax",),
            help=Text(
                en="(1002, 1001, 1000) has the same softmax as (2, 1, 0). What does exp get to see in your code?",
                pt="(1002, 1001, 1000) tem a mesma softmax que (2, 1, 0). O que a exp recebe no seu código?",
            ),
            mistakes=(OVERFLOW,),
            judge=judge_built,
        ),
        Check(
            "cross_entropy",
            Text(en="Values of the cross-entropy", pt="Valores da entropia cruzada"),
            points=1,
            plan=plan_cross_entropy,
            minimal_cases=simple_cross_entropy,
            help=Text(
                en="One probability per row, that of its own class; its −ln; the mean over the rows. The two rows of the text's example cost 1.408.",
                pt="Uma probabilidade por linha, a da própria classe; o −ln dela; a média sobre as linhas. As duas linhas do exemplo do texto custam 1,408.",
            ),
            mistakes=CROSS_ENTROPY_MISTAKES,
            judge=judge_built,
        ),
        Check(
            "cross_entropy_backward",
            Text(en="∂cost/∂logits against the numeric gradient", pt="∂custo/∂logits contra o gradiente numérico"),
            points=1,
            plan=plan_backward,
            minimal_cases=simple_backward,
            help=Text(
                en="Nudge one logit by 0.001 and see what `cross_entropy` does. Every row of the gradient must sum to 0.",
                pt="Mexa 0,001 em um logit e veja o que `cross_entropy` faz. Cada linha do gradiente deve somar 0.",
            ),
            mistakes=BACKWARD_MISTAKES,
            judge=judge_built,
        ),
        Check(
            "last_layer",
            Text(
                en="network_backward: gradients of L2 against numeric ones",
                pt="network_backward: gradientes de L2 contra os numéricos",
            ),
            points=1,
            plan=plan_last_layer,
            minimal_cases=simple_last_layer,
            help=Text(
                en="L2 gets what comes out of L1, (n, 4), and from above ∂cost/∂logits, (n, 2). Its two gradients are those of 06.",
                pt="L2 recebe o que sai de L1, (n, 4), e de cima ∂custo/∂logits, (n, 2). Os dois gradientes dela são os do 06.",
            ),
            mistakes=LAST_LAYER_MISTAKES,
            judge=partial(judge_layers, LAST),
        ),
        Check(
            "earlier_layers",
            Text(
                en="network_backward: gradients of L1 and L0 against numeric ones",
                pt="network_backward: gradientes de L1 e L0 contra os numéricos",
            ),
            points=1,
            plan=plan_earlier_layers,
            minimal_cases=simple_earlier_layers,
            needs=("last_layer",),
            help=Text(
                en="What arrives at L1 is ∂cost/∂(what went into L2), (n, 4); at L0 it is (n, 8). Does each layer use its own input and what arrives at it?",
                pt="O que chega a L1 é ∂custo/∂(o que entrou em L2), (n, 4); a L0 chega (n, 8). Cada camada usa a própria entrada e o que chega a ela?",
            ),
            mistakes=EARLIER_MISTAKES,
            judge=partial(judge_layers, EARLIER),
        ),
        Check(
            "sgd_step",
            Text(en="The step of SGD, twice in a row", pt="O passo do SGD, duas vezes seguidas"),
            points=1,
            plan=plan_sgd,
            minimal_cases=simple_sgd,
            help=Text(
                en="Each of the six arrays: itself − learning rate · its own gradient, nothing kept from the step before.",
                pt="Cada um dos seis arrays: ele mesmo − taxa de aprendizagem · o próprio gradiente, sem guardar nada do passo anterior.",
            ),
            mistakes=SGD_MISTAKES,
            judge=partial(judge_layers, ALL),
        ),
    ),
    hints=(
        Text(
            en="One function after the other, with the example of the text: softmax, its −ln, the gradient, then the layers. `keepdims=True` keeps one number per row as a column, (n, 1).",
            pt="Uma função depois da outra, com o exemplo do texto: softmax, o −ln, o gradiente, depois as camadas. `keepdims=True` mantém um número por linha em coluna, (n, 1).",
        ),
        Text(
            en="To pick one entry per row, numpy takes two indices that run together: the row numbers 0 … n − 1 and `targets`.",
            pt="Para pegar uma entrada por linha, o numpy aceita dois índices que andam juntos: os números das linhas, 0 … n − 1, e `targets`.",
        ),
        Text(
            en="Differentiate ln Σ eᶻ by z_j with the chain rule: 1/Σ eᶻ times the one term that moves. Do you recognise that quotient? Then −z_t: which entry does it touch, and by how much?",
            pt="Derive ln Σ eᶻ em relação a z_j pela regra da cadeia: 1/Σ eᶻ vezes o único termo que se move. Reconhece esse quociente? Depois, −z_t: em que entrada ele toca, e quanto?",
        ),
        Text(
            en="Go back to 06: a linear layer turns what arrives from above into three gradients. Two of them are results here; the third is what arrives at the layer below. Keep each layer's input on the way forward.",
            pt="Volte ao 06: uma camada linear transforma o que chega de cima em três gradientes. Dois deles são resultados aqui; o terceiro é o que chega à camada de baixo. Na ida, guarde a entrada de cada camada.",
        ),
        Text(
            en="The step is that of 09, six times. Go through `parameters` and `gradients` side by side and build new pairs.",
            pt="O passo é o do 09, seis vezes. Percorra `parameters` e `gradients` lado a lado e monte pares novos.",
        ),
    ),
    texts=("pytorch",),
    after=("linear_backward", "mse_backward", "delta_rule"),
    minutes=50,
    reading=Text(
        en="pytorch (from “Conceitos de retropropagação” to “Descida do gradiente”)",
        pt="pytorch (de “Conceitos de retropropagação” até “Descida do gradiente”)",
    ),
)
