import hashlib
import json

import pytest

from real_desktop import __version__
from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.formats.exports import EXPORTS
from real_desktop.formats.writing import LineFile
from real_desktop.session.exporting import export
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.session import new_session, open_session, read_session
from tests.session.working import Person, embed_here, import_into, read, write

LEFT, RIGHT, TIE, BOTH_BAD, SKIP = Choice


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / "train.jsonl"


def rows_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def answer_text(row, which):
    return row[which][0]["content"]


def test_exactly_the_decisive_labels_are_written_and_the_rest_is_counted(ready, person, out):
    person.say(LEFT, TIE, BOTH_BAD, SKIP)
    report = drained(export(ready, out))
    assert report.rows == len(rows_of(out)) == 1
    assert report.left_out == {"tie": 1, "both bad": 1, "skipped": 1, "not judged": 1}
    assert report.files == [out, out.with_name("train.jsonl.manifest.json")]
    assert sorted(out.parent.iterdir()) == report.files


def test_chosen_is_what_was_chosen_on_whichever_side(ready, on_both_sides, out):
    expected = []
    for choice in (LEFT, LEFT, RIGHT, RIGHT, LEFT):
        pair = on_both_sides.step.pair
        texts = (pair.left, pair.right) if choice is LEFT else (pair.right, pair.left)
        expected.append(
            (pair.messages[0].content, *texts, "chosen" if choice is LEFT else "rejected")
        )
        on_both_sides.say(choice)
    drained(export(ready, out))
    written = [
        (
            row["prompt"][0]["content"],
            answer_text(row, "chosen"),
            answer_text(row, "rejected"),
            row["shown_left"],
        )
        for row in rows_of(out)
    ]
    assert written == expected


def test_a_row_says_where_it_comes_from(ready, person, out):
    person.say(LEFT, active_ms=1234)
    drained(export(ready, out))
    (row,) = rows_of(out)
    ((uuid, prompt_uuid, split_group),) = read(
        ready,
        "SELECT pairs.uuid, prompts.uuid, split_group FROM labels"
        " JOIN pairs ON pairs.id = pair_id JOIN prompts ON prompts.id = prompt_id",
    )
    assert (row["id"], row["prompt_id"], row["split_group"]) == (uuid, prompt_uuid, split_group)
    assert (row["source_file"], row["strategy"], row["annotator"], row["active_ms"]) == (
        "five.jsonl",
        "random",
        "Annotator 1",
        1234,
    )
    for which in ("chosen", "rejected"):
        assert answer_text(row, which).endswith(f".{row[f'{which}_index']}")


def test_a_pair_judged_again_gives_one_row_with_the_newest_answer(ready, person, out):
    pair = person.step.pair
    person.say(LEFT)
    person.undo()
    person.say(TIE)
    person.undo()
    person.say(RIGHT)
    drained(export(ready, out))
    assert [answer_text(row, "chosen") for row in rows_of(out)] == [pair.right]


def test_an_undone_label_is_not_written(ready, person, out):
    person.say(LEFT, RIGHT)
    person.undo()
    assert drained(export(ready, out)).rows == 1


def test_the_manifest_accounts_for_the_file(ready, person, out):
    person.say(LEFT, TIE, RIGHT)
    report = drained(export(ready, out))
    manifest = json.loads(report.files[1].read_text())
    ((uuid,),) = read(ready, "SELECT uuid FROM project")
    assert (manifest["project"], manifest["project_uuid"]) == ("work", uuid)
    assert (manifest["format"], manifest["app_version"]) == ("trl", __version__)
    assert (manifest["rows"], manifest["left_out"]) == (2, {"tie": 1, "not judged": 2})
    sha256 = hashlib.sha256(out.read_bytes()).hexdigest()
    assert manifest["files"] == [{"name": "train.jsonl", "rows": 2, "sha256": sha256}]


