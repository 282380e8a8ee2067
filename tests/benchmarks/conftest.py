"""Run by hand: `python -m pytest tests/benchmarks -s`. The figures are printed as a table."""

import pytest


@pytest.fixture(scope="session")
def table():
    rows = []
    yield rows
    print("\n")
    for name, value in rows:
        print(f"{name:<58} {value}")
