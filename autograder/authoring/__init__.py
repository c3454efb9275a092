"""What an exercise's checks.py is written with: its texts, its known mistakes as rows, cases and policies of the usual kinds.

A checks.py imports from here and from numpy, and from nowhere else of the package.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.authoring import (
        gradient_check_diagnosis,
        gradient_pairs,
        graph_pictures,
        graphs,
        linear_classifier,
        reports,
        sigmoids,
        two_layers,
    )
    from autograder.authoring.cases import (
        EPSILON,
        by_formula,
        exact_case,
        gradient_case,
        linear_slope,
        minimal,
        numeric_gradient,
        repeat_first,
        short_decimal,
        shown_as_list,
        shown_by_parts,
        upstream_gradient,
        value_case,
    )
    from autograder.authoring.catalogue import Catalogue, IncompleteExerciseError
    from autograder.authoring.cost_texts import CostAt
    from autograder.authoring.driver_answers import Answer, Problem, arrays_in, judge_driver_answers, number_function
    from autograder.authoring.known_mistakes import Known, known
    from autograder.authoring.policies import (
        argument_changed,
        judge_built_on_helpers,
        other_shapes_raised,
    )
    from autograder.authoring.training import complex_step_gradient
    from autograder.i18n.language import decimal
    from autograder.i18n.sanitize import one_line
    from autograder.judging.compare import counts
    from autograder.judging.diagnose import diagnose_change, named
    from autograder.judging.failed_calls import verdict_on_failure
    from autograder.judging.judge import judge_values
    from autograder.judging.model import Case, Check, Exercise, Expected, Formula, Repro, Verdict, Written
    from autograder.judging.numbers import Numbers, as_numbers, described, read_numbers
    from autograder.sandbox.protocol.calls import (
        Array,
        Call,
        Callback,
        Opaque,
        Outcome,
        Raised,
        Returned,
        Seeded,
        Value,
    )

__all__ = [
    "EPSILON",
    "Answer",
    "Array",
    "Call",
    "Callback",
    "Case",
    "Catalogue",
    "Check",
    "CostAt",
    "Exercise",
    "Expected",
    "Formula",
    "IncompleteExerciseError",
    "Known",
    "Numbers",
    "Opaque",
    "Outcome",
    "Problem",
    "Raised",
    "Repro",
    "Returned",
    "Seeded",
    "Value",
    "Verdict",
    "Written",
    "argument_changed",
    "arrays_in",
    "as_numbers",
    "by_formula",
    "complex_step_gradient",
    "counts",
    "decimal",
    "described",
    "diagnose_change",
    "exact_case",
    "gradient_case",
    "gradient_check_diagnosis",
    "gradient_pairs",
    "graph_pictures",
    "graphs",
    "judge_built_on_helpers",
    "judge_driver_answers",
    "judge_values",
    "known",
    "linear_classifier",
    "linear_slope",
    "minimal",
    "named",
    "number_function",
    "numeric_gradient",
    "one_line",
    "other_shapes_raised",
    "read_numbers",
    "repeat_first",
    "reports",
    "short_decimal",
    "shown_as_list",
    "shown_by_parts",
    "sigmoids",
    "two_layers",
    "upstream_gradient",
    "value_case",
    "verdict_on_failure",
]

_HOMES = {  # loaded when a checks.py asks for them: an exercise needs a few, and a cold check waits for each
    "Answer": "autograder.authoring.driver_answers",
    "Array": "autograder.sandbox.protocol.calls",
    "Call": "autograder.sandbox.protocol.calls",
    "Callback": "autograder.sandbox.protocol.calls",
    "Case": "autograder.judging.model",
    "Catalogue": "autograder.authoring.catalogue",
    "Check": "autograder.judging.model",
    "CostAt": "autograder.authoring.cost_texts",
    "EPSILON": "autograder.authoring.cases",
    "Exercise": "autograder.judging.model",
    "Expected": "autograder.judging.model",
    "Formula": "autograder.judging.model",
    "IncompleteExerciseError": "autograder.authoring.catalogue",
    "Known": "autograder.authoring.known_mistakes",
    "Numbers": "autograder.judging.numbers",
    "Opaque": "autograder.sandbox.protocol.calls",
    "Outcome": "autograder.sandbox.protocol.calls",
    "Problem": "autograder.authoring.driver_answers",
    "Raised": "autograder.sandbox.protocol.calls",
    "Repro": "autograder.judging.model",
    "Returned": "autograder.sandbox.protocol.calls",
    "Seeded": "autograder.sandbox.protocol.calls",
    "Value": "autograder.sandbox.protocol.calls",
    "Verdict": "autograder.judging.model",
    "Written": "autograder.judging.model",
    "argument_changed": "autograder.authoring.policies",
    "arrays_in": "autograder.authoring.driver_answers",
    "as_numbers": "autograder.judging.numbers",
    "by_formula": "autograder.authoring.cases",
    "complex_step_gradient": "autograder.authoring.training",
    "counts": "autograder.judging.compare",
    "decimal": "autograder.i18n.language",
    "described": "autograder.judging.numbers",
    "diagnose_change": "autograder.judging.diagnose",
    "exact_case": "autograder.authoring.cases",
    "gradient_case": "autograder.authoring.cases",
    "judge_built_on_helpers": "autograder.authoring.policies",
    "judge_driver_answers": "autograder.authoring.driver_answers",
    "judge_values": "autograder.judging.judge",
    "known": "autograder.authoring.known_mistakes",
    "linear_slope": "autograder.authoring.cases",
    "minimal": "autograder.authoring.cases",
    "named": "autograder.judging.diagnose",
    "number_function": "autograder.authoring.driver_answers",
    "numeric_gradient": "autograder.authoring.cases",
    "one_line": "autograder.i18n.sanitize",
    "other_shapes_raised": "autograder.authoring.policies",
    "read_numbers": "autograder.judging.numbers",
    "repeat_first": "autograder.authoring.cases",
    "short_decimal": "autograder.authoring.cases",
    "shown_as_list": "autograder.authoring.cases",
    "shown_by_parts": "autograder.authoring.cases",
    "upstream_gradient": "autograder.authoring.cases",
    "value_case": "autograder.authoring.cases",
    "verdict_on_failure": "autograder.judging.failed_calls",
}
_MODULES = (
    "gradient_check_diagnosis",
    "gradient_pairs",
    "graph_pictures",
    "graphs",
    "linear_classifier",
    "reports",
    "sigmoids",
    "two_layers",
)


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- whatever the name stands for
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'autograder.authoring' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
