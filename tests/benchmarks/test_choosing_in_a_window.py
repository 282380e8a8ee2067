"""What the dialog that chooses pairs costs: until it is there, and the event loop beside it."""

import time

import numpy as np
import pytest
from PySide6.QtTest import QTest

from real_desktop.__main__ import main
from real_desktop.session.session import new_session
from real_desktop.store import vectors
from real_desktop.store.thread import Priority
from real_desktop.store.vectors import EmbeddedText, ModelRow
from tests.benchmarks.test_importing_in_a_window import MOST_LATE_MS, Beats
from tests.session.working import import_into
from tests.window import Person, forget_settings

PROMPTS, RESPONSES, DIMENSION = 5_000, 8, 384
MOST_OPEN_S = 0.5
CHANGES = 20
