"""Run by hand: `python -m pytest tests/benchmarks -s`. The figures are printed as a table."""

import gc

import pytest


@pytest.fixture(autouse=True)
def _own_heap():
    """A collection looks through what is measured, and not through what other tests have left."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def table():
    rows = []
    yield rows
    print("\n")
    for name, value in rows:
        print(f"{name:<58} {value}")
