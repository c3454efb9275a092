"""What holds for every test: no verdict hangs on how fast the machine is."""

from __future__ import annotations

import sys

from hypothesis import HealthCheck, settings

settings.register_profile("any speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any speed")

# jsonschema builds a grammar of internationalised addresses when it is imported, for a second and more in each process.
# No schema here has such a format; without that package it is as if it were not installed.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
