"""What is known of the isolation in force: found by probing, said in every report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class IsolationReport:
    """What kept the learner's code apart, found by trying forbidden acts inside."""

    tier: int
    official: bool
    probes: Mapping[str, Any]
