import json
import os

import pytest

from real_desktop.core.errors import UserError
from real_desktop.embedding.folder_check import (
    MOST_JSON_BYTES,
    IncompleteModelError,
    UnsafeModelError,
    check_descriptions,
    check_folder,
)
from tests.embedding.model_folders import (
    DENSE,
    POOLING,
    TRANSFORMER,
    cached,
    causal_folder,
    sentence_folder,
    weights_bytes,
    write_json,
)


@pytest.fixture
def sentence(tmp_path):
    return sentence_folder(tmp_path / "sentence")


@pytest.fixture
def causal(tmp_path):
    return causal_folder(tmp_path / "causal")


def sharded(folder, names=("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors")):
    (folder / "model.safetensors").unlink()
    weight_map = {f"layer.{n}": name for n, name in enumerate(names)}
    write_json(folder / "model.safetensors.index.json", {"weight_map": weight_map})
    return names


def refused(folder, kind, words):
    with pytest.raises(kind, match=words) as caught:
        check_folder(folder)
    assert "\n" not in str(caught.value)


def test_whole_folders_of_both_kinds_may_be_loaded(sentence, causal):
    check_folder(sentence)
    check_folder(causal)


def test_modules_are_known_by_their_old_and_new_names(tmp_path):
    new = TRANSFORMER | {"type": "sentence_transformers.base.modules.transformer.Transformer"}
    folder = sentence_folder(tmp_path / "m", DENSE)
    write_json(folder / "modules.json", [new, POOLING, DENSE])
    write_json(folder / "2_Dense" / "config.json", {"out_features": 2})
    (folder / "2_Dense" / "model.safetensors").write_bytes(weights_bytes())
    check_folder(folder)


def test_a_folder_of_the_hubs_cache_may_link_to_its_blobs(tmp_path):
    check_folder(cached(tmp_path / "hub", "someone/small"))


@pytest.mark.parametrize("suffix", [".bin", ".pt", ".pkl", ".ckpt", ".pth"])
def test_pickles_alone_are_refused_and_beside_safetensors_never_read(causal, suffix):
    pickle = causal / f"pytorch_model{suffix}"
    pickle.write_bytes(b"cos\nsystem\n")
    check_folder(causal)
    (causal / "model.safetensors").unlink()
    refused(causal, UnsafeModelError, f"pickle \\(pytorch_model{suffix}\\)")


def test_a_pickle_in_the_folder_of_a_module_is_refused(tmp_path):
    folder = sentence_folder(tmp_path / "m", DENSE)
    write_json(folder / "2_Dense" / "config.json", {})
    (folder / "2_Dense" / "pytorch_model.bin").write_bytes(b"cos\n")
    refused(folder, UnsafeModelError, "pickle .2_Dense/pytorch_model.bin")


@pytest.mark.parametrize("name", ["modeling_x.py", "deep/down/setup.py", "fast.so"])
def test_program_code_is_refused_wherever_it_lies(causal, name):
    (causal / name).parent.mkdir(parents=True, exist_ok=True)
    (causal / name).write_text("raise SystemExit")
    refused(causal, UnsafeModelError, f"program code \\({name}\\)")


@pytest.mark.parametrize(
    ("name", "described"),
    [
        ("config.json", {"model_type": "x", "auto_map": {"AutoModel": "modeling_x.X"}}),
        ("tokenizer_config.json", {"auto_map": {"AutoTokenizer": ["x.T", None]}}),
        ("config.json", {"text_config": {"inner": [{"auto_map": {"a": "other--x.X"}}]}}),
        ("1_Pooling/config.json", {"auto_map": {"a": "b"}}),
        ("config.json", {"a": [[{"auto_map": {"a": "b"}}]]}),
    ],
)  # fmt: skip
def test_a_wish_to_run_code_is_refused_at_any_depth(sentence, name, described):
    write_json(sentence / name, described)
    refused(sentence, UnsafeModelError, f"auto_map in {name}")


@pytest.mark.parametrize(
    "type_",
    [
        "evil.Module",
        "sentence_transformers.models.Transformer.load",
        "sentence_transformers.util.import_from_string",
        "sentence_transformers.models.WordEmbeddings",
        "sentence_transformers.models.Router",
        "sentence_transformers.models.LSTM",
        "os.system",
    ],
)
def test_a_module_outside_the_list_is_refused(sentence, type_):
    write_json(sentence / "modules.json", [TRANSFORMER | {"type": type_}])
    refused(sentence, UnsafeModelError, f"wants the module {type_}")


@pytest.mark.parametrize("path", ["../other", "/etc", "a/../../b", "C:\\models", "..\\x", 7, None])
def test_a_module_outside_the_folder_is_refused(sentence, path):
    write_json(sentence / "modules.json", [TRANSFORMER, POOLING | {"path": path}])
    refused(sentence, UnsafeModelError, "outside of it in modules.json")


