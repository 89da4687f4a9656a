import { z } from "zod";
import { BadTensorFile } from "../bad-tensor-file.js";
import type { Activation } from "../layers/activation.js";

/** The families that are read: what they differ in is where positions begin and how texts are cut into tokens. */
export const encoderFamilies = ["bert", "roberta"] as const;

/** What a pretrained encoder looks like. */
export interface EncoderConfig {
  readonly family: (typeof encoderFamilies)[number];
  readonly vocabulary: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** Width of the layer between. */
  readonly hidden: number;
  /** Rows of the table of positions, and the one of the first token. */
  readonly positions: { readonly rows: number; readonly first: number };
  /** Rows of the table of segments; 0: there is none. */
  readonly segments: number;
  readonly activation: Activation;
  readonly epsilon: number;
  readonly dropout: number;
}

const size = z.int().min(1).max(1e6);

const schema = z.object({
  model_type: z.enum(encoderFamilies),
  vocab_size: size,
  hidden_size: size,
  num_hidden_layers: z.int().min(0).max(1000),
  num_attention_heads: size,
  intermediate_size: size,
  hidden_act: z.enum(["gelu", "relu"]).default("gelu"),
  max_position_embeddings: size,
  type_vocab_size: z.int().min(0).max(1e6).default(2),
  layer_norm_eps: z.number().positive().default(1e-12),
  hidden_dropout_prob: z.number().min(0).lt(1).default(0.1),
  pad_token_id: z.int().min(0).nullish(),
  position_embedding_type: z.literal("absolute").default("absolute"),
});

/**
 * What a `config.json` in the layout of Hugging Face's transformers says of an encoder.
 *
 * @param file its name, for errors
 * @throws {BadTensorFile} naming the setting that is missing or cannot be run, what it is and what could be
 */
export function encoderConfig(json: string, file: string): EncoderConfig {
  const given = jsonIn(json, file);
  const { success, data, error } = schema.safeParse(given);
  if (!success) {
    const [issue] = error.issues;
    const key = String(issue?.path[0] ?? "");
    const came = JSON.stringify((given as Record<string, unknown> | null)?.[key]) ?? "absent";
    throw new BadTensorFile(`${file}: ${key || "the whole"} is ${came.slice(0, 60)}; ${issue?.message}.`);
  }
  if (data.hidden_size % data.num_attention_heads !== 0) {
    throw new BadTensorFile(
      `${file}: hidden_size is ${data.hidden_size}, expected a multiple of num_attention_heads, ${data.num_attention_heads}.`,
    );
  }
  // RoBERTa leaves the rows up to that of padding free
  const first = data.model_type === "roberta" ? (data.pad_token_id ?? 1) + 1 : 0;
  return {
    family: data.model_type,
    vocabulary: data.vocab_size,
    width: data.hidden_size,
    layers: data.num_hidden_layers,
    heads: data.num_attention_heads,
    hidden: data.intermediate_size,
    positions: { rows: data.max_position_embeddings, first },
    segments: data.type_vocab_size,
    activation: data.hidden_act,
    epsilon: data.layer_norm_eps,
    dropout: data.hidden_dropout_prob,
  };
}

function jsonIn(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new BadTensorFile(`${file} is no JSON, it begins ${JSON.stringify(json.slice(0, 40))}.`);
  }
}
