"""What Python's onnx reads in models. usage: describe_models.py < models.json > texts.json

In: a list of models in base64. Out: a list of what is in them, as decode-model.ts has it; numbers of tensors in base64.
"""

import base64
import json
import sys

import onnx
from onnx import TensorProto as T, helper, numpy_helper

TYPES = {
    "float64": T.DOUBLE, "float32": T.FLOAT, "float16": T.FLOAT16, "bfloat16": T.BFLOAT16,
    "int64": T.INT64, "int32": T.INT32, "int16": T.INT16, "int8": T.INT8,
    "uint64": T.UINT64, "uint32": T.UINT32, "uint16": T.UINT16, "uint8": T.UINT8, "bool": T.BOOL,
}
NAMES = {code: name for name, code in TYPES.items()}
KINDS = {1: "float", 2: "int", 3: "string", 4: "tensor", 5: "graph", 6: "floats", 7: "ints", 8: "strings"}


def float_text(value):
    """JSON has no infinities, and loses the sign of zero."""
    if value != value or value in (float("inf"), float("-inf")) or str(value) == "-0.0":
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity", "-0.0": "-0"}[str(value)]
    return value


def array_text(tensor):
    array = numpy_helper.to_array(tensor)
    return {"name": tensor.name, "type": NAMES[tensor.data_type], "dims": list(tensor.dims), "data": base64.b64encode(array.tobytes()).decode()}


def value_text(value):
    tensor = value.type.tensor_type
    if not tensor.elem_type:
        return {"name": value.name}
    shape = [d.dim_value if d.HasField("dim_value") else d.dim_param for d in tensor.shape.dim]
    return {"name": value.name, "type": NAMES[tensor.elem_type], **({"shape": shape} if tensor.HasField("shape") else {})}


def attribute_text(attribute):
    value = helper.get_attribute_value(attribute)
    kind = KINDS[attribute.type]
    value = {
        "string": lambda: value.decode(), "strings": lambda: [one.decode() for one in value], "float": lambda: float_text(value),
        "floats": lambda: [float_text(one) for one in value],
        "ints": lambda: list(value), "tensor": lambda: array_text(value), "graph": lambda: graph_text(value),
    }.get(kind, lambda: value)()  # fmt: skip
    return {"kind": kind, "value": value}


def node_text(node):
    return {
        "name": node.name, "opType": node.op_type, "domain": node.domain, "inputs": list(node.input),
        "outputs": list(node.output), "attributes": {one.name: attribute_text(one) for one in node.attribute},
    }  # fmt: skip


def graph_text(graph):
    text = {
        "name": graph.name, "nodes": [node_text(node) for node in graph.node],
        "initializers": [array_text(one) for one in graph.initializer],
        "inputs": [value_text(one) for one in graph.input], "outputs": [value_text(one) for one in graph.output],
    }  # fmt: skip
    return {**text, **({"valueInfo": [value_text(one) for one in graph.value_info]} if graph.value_info else {})}


def model_text(model):
    return {
        "irVersion": model.ir_version, "producer": model.producer_name,
        "opsets": [{"domain": one.domain, "version": one.version} for one in model.opset_import],
        "graph": graph_text(model.graph), "metadata": {one.key: one.value for one in model.metadata_props},
    }  # fmt: skip


if __name__ == "__main__":
    models = [onnx.load_from_string(base64.b64decode(one)) for one in json.load(sys.stdin)]
    json.dump([model_text(one) for one in models], sys.stdout)
