from __future__ import annotations

from itertools import permutations

import pytest

from real_desktop.core.records import Message
from real_desktop.formats.openai_batch import matches
from real_desktop.formats.rows import Row


def request(name, text, **body):
    turns = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": text}]
    body = {"model": "gpt-x", "messages": turns} | body
    return {"custom_id": name, "method": "POST", "url": "/v1/chat/completions", "body": body}


def output(name, *texts, model="m", status=200, error=None, **message):
    choices = [
        {"index": i, "message": {"role": "assistant", "content": text, **message}}
        for i, text in enumerate(texts)
    ]
    body = {"id": "x", "object": "chat.completion", "model": model, "choices": choices}
    response = {"status_code": status, "request_id": "y", "body": body}
    return {"id": "batch_req_1", "custom_id": name, "response": response, "error": error}


def of_body(name, body):
    return {"custom_id": name, "response": {"status_code": 200, "body": body}, "error": None}


REQUESTS = [request("r1", "Why?", n=2), request("r2", "How?")]


def texts(sets):
    return {one.messages[-1].content: [(r.text, r.model) for r in one.responses] for one in sets}


def test_outputs_of_several_models_are_joined_with_their_requests_in_any_order(file_of, read_all):
    files = [
        file_of(REQUESTS, "requests.jsonl"),
        file_of([output("r2", "b"), output("r1", "a")], "m.jsonl"),
        file_of([output("r1", "c", model="n"), output("r2", "d", model="n")], "n.jsonl"),
    ]
    for order in permutations(files):
        sets, rejected = read_all(*order)
        assert not rejected
        assert {prompt: sorted(found) for prompt, found in texts(sets).items()} == {
            "Why?": [("a", "m"), ("c", "n")],
            "How?": [("b", "m"), ("d", "n")],
        }
        assert sets[0].messages[0] == Message("system", "Be brief.")
        assert {order[one.file] for one in sets} == {files[0]}
        assert {order[r.file].stem == r.model for one in sets for r in one.responses} == {True}


def test_several_choices_are_several_responses(file_of, read_all):
    outputs = [output("r1", "a", "b", None)]
    (one,), _rejected = read_all(file_of(REQUESTS[:1], "q"), file_of(outputs, "a"))
    assert texts([one]) == {"Why?": [("a", "m"), ("b", "m")]}
    assert one.meta == {"custom_id": "r1", "n": 2}


def test_each_model_may_have_requests_of_its_own(file_of, read_all, refused):
    files = [
        file_of([request("r1", "Why?", model="m")], "1"),
        file_of([request("r1", "Why?", model="n")], "2"),
        file_of([output("r1", "a"), output("r1", "b", model="n")], "3"),
    ]
    (one,), rejected = read_all(*files)
    assert texts([one]) == {"Why?": [("a", "m"), ("b", "n")]}
    assert (rejected, refused(*files)) == ([], {})


def test_what_comes_with_a_text_is_kept(file_of, read_all):
    outputs = [
        output("r1", "a", reasoning_content="Hm.", refusal=None, annotations=[]),
        output("r1", "b"),
    ]
    (one,), _rejected = read_all(file_of(REQUESTS[:1], "q"), file_of(outputs, "a"))
    assert [r.meta for r in one.responses] == [{}, {}]
    thought = Message("assistant", "a", {"reasoning_content": "Hm."})
    assert [r.turns for r in one.responses] == [(thought,), ()]


@pytest.mark.parametrize(
    "body",
    [
        {"model": "m", "choices": [{"index": 0, "text": "a"}]},
        {
            "model": "m",
            "output": [
                {"type": "reasoning", "summary": []},
                {"type": "message", "content": [{"type": "output_text", "text": "a"}]},
            ],
        },
        {"model": "m", "choices": [{"message": {"content": [{"type": "text", "text": "a"}]}}]},
    ],
)
def test_every_kind_of_body_is_read(file_of, read_all, body):
    outputs = [of_body("r1", body), output("r1", "b", model="n")]
    (one,), rejected = read_all(file_of(REQUESTS[:1], "q"), file_of(outputs, "a"))
    assert (texts([one]), rejected) == ({"Why?": [("a", "m"), ("b", "n")]}, [])


def test_a_response_without_a_body_is_read(file_of, read_all):
    bare = [{"custom_id": "r1", "response": output("r1", "a")["response"]["body"]}]
    files = file_of(REQUESTS[:1], "q"), file_of([*bare, output("r1", "b")], "a")
    assert texts(read_all(*files)[0]) == {"Why?": [("a", "m"), ("b", "m")]}


