import pytest

from real_desktop.core.data_size import size_in_words


@pytest.mark.parametrize(
    ("size_bytes", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (9_940, "9.9 kB"),
        (9_960, "10 kB"),
        (999_400, "999 kB"),
        (999_600, "1.0 MB"),
        (90_868_376, "91 MB"),
        (14_500_000_000, "14 GB"),
        (1_340_000_000, "1.3 GB"),
        (2_000_000_000_000, "2.0 TB"),
        (3_456_000_000_000_000, "3,456.0 TB"),
    ],
)
def test_sizes_are_said_in_decimal_units(size_bytes, words):
    assert size_in_words(size_bytes) == words
