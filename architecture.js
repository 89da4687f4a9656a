/**
 * The rooms of the house, lowest first. A room may import itself and the rooms named on its line:
 * nothing else. `npm run architecture` enforces this list; docs/architecture.md is drawn from it.
 */
export const rooms = {
  numeric: [],
  table: [],
  tensor: ["numeric"],
  text: ["numeric", "table"],
  image: ["numeric", "table"],
  contract: ["table"],
  protect: ["numeric", "table"],
  warehouse: ["table", "contract"],
  clean: ["table", "contract", "warehouse"],
  identity: ["table", "contract", "protect", "warehouse"],
  ingest: ["table", "contract", "protect", "warehouse", "clean", "identity"],
  measure: ["numeric", "table"],
  models: ["numeric", "table", "text", "image", "measure", "tensor"],
  explain: ["numeric", "table", "measure"],
  charts: ["table"],
  tasks: ["numeric", "table", "text", "image", "contract", "measure", "models", "explain", "charts"],
  shop: [
    "numeric",
    "table",
    "text",
    "image",
    "contract",
    "protect",
    "warehouse",
    "clean",
    "identity",
    "ingest",
    "measure",
    "models",
    "explain",
    "charts",
    "tasks",
  ],
  simulate: ["numeric", "table", "contract", "image"],
  serve: ["table", "contract", "explain", "charts", "tasks", "shop", "simulate"],
};

/** What a room is for, in a line: the text of docs/architecture.md. */
export const purposes = {
  numeric: "pure functions on numbers: distributions, optimisers, quantiles, seeded random",
  table: "the columnar table, the one shape in which data moves between rooms",
  tensor:
    "shapes, ops, the gradient table, layers, optimisers, the ONNX writer and reader, sessions; knows nothing of shops",
  text: "cleaning, language, word segmentation, sentences, n-grams and trained subword tokenisers, in English and Chinese",
  image: "pictures: drawing, decoding, changing by chance, and what describes them",
  contract: "what a shop's data is: every table and column with type, unit and meaning",
  protect: "pseudonyms, what seals originals, and the finding and masking of personal data",
  warehouse: "DuckDB behind one small interface, and the functions that differ between engines",
  clean: "one file per cleaning rule: what is doubted and why; what is done about it is the shop owner's to say",
  identity: "who is who: the evidence, the rules that join ids into customers, and what their owner takes back",
  ingest: "one file per source format: read, map to the contract, validate, quarantine, load",
  measure: "scores, splits and the rule that picks among candidates",
  models: "one algorithm per file, in families that never import each other",
  explain: "why an answer is what it is; sees a model only as a function",
  charts: "answers to charts as data, and the one renderer",
  tasks: "one folder per question a merchant asks",
  shop: "a shop on disk: its configuration, warehouse, models, and the run that answers everything",
  simulate: "a seeded synthetic shop whose truth is known",
  serve: "the doors, each derived from the task register",
};

/** Packages only one room may know about; swapping one touches that room alone. */
export const owners = {
  "@duckdb/node-api": "warehouse",
  sharp: "image",
  echarts: "charts",
  commander: "serve",
  pg: "warehouse",
  "pg-connection-string": "warehouse",
  "pg-cursor": "warehouse",
  yauzl: "ingest",
  saxes: "ingest",
  "onnxruntime-node": "tensor",
  "@tensorflow/tfjs-backend-wasm": "tensor",
  "@tensorflow/tfjs-converter": "tensor",
  "@tensorflow/tfjs-core": "tensor",
  "@node-rs/jieba": "text",
  "opencc-js": "text",
};

/** Rooms that may touch the file system. */
export const fileRooms = ["tensor", "warehouse", "clean", "identity", "ingest", "image", "shop", "serve"];
