"""The command line, as the tests of `cli/` call it."""

from __future__ import annotations

from tests.cli.conftest import cli, environment, program, root

__all__ = ["cli", "environment", "program", "root"]
