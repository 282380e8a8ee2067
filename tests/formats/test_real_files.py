"""The real files of ../shared/data, each with what is in it."""

from __future__ import annotations

import gzip
import json
from collections import Counter

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.records import Outcome
from real_desktop.formats.hh_rlhf import PART_EARLIER, SAME_ROLE, sides_of
from real_desktop.formats.pair_sets import EMPTY_ANSWER
from real_desktop.formats.reading import read
from real_desktop.formats.surveying import survey

HH = "hh_harmless_test.jsonl.gz"
FILES = [
    # name, format, sets, prompts, responses, preferences
    ("oasst_one_policy_250x11.jsonl", "plain", 250, 250, 2750, 0),
    ("fgrlhf_one_policy_500x4.jsonl", "plain", 500, 500, 2000, 3000),
    (HH, "hh-rlhf", 2312, 2310, 4624, 2312),
    ("native/oasst_tree_en_100.jsonl", "oasst", 214, 214, 647, 718),
    ("native/oasst_message_en_100.jsonl", "oasst", 214, 214, 647, 718),
    ("native/llamafactory_dpo_en_demo.json", "pairs", 300, 295, 600, 300),
    ("native/llamafactory_dpo_zh_demo.json", "pairs", 300, 289, 600, 300),
    ("native/llmbar_natural.json", "wide", 100, 100, 200, 100),
    ("native/openai_summarize_comparisons_1row.jsonl", "summarize", 1, 1, 2, 1),
]


@pytest.mark.parametrize(
    ("name", "kind", "sets", "prompts", "responses", "preferences"), FILES, ids=str
)
def test_every_row_is_read(real_file, name, kind, sets, prompts, responses, preferences):
    found = survey(real_file(name))
    tally = found.tally
    assert (found.formats, tally.rejected) == (kind, {})
    assert (tally.sets, found.prompts) == (sets, prompts)
    assert (tally.responses, tally.preferences) == (responses, preferences)


def test_hh_rlhf_loses_no_character(real_file):
    path = real_file(HH)
    with gzip.open(path) as file:
        rows = [json.loads(line) for line in file]
    for row, one in zip(rows, read(path), strict=True):
        assert sides_of(one) == (row["chosen"], row["rejected"]), one.row
        assert one.messages[-1].role == "user"
        assert {known.outcome for known in one.preferences} == {Outcome.A}


def test_the_odd_rows_of_hh_rlhf_are_known(real_file):
    odd = {}
    for one in read(real_file(HH)):
        odd.setdefault(one.oddity, []).append(one.row)
    del odd[None]
    assert odd == {
        EMPTY_ANSWER: [87, 517, 926, 1104],
        PART_EARLIER: [1255, 1689, 1951, 1953, 2037],
        SAME_ROLE: [668, 764, 1320, 1850],
    }


def test_labels_of_people_are_those_of_the_file(real_file):
    path = real_file("fgrlhf_one_policy_500x4.jsonl")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for row, one in zip(rows, read(path), strict=True):
        said = [(pair["i"], pair["j"], pair["label"]) for pair in row["human_pairs"]]
        assert [(known.a, known.b, known.outcome.value) for known in one.preferences] == said


def test_the_label_of_llmbar_counts_from_one(real_file):
    path = real_file("native/llmbar_natural.json")
    outcomes = [one.preferences[0].outcome for one in read(path)]
    assert Counter(outcomes) == {Outcome.A: 42, Outcome.B: 58}
    labels = [row["label"] for row in json.loads(path.read_text("utf-8"))]
    assert [{Outcome.A: 1, Outcome.B: 2}[outcome] for outcome in outcomes] == labels


@pytest.mark.parametrize("name", ["tree", "message"])
def test_openassistant_ranks_are_kept(real_file, name):
    sets = list(read(real_file(f"native/oasst_{name}_en_100.jsonl")))
    ranks = Counter(response.meta.get("rank") for one in sets for response in one.responses)
    assert ranks == {0: 212, 1: 212, 2: 155, 3: 38, None: 6, 4: 11, 5: 8, 6: 2, 7: 2, 8: 1}
    depths = Counter(len(one.messages) for one in sets)
    assert depths == {1: 100, 3: 112, 5: 2}
    for one in sets:
        for known in one.preferences:
            better, worse = (one.responses[place].meta["rank"] for place in (known.a, known.b))
            assert known.outcome is (Outcome.A if better < worse else Outcome.B)


def test_both_forms_of_openassistant_are_the_same(real_file):
    tree, flat = (
        [
            (one.messages, [response.text for response in one.responses], one.preferences)
            for one in read(real_file(f"native/oasst_{name}_en_100.jsonl"))
        ]
        for name in ("tree", "message")
    )
    assert tree == flat


@pytest.mark.parametrize("language", ["en", "zh"])
def test_llamafactory_texts_are_those_of_the_file(real_file, language):
    path = real_file(f"native/llamafactory_dpo_{language}_demo.json")
    for row, one in zip(json.loads(path.read_text("utf-8")), read(path), strict=True):
        asked = [turn["value"] for turn in row["conversations"]]
        assert [message.content for message in one.messages] == asked
        sides = [row["chosen"]["value"], row["rejected"]["value"]]
        assert [response.text for response in one.responses] == sides
        assert (one.meta, one.oddity) == ({}, None)


def test_a_summary_is_chosen_by_its_place(real_file):
    (one,) = read(real_file("native/openai_summarize_comparisons_1row.jsonl"))
    assert one.messages[0].content.startswith("SUBREDDIT: r/legaladvice\n\nTITLE: Anybody with")
    assert one.messages[0].content.endswith("help would be appeciated on this :)\n\nTL;DR:")
    assert [response.model for response in one.responses] == ["sup4_ppo_rm3_kl10", "ref"]
    assert one.responses[0].text.startswith(" car accident caused me")
    assert one.preferences[0].outcome is Outcome.B
    assert one.meta["extra"] == {"confidence": 8}


def test_one_completion_is_too_few(real_file):
    with pytest.raises(UserError) as caught:
        survey(real_file("native/ultrafeedback_card_example_partial_1row.json"))
    assert str(caught.value) == (
        "ultrafeedback_card_example_partial_1row.json: expected at least two distinct responses"
        " to a prompt, found fewer; open it together with the responses of a second model, or"
        " import it into a project that has its prompts"
    )
