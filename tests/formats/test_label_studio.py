from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome
from real_desktop.formats.label_studio import matches, to_set
from real_desktop.formats.rows import Row, RowError

DATA = {"prompt": "Why?", "text1": "a", "text2": "b", "topic": "birds"}


def annotation(selected, by=1, *, cancelled=False, to_name="text1,text2"):
    value = {"selected": selected}
    result = {"from_name": "pw", "to_name": to_name, "type": "pairwise", "value": value}
    return {"id": 5, "completed_by": by, "was_cancelled": cancelled, "result": [result]}


def task(*annotations, **data):
    given = list(annotations)
    return {"id": 7, "data": DATA | data, "annotations": given, "predictions": []}


def small(chosen, **others):
    return (
        DATA
        | {"id": 7, "pw": chosen, "annotator": 2, "annotation_id": 5, "lead_time": 1.5}
        | others
    )


def test_what_people_selected_are_preferences_of_theirs():
    people = [1, {"id": 4, "email": "ada@example.org"}, None]
    given = [annotation(s, by) for s, by in zip(("left", "right", "left"), people, strict=True)]
    found = to_set(Row(3, task(*given)))
    assert (found.row, found.messages) == (3, (Message("user", "Why?"),))
    assert [r.text for r in found.responses] == ["a", "b"]
    assert found.preferences == (
        KnownPreference(0, 1, Outcome.A, "1"),
        KnownPreference(0, 1, Outcome.B, "4"),
        KnownPreference(0, 1, Outcome.A),
    )
    assert (found.meta["id"], found.meta["topic"]) == (7, "birds")


@pytest.mark.parametrize(
    "given",
    [
        annotation("left", cancelled=True),
        annotation("none"),
        annotation(None),
        annotation("left") | {"result": []},
        annotation("left") | {"result": [{"type": "choices", "value": {"choices": ["left"]}}]},
    ],
)
def test_what_selects_nothing_is_no_preference(given):
    found = to_set(Row(1, task(given)))
    assert (len(found.responses), found.preferences) == (2, ())


def test_a_result_counts_for_the_texts_that_it_names():
    others = annotation("left", 3, to_name="text3,text4")
    swapped = annotation("left", 2, to_name="text2,text1")
    found = to_set(Row(1, task(annotation("left"), swapped, others, text3="c", text4="d")))
    assert found.preferences == (
        KnownPreference(0, 1, Outcome.A, "1"),
        KnownPreference(0, 1, Outcome.B, "2"),
    )


@pytest.mark.parametrize("to_name", ["text1,text2", "text2,text1"])
@pytest.mark.parametrize("names", [("model_1", "model_2"), ("text1_model", "text2_model")])
def test_a_model_stays_with_its_text_whichever_is_on_the_left(to_name, names):
    models = dict(zip(names, ("m1", "m2"), strict=True))
    found = to_set(Row(1, task(annotation("left", to_name=to_name), **models)))
    assert {r.text: r.model for r in found.responses} == {"a": "m1", "b": "m2"}
    assert found.responses[0].text == ("a" if to_name == "text1,text2" else "b")


def test_the_names_of_the_texts_may_be_any_and_their_order_counts():
    columns = task(annotation("left", to_name="second,first"), first="x", second="y")
    columns["data"] = {"prompt": "Why?", "first": "x", "second": "y"}
    found = to_set(Row(1, columns))
    assert [r.text for r in found.responses] == ["y", "x"]
    assert found.preferences == (KnownPreference(0, 1, Outcome.A, "1"),)


@pytest.mark.parametrize("chosen", ["right", {"selected": "right"}])
def test_the_small_export_is_read(chosen):
    found = to_set(Row(1, small(chosen)))
    assert found.preferences == (KnownPreference(0, 1, Outcome.B, "2"),)
    assert found.meta["lead_time"] == 1.5
    assert [r.text for r in found.responses] == ["a", "b"]


def test_tasks_that_nobody_has_seen_are_sets():
    found = to_set(Row(1, {"data": DATA}))
    assert (len(found.responses), found.preferences) == (2, ())
    assert found.meta == {"topic": "birds"}


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (task(text2=None), "fewer than two distinct responses"),
        (task(text2=True), "a response is not text"),
        (task(prompt=None), "the prompt is empty"),
        ({"data": [1]}, "no data of a task"),
        ({"data": {"prompt": "p"}, "annotations": [annotation("left")]}, "no two texts to compare"),
    ],
)
def test_a_task_that_is_no_set_is_refused(columns, reason):
    with pytest.raises(RowError) as caught:
        to_set(Row(1, columns))
    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize(
    ("columns", "confidence"),
    [
        (task(annotation("left")), 1.0),
        ({"data": DATA}, 1.0),
        (small("left"), 1.0),
        ({"data": {"image": "x.png"}, "annotations": []}, 0.0),
        (DATA, 0.0),
    ],
)
def test_confidence(columns, confidence):
    assert matches([Row(1, columns)]) == confidence
