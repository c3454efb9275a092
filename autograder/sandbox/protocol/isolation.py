"""What is known of the isolation in force: found by probing, said in every report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any


@dataclass(frozen=True, slots=True)
class IsolationReport:
    """What kept the learner's code apart, found by trying forbidden acts inside."""

    tier: Annotated[
        int, "How strong the isolation was, found by trying forbidden acts in it; more is stronger.", {"minimum": 0}
    ]
    official: Annotated[bool, "Whether an official grade was asked for and the isolation was strong enough for one."]
    probes: Annotated[Mapping[str, Any], "Each forbidden act that was tried, and what came of it."]
