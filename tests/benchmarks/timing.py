"""Percentiles of measured times."""

import numpy as np


def p50_p99_ms(seconds):
    return tuple(float(ms) for ms in np.percentile(np.array(seconds) * 1000, [50, 99]))


def shown(p50, p99):
    return f"p50 {p50:6.1f} ms   p99 {p99:6.1f} ms"