@pytest.mark.parametrize("path", ["inner", "0 Transformer", "a/b", "onnx"])
def test_the_folder_of_a_module_is_one_that_is_looked_at(sentence, path):
    """Else what lies there would be loaded unseen, and would not count for the fingerprint."""
    write_json(sentence / path / "config.json", {"auto_map": {"a": "b"}})
    write_json(sentence / "modules.json", [TRANSFORMER, POOLING | {"path": path}])
    refused(sentence, IncompleteModelError, f"folder {path} of a module is not called like")


def test_a_convolution_has_its_own_file_of_settings(tmp_path):
    module = DENSE | {"type": "sentence_transformers.models.CNN", "path": "2_CNN"}
    folder = sentence_folder(tmp_path / "m", module)
    write_json(folder / "2_CNN" / "cnn_config.json", {"out_channels": 2})
    (folder / "2_CNN" / "model.safetensors").write_bytes(weights_bytes())
    check_folder(folder)


@pytest.mark.parametrize("name", ["part.safetensors", "deep/model.safetensors", "model.gguf"])
def test_sharded_weights_of_other_names_are_refused_for_they_would_not_count(causal, name):
    sharded(causal, [name])
    (causal / name).parent.mkdir(exist_ok=True)
    (causal / name).write_bytes(weights_bytes())
    refused(causal, IncompleteModelError, f"the weights {name} are not called like model-0")


def test_sharded_weights_must_all_be_there(causal):
    names = sharded(causal)
    (causal / names[0]).write_bytes(weights_bytes())
    refused(causal, IncompleteModelError, f"no weights: {names[1]} is missing")
    (causal / names[1]).write_bytes(weights_bytes(9))
    check_folder(causal)


@pytest.mark.parametrize("name", ["../model.safetensors", "/etc/passwd", 3])
def test_sharded_weights_outside_the_folder_are_refused(causal, name):
    sharded(causal, [name])
    refused(causal, UnsafeModelError, "outside of it in model.safetensors.index.json")


@pytest.mark.parametrize("index", [[], {}, {"weight_map": {}}, {"weight_map": [1]}])
def test_an_index_without_weights_is_damaged(causal, index):
    sharded(causal)
    write_json(causal / "model.safetensors.index.json", index)
    refused(causal, IncompleteModelError, "lists no weights")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("model.safetensors", "model.safetensors is missing"),
        ("tokenizer.json", "no tokenizer"),
        ("config.json", "has no config.json"),
        ("1_Pooling/config.json", "1_Pooling has no config.json"),
    ],
)
def test_a_missing_part_is_named(sentence, name, words):
    (sentence / name).unlink()
    refused(sentence, IncompleteModelError, words)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "modules.json"])
