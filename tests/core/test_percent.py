import pytest

from real_desktop.core.percent import percent, percent_between, points, points_between


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0.0 %"), (0.078, "7.8 %"), (0.0996, "10 %"), (0.128, "13 %"), (1, "100 %")],
)
def test_a_share_has_two_digits(share, words):
    assert percent(share) == words


def test_a_difference_has_its_sign_and_no_negative_nothing():
    assert points(0.05) == "5.0 points"
    assert points(-0.01) == "\N{MINUS SIGN}1.0 point"
    assert points(-0.0004) == "0.0 points"
    assert points_between((-0.031, 0.129)) == "\N{MINUS SIGN}3.1 to 13 points"
    assert percent_between((0.056, 0.104)) == "5.6 to 10 %"
