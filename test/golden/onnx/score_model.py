"""Checks an ONNX model and runs it in Python's onnxruntime. usage: score_model.py MODEL.onnx < feeds.json > outputs.json

Both JSON documents: {name: {type, dims, values}}.
"""

import json
import sys

import numpy as np
import onnx
import onnxruntime

onnx.checker.check_model(sys.argv[1], full_check=True)
session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
feeds = {
    name: np.array(one["values"], dtype=one["type"]).reshape(one["dims"]) for name, one in json.load(sys.stdin).items()
}
names = [output.name for output in session.get_outputs()]
outputs = {
    name: {"type": str(array.dtype), "dims": list(array.shape), "values": array.ravel().tolist()}
    for name, array in zip(names, session.run(names, feeds))
}
json.dump(outputs, sys.stdout)