@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[" * 100_000, b""])
def test_damaged_json_is_named(sentence, name, content):
    (sentence / name).write_bytes(content)
    refused(sentence, IncompleteModelError, f"{name} is damaged: it is not JSON")


def test_a_vocabulary_is_not_read_whole(sentence):
    """One of tens of megabytes would hold up the window for a third of a second."""
    (sentence / "tokenizer.json").write_bytes(b'{"model": no JSON at all}')
    (sentence / "somebody's rows.json").write_bytes(b" [" + b"1," * 3_000_000 + b"1]\n")
    check_folder(sentence)
    (sentence / "tokenizer.json").write_bytes(b'{"model": {"vocab": ')
    refused(sentence, IncompleteModelError, "tokenizer.json is damaged: it is not JSON")


def test_settings_of_absurd_size_are_not_read(causal):
    (causal / "config.json").write_bytes(b'{"a": "' + b"x" * MOST_JSON_BYTES + b'"}')
    refused(causal, IncompleteModelError, "config.json is damaged: .*too large")


@pytest.mark.parametrize("content", [{}, [], [1], [{"path": ""}], [POOLING], "x"])
def test_modules_that_read_no_text_are_no_model(sentence, content):
    write_json(sentence / "modules.json", content)
    refused(sentence, IncompleteModelError, "modules.json")


def test_damaged_weights_are_refused_by_their_header_alone(causal):
    whole = weights_bytes()
    for cut in range(len(whole)):
        (causal / "model.safetensors").write_bytes(whole[:cut])
        refused(causal, IncompleteModelError, "the weights model.safetensors are damaged")
    (causal / "model.safetensors").write_bytes(whole + b"\0")
    refused(causal, IncompleteModelError, "bytes and has")


@pytest.mark.parametrize(
    "header",
    [
        b"[]",
        b"{}x",
        b'{"w": 1}',
        b'{"w": {"data_offsets": [0]}}',
        b'{"w": {"data_offsets": ["a", "b"]}}',
        b'{"w": {"data_offsets": [4, 8]}}',
        b'{"v": {"data_offsets": [0, 8]}, "w": {"data_offsets": [4, 8]}}',
    ],
)
def test_a_header_that_describes_no_tensors_is_refused(causal, header):
    content = len(header).to_bytes(8, "little") + header + bytes(8)
    (causal / "model.safetensors").write_bytes(content)
    refused(causal, IncompleteModelError, "are damaged")


def test_a_header_longer_than_the_file_is_not_read(causal):
    (causal / "model.safetensors").write_bytes(b"\xff" * 8 + b"{}")
    refused(causal, IncompleteModelError, "header is longer than the file")


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_not(causal, tmp_path, kind):
    (causal / "again.json").symlink_to(causal / "config.json")
    check_folder(causal)
    outside = tmp_path / "outside"
    outside.mkdir() if kind == "folder" else outside.write_text("{}")
    (causal / "other.json").symlink_to(outside)
    refused(causal, UnsafeModelError, "link that leads out of it: other.json")


def test_a_link_in_the_hubs_cache_leads_to_blobs_and_nowhere_else(tmp_path):
    snapshot = cached(tmp_path / "hub", "someone/small")
    (snapshot / "vocab.txt").symlink_to("/etc/passwd")
    refused(snapshot, UnsafeModelError, "leads out of it: vocab.txt")


def test_a_pipe_in_place_of_a_file_is_not_opened(causal):
    (causal / "config.json").unlink()
    os.mkfifo(causal / "config.json")
    refused(causal, IncompleteModelError, "neither modules.json nor config.json")


def test_what_would_load_a_second_model_is_refused(sentence):
    write_json(sentence / "adapter_config.json", {"base_model_name_or_path": "/models/other"})
    refused(sentence, UnsafeModelError, "is an adapter")
    (sentence / "adapter_config.json").unlink()
    for kind in ("bert", "roberta", "xlm-roberta"):
        file = sentence / f"sentence_{kind}_config.json"
        write_json(file, {"tokenizer_name_or_path": "/models/other"})
        refused(sentence, UnsafeModelError, f"tokenizer from elsewhere .{file.name}")
        file.unlink()


@pytest.mark.parametrize(
    ("described", "words"),
    [
        ({"tokenizer_args": {"tokenizer_file": "/models/other/tokenizer.json"}}, "tokenizer_file"),
        ({"model_args": {"dtype": "bfloat16", "variant": "evil"}}, "loaded with variant"),
        ({"model_kwargs": {"subfolder": "x"}}, "loaded with subfolder"),
        ({"modality_config": {"text": {"method": "push_to_hub"}}}, "push_to_hub to be called"),
        ({"modality_config": {"text": {"method": 7}}}, "7 to be called"),
    ],
)
def test_settings_that_lead_out_of_the_folder_are_refused(sentence, described, words):
    write_json(sentence / "sentence_bert_config.json", described)
    refused(sentence, UnsafeModelError, words)


def test_the_usual_settings_are_not(sentence):
    usual = {
        "max_seq_length": 256,
        "model_args": {"torch_dtype": "bfloat16", "attn_implementation": "sdpa"},
        "tokenizer_args": {"padding_side": "left", "trust_remote_code": True},
        "modality_config": {
            "text": {"method": "forward"},
            "image": {"method": "get_image_features"},
        },
    }
    write_json(sentence / "sentence_bert_config.json", usual)
    check_folder(sentence)


@pytest.mark.parametrize("key", ["attn_implementation", "_attn_implementation"])
@pytest.mark.parametrize("wanted", ["kernels-community/flash-attn", {"text_config": "a/b"}, [7]])
def test_a_kernel_of_a_hub_is_refused(causal, key, wanted):
    config = json.loads((causal / "config.json").read_text())
    write_json(causal / "config.json", config | {key: "eager"})
    check_folder(causal)
    write_json(causal / "config.json", config | {"text_config": {key: wanted}})
    refused(causal, UnsafeModelError, "program code from elsewhere .*config.json")


def test_an_encoder_with_a_decoder_has_no_last_layer_to_average(causal):
    write_json(causal / "config.json", {"model_type": "t5", "is_encoder_decoder": True})
    refused(causal, IncompleteModelError, "encoder with a decoder")


def test_what_is_no_model_says_what_is_missing(tmp_path):
    refused(tmp_path / "nowhere", IncompleteModelError, "is not a folder")
    refused(tmp_path, IncompleteModelError, "neither modules.json nor config.json")


def test_without_weights_the_descriptions_can_be_looked_at_alone(sentence):
    (sentence / "model.safetensors").unlink()
    check_descriptions(sentence)
    config = json.loads((sentence / "config.json").read_text())
    write_json(sentence / "config.json", config | {"auto_map": {"AutoModel": "x.Y"}})
    with pytest.raises(UserError, match="auto_map"):
        check_descriptions(sentence)