@pytest.mark.parametrize(
    ("choices", "reason"),
    [
        ([], "no pair is judged left or right .5 not judged"),
        ([TIE, SKIP], "1 tie, 1 skipped, 3 not"),
    ],
)
def test_nothing_is_written_when_nothing_is_decisive(ready, person, out, choices, reason):
    person.say(*choices)
    with pytest.raises(UserError, match=reason):
        drained(export(ready, out))
    assert not list(out.parent.iterdir())


def test_without_a_queue_there_is_nothing_to_export(session, out):
    with pytest.raises(UserError, match="no pair has been chosen yet"):
        drained(export(session, out))


def test_an_unknown_format_is_refused(ready, person, out):
    person.say(LEFT)
    with pytest.raises(
        UserError, match="there is no format csvv; there is: trl, trl-standard, raw"
    ):
        drained(export(ready, out, "csvv"))


@pytest.mark.parametrize("how", ["same", "relative", "hard link"])
def test_the_project_itself_is_not_written_over(ready_path, how, monkeypatch):
    with open_session(ready_path) as session:
        Person(session).say(LEFT)
    out = ready_path
    if how == "relative":
        monkeypatch.chdir(ready_path.parent)
        out = type(ready_path)(ready_path.name)
    if how == "hard link":
        out = ready_path.with_name("linked.jsonl")
        out.hardlink_to(ready_path)
    data = ready_path.read_bytes()
    with read_session(ready_path) as session, pytest.raises(UserError, match="the project itself"):
        drained(export(session, out))
    assert ready_path.read_bytes() == data


@pytest.mark.parametrize("format_name", EXPORTS)
@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE responses SET text = text || '!'",
        "UPDATE prompts SET messages = replace(messages, 'Question', 'Answer')",
    ],
)
def test_a_damaged_text_is_not_exported(ready, person, out, damage, format_name):
    person.say(LEFT)
    write(ready, damage)
    with pytest.raises(UserError, match="is damaged"):
        drained(export(ready, out, format_name))
    assert not list(out.parent.iterdir())


def test_looking_at_a_project_is_enough_to_export_it(ready_path, out):
    with open_session(ready_path) as session:
        Person(session).say(LEFT)
    data = ready_path.read_bytes()
    with read_session(ready_path) as session:
        assert drained(export(session, out)).rows == 1
    assert ready_path.read_bytes() == data


def test_an_older_export_is_replaced_whole(ready, person, out):
    out.write_text("old\n" * 1_000)
    person.say(LEFT)
    drained(export(ready, out))
    assert len(rows_of(out)) == 1


def test_the_standard_format_holds_the_same_preferences(ready, person, out):
    person.say(LEFT, TIE, RIGHT)
    conversational, standard = out.with_name("a.jsonl"), out.with_name("b.jsonl")
    drained(export(ready, conversational))
    report = drained(export(ready, standard, "trl-standard"))
    assert (report.rows, report.left_out) == (2, {"tie": 1, "not judged": 2})
    for one, other in zip(rows_of(conversational), rows_of(standard), strict=True):
        assert other["prompt"] == f"Human: {one['prompt'][0]['content']}\n\nAssistant:"
        assert other["chosen"] == f" {answer_text(one, 'chosen')}"
        assert other["rejected"] == f" {answer_text(one, 'rejected')}"
        assert list(one) == list(other)
        assert list(one.items())[3:] == list(other.items())[3:]


def test_raw_holds_every_pair_and_every_event(ready, person, out):
    person.say(LEFT, TIE, SKIP)
    person.undo()
    report = drained(export(ready, out, "raw"))
    rows = rows_of(out)
    assert report.rows == len(rows) == 5 + 4
    assert not report.left_out
    assert [row["record"] for row in rows] == ["pair"] * 5 + ["event"] * 4
    pairs = {row["uuid"]: row for row in rows[:5]}
    assert [row["stands"] for row in rows[5:]] == [True, True, False, None]
    for row in rows[5:]:
        assert pairs[row["pair_uuid"]]["a"]["text"].startswith("Answer ")
    manifest = json.loads(report.files[1].read_text())
    assert (manifest["format"], manifest["content"], manifest["votes"]) == (
        "raw", "everything", "all",
    )  # fmt: skip
    sha256 = hashlib.sha256(out.read_bytes()).hexdigest()
    assert manifest["files"] == [{"name": "train.jsonl", "rows": 9, "sha256": sha256}]


