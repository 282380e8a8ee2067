from __future__ import annotations

from real_desktop.core.records import Message
from real_desktop.gui.prompt_panel import PromptPanel

CALL = {"tool_calls": [{"function": {"name": "weather", "arguments": '{"in": "Rome"}'}}]}


def test_a_call_of_a_tool_is_shown_as_text(qtbot):
    panel = PromptPanel()
    qtbot.addWidget(panel)
    panel.show_messages(
        [Message("user", "Sun?"), Message("assistant", "", CALL), Message("tool", "Yes.")]
    )
    qtbot.wait(1)  # until the last turn is scrolled to
    shown = panel.text.toPlainText()
    assert 'weather({"in": "Rome"})' in shown
    assert shown.index("Sun?") < shown.index("weather") < shown.index("Yes.")


def test_a_picture_is_shown_as_its_mark(qtbot):
    panel = PromptPanel()
    qtbot.addWidget(panel)
    parts = {"parts": [{"type": "text", "text": "See"}, {"type": "image_url"}]}
    panel.show_messages([Message("user", "See\n[image_url]", parts)])
    assert "[image_url]" in panel.text.toPlainText()
