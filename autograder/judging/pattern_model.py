"""What patterns are looked for in, and what is told of one: what it is (`why`), and where to look (`next`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.judging.compare import allowed, counts, parts_of, tolerance_of
from autograder.judging.model import Case, Check, Expected, Mistake
from autograder.judging.numbers import Numbers, as_numbers
from autograder.sandbox.protocol.calls import Array, Outcome, Returned

AnyArray: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[Any]]

CONFIDENCE = 0.5  # a pattern is what the numbers show; its cause is a guess
CONFIDENCE_BESIDE = 0.8  # a known mistake's own numbers, but for one thing more
DISTINCT = 4  # different numbers that there must be, at least


@frozen(eq=False)
class Pattern:
    """What the numbers show: `why` with the learner's figures, `next` where to look; `beside` a known mistake."""

    id: str
    why: Message
    next: Message
    figures: Mapping[str, Any] = field(default_factory=dict)
    beside: Mistake | None = None

    @property
    def confidence(self) -> float:
        """How sure the reading is, always below that of a recognised mistake."""
        return CONFIDENCE if self.beside is None else CONFIDENCE_BESIDE


@frozen(eq=False)
class Seen:
    """One case: what came back in the part that is wrong somewhere, and what is right."""

    case: Case
    got: Array
    expected: Expected
    right: bool

    @property
    def name(self) -> str:
        """What the value is called, without the formula that it comes from."""
        return self.expected.name.rpartition("⇒ ")[2]

    @property
    def arrays(self) -> list[AnyArray]:
        """The arguments that are arrays."""
        return [arg for arg in self.case.call.args if isinstance(arg, np.ndarray)]

    @property
    def rows(self) -> int:
        """The length of the first array argument; 0 if there is none."""
        return next((len(array) for array in self.arrays if array.ndim), 0)

    def wrong_entries(self) -> NDArray[np.bool_]:
        """Which entries are too far off to count, of a result that has the right shape."""
        return np.asarray(np.abs(self.got - self.expected.value) > allowed(self.got, self.expected))

    def exact_entries(self) -> NDArray[np.bool_]:
        """Which entries are right as float64 can be: an error relative to the numbers shows in small ones, too."""
        return np.asarray(np.abs(self.got - self.expected.value) <= tolerance_of(self.expected))


