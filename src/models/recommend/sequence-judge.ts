import { inferenceModel } from "#tensor/inference-graph.js";
import { type RemoteSession, remoteSession } from "#tensor/remote-session.js";
import type { Weights } from "#tensor/train/weights-of.js";
import { nextChances } from "./next-chances.js";
import { nextGain } from "./next-gain.js";
import type { HeldOutEvents } from "./recommender.js";
import {
  type Encoder,
  rankingNetwork,
  readingNetwork,
  type SequenceSettings,
  TABLE,
  unitColumns,
} from "./sequence-network.js";

/** Says how good weights are, in threads of its own. */
export interface SequenceJudge {
  /** NDCG@10 of the held-out events. */
  gain(weights: Weights): Promise<number>;
  close(): Promise<void>;
}

export function sequenceJudge(encoder: Encoder, settings: SequenceSettings, heldOut: HeldOutEvents): SequenceJudge {
  let sessions: { reader: RemoteSession; ranker: RemoteSession } | null = null;
  return {
    async gain(weights) {
      const models = modelsOf(encoder, settings, weights);
      if (sessions) await Promise.all([sessions.reader.load(models.reader), sessions.ranker.load(models.ranker)]);
      else sessions = { reader: await remoteSession(models.reader), ranker: await remoteSession(models.ranker) };
      const asked = { ...sessions, settings };
      return nextGain(heldOut, (histories) => nextChances(histories, asked));
    },
    async close() {
      await Promise.all([sessions?.reader.close(), sessions?.ranker.close()]);
    },
  };
}

/** What is saved: the two ONNX files that answer. */
export function modelsOf(encoder: Encoder, settings: SequenceSettings, weights: Weights) {
  const columns = unitColumns(weights.get(TABLE)!, settings);
  return {
    reader: inferenceModel(readingNetwork(encoder, settings), { weights }),
    ranker: inferenceModel(rankingNetwork(settings), { weights: new Map([["items", columns]]) }),
  };
}
