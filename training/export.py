"""The trained network as the files that the reader loads: 8-bit ONNX encoder, small matrices, vocabulary, settings.

python -m training.export RUN_FOLDER [OUT_FOLDER]
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reading import statements
from onrecord.reading.stances import assemble
from training.fit import start_weights
from training.model import KEY_WIDTH, AttributionModel
from training.settings import settle
from training.vector_head import refit

WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "reading" / "weights"


class _Attend(torch.autograd.Function):
    """Attention as one operator of onnxruntime, which has a fused kernel for it."""

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        def split(x: Tensor) -> Tensor:
            return x.unflatten(-1, (heads, -1)).transpose(1, 2)

        attended = functional.scaled_dot_product_attention(split(query), split(key), split(value))
        return attended.transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads).setType(query.type())


class _Exported(nn.Module):
    """What runs in ONNX: pieces in, vectors and piece heads out; query, key and value in one multiplication."""

    def __init__(self, model: AttributionModel) -> None:
        super().__init__()
        self.model = model
        self.joined = nn.ModuleList(_joined(layer) for layer in model.bert.encoder.layer)
        self.heads = model.bert.config.num_attention_heads

    def forward(self, ids: Tensor, case: Tensor, guideline: Tensor) -> tuple[Tensor, ...]:
        model, embeddings = self.model, self.model.bert.embeddings
        hidden = embeddings.word_embeddings(ids) + model.case(case) + model.guideline(guideline)[:, None, :]
        hidden = (
            hidden + embeddings.position_embeddings.weight[: ids.shape[1]] + embeddings.token_type_embeddings.weight[0]
        )
        hidden = embeddings.LayerNorm(hidden)
        for layer, joined in zip(model.bert.encoder.layer, self.joined, strict=True):
            query, key, value = joined(hidden).chunk(3, dim=-1)
            attended = layer.attention.output.dense(_Attend.apply(query, key, value, self.heads))
            hidden = layer.attention.output.LayerNorm(attended + hidden)
            grown = functional.gelu(layer.intermediate.dense(hidden))
            hidden = layer.output.LayerNorm(layer.output.dense(grown) + hidden)
        outputs = (model.cue, model.keys, model.role, model.stance, model.stance_keys, model.stance_role)
        return hidden, *(output(hidden) for output in outputs)


class _Anchored(nn.Module):
    """What runs in ONNX for the anchors that were found: their match with every piece's key, and their own class."""

    def __init__(self, query: nn.Linear, kind: nn.Linear) -> None:
        super().__init__()
        self.query, self.kind = query, kind

    def forward(self, ends: Tensor, keys: Tensor) -> tuple[Tensor, Tensor]:
        query = self.query(ends).view(-1, self.query.out_features // KEY_WIDTH, KEY_WIDTH)
        return query @ keys.T / KEY_WIDTH**0.5, self.kind(ends)


class _Vectors(nn.Module):
    """What runs in ONNX for sentences: from the average of their pieces to vectors of length one."""

    def __init__(self, vector: nn.Linear) -> None:
        super().__init__()
        self.vector = vector

    def forward(self, averaged: Tensor) -> Tensor:
        return functional.normalize(self.vector(averaged), dim=-1)


def _joined(layer: Any) -> nn.Linear:
    own = layer.attention.self
    joined = nn.Linear(own.query.in_features, 3 * own.query.out_features)
    joined.weight.data = torch.cat([own.query.weight, own.key.weight, own.value.weight]).detach()
    joined.bias.data = torch.cat([own.query.bias, own.key.bias, own.value.bias]).detach()
    return joined


def export(model: AttributionModel, out: Path, config: dict[str, object]) -> None:
    """Write the files of ``model`` into ``out``; ``config`` holds thresholds and calibration."""
    out.mkdir(parents=True, exist_ok=True)
    model.eval()
    ids = torch.randint(1000, 20000, (1, 48))
    example = (ids, torch.ones_like(ids), torch.ones(1, dtype=torch.long))
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            _Exported(model),
            example,
            str(plain),
            input_names=["ids", "case", "guideline"],
            output_names=["hidden", "cue", "keys", "role", "stance", "stance_keys", "stance_role"],
            dynamic_axes={"ids": {1: "pieces"}, "case": {1: "pieces"}},
            opset_version=17,
            dynamo=False,
        )
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        config_of = model.bert.config
        optimized = optimizer.optimize_model(
            str(plain),
            "bert",
            num_heads=config_of.num_attention_heads,
            hidden_size=config_of.hidden_size,
            optimization_options=options,
            opt_level=1,
        )
        print({k: v for k, v in optimized.get_fused_operator_statistics().items() if v})
        optimized.save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            out / "encoder.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # seven bits, so that processors without VNNI do not overflow and read the same
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
        )
    _export_heads(model, out)
    names = ("distance", "sentence", "stance_distance", "stance_sentence")
    tables = {name: getattr(model, name).weight for name in names}
    tables |= {name: getattr(model, name) for name in ("follows", "stance_follows")}
    np.savez(out / "tables.npz", **{name: table.detach().float().numpy() for name, table in tables.items()})
    shutil.copy(start_weights() / "vocab.txt", out / "vocab.txt")
    settle(out, config)


