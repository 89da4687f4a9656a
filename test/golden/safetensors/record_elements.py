"""Writes elements.safetensors of this folder, and elements.json, which says what is in it. usage: record_elements.py; npm run fix"""

import base64
import json
import pathlib

import ml_dtypes
import numpy as np
from safetensors.numpy import save

folder = pathlib.Path(__file__).parent
DTYPES = {
    "float64": np.float64, "float32": np.float32, "float16": np.float16, "bfloat16": ml_dtypes.bfloat16,
    "int64": np.int64, "int32": np.int32, "int16": np.int16, "int8": np.int8,
    "uint64": np.uint64, "uint32": np.uint32, "uint16": np.uint16, "uint8": np.uint8, "bool": np.bool_,
}  # fmt: skip


def edges(name):
    """Least, greatest and unusual numbers of a type."""
    if "float" in name:
        return [0.0, -0.0, 1.5, -2.0, float("inf"), 6.1e-5]
    if name == "bool":
        return [True, False, True, True, False, False]
    limits = np.iinfo(name)
    return [limits.min, limits.max, 0, 1, limits.max - 1, 100]


tensors = {f"größe {name}": (name, np.array(edges(name), dtype).reshape(2, 3)) for name, dtype in DTYPES.items()}
tensors["nothing"] = ("float32", np.zeros((0, 5), np.float32))
tensors["one number"] = ("int64", np.array(42))
metadata = {"labels": "good,bad", "说明": "说明"}
(folder / "elements.safetensors").write_bytes(save({key: array for key, (_, array) in tensors.items()}, metadata))
text = {
    key: {"type": name, "dims": list(array.shape), "data": base64.b64encode(array.tobytes()).decode()}
    for key, (name, array) in tensors.items()
}
(folder / "elements.json").write_text(json.dumps({"metadata": metadata, "tensors": text}, ensure_ascii=False) + "\n")
