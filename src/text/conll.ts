import { spansOf, type TaggedText, tagsOf } from "./tagged-text.js";

const TAG = /^(?:O|[BI]-\S+)$/;
const DOCUMENT = "-DOCSTART-";

/**
 * Texts in the column format of CoNLL: a token and its tag on a line, an empty line after each text. Columns between the first
 * and the last are passed over. A name that goes on where none is begins there.
 *
 * @param file its name, for errors
 * @throws {Error} naming the line that is none such, or when nothing is tagged.
 */
export function parseConll(content: string, file: string): TaggedText[] {
  const texts: TaggedText[] = [];
  let tokens: string[] = [];
  let tags: string[] = [];
  const close = () => {
    if (tokens.length > 0) texts.push({ tokens, tags: tagsOf(spansOf(tags), tags.length) });
    [tokens, tags] = [[], []];
  };
  for (const [at, line] of content
    .replace(/^\ufeff/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    const columns = line.split(/[ \t]+/).filter((column) => column !== "");
    const [token] = columns;
    if (token === undefined) close();
    else if (token !== DOCUMENT) {
      const tag = columns.at(-1)!;
      if (columns.length < 2 || !TAG.test(tag)) throw new Error(wrongLine(file, at + 1, line));
      tokens.push(token);
      tags.push(tag);
    }
  }
  close();
  if (!texts.some(({ tags: ofText }) => ofText.some((tag) => tag !== "O"))) {
    throw new Error(`${file} tags nothing: expected lines of a token and its tag, such as "帽 B-product".`);
  }
  return texts;
}

function wrongLine(file: string, line: number, came: string): string {
  return `${file}, line ${line}: got ${JSON.stringify(came.slice(0, 60))}, expected a token and its tag (O, B-… or I-…).`;
}
