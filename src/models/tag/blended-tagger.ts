import { withoutPrefix, withPrefix } from "../model-file.js";
import { bestPath } from "./chain.js";
import type { SequenceTagger, SequenceTaggerModel } from "./sequence-tagger.js";
import { tagSetNamed } from "./tag-set.js";

/**
 * Several taggers as one: the mean of their chances of every tag, and of all ways to tag a text in which no name goes on where none is
 * the one with the highest sum of them. Taggers that err differently are better together than the best of them.
 */
export function blendedTagger(members: readonly SequenceTagger[]): SequenceTagger {
  return {
    name: "blend",
    async fit(texts, options) {
      const models: SequenceTaggerModel[] = [];
      for (const [at, member] of members.entries()) {
        const progress = (share: number) => options.progress((at + share) / members.length);
        models.push(await member.fit(texts, { ...options, seed: options.seed + at, progress }));
      }
      return blendedModel(models);
    },
    load: (files) => blendedModel(members.map((member, at) => member.load(withoutPrefix(files, `${at}.`)))),
  };
}

function blendedModel(models: readonly SequenceTaggerModel[]): SequenceTaggerModel {
  const { tags: names } = models[0]!;
  const { start, edges } = tagSetNamed(names);
  const marginals = async (texts: readonly (readonly string[])[]) => {
    const all = await Promise.all(models.map((model) => model.marginals(texts)));
    return texts.map((_, text) =>
      all[0]![text]!.map((_chance, i) => all.reduce((sum, one) => sum + one[text]![i]!, 0) / models.length),
    );
  };
  return {
    name: "blend",
    tags: names,
    marginals,
    async tag(texts) {
      const chances = await marginals(texts);
      return chances.map((states, text) => {
        const { length } = texts[text]!;
        const path = bestPath({ length, tags: names.length, states, edges, kinds: new Uint8Array(length), start });
        return Array.from(path, (tag) => names[tag]!);
      });
    },
    save: () => Object.assign({}, ...models.map((model, at) => withPrefix(model.save(), `${at}.`))),
  };
}
