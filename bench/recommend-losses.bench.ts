import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { nextItemRanks, nextItemScores } from "#measure/next-item.js";
import { selfAttention } from "#models/recommend/self-attention.js";
import { sequenceRecommender } from "#models/recommend/sequence-recommender.js";
import { tableOf } from "#table/table.js";
import { heldOutEvents } from "#tasks/recommend/held-out.js";
import { interactionsOf } from "#tasks/recommend/interactions.js";
import { planOf } from "#tasks/recommend/plan.js";

const file = `${process.env["SHOPLENS_DATA"] ?? "../shared/data"}/beauty/events.csv.gz`;
const LOSSES = ["sampled softmax", "full softmax", "binary"] as const;

/**
 * `sasrec` on Amazon Beauty with each of its losses, everything else the same, each for as long:
 * `npm run bench -- recommend-losses [--minutes 4] [--loss "sampled softmax"] [--seed 1]`
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: "string", default: "4" },
      seed: { type: "string", default: "1" },
      loss: { type: "string", multiple: true },
    },
  });
  if (!existsSync(file)) return console.error(`skipped: ${file} is not there`);
  const rows = gunzipSync(readFileSync(file)).toString().trim().split("\n").slice(1);
  const cells = rows.map((row) => row.split(","));
  const table = tableOf({ customer_id: cells.map(([id]) => id!), item_id: cells.map(([, id]) => id!) });
  const interactions = interactionsOf(table);
  const { validation, test } = planOf(interactions);
  const { sequences } = interactions;
  const options = { seed: Number(values.seed), signal: new AbortController().signal, progress: () => undefined };
  const heldOut = heldOutEvents(sequences, validation.heldOut);
  for (const loss of LOSSES.filter((one) => values.loss?.includes(one) ?? true)) {
    const began = performance.now();
    const recommender = sequenceRecommender("sasrec", async () => selfAttention, { loss });
    const seconds = 60 * Number(values.minutes);
    const model = await recommender.fit(validation.learnFrom, { ...options, heldOut, seconds });
    const took = (performance.now() - began) / 1000;
    const asking = { ...options, score: model.score, ahead: model.ahead };
    const parts = { validation: validation.heldOut, test: test.heldOut };
    for (const [name, part] of Object.entries(parts)) {
      const ranks = await nextItemRanks(sequences, part, asking);
      const [hits, gain] = nextItemScores(ranks, ranks);
      console.error(
        `${loss}, ${name}: HR@10 ${hits!.value.toFixed(4)} NDCG@10 ${gain!.value.toFixed(4)} (${took.toFixed(0)} s)`,
      );
    }
  }
}
