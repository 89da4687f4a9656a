"""Writes .onnx files of this folder with Python's onnx, and beside each what is in it. usage: record_models.py [FOLDER]; npm run fix

elements   tensors of every element type, raw and listed; attributes of every kind; a graph in a node; notes to skip
refused    models that are valid and not read, in base64, by what is special to them
"""

import base64
import json
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto as T, helper, numpy_helper

from describe_models import TYPES, model_text

folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)

def edges(name):
    """Least, greatest and unusual numbers of a type."""
    if name.startswith("float") or name == "bfloat16":
        return [0.0, -0.0, 1.5, -2.0, float("inf"), 6.1e-5]
    if name == "bool":
        return [True, False, True, True, False, False]
    limits = np.iinfo(name)
    return [limits.min, limits.max, 0, 1, limits.max - 1, 100]


def tensors():
    for name, code in TYPES.items():
        listed = helper.make_tensor(f"{name} listed", code, [2, 3], edges(name))
        yield listed
        yield numpy_helper.from_array(numpy_helper.to_array(listed), f"{name} raw")
    yield helper.make_tensor("nothing", T.FLOAT, [0, 5], [])
    yield helper.make_tensor("one number", T.FLOAT, [], [42.0])


def elements():
    value = helper.make_tensor_value_info
    doubled = helper.make_graph(
        [helper.make_node("Add", ["x", "x"], ["doubled"])], "then", [], [value("doubled", T.FLOAT, ["batch", 3])]
    )
    same = helper.make_graph(
        [helper.make_node("Identity", ["x"], ["same"])], "else", [], [value("same", T.FLOAT, ["batch", 3])]
    )
    nodes = [
        helper.make_node("If", ["flag"], ["chosen"], "choice", then_branch=doubled, else_branch=same),
        helper.make_node("Pad", ["chosen", "pads", "", "axes"], ["padded"], "padding", "a note", mode="reflect"),
        helper.make_node(
            "Everything", ["padded"], ["y"], "own", domain="test.own", float=0.1, int=-3, string="größer 更大",
            floats=[1.0, -2.5], ints=[1, -(2**53) + 1, 0], strings=["a", ""],
            tensor=helper.make_tensor("inner", T.FLOAT16, [2], [1.0, 2.0]),
        ),
    ]  # fmt: skip
    graph = helper.make_graph(
        nodes,
        "elements",
        [value("x", T.FLOAT, ["batch", 3]), value("flag", T.BOOL, []), value("shapeless", T.INT64, None)],
        [value("y", T.FLOAT, [None, 5, "batch"])],
        [*tensors(), helper.make_tensor("pads", T.INT64, [2], [1, 1]), helper.make_tensor("axes", T.INT64, [1], [1])],
        "a note on the graph",
        [value("padded", T.FLOAT, ["batch", 5])],
    )
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid("test.own", 3)]
    model = helper.make_model(graph, ir_version=10, opset_imports=opsets, producer_name="record_models")
    model.producer_version = "7"
    helper.set_model_props(model, {"labels": "good,bad", "": "no name", "说明": "说明"})
    return model


def refused():
    value = helper.make_tensor_value_info
    x, y = value("x", T.FLOAT, [2]), value("y", T.FLOAT, [2])
    identity = helper.make_node("Identity", ["x"], ["y"], "same")

    def model(nodes=(identity,), inputs=(x,), initializers=(), **options):
        graph = helper.make_graph(list(nodes), "g", list(inputs), [y], list(initializers), **options)
        return helper.make_model(graph, ir_version=10)

    external = helper.make_tensor("w", T.FLOAT, [2], [1.0, 2.0])
    external.ClearField("float_data")
    external.data_location = T.EXTERNAL
    external.external_data.add(key="location", value="weights.bin")
    sparse = helper.make_sparse_tensor(
        helper.make_tensor("s", T.FLOAT, [1], [1.0]), helper.make_tensor("at", T.INT64, [1], [2]), [5]
    )
    function = model()
    function.functions.append(
        helper.make_function("own", "Twice", ["a"], ["b"], [helper.make_node("Add", ["a", "a"], ["b"])], [helper.make_opsetid("", 21)])
    )
    graphs = helper.make_node("Own", ["x"], ["y"], "own", bodies=[helper.make_graph([identity], "body", [], [y])])
    large = helper.make_node("Own", ["x"], ["y"], "own", ends=[2**63 - 1])
    return {
        "external": model(initializers=[external]),
        "sparse": model(sparse_initializer=[sparse]),
        "function": function,
        "sequence": model(inputs=[helper.make_tensor_sequence_value_info("x", T.FLOAT, [2])]),
        "text": model(initializers=[helper.make_tensor("words", T.STRING, [1], [b"word"])]),
        "four-bit": model(initializers=[helper.make_tensor("w", T.INT4, [2], [1, 2])]),
        "graphs": model(nodes=[graphs]),
        "large": model(nodes=[large]),
    }


def main():
    model = elements()
    (folder / "elements.onnx").write_bytes(model.SerializeToString())
    (folder / "elements.json").write_text(json.dumps(model_text(model), ensure_ascii=False) + "\n")
    coded = {name: base64.b64encode(one.SerializeToString()).decode() for name, one in refused().items()}
    (folder / "refused.json").write_text(json.dumps(coded, indent=1) + "\n")


main()
