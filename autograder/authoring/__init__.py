"""What an exercise's checks.py is written with: its texts, its known mistakes as rows, cases and policies of the usual kinds.

A checks.py imports from here and from numpy, and from nowhere else of the package.
"""

from __future__ import annotations

from autograder.authoring import graphs, linear_classifier, reports, two_layers
from autograder.authoring.built_on import judge_built_on_helpers
from autograder.authoring.cases import (
    EPSILON,
    gradient_case,
    linear_slope,
    numeric_gradient,
    repeat_first,
    shown_at_once,
    shown_by_items,
    shown_by_parts,
    upstream_gradient,
    value_case,
)
from autograder.authoring.catalogue import Catalogue, IncompleteExerciseError
from autograder.authoring.cost_texts import CostAt
from autograder.authoring.driver_answers import Answer, Problem, judge_driver_answers
from autograder.authoring.known_mistakes import Known, known
from autograder.authoring.plain_values import arrays_in, number_function
from autograder.authoring.policies import argument_changed, other_shapes_raised
from autograder.authoring.training import complex_step_gradient
from autograder.i18n.language import decimal
from autograder.i18n.sanitize import one_line
from autograder.judging.compare import counts
from autograder.judging.diagnose import diagnose_change, named
from autograder.judging.failed_calls import verdict_on_failure
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Formula, Repro, Verdict, Written
from autograder.judging.numbers import Numbers, as_numbers, described
from autograder.sandbox.protocol.calls import Array, Call, Callback, Opaque, Outcome, Raised, Returned, Seeded, Value

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
    "complex_step_gradient",
    "counts",
    "decimal",
    "described",
    "diagnose_change",
    "gradient_case",
    "graphs",
    "judge_built_on_helpers",
    "judge_driver_answers",
    "judge_values",
    "known",
    "linear_classifier",
    "linear_slope",
    "named",
    "number_function",
    "numeric_gradient",
    "one_line",
    "other_shapes_raised",
    "repeat_first",
    "reports",
    "shown_at_once",
    "shown_by_items",
    "shown_by_parts",
    "two_layers",
    "upstream_gradient",
    "value_case",
    "verdict_on_failure",
]
