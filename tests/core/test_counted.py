from real_desktop.core.counted import counted


def test_a_number_stands_with_its_noun():
    assert [counted(n, "row") for n in (0, 1, 2, 1_000)] == [
        "0 rows",
        "1 row",
        "2 rows",
        "1,000 rows",
    ]