def _export_heads(model: AttributionModel, out: Path) -> None:
    """Write the heads that run on what was found, in 32 bits: they are small."""
    width = model.bert.config.hidden_size
    for name, query, kind, found in (
        ("pairs", model.query, model.polarity, "polarity"),
        ("triggers", model.stance_query, model.act, "act"),
    ):
        torch.onnx.export(
            _Anchored(query, kind),
            (torch.zeros(2, 2 * width), torch.zeros(48, KEY_WIDTH)),
            str(out / f"{name}.onnx"),
            input_names=["ends", "keys"],
            output_names=["matched", found],
            dynamic_axes={"ends": {0: "anchors"}, "keys": {0: "pieces"}},
            opset_version=17,
            dynamo=False,
        )
    torch.onnx.export(
        _Vectors(model.vector),
        (torch.zeros(2, width),),
        str(out / "vectors.onnx"),
        input_names=["averaged"],
        output_names=["vectors"],
        dynamic_axes={"averaged": {0: "sentences"}},
        opset_version=17,
        dynamo=False,
    )


def export_run(run: Path, out: Path, *, unfinished: bool = False) -> None:
    """Export the averaged weights of a run, or of its last checkpoint while it is ``unfinished``."""
    model = AttributionModel(start_weights())
    if unfinished:
        state = torch.load(run / "checkpoint.pt", weights_only=True)["average"]
        state = {k.removeprefix("module."): v for k, v in state.items() if k.startswith("module.")}
    else:
        state = torch.load(run / "model.pt", weights_only=True)
    model.load_state_dict(state)
    refit(model)
    config = {
        "width": model.bert.config.hidden_size,
        "cue_threshold": 0.5,
        "calibration": _unsettled(len(statements.EVIDENCE)),
        "trigger_threshold": 0.5,
        "condition_bias": 0.0,
        "stance_calibration": _unsettled(len(assemble.EVIDENCE)),
        "position_calibration": _unsettled(len(assemble.EVIDENCE)),
    }
    export(model, out, config)


def _unsettled(evidence: int) -> dict[str, object]:
    """Return a calibration that keeps everything, until ``training.tune`` has chosen another."""
    return {"weights": [0.0] * evidence, "bias": 0.0, "least": 0.0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=WEIGHTS)
    parser.add_argument("--unfinished", action="store_true", help="take the average of an unfinished run")
    arguments = parser.parse_args()
    export_run(arguments.run, arguments.out, unfinished=arguments.unfinished)


if __name__ == "__main__":
    main()
