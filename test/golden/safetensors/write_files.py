"""Files as Python's safetensors writes them. usage: write_files.py < tensors.json > files.json

In: a list of lists of {name, dtype, shape, data}, data in base64. Out: a list of files in base64, each read back as well.
"""

import base64
import json
import sys

import ml_dtypes
import numpy as np
from safetensors import deserialize
from safetensors.numpy import save


def array_of(one):
    dtype = ml_dtypes.bfloat16 if one["dtype"] == "bfloat16" else one["dtype"]
    return np.frombuffer(base64.b64decode(one["data"]), dtype).reshape(one["shape"])


def file_of(tensors):
    arrays = {one["name"]: array_of(one) for one in tensors}
    content = save(arrays)
    read = dict(deserialize(content))
    assert {name: bytes(one["data"]) for name, one in read.items()} == {name: one.tobytes() for name, one in arrays.items()}
    return base64.b64encode(content).decode()


json.dump([file_of(tensors) for tensors in json.load(sys.stdin)], sys.stdout)