@pytest.mark.parametrize("choices", [[], [TIE], [SKIP, BOTH_BAD]])
def test_raw_needs_no_decision(ready, person, out, choices):
    person.say(*choices)
    assert drained(export(ready, out, "raw")).rows == 5 + len(choices)


def test_raw_without_pairs_is_nothing_to_export(session, out):
    with pytest.raises(UserError, match="no pair has been chosen yet"):
        drained(export(session, out, "raw"))
    assert not list(out.parent.iterdir())


@pytest.mark.parametrize("format_name", EXPORTS)
def test_an_export_that_is_stopped_leaves_the_old_file(
    ready, person, out, monkeypatch, format_name
):
    monkeypatch.setattr("real_desktop.session.manifests.MOST_IN_A_SLICE", 1)
    person.say(LEFT, RIGHT)
    out.write_text("old")
    job = export(ready, out, format_name)
    next(job)
    job.close()
    assert out.read_text() == "old"
    assert list(out.parent.iterdir()) == [out]


def test_texts_are_not_gathered(ready, person, out, monkeypatch):
    """Each row is in the file before the texts of the next slice are read."""
    monkeypatch.setattr("real_desktop.session.manifests.MOST_IN_A_SLICE", 1)
    written = []
    add = LineFile.add
    monkeypatch.setattr(LineFile, "add", lambda *given: (written.append(1), add(*given)))
    counts = [len(written) for _progress in export(ready, out, "raw")]
    assert counts == [1, 2, 3, 4, 5]


def test_what_sqlite_keeps_beside_a_project_is_never_written(ready, person, tmp_path):
    person.say(LEFT)
    victim = tmp_path / "other.real"
    with new_session(victim):
        pass
    before = victim.read_bytes()
    for name in ("other.real", "other.real-journal", "new.real"):
        with pytest.raises(UserError, match="name of a project"):
            drained(export(ready, tmp_path / name))
    assert victim.read_bytes() == before
    assert not (tmp_path / "new.real").exists()


def test_a_manifest_that_cannot_be_written_leaves_the_old_export(ready, person, out):
    person.say(LEFT)
    out.write_text("old")
    out.with_name(f"{out.name}.manifest.json").mkdir()
    with pytest.raises(UserError, match="found a folder"):
        drained(export(ready, out))
    assert out.read_text() == "old"


def test_the_first_rows_fill_every_column_that_any_row_fills(session, answers, tmp_path, out):
    bare = answers([(f"Bare {n}?", ["Yes.", "No."]) for n in range(4)], "bare.jsonl")
    named = tmp_path / "named.jsonl"
    rows = [{"text": "Yes.", "model": "m1"}, {"text": "No.", "model": "m2"}]
    named.write_text(json.dumps({"prompt": "Named?", "responses": rows}))
    import_into(session, bare)
    drained(select(session, SelectOptions("random", control=0)))
    import_into(session, named)
    embed_here(session)
    drained(select(session, SelectOptions(control=0)))
    person = Person(session)
    while person.step.pair:
        person.say(LEFT)
    report = drained(export(session, out))
    first, *others = rows_of(out)
    assert report.rows == len(others) + 1 == 5
    for name in ("similarity", "embedding_model", "chosen_model", "rejected_model"):
        assert first[name] is not None
        assert any(row[name] is None for row in others)
    assert len({row["id"] for row in [first, *others]}) == 5