def seen_in(check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> list[Seen]:
    """Read the numbers; of several judged values that one which is wrong. Nothing if any is no finite number."""
    by_place: dict[int, list[Seen]] = {}
    for case, outcome in zip(cases, outcomes, strict=False):
        if not isinstance(outcome, Returned):
            break
        if case.repeated or case.remark is not None:
            continue
        parts = parts_of(check, outcome.value, case.expected)
        if not parts:
            return []
        for place, (value, expected) in enumerate(parts):
            numbers = as_numbers(value)
            if not isinstance(numbers, Numbers) or not np.isfinite(numbers.array).all():
                return []
            one = Seen(case, numbers.array, expected, counts(numbers.array, expected))
            by_place.setdefault(place, []).append(one)
    wrong = [seen for seen in by_place.values() if not all(one.right for one in seen)]
    return wrong[0] if len(wrong) == 1 else []


def rich(arrays: Sequence[Array]) -> bool:
    """Whether there are numbers enough that nothing holds of all of them by chance."""
    entries = np.concatenate([np.abs(array).ravel() for array in arrays])
    # Not np.unique, which loads numpy.ma: that alone is a quarter of what importing numpy costs.
    return len(set(entries[entries > 0].round(12).tolist())) >= DISTINCT


FACTOR = Text(
    en="All of {name} is the right answer times {ratio}: {got:.6g} stands where {expected:.6g} is right.",
    pt="Todos os números de {name} são os certos vezes {ratio}: há {got:.6g} onde o certo é {expected:.6g}.",
)
ROWS = Text(en="n, the number of rows ({count} here)", pt="n, o número de linhas (aqui {count})")
PER_ROWS = Text(en="1/n, with n the number of rows ({count} here)", pt="1/n, com n o número de linhas (aqui {count})")
ENTRIES = Text(en="the number of its entries ({count} here)", pt="o número de entradas (aqui {count})")
PER_ENTRIES = Text(
    en="one over the number of its entries ({count} here)", pt="um sobre o número de entradas (aqui {count})"
)

FACTOR_NEXT = {
    "2": Text(
        en="Look for something that is counted twice, for a 2 that does not belong there, or for a missing ½.",
        pt="Procure algo contado duas vezes, um 2 que não deveria estar ali, ou um ½ que falta.",
    ),
    "½": Text(
        en="Look for a missing 2 (the derivative of a square brings one), or for a ½ too many.",
        pt="Procure um 2 que falta (a derivada de um quadrado traz um), ou um ½ a mais.",
    ),
    "−1": Text(
        en="Which of two terms is subtracted from which? And does a minus come in that belongs to another step?",
        pt="Qual dos dois termos é subtraído de qual? E entrou algum menos que pertence a outro passo?",
    ),
    "sum": Text(
        en="Is there a sum where a mean is asked for?",
        pt="Há uma soma onde se pede uma média?",
    ),
    "mean": Text(
        en="Is there a mean, or a division by a number of rows or entries, that is not asked for here?",
        pt="Há uma média, ou uma divisão pelo número de linhas ou de entradas, que aqui não foi pedida?",
    ),
    "other": Text(
        en="Look for a constant that does not belong there, or for one that is missing.",
        pt="Procure uma constante que não deveria estar ali, ou uma que falta.",
    ),
}

BESIDE = Text(en="{why} On top of that, {second}.", pt="{why} Além disso, {second}.")
BESIDE_FACTOR = {
    "−1": Text(en="every sign is flipped", pt="todos os sinais estão trocados"),
    "2": Text(en="every number is doubled", pt="todos os números estão dobrados"),
    "½": Text(en="every number is halved", pt="todos os números estão pela metade"),
    "n": Text(en="every number is multiplied by n, the number of rows", pt="todos os números estão multiplicados por n, o número de linhas"),
    "1/n": Text(en="every number is divided by n, the number of rows", pt="todos os números estão divididos por n, o número de linhas"),
    "transposed": Text(en="rows and columns are exchanged", pt="linhas e colunas estão trocadas"),
}  # fmt: skip
BESIDE_NEXT = Text(en="{next} Mend one thing, then the other.", pt="{next} Corrija uma coisa e depois a outra.")

TRANSPOSED = Text(
    en="The numbers of {name} are right, but its rows and columns are exchanged.",
    pt="Os números de {name} estão certos, mas linhas e colunas estão trocadas.",
)
TRANSPOSED_NEXT = Text(
    en="Write the shape under each factor: where is one transposed that should not be, or the other way round?",
    pt="Escreva o shape embaixo de cada fator: onde há uma transposta a mais, ou uma a menos?",
)

ONE_WRONG = Text(
    en="Only the {place} of {name} is wrong, in each of the {cases} cases that have several; the rest is right.",
    pt="Só {place} de {name} está errada, em cada um dos {cases} casos que têm várias; o resto está certo.",
)
ONE_WRONG_NEXT = Text(
    en="What is different there? Look at where a loop or a slice begins and ends.",
    pt="O que há de diferente ali? Veja onde um laço ou uma fatia começa e termina.",
)
ONE_RIGHT = Text(
    en="Only the {place} of {name} is right, in each of the {cases} cases that have several; the others are wrong.",
    pt="Só {place} de {name} está certa, em cada um dos {cases} casos que têm várias; as outras estão erradas.",
)
ONE_RIGHT_NEXT = Text(
    en="Which line treats one of them only? Look for an index such as [0], or for a loop that ends after its first round.",
    pt="Qual linha trata só uma delas? Procure um índice como [0], ou um laço que termina na primeira volta.",
)
PLACES = {
    ("row", 0): Text(en="first row", pt="a primeira linha"),
    ("row", -1): Text(en="last row", pt="a última linha"),
    ("column", 0): Text(en="first column", pt="a primeira coluna"),
    ("column", -1): Text(en="last column", pt="a última coluna"),
    ("entry", 0): Text(en="first entry", pt="a primeira entrada"),
    ("entry", -1): Text(en="last entry", pt="a última entrada"),
}

SEVERAL_ROWS = Text(
    en="{name} is right for one row, and wrong in each of the {cases} cases with more rows.",
    pt="{name} está certo com uma linha, e errado em cada um dos {cases} casos com mais linhas.",
)
SEVERAL_ROWS_NEXT = Text(
    en="Write out two rows by hand: what belongs to one row alone, what comes from both rows together, and how does the exercise put the two together?",
    pt="Faça duas linhas à mão: o que é de uma linha só, o que vem das duas juntas, e como o enunciado junta as duas?",
)
NOT_SQUARE = Text(
    en="{name} is right where the matrices are square, and wrong in each of the {cases} cases where they are not.",
    pt="{name} está certo onde as matrizes são quadradas, e errado em cada um dos {cases} casos em que não são.",
)
NOT_SQUARE_NEXT = Text(
    en="With square matrices a wrong axis or a wrong transpose does not show. Which size does each axis have, and which one is meant?",
    pt="Com matrizes quadradas, um eixo errado ou uma transposta a mais não aparece. Que tamanho tem cada eixo, e qual deles é o certo?",
)
LARGE = Text(
    en="{name} is wrong just where |{argument}| is above {limit:.3g} ({wrong} entries), and right below ({right} entries).",
    pt="{name} está errado só onde |{argument}| passa de {limit:.3g} ({wrong} entradas), e certo abaixo disso ({right} entradas).",
)
LARGE_NEXT = Text(
    en="What becomes of large numbers on the way: are they clipped, rounded, or too large for an exp?",
    pt="O que acontece com números grandes no caminho: são cortados, arredondados, ou grandes demais para uma exp?",
)
