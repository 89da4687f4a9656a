import { z } from "zod";
import { type BuyAgain, type CandidateName, candidateNames } from "./buy-again.js";
import type { RfmCuts } from "./snapshot.js";

/** What was learned of a shop's customers on one day: enough to place a newcomer without the others. */
export interface ProfileModel {
  readonly candidate: CandidateName;
  /** The day it was learned, YYYY-MM-DD. */
  readonly asOf: string;
  /** How many customers it was learned from. */
  readonly customers: number;
  readonly cuts: RfmCuts;
  /** [100] what the lowest 1 %, 2 % … 100 % of customers have spent at most, in whole minor units; none without customers. */
  readonly spendPercentiles: readonly number[];
  readonly buyAgain: BuyAgain;
}

const VERSION = 1;
const FILE = "model.json";

const cuts = z.array(z.object({ value: z.number(), id: z.string() }).nullable()).length(4);

const file = z.object({
  version: z.literal(VERSION),
  candidate: z.enum(candidateNames),
  asOf: z.iso.date(),
  customers: z.number(),
  cuts: z.object({ recency: cuts, frequency: cuts, monetary: cuts }),
  spendPercentiles: z.array(z.number()),
  buyAgain: z.object({
    horizonDays: z.number(),
    customers: z.number(),
    rate: z.number(),
    steps: z.array(z.object({ from: z.number(), value: z.number() })),
  }),
});

export function saveModel(model: ProfileModel): Readonly<Record<string, Uint8Array>> {
  return { [FILE]: new TextEncoder().encode(`${JSON.stringify({ version: VERSION, ...model }, null, 2)}\n`) };
}

/** @throws {Error} when the files hold no profile model of this version. */
export function loadModel(files: Readonly<Record<string, Uint8Array>>): ProfileModel {
  const bytes = files[FILE];
  if (!bytes) throw new Error(`a profile model needs ${FILE}, got ${Object.keys(files).join(", ") || "no file"}`);
  const { version: _, ...model } = file.parse(JSON.parse(new TextDecoder().decode(bytes)));
  return model;
}
