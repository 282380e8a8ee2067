"""Makes two tiny real models with random weights: `python -m tests.embedding.tiny_models FOLDER`.

`sentence` is a sentence-transformers model, `causal` a language model as transformers saves it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

WORDS = ["the", "a", "of", "to", "is", "are", "it", "why", "how", "what", "answer", "question"]
LETTERS = [*"abcdefghijklmnopqrstuvwxyz", *(f"##{one}" for one in "abcdefghijklmnopqrstuvwxyz")]


def main(folder: Path) -> None:
    """Write both."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import (
        BertConfig,
        BertModel,
        BertTokenizerFast,
        LlamaConfig,
        LlamaForCausalLM,
        PreTrainedTokenizerFast,
    )

    torch.manual_seed(5)
    size = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2,
            "intermediate_size": 64, "max_position_embeddings": 64}  # fmt: skip
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, *LETTERS, *".,?!:01234"]
    vocabulary = list(dict.fromkeys(vocabulary))

    bert = folder / "bert"
    bert.mkdir(parents=True)
    (bert / "vocab.txt").write_text("\n".join(vocabulary) + "\n")
    BertTokenizerFast(str(bert / "vocab.txt"), model_max_length=64).save_pretrained(bert)
    BertModel(BertConfig(vocab_size=len(vocabulary), **size)).save_pretrained(bert)
    transformer = Transformer(str(bert), max_seq_length=32)
    sentence = SentenceTransformer(
        modules=[transformer, Pooling(32), Normalize()],
        prompts={"query": "question : ", "document": "the answer is "},
        device="cpu",
    )
    sentence.save(str(folder / "sentence"), create_model_card=False)

    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False)
    letters = {one: n for n, one in enumerate(["<s>", "</s>", *sorted(byte_level.alphabet())])}
    tokenizer = Tokenizer(models.BPE(vocab=letters, merges=[]))
    tokenizer.pre_tokenizer = byte_level
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="</s>"
    ).save_pretrained(folder / "causal")
    LlamaForCausalLM(LlamaConfig(vocab_size=len(letters), **size)).save_pretrained(
        folder / "causal"
    )
    print(json.dumps(sorted(one.name for one in folder.iterdir())))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