@pytest.mark.parametrize(
    "body",
    [
        {"prompt": "Why?"},
        {"prompt": ["Why?"]},
        {"input": "Why?", "instructions": "Be brief."},
        {"input": [{"role": "user", "content": [{"type": "input_text", "text": "Why?"}]}]},
    ],
)
def test_every_kind_of_request_is_read(file_of, read_all, body):
    requests = [{"custom_id": "r1", "body": {"model": "m"} | body}]
    (one,), _rejected = read_all(file_of(requests, "q"), file_of([output("r1", "a", "b")], "a"))
    assert one.messages[-1] == Message("user", "Why?")
    assert [m.content for m in one.messages[:-1]] == ["Be brief."] * ("instructions" in body)


def test_batches_of_anthropic_are_read(file_of, read_all):
    turns = [{"role": "user", "content": "Why?"}]
    params = {"model": "m", "max_tokens": 9, "system": "Be brief.", "messages": turns}
    parts = [{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "a"}]
    message = {"role": "assistant", "model": "m", "content": parts}
    results = [
        {"custom_id": "r1", "result": {"type": "succeeded", "message": message}},
        {"custom_id": "r1", "result": {"type": "errored", "error": {"type": "x"}}},
        {
            "custom_id": "r1",
            "result": {
                "type": "succeeded",
                "message": message | {"content": [{"type": "tool_use", "name": "f", "input": {}}]},
            },
        },
        output("r1", "b", model="n"),
    ]
    files = file_of([{"custom_id": "r1", "params": params}], "q"), file_of(results, "a")
    (one,), rejected = read_all(*files)
    assert one.messages == (Message("system", "Be brief."), Message("user", "Why?"))
    assert texts([one]) == {"Why?": [("a", "m"), ("f({})", "m"), ("b", "n")]}
    assert one.responses[0].turns[0].extra == {"reasoning_content": "Hm."}
    assert [row.reason for row in rejected] == ["the request failed (errored)"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (output("r1", "x", status=500), "the request failed (500)"),
        (output("r1", "x", error={"code": "timeout"}), "the request failed (timeout)"),
        (output("r1", "x", error={"code": "z" * 90}), "the request failed (an error)"),
        (output("r1", None), "the model gave no text"),
        (output("r1", " "), "the response is empty"),
        (output("r1", True), "a response is not text"),
        (of_body("r1", []), "the response has no body"),
        (of_body("r1", {}), "neither choices nor output nor content in what came back"),
        ({"custom_id": "r1", "response": 1}, "neither a request nor an output"),
        ({"custom_id": None, "body": {"prompt": "p"}}, "no custom_id"),
        (output("r9", "x"), "no requests with its id"),
        (request("r9", "x"), "no outputs with its id"),
        (request("r9", ""), "the prompt is empty"),
    ],
)
def test_a_bad_row_is_rejected_with_its_reason(file_of, read_all, row, reason):
    outputs = [output("r1", "a"), row, output("r1", "b")]
    (one,), rejected = read_all(file_of(REQUESTS[:1], "q"), file_of(outputs, "a"))
    assert len(one.responses) == 2
    assert [(bad.file, bad.row, bad.reason) for bad in rejected] == [(1, 2, reason)]


def test_each_half_alone_says_what_is_missing(file_of, refused):
    requests = file_of(REQUESTS, "requests.jsonl")
    outputs = file_of([output("r1", "a"), output("r2", "b")], "outputs.jsonl")
    assert refused(requests) == {
        0: "requests.jsonl: holds requests without outputs (2); open them together with the outputs"
        " of two models"
    }
    assert refused(outputs) == {
        0: "outputs.jsonl: holds the outputs of m without the requests; open it together with the"
        " requests file, which has the same ids in custom_id"
    }
    both = refused(requests, outputs)
    assert both.keys() == {0, 1}
    assert "the outputs of a second model are missing" in both[1]


@pytest.mark.parametrize(
    ("columns", "confidence"),
    [
        (REQUESTS[0], 1.0),
        (output("r1", "a"), 1.0),
        (output("r1") | {"response": None, "error": {"code": 1}}, 1.0),
        ({"custom_id": "r1", "result": {"type": "expired"}}, 1.0),
        ({"custom_id": "r1", "prompt": "p", "response": "r"}, 0.0),
        ({"response": {"body": {}}}, 0.0),
    ],
)
def test_confidence(columns, confidence):
    assert matches([Row(1, columns)]) == confidence
