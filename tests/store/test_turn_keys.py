from real_desktop.core.progress import drained
from real_desktop.core.records import Message, Response, ResponseSet
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.session import new_session
from real_desktop.store.imports import add_rows, begin_imports, finish_imports
from real_desktop.store.thread import Priority
from real_desktop.store.turn_keys import turn_keys

CALLING = Message("assistant", "", {"tool_calls": [{"function": {"name": "now"}}]})
SETS = [
    ResponseSet(1, (Message("user", 'Write {"tool_calls": 1}.'),), (Response("a"), Response("b"))),
    ResponseSet(
        2,
        (Message("user", "Now?"), CALLING, Message("tool", "noon", {"tool_call_id": "c"})),
        (Response("c", turns=(CALLING,)), Response("d", meta={"other": '"thinking": no'})),
    ),
]


def test_the_names_in_turns_are_found_and_those_in_texts_are_not(tmp_path):
    with new_session(tmp_path / "p.real") as session:

        def fill(project):
            import_ids = begin_imports(project, [("made.jsonl", "plain")])
            add_rows(project, import_ids, SETS)
            finish_imports(project, import_ids, {})

        session.run(Priority.CHUNK, fill)
        drained(select(session, SelectOptions("random", control=0)))
        found = session.run(Priority.READ, lambda project: turn_keys(project, [1, 2, 9]))
    (keys,) = found.values()
    assert {("prompt", "tool_calls"), ("prompt", "tool_call_id")} < keys
    assert {name for place, name in keys if place != "prompt"} == {"name", "tool_calls"}
