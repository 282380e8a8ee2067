"""REAL Desktop: preference judgements on the response pairs that teach most."""

__version__ = "0.1.0"
