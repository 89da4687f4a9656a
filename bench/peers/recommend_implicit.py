"""The peer of recommend-classical.bench.ts: the same models by `implicit`, fitted to the same train part.

usage: recommend_implicit.py events.csv.gz

Prints one JSON object: for each model the seconds `fit` takes, on the wall and of processor time.
"""

import json
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
import pandas as pd
from implicit.als import AlternatingLeastSquares
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender
from scipy.sparse import csr_matrix

THREADS = 2

events = pd.read_csv(sys.argv[1])
customer, _ = pd.factorize(events["customer_id"])
item, items = pd.factorize(events["item_id"])
frame = pd.DataFrame({"customer": customer, "item": item})
size = frame.groupby("customer")["item"].transform("size")
place = frame.groupby("customer").cumcount()
train = frame[(place < size - 2) | (size < 3)].drop_duplicates()
matrix = csr_matrix(
    (np.ones(len(train), dtype=np.float32), (train["customer"], train["item"])),
    shape=(customer.max() + 1, len(items)),
)

models = {
    "ials": lambda: AlternatingLeastSquares(
        factors=64, regularization=10, alpha=40, iterations=15, num_threads=THREADS, random_state=1
    ),
    "bm25": lambda: BM25Recommender(K=100, K1=1.2, B=0.75, num_threads=THREADS),
    "cosine": lambda: CosineRecommender(K=100, num_threads=THREADS),
}
found = {}
for name, made in models.items():
    model = made()
    wall, busy = time.perf_counter(), time.process_time()
    model.fit(matrix, show_progress=False)
    found[name] = {"wall": time.perf_counter() - wall, "busy": time.process_time() - busy}
print(json.dumps(found))
