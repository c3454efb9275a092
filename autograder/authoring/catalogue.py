"""The texts of one exercise in both languages: texts.toml beside its checks.py, compiled into exercises/NN_id/texts.json.

title.en = "…"                      title.pt-BR, and the same for `reading`
[[hints]]                           en, pt-BR: from a nudge to almost the answer
[checks.ID]                         title, help
[mistakes.ID]                       why, next; [mistakes."CHECK/ID"] where one check has words of its own
[messages.NAME]                     en, pt-BR: whatever else a judge of the exercise says
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from inspect import signature
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from autograder.authoring.compiled_texts import compiled_texts
from autograder.authoring.known_mistakes import Known
from autograder.i18n.catalogue_rules import texts_in_catalogue
from autograder.i18n.language import LANGUAGES, Message, Text
from autograder.judging.model import (
    Case,
    Check,
    CheckStatus,
    Exercise,
    Formula,
    Function,
    Judge,
    MinimalCases,
    Mistake,
    OwnNetwork,
    Pictured,
    StepSweep,
    Verdict,
    name_of_plan,
)

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

    def verdicts(self, *names: str) -> Callable[..., Verdict]:
        """Give what makes a verdict of one of these messages, with the message NAME-help as its help.

        It takes the name, the status ("failed" if there is none), and the values for the places of both.
        """
        said = {name: (self.text(name), self.text(f"{name}-help")) for name in names}

        def verdict(name: str, status: CheckStatus = "failed", /, **values: object) -> Verdict:
            why, help_ = said[name]
            return Verdict(status, why(**values), help_(**values))

        return verdict

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
        graph: Pictured | None = None,
    ) -> Check:
        """Make a check (see `autograder.judging.model.Check`) with its title and its help.

        `points`, `plan` and `minimal_cases` must be given; what is missing is told by `exercise`, all at once.
        `minimal_cases` None says that there are none: what is shown after a failure is then a call of the plan.

        `carried` is for a check that builds on others (`needs`, `uses`): it takes the formulas of the known mistakes by which
        those failed, by check, and gives what takes the place of the right function here (most often that very formula), once
        for each way in which a learner may go on from there, or not at all. With `uses`, where this check failed by the same
        mistake itself, its own formula is among them. The plan gets it as `in_force`, and so do the
        `mistakes` if they are a function that makes the rows; both have the right function as the default. A plan without
        that parameter makes its usual calls, and what must come back is given by the function (`by_formula`).
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
            id_, title, points, plan or _nothing, help_, part, needs, found, judge, minimal_cases, uses,
            goes_on=goes_on, graph=graph,
        )  # fmt: skip
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
def _plan_in_force(plan: Plan, in_force: Formula) -> Plan:
    if "in_force" in signature(plan).parameters:
        return partial(plan, in_force=in_force)

    def by_its_formula(rng: np.random.Generator) -> Sequence[Case]:
        from autograder.authoring.cases import by_formula  # only where a check failed that this one builds on

        return by_formula(in_force, plan(rng))

    by_its_formula.__name__ = name_of_plan(plan)  # it draws what it draws without
    return by_its_formula


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
