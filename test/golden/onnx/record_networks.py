"""Small seeded networks exported by PyTorch's two ONNX exporters, with what its autograd says of them.
usage: record_networks.py; npm run fix     (needs torch, onnx, onnxscript)

<network>-<exporter>.onnx, and <network>.json:
    { what, source, inputs: { x }, coefficients, outputs: { y }, gradients: { exporter: { initializer } } }
every tensor { dims, values }, row-major. Gradients are of sum(y · coefficients), computed in float64. An exporter renames,
transposes and regroups weights; as no two weights of a network are equal, a weight is known by its value.
"""

import json
import pathlib
import warnings

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

warnings.filterwarnings("ignore")
folder = pathlib.Path(__file__).parent
BATCH = 3


class Last(nn.Module):
    """A recurrence both ways, then a dense layer on the last step."""

    def __init__(self, recurrence):
        super().__init__()
        self.recurrence = recurrence
        self.dense = nn.Linear(2 * recurrence.hidden_size, 3)

    def forward(self, x):
        return self.dense(self.recurrence(x)[0][:, -1])


class Encoder(nn.Module):
    """Token vectors plus positions, two pre-norm transformer layers, the mean over the tokens, a dense layer."""

    def __init__(self):
        super().__init__()
        layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, activation="gelu", norm_first=True)
        self.positions = nn.Parameter(torch.zeros(1, 5, 8))
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.dense = nn.Linear(8, 3)

    def forward(self, x):
        return self.dense(self.encoder(x + self.positions).mean(1))


def cnn():
    convolution = fuse_conv_bn_eval(nn.Conv2d(1, 4, 3, padding=1).eval(), nn.BatchNorm2d(4).eval())
    return nn.Sequential(
        convolution, nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3, stride=2, groups=2), nn.SiLU(),
        nn.Conv2d(6, 4, 1), nn.Hardswish(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 3),
    )  # fmt: skip


NETWORKS = {
    "cnn": ("convolutions, grouped and strided, max pooling, SiLU, hard swish, mean, dense", cnn, (1, 10, 10)),
    "encoder": ("two pre-norm transformer layers with learned positions", Encoder, (5, 8)),
    "gru": ("GRU both ways, dense", lambda: Last(nn.GRU(4, 5, batch_first=True, bidirectional=True)), (4, 4)),
    "lstm": ("LSTM both ways, dense", lambda: Last(nn.LSTM(4, 5, batch_first=True, bidirectional=True)), (4, 4)),
}


def exported(network, x, exporter):
    path = folder / "exported.onnx"
    names = {"input_names": ["x"], "output_names": ["y"]}
    if exporter == "dynamo":
        batch = {"dynamic_shapes": ({0: torch.export.Dim("batch")},)}
        torch.onnx.export(network, (x,), path, dynamo=True, opset_version=20, external_data=False, verbose=False, **names, **batch)
    else:
        batch = {"dynamic_axes": {"x": {0: "batch"}, "y": {0: "batch"}}}
        torch.onnx.export(network, (x,), path, dynamo=False, opset_version=17, **names, **batch)
    model = onnx.load(path)
    path.unlink()
    for one in [model, model.graph, *model.graph.node, *model.graph.value_info, *model.graph.initializer]:
        one.ClearField("doc_string")
        one.ClearField("metadata_props")
    for one in [*model.graph.input, *model.graph.output]:
        one.ClearField("metadata_props")
    return model


def text(array):
    array = np.asarray(array)
    return {"dims": list(array.shape), "values": [float(f"{value:.8g}") for value in array.ravel()]}


def gradient_by_value(network):
    known = {}
    for parameter in network.parameters():
        for value, gradient in zip(parameter.detach().float().ravel().tolist(), parameter.grad.ravel().tolist()):
            assert known.setdefault(value, gradient) == gradient, "two weights are equal"
    return known


def record(name, what, make, shape):
    torch.manual_seed(7)
    network = make().eval()
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, 0.1, 0.4)
    x, coefficients = torch.randn(BATCH, *shape), torch.randn(BATCH, 3)
    models = {exporter: exported(network, x, exporter) for exporter in ("torchscript", "dynamo")}
    network.double()
    y = network(x.double())
    (y * coefficients.double()).sum().backward()
    known = gradient_by_value(network)
    gradients = {}
    for exporter, model in models.items():
        (folder / f"{name}-{exporter}.onnx").write_bytes(model.SerializeToString())
        weights = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
        gradients[exporter] = {
            key: text(np.vectorize(known.__getitem__)(array.astype(float)))
            for key, array in weights.items()
            if array.dtype == np.float32 and all(value in known for value in array.astype(float).ravel())
        }
    document = {
        "what": what, "source": f"PyTorch {torch.__version__} autograd in float64, by record_networks.py",
        "inputs": {"x": text(x)}, "coefficients": text(coefficients), "outputs": {"y": text(y.detach())}, "gradients": gradients,
    }  # fmt: skip
    (folder / f"{name}.json").write_text(json.dumps(document) + "\n")


for name, described in NETWORKS.items():
    record(name, *described)
