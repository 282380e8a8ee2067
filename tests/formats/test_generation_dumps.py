"""What engines write for a prompt needs no reader of its own: that it stays so is held here."""

from __future__ import annotations

import pytest


def vllm(prompt, *texts):
    """A RequestOutput of vLLM."""
    return {
        "request_id": "0",
        "prompt": prompt,
        "prompt_token_ids": [1, 2],
        "outputs": [
            {
                "index": i,
                "text": text,
                "token_ids": [3],
                "cumulative_logprob": None,
                "finish_reason": "stop",
            }
            for i, text in enumerate(texts)
        ],
        "finished": True,
    }


def sglang(prompt, text):
    return {"prompt": prompt, "text": text, "meta_info": {"completion_tokens": 3}}


def llama_cpp(prompt, text):
    return {"content": text, "model": f"m-{text}", "prompt": prompt, "stop": True}


def test_several_outputs_of_vllm_are_a_set(file_of, read_all):
    (one,), _rejected = read_all(file_of([vllm("Why?", "a", "b")]))
    assert [r.text for r in one.responses] == ["a", "b"]
    assert one.responses[0].meta["finish_reason"] == "stop"
    assert one.meta["request_id"] == "0"


@pytest.mark.parametrize("of", [vllm, sglang, llama_cpp])
def test_one_output_each_meets_that_of_another_file(file_of, read_all, of):
    files = [file_of([of("Why?", text), of(text, text)], text) for text in ("a", "b")]
    (one,), rejected = read_all(*files)
    assert [(r.text, r.file) for r in one.responses] == [("a", 0), ("b", 1)]
    assert [row.row for row in rejected] == [2, 2]
    models = [r.model for r in one.responses]
    assert models == (["m-a", "m-b"] if of is llama_cpp else [None, None])
