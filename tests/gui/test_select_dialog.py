from dataclasses import replace

import pytest

from real_desktop.core.choosing import NOT_EMBEDDED
from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.core.strategies import STRATEGIES
from real_desktop.gui.controls import CheckBox, ComboBox, DecimalBox, NumberBox
from real_desktop.gui.select_dialog import SelectDialog
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selection_preview import SelectionPreview, SimilarityHistogram
from tests.gui.hands import button, texts_of

NOTHING_LEFT_OUT = SelectionPreview(
    pairs=1_263, control=120, repeats=60, repeats_without_room=2, possible=13_546,
    asked_before=0, left_out={}, seconds_per_judgement=37, is_own_pace=False,
    histogram=SimilarityHistogram((0.0, 0.5, 1.0), (4, 6), (3, 1), (0, 1)),
    length_correlation=-0.44, likely_ties=3, ceiling=0.95, long_texts=0.39, examples=(),
)  # fmt: skip
OPTIONS = SelectOptions(seed=3, control=0.2)


@pytest.fixture
def dialog(window):
    made = SelectDialog(window, OPTIONS, "Similarity is that of a model.")
    made.asked = []
    made.preview_asked.connect(made.asked.append)
    made.open()
    yield made
    made.close()
    made.deleteLater()


def control(dialog, kind, name):
    return next(one for one in dialog.findChildren(kind) if one.accessibleName() == name)


def go(dialog):
    return next(
        one for one in dialog.findChildren(type(dialog._go)) if one.text().startswith("Ask")
    )


def said(dialog):
    return "\n".join(texts_of(dialog))


def test_it_begins_with_what_it_is_given_and_asks_for_its_preview(dialog):
    assert dialog.asked == [OPTIONS]
    assert not go(dialog).isEnabled()
    assert STRATEGIES["dissimilar"].about in said(dialog)
    assert "Similarity is that of a model." in said(dialog)


def test_a_preview_says_everything_and_can_be_confirmed(dialog, qtbot):
    dialog.show_preview(OPTIONS, NOTHING_LEFT_OUT)
    text = said(dialog)
    for part in (
        "1,263 pairs of 13,546", "1,083 by the strategy, 120 as control, 60 hidden repeats",
        "no room for 2 more repeats", "91 % of the possible pairs need not be asked",
        "-0.44", "39 % of the texts are longer", "likely ties", "No set is left out.",
    ):  # fmt: skip
        assert part in text
    assert go(dialog).text() == "Ask about 1,263 pairs"
    with qtbot.waitSignal(dialog.selection_asked) as asked:
        go(dialog).click()
    assert asked.args == [OPTIONS]


def test_another_choice_waits_for_its_own_preview(dialog, qtbot):
    dialog.show_preview(OPTIONS, NOTHING_LEFT_OUT)
    control(dialog, ComboBox, "Strategy").setCurrentText("decisive")
    assert not go(dialog).isEnabled()
    assert STRATEGIES["decisive"].about in said(dialog)
    dialog.show_preview(OPTIONS, NOTHING_LEFT_OUT)
    assert not go(dialog).isEnabled()
    qtbot.waitUntil(lambda: len(dialog.asked) == 2)
    assert dialog.asked[-1] == SelectOptions("decisive", seed=3, control=0.2)
    dialog.show_preview(dialog.asked[-1], NOTHING_LEFT_OUT)
    assert go(dialog).isEnabled()


def test_several_changes_in_a_row_ask_once(dialog, qtbot):
    for value in (2, 3, 4):
        control(dialog, NumberBox, "Pairs of a prompt").setValue(value)
    qtbot.waitUntil(lambda: len(dialog.asked) == 2)
    qtbot.wait(350)
    assert [one.pairs_per_prompt for one in dialog.asked] == [1, 4]


def test_what_does_not_apply_cannot_be_set(dialog, qtbot):
    prompts = control(dialog, ComboBox, "Which prompts then")
    budget, ceiling = (
        control(dialog, NumberBox, "At most"),
        control(dialog, DecimalBox, "Likely ties above"),
    )
    assert [one.isEnabled() for one in (prompts, budget, ceiling)] == [False] * 3
    for name in ("At most", "Likely ties above"):
        control(dialog, CheckBox, name).click()
    prompts.setCurrentText("widest")
    assert [one.isEnabled() for one in (prompts, budget, ceiling)] == [True] * 3
    qtbot.waitUntil(lambda: len(dialog.asked) == 2)
    last = dialog.asked[-1]
    assert (last.prompts, last.budget, last.ceiling) == ("widest", 1_000, 0.95)


def test_sets_without_vectors_can_be_embedded_first(dialog, qtbot):
    waiting = replace(
        NOTHING_LEFT_OUT, pairs=0, left_out={NOT_EMBEDDED: 12}, problem="there is no pair to choose"
    )
    dialog.show_preview(OPTIONS, waiting)
    assert not go(dialog).isEnabled()
    assert "There is no pair to choose." in said(dialog)
    with qtbot.waitSignal(dialog.embed_asked):
        button(dialog, "Embed first").click()
    assert not dialog.isVisible()


def test_what_is_left_out_is_said_with_its_reason(dialog):
    dialog.show_preview(OPTIONS, replace(NOTHING_LEFT_OUT, left_out={NOT_EMBEDDED: 12, "other": 1}))
    assert "Sets left out: not embedded yet: 12; other: 1." in said(dialog)


def test_an_error_stays_in_the_dialog(dialog):
    dialog.show_progress(Progress("Choosing pairs", 1_200, 5_000, "prompts"))
    assert "Choosing pairs: 1,200 of 5,000 prompts" in said(dialog)
    dialog.show_failure(UserError("there is no such model"))
    assert "There is no such model." in said(dialog)
    assert not go(dialog).isEnabled()
