"""One simulated cloud for all official packages, and the record of what they have done with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from results import Results
from simulated import clean_environment, cloud, served

__all__ = ["clean_environment", "cloud", "results", "served"]


@pytest.fixture(scope="session")
def results() -> Iterator[Results]:
    results = Results()
    yield results
    results.write()
