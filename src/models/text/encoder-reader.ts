import { encoderModel } from "#tensor/pretrained/encoder-model.js";
import type { EncoderFolder } from "#tensor/pretrained/open-encoder.js";
import { type Numbers, openSession, type Session } from "#tensor/session.js";
import { type PretrainedTokenizer, pretrainedTokenizer } from "#text/pretrained-tokenizer.js";

/** A pretrained encoder, asked what texts mean. */
export interface EncoderReader {
  readonly tokenizer: PretrainedTokenizer;
  /** Tokens that are read of a text. */
  readonly longest: number;
  /** [texts] for each the mean of what its tokens mean; of a graph that says so itself, what it says of the text. */
  means(texts: readonly string[]): Promise<Float32Array[]>;
}

const LONGEST = 128;
const TOKENS_AT_ONCE = 2048;
/** Numbers in the weights up to which there is a graph for texts of each of several lengths, not one for all. */
const FEW_WEIGHTS = 5e7;

/** @throws {TypeError} when the folder's tokeniser is of another kind, or names tokens the encoder does not know */
export function encoderReader({ config, texts: files, model }: EncoderFolder): EncoderReader {
  const tokenizer = pretrainedTokenizer(files);
  if (tokenizer.size > config.vocabulary) {
    throw new TypeError(`the tokeniser has ${tokenizer.size} tokens, config.json says ${config.vocabulary}`);
  }
  const longest = Math.min(LONGEST, config.positions.rows - config.positions.first);
  const weights = model.kind === "weights" ? model.weights : null;
  const few = weights && [...weights.values()].reduce((sum, { length }) => sum + length, 0) <= FEW_WEIGHTS;
  const lengths = few ? [longest >> 2, longest >> 1, longest].filter((length) => length > 1) : [longest];
  const sessions = lengths.map((length) =>
    openedOnce(() => (model.kind === "graph" ? model.onnx : encoderModel(config, model.weights, length))),
  );
  return {
    tokenizer,
    longest,
    async means(texts) {
      const found: Float32Array[] = new Array(texts.length);
      const tokens = texts.map((text) => tokenizer.encode(text, longest));
      for (const [at, length] of lengths.entries()) {
        const own = [...tokens.keys()].filter((text) => lengths.findIndex((one) => tokens[text]!.length <= one) === at);
        own.sort((a, b) => tokens[a]!.length - tokens[b]!.length); // a graph of any length is as long as its longest row
        const most = Math.max(1, Math.floor(TOKENS_AT_ONCE / length));
        for (let from = 0; from < own.length; from += most) {
          const some = own.slice(from, from + most);
          const rows = some.map((text) => tokens[text]!);
          const places = model.kind === "graph" ? Math.max(...rows.map((row) => row.length)) : length;
          const means = await meansOf(rows, { session: await sessions[at]!(), padding: tokenizer.padding, places });
          for (const [row, text] of some.entries()) found[text] = means[row]!;
        }
      }
      return found;
    },
  };
}

/** Opened when it is first asked for. */
function openedOnce(bytes: () => Uint8Array): () => Promise<Session> {
  let opened: Promise<Session> | null = null;
  return () => (opened ??= openSession(bytes(), { threads: 2, optimise: true }));
}

interface Asked {
  readonly session: Session;
  readonly padding: number;
  /** Tokens of a row. */
  readonly places: number;
}

async function meansOf(rows: readonly Int32Array[], { session, padding, places }: Asked): Promise<Float32Array[]> {
  const shape = [rows.length, places];
  const ids = new BigInt64Array(rows.length * places).fill(BigInt(padding));
  const present = new Float32Array(ids.length);
  for (const [row, tokens] of rows.entries()) {
    for (const [place, token] of tokens.entries()) ids[row * places + place] = BigInt(token);
    present.fill(1, row * places, row * places + tokens.length);
  }
  const whole = () => BigInt64Array.from(present, BigInt);
  const known: Record<string, () => Numbers["data"]> = {
    ids: () => ids,
    present: () => present,
    input_ids: () => ids,
    attention_mask: whole,
    token_type_ids: () => new BigInt64Array(ids.length),
  };
  const given = session.inputs.map((name): [string, Numbers] => {
    const data = known[name];
    if (!data) throw new TypeError(`the graph wants ${name}; expected ${Object.keys(known).slice(2).join(", ")}`);
    return [name, { data: data(), shape }];
  });
  return rowsOf(await session.run(Object.fromEntries(given)), session.outputs, present);
}

/** What a graph says of texts as wholes, or else the mean of what it says of the tokens that are there. */
function rowsOf(
  found: Readonly<Record<string, Numbers>>,
  names: readonly string[],
  present: Float32Array,
): Float32Array[] {
  const floats = names.map((name) => found[name]!).filter(({ data }) => data instanceof Float32Array);
  const tokens = floats.find(({ shape }) => shape.length === 3);
  const [rows = 0, width = 0] = floats.find(({ shape }) => shape.length === 2)?.shape ?? [];
  const texts = floats.find(({ shape }) => shape.length === 2);
  // beside hidden states what is said of a text is a pooler that was made for something else
  if (texts && (!tokens || names.includes("sentence_embedding"))) {
    return Array.from({ length: rows }, (_, row) => (texts.data as Float32Array).slice(row * width, (row + 1) * width));
  }
  if (!tokens) throw new TypeError(`the graph answers ${names.join(", ")}; expected floats for every token or text`);
  return meansOverTokens(tokens, present);
}

function meansOverTokens({ data, shape }: Numbers, present: Float32Array): Float32Array[] {
  const [rows = 0, places = 0, width = 0] = shape;
  return Array.from({ length: rows }, (_, row) => {
    const mean = new Float32Array(width);
    const there = present.subarray(row * places, (row + 1) * places).reduce((sum, one) => sum + one, 0);
    for (let place = 0; place < there; place++) {
      for (let i = 0; i < width; i++) mean[i]! += (data[(row * places + place) * width + i] as number) / there;
    }
    return mean;
  });
}
