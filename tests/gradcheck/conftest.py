import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def kinds():
    """The right and wrong backward functions that the benchmark holds every checker against."""
    folder = str(Path(__file__).parents[2] / "benchmarks")
    sys.path.insert(0, folder)
    try:
        import kinds
    finally:
        sys.path.remove(folder)
    return kinds
