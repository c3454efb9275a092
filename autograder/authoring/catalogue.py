"""The texts of one exercise in both languages: texts.toml beside its checks.py, compiled into exercises/NN_id/texts.json.

    title.en = "…"                      title.pt-BR, and the same for `reading`
    [[hints]]                           en, pt-BR: from a nudge to almost the answer
    [checks.ID]                         title, help
    [mistakes.ID]                       why, next; [mistakes."CHECK/ID"] where one check has words of its own
    [messages.NAME]                     en, pt-BR: whatever else a judge of the exercise says

The compiled form is what learners' installs have: JSON is read in a thirtieth of the time that TOML takes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from autograder.frozen import frozen
from autograder.i18n.catalogue_rules import texts_in_catalogue
from autograder.i18n.language import LANGUAGES, Message, Text
from autograder.judging.model import (
    Case,
    Check,
    Exercise,
    Formula,
    Function,
    Judge,
    MinimalCases,
    Mistake,
    OwnNetwork,
    StepSweep,
)
from autograder.sandbox.protocol.calls import Value

RowFormula: TypeAlias = Callable[..., Value | tuple[Any, ...]]


@frozen(eq=False)
class Known:
    """One row: a known mistake of a check (see `autograder.judging.model.Mistake`), whose words stand in the catalogue.

    `texts` is the name of its record in the catalogue, where that is not its id; `fill` fills places of those texts.
    """

    id: str
    formulas: tuple[RowFormula, ...] = ()
    raises: str = ""
    in_place: bool = False
    texts: str = ""
    fill: Mapping[str, object] = field(default_factory=dict)
    constant: Callable[..., float | None] | None = None
    carries: bool = True


def known(
    id_: str,
    *formulas: RowFormula,
    raises: str = "",
    in_place: bool = False,
    texts: str = "",
    fill: Mapping[str, object] | None = None,
    constant: Callable[..., float | None] | None = None,
    carries: bool = True,
) -> Known:
    """Make a row. Each formula takes the function's arguments and gives the numbers of one guise of the mistake.

    `raises` is a regular expression on "Type: message" of the exception that the mistake leads to. With `in_place`, right
    numbers with a changed argument are called so in this check. With `constant`, the learner's code has a number of its
    own where one is passed: it is found by this function, of what was returned and the arguments, and each formula takes
    it as `constant`, with some default. Without `carries` its numbers are not carried forward to the checks that build on this
    one: they are those of code that does none of the work, such as a 0, or an argument as it came.
    """
    return Known(id_, formulas, raises, in_place, texts, fill or {}, constant, carries)


TEXTS_SOURCE = "texts.toml"
TEXTS_COMPILED = "texts.json"
Plan: TypeAlias = Callable[..., Sequence[Case]]  # of a generator, and of what is in force where something can be
Carried: TypeAlias = Callable[[Mapping[str, Formula]], Iterable[Any]]


def _not_given() -> tuple[Case, ...]:
    """Stand where an author has given no minimal cases, nor said by None that there are none."""
    return ()


NO_TEXT = Text(
    en="texts.toml has no {key} in both languages (en, pt-BR)",
    pt="texts.toml não tem {key} nos dois idiomas (en, pt-BR)",
)
NO_ARGUMENT = Text(
    en="check {check}: {argument} is missing",
    pt="teste {check}: falta {argument}",
)
NO_ARGUMENT_OF_EXERCISE = Text(
    en="the exercise: {argument} is missing",
    pt="o exercício: falta {argument}",
)


class IncompleteExerciseError(Exception):
    """A checks.py or its texts.toml lack something; `problems` names all of it."""

    def __init__(self, problems: Iterable[Message]) -> None:
        """Remember what is missing, and give it in English to whoever prints the exception."""
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.to("en") for problem in self.problems))


def compile_texts(source: bytes) -> bytes:
    """Turn a texts.toml into its compiled form, the same bytes at every run. Raises ValueError for what is no TOML."""
    import tomllib  # only authors compile; everyone else reads what they compiled

    texts = tomllib.loads(source.decode("utf-8"))
    data = {"source": hashlib.sha256(source).hexdigest(), "texts": texts}
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def compiled_texts(checks_file: Path) -> bytes:
    """Give the compiled texts that belong to a checks.py; where texts.toml is newer than what was built, from that.

    Raises FileNotFoundError where there is neither, ValueError where texts.toml is no TOML.
    """
    beside, built = (
        checks_file.with_name(TEXTS_COMPILED),
        checks_file.parents[2] / "exercises" / checks_file.parent.name,
    )
    source_file = checks_file.with_name(TEXTS_SOURCE)
    source = source_file.read_bytes() if source_file.is_file() else None
    for file in (beside, built / TEXTS_COMPILED):
        if file.is_file():
            compiled = file.read_bytes()
            if source is None or hashlib.sha256(source).hexdigest().encode() in compiled:
                return compiled
    if source is None:
        raise FileNotFoundError(source_file)
    return compile_texts(source)


class Catalogue:
    """The texts of one exercise, and what is made with them: its checks and the exercise itself."""

    def __init__(self, texts: Mapping[str, Any]) -> None:
        """Hold texts as they stand in texts.toml."""
        self._texts = texts
        self._problems: list[Message] = []
        self._used: set[str] = set()

    @classmethod
    def beside(cls, checks_file: str) -> Catalogue:
        """Read the texts that belong to a checks.py, which hands in its `__file__`."""
        texts: dict[str, Any] = json.loads(compiled_texts(Path(checks_file).resolve()))["texts"]
        return cls(texts)

    def text(self, name: str) -> Text:
        """Give one of the `messages`."""
        return self._text("messages", name)

    def mistake(self, row: Known, check: str = "") -> Mistake:
        """Give a known mistake with its words, for judges that name it themselves: the first guise of its row."""
        return self._mistakes(check, row)[0]

    def check(
        self,
        id_: str,
        points: int = 0,
        plan: Plan | None = None,
        minimal_cases: Callable[[], Sequence[Case]] | None = _not_given,
        mistakes: Iterable[Known] | Callable[..., Iterable[Known]] = (),
        *,
        part: int | None = None,
        needs: tuple[str, ...] = (),
        uses: tuple[str, ...] = (),
        carried: Carried | None = None,
        judge: Judge | None = None,
        goes_on: bool = False,
    ) -> Check:
        """Make a check (see `autograder.judging.model.Check`) with its title and its help.

        `points`, `plan` and `minimal_cases` must be given; what is missing is told by `exercise`, all at once.
        `minimal_cases` None says that there are none: what is shown after a failure is then a call of the plan.

        `carried` is for a check that builds on others (`needs`, `uses`): it takes the formulas of the known mistakes by which
        those failed, by check, and gives what takes the place of the right function here (most often that very formula), once
        for each way in which a learner may go on from there, or not at all. With `uses`, where this check failed by the same
        mistake itself, its own formula is among them. The plan gets it as `in_force`, and so do the
        `mistakes` if they are a function that makes the rows; both have the right function as the default.
        """
        for argument, missing in (
            ("points", not points),
            ("plan", plan is None),
            ("minimal_cases", minimal_cases is _not_given),
        ):
            if missing:
                self._problems.append(NO_ARGUMENT(check=id_, argument=argument))
        rows = mistakes() if callable(mistakes) else mistakes
        found = tuple(mistake for row in rows for mistake in self._mistakes(id_, row))
        title, help_ = self._text("checks", id_, "title"), self._text("checks", id_, "help")
        check = Check(
            id_, title, points, plan or _nothing, help_, part, needs, found, judge, minimal_cases, uses, goes_on=goes_on
        )
        return check if carried is None else replace(check, carried=partial(self._carried, check, carried, mistakes))

    def exercise(
        self,
        id_: str,
        functions: Mapping[str, str] | None = None,
        checks: Iterable[Check] = (),
        *,
        texts: tuple[str, ...] = (),
        after: tuple[str, ...] = (),
        minutes: int = 0,
        cpu_seconds: int = 10,
        libraries: tuple[str, ...] = (),
        own_network: OwnNetwork | None = None,
        step_sweep: StepSweep | None = None,
        by_layer: MinimalCases | None = None,
        extra: bool = False,
    ) -> Exercise:
        """Make the exercise; `functions` are the learner's, by name, with their parameters as "X, W, b".

        `own_network` and `step_sweep` say, as dicts, and `by_layer`, as a function that gives cases, what shall be drawn
        of the learner's code beside the verdicts (`autograder.judging.model.Exercise`). The points of an `extra` exercise
        stand beside those of the course.

        `functions`, `texts` and `minutes` must be given. Raises `IncompleteExerciseError`, with all that is missing here
        and in the checks.
        """
        for argument, value in (("functions", functions), ("texts", texts), ("minutes", minutes)):
            if not value:
                self._problems.append(NO_ARGUMENT_OF_EXERCISE(argument=argument))
        signatures = tuple(Function(name, tuple(said.split(", "))) for name, said in (functions or {}).items())
        title, reading = self._text("title"), self._text("reading")
        hints = tuple(self._text("hints", at) for at in range(len(self._texts.get("hints", ()))))
        if self._problems:
            raise IncompleteExerciseError(self._problems)
        return Exercise(
            id_,
            title,
            signatures,
            tuple(checks),
            hints,
            texts,
            after,
            minutes,
            reading,
            cpu_seconds,
            libraries=libraries,
            own_network=own_network,
            step_sweep=step_sweep,
            by_layer=by_layer,
            extra=extra,
        )

    def unused(self) -> Iterator[str]:
        """Name the texts that nothing has asked for."""
        for key in texts_in_catalogue(self._texts):
            if key not in self._used:
                yield key

    def _carried(
        self,
        check: Check,
        carried: Carried,
        mistakes: Iterable[Known] | Callable[..., Iterable[Known]],
        formulas: Mapping[str, Formula],
    ) -> list[Check]:
        """Make the check again with other functions in the place of the right one; it has no minimal cases then."""
        made = []
        for in_force in carried(formulas):
            rows = mistakes(in_force=in_force) if callable(mistakes) else ()
            found = tuple(mistake for row in rows for mistake in self._mistakes(check.id, row)) or check.mistakes
            plan = _plan_in_force(check.plan, in_force)
            made.append(replace(check, plan=plan, mistakes=found, minimal_cases=None))
        return made

    def _mistakes(self, check: str, row: Known) -> tuple[Mistake, ...]:
        record = row.texts or row.id
        own = f"{check}/{record}"
        key = own if own in self._texts.get("mistakes", {}) else record
        named = "name" in self._texts.get("mistakes", {}).get(key, {})
        name = self._text("mistakes", key, "name") if named else None
        why, next_ = (_filled(self._text("mistakes", key, part), row.fill) for part in ("why", "next"))
        # An exception is a guise as a formula is: it needs no row of its own where there are both.
        formulas = row.formulas or (None,)
        return tuple(
            Mistake(
                row.id,
                why,
                next_,
                formula,
                row.raises if at == 0 else "",
                row.in_place,
                row.constant,
                name,
                row.carries,
            )
            for at, formula in enumerate(formulas)
        )

    def _text(self, *path: str | int) -> Text:
        key = ".".join(map(str, path))
        self._used.add(key)
        found: Any = self._texts
        for step in path:
            inside = isinstance(step, int) or (isinstance(found, dict) and step in found)
            found = found[step] if inside else {}
        said = [found.get(lang, "") if isinstance(found, dict) else "" for lang in LANGUAGES]
        if not all(isinstance(one, str) and one.strip() for one in said):
            missing = NO_TEXT(key=key)
            if missing.to("en") not in {problem.to("en") for problem in self._problems}:
                self._problems.append(missing)
        return Text(*map(str, said))


@lru_cache(maxsize=1024)  # checks that share a plan share its calls, whatever is in force
def _plan_in_force(plan: Plan, in_force: object) -> Plan:
    return partial(plan, in_force=in_force)


def _filled(text: Text, values: Mapping[str, object]) -> Text:
    """Fill the places of a text for good."""
    if not values:
        return text
    said = (str(Message(text, values).to(lang)).replace("{", "{{").replace("}", "}}") for lang in LANGUAGES)
    return Text(*said)


def _nothing(rng: np.random.Generator) -> tuple[Case, ...]:
    """Stand where an author has no plan yet."""
    del rng
    return ()
