import type { SparseRows } from "#numeric/sparse-rows.js";
import { type NgramTree, ngramTree } from "./ngram-tree.js";
import { generalSegmenter, type Segmenter } from "./segmenter.js";
import { characterUnits, foldedCode, SPACE, type Units, wordUnits } from "./units.js";

/** Which runs of characters or words count as features. */
export interface NgramSpec {
  readonly of: "characters" | "words";
  /** Fewest and most units of a run. */
  readonly shortest: number;
  readonly longest: number;
  /** Runs in fewer texts are left out. */
  readonly leastTexts: number;
}

/** The n-grams of a collection of texts: which there are, and how to find them in any text. */
export interface Ngrams {
  readonly spec: NgramSpec;
  readonly columns: number;
  /** [columns] texts of the collection that hold it */
  readonly texts: Int32Array;
  /** How often each is in each text, cells of a row in the order met. */
  count(texts: readonly string[]): SparseRows;
  /** Every place where one is found, with the places of its units in the text. */
  places(text: string): { readonly units: Units; readonly found: readonly Place[] };
  /** The n-gram as it is read, words joined by a space. */
  name(column: number): string;
  /** What `loadNgrams` takes. */
  save(): SavedNgrams;
}

export interface Place {
  readonly column: number;
  /** First unit, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

export interface SavedNgrams {
  readonly spec: NgramSpec;
  /** Of words; none of characters, whose symbols are their codes. */
  readonly words: readonly string[];
  /** [nodes − 1] of the tree, in the order of their numbers */
  readonly parents: Int32Array;
  readonly symbols: Int32Array;
  /** [nodes − 1] */
  readonly texts: Int32Array;
}

/** Learns the n-grams of texts. Memory is bounded by those that occur often enough, not by all that occur. */
export function fitNgrams(
  texts: readonly string[],
  spec: NgramSpec,
  segmenter: Segmenter = generalSegmenter(),
): Ngrams {
  const codeOf = new Map<string, number>();
  const sequences = texts.map((text) => symbolsOf(text, spec, { segmenter, codeOf, unknown: "numbered" }));
  const { tree, counts } = frequentTree(sequences, spec);
  const words = spec.of === "words" ? [...codeOf.keys()] : [];
  return ngramsOf({ spec, words, tree, counts, segmenter });
}

export function loadNgrams(saved: SavedNgrams, segmenter: Segmenter = generalSegmenter()): Ngrams {
  const tree = ngramTree();
  for (const [at, parent] of saved.parents.entries()) tree.grow(parent, saved.symbols[at]!);
  return ngramsOf({ spec: saved.spec, words: saved.words, tree, counts: saved.texts, segmenter });
}

interface Reading {
  readonly segmenter: Segmenter;
  readonly codeOf: Map<string, number>;
  /** What becomes of a word that was never met. */
  readonly unknown: "numbered" | "left out";
}

/** [units] a number for each unit; −1: a word nobody knows. */
function symbolsOf(text: string, { of }: NgramSpec, { segmenter, codeOf, unknown }: Reading): Int32Array {
  if (of === "characters") return foldedCodes(text);
  const { names } = wordUnits(text, segmenter);
  const symbols = new Int32Array(names.length);
  for (const [at, name] of names.entries()) {
    let code = codeOf.get(name);
    if (code === undefined && unknown === "numbered") {
      code = codeOf.size;
      codeOf.set(name, code);
    }
    symbols[at] = code ?? -1;
  }
  return symbols;
}

/** As `characterUnits`, without the names. */
function foldedCodes(text: string): Int32Array {
  const codes = new Int32Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = foldedCode(text.charCodeAt(i));
    if (code === SPACE && length > 0 && codes[length - 1] === SPACE) continue;
    codes[length] = code;
    length += 1;
  }
  return codes.subarray(0, length);
}

/**
 * The tree of all n-grams up to the longest that are in enough texts. Level by level: an n-gram can only be frequent
 * if its beginning is (Agrawal & Srikant 1994, the Apriori principle), so the rare ones are never kept.
 */
function frequentTree(sequences: readonly Int32Array[], { longest, leastTexts }: NgramSpec) {
  let tree = ngramTree();
  let counts = new Int32Array(0); // of node − 1
  // by place the n-gram that begins there, as long as the level is; −1: a rare one
  const reached = sequences.map(({ length }) => new Int32Array(length));
  for (let level = 1; level <= longest; level++) {
    const grown = countLevel(sequences, { tree, reached, level });
    const kept = ngramTree();
    const keptCounts: number[] = [];
    const known = counts.length;
    const numberOf = new Int32Array(tree.size()).fill(-1);
    numberOf[0] = 0;
    for (let node = 1; node < tree.size(); node++) {
      const texts = node <= known ? counts[node - 1]! : grown[node]!;
      if (texts < leastTexts) continue;
      numberOf[node] = kept.grow(numberOf[tree.parentOf(node)]!, tree.symbolOf(node));
      keptCounts.push(texts);
    }
    renumber(reached, numberOf);
    tree = kept;
    counts = Int32Array.from(keptCounts);
  }
  return { tree, counts };
}

function renumber(reached: readonly Int32Array[], numberOf: Int32Array): void {
  for (const nodes of reached) {
    for (let place = 0; place < nodes.length; place++) {
      const node = nodes[place]!;
      if (node >= 0) nodes[place] = numberOf[node]!;
    }
  }
}

interface Level {
  readonly tree: NgramTree;
  /** [sequences][places] the n-gram of level − 1 units that begins there; moved on by one unit. */
  readonly reached: readonly Int32Array[];
  readonly level: number;
}

/** Grows the tree by the n-grams of `level` units. @returns [nodes] texts of each new one */
function countLevel(sequences: readonly Int32Array[], { tree, reached, level }: Level): Int32Array {
  let counts = new Int32Array(1024);
  let last = new Int32Array(1024).fill(-1);
  for (const [text, symbols] of sequences.entries()) {
    const nodes = reached[text]!;
    for (let from = 0; from < symbols.length; from++) {
      const beginning = nodes[from]!;
      if (beginning < 0) continue;
      if (from + level > symbols.length) {
        nodes[from] = -1;
        continue;
      }
      const node = tree.grow(beginning, symbols[from + level - 1]!);
      nodes[from] = node;
      if (node >= counts.length) {
        counts = doubled(counts, 0);
        last = doubled(last, -1);
      }
      counts[node]! += Number(last[node] !== text);
      last[node] = text;
    }
  }
  return counts;
}

function doubled(array: Int32Array, fill: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * array.length).fill(fill);
  longer.set(array);
  return longer;
}

interface Learned {
  readonly spec: NgramSpec;
  readonly words: readonly string[];
  readonly tree: NgramTree;
  /** [nodes − 1] */
  readonly counts: Int32Array;
  readonly segmenter: Segmenter;
}

function ngramsOf({ spec, words, tree, counts, segmenter }: Learned): Ngrams {
  const codeOf = new Map(words.map((word, code) => [word, code]));
  const reading: Reading = { segmenter, codeOf, unknown: "left out" };
  const columnOf = columnsOf(tree, spec);
  const nodes = nodesOf(columnOf);
  const symbolName = (symbol: number) => (spec.of === "words" ? (words[symbol] ?? "") : String.fromCharCode(symbol));
  const path = (node: number): string[] =>
    node === 0 ? [] : [...path(tree.parentOf(node)), symbolName(tree.symbolOf(node))];
  return {
    spec,
    columns: nodes.length,
    texts: nodes.map((node) => counts[node - 1]!),
    count: (texts) =>
      countedRows(
        texts.map((text) => symbolsOf(text, spec, reading)),
        { spec, tree, columnOf, columns: nodes.length },
      ),
    places(text) {
      const units = spec.of === "words" ? wordUnits(text, segmenter) : characterUnits(text);
      const found: Place[] = [];
      eachNgram(symbolsOf(text, spec, reading), { spec, tree, columnOf, columns: nodes.length }, (column, from, to) =>
        found.push({ column, from, to }),
      );
      return { units, found };
    },
    name: (column) => path(nodes[column]!).join(spec.of === "words" ? " " : ""),
    save: () => ({
      spec,
      words,
      parents: Int32Array.from(counts, (_, at) => tree.parentOf(at + 1)),
      symbols: Int32Array.from(counts, (_, at) => tree.symbolOf(at + 1)),
      texts: counts,
    }),
  };
}

/** [nodes] the column of each, −1 for those too short to count. */
function columnsOf(tree: NgramTree, { shortest }: NgramSpec): Int32Array {
  const depth = new Int32Array(tree.size());
  const columns = new Int32Array(tree.size()).fill(-1);
  let next = 0;
  for (let node = 1; node < tree.size(); node++) {
    depth[node] = depth[tree.parentOf(node)]! + 1; // a parent's number is the smaller one
    if (depth[node]! < shortest) continue;
    columns[node] = next;
    next += 1;
  }
  return columns;
}

const nodesOf = (columnOf: Int32Array) => Int32Array.from(columnOf.keys()).filter((node) => columnOf[node]! >= 0);

interface Finding {
  readonly spec: NgramSpec;
  readonly tree: NgramTree;
  readonly columnOf: Int32Array;
  readonly columns: number;
}

function eachNgram(
  symbols: Int32Array,
  { spec: { longest }, tree, columnOf }: Finding,
  found: (column: number, from: number, to: number) => void,
): void {
  for (let from = 0; from < symbols.length; from++) {
    const end = Math.min(symbols.length, from + longest);
    let node = 0;
    for (let at = from; at < end; at++) {
      const symbol = symbols[at]!;
      if (symbol < 0) break;
      node = tree.child(node, symbol);
      if (node === 0) break;
      const column = columnOf[node]!;
      if (column >= 0) found(column, from, at + 1);
    }
  }
}

function countedRows(sequences: readonly Int32Array[], finding: Finding): SparseRows {
  const starts = new Int32Array(sequences.length + 1);
  const most = sequences.reduce((sum, { length }) => sum + length * finding.spec.longest, 0);
  let column = new Int32Array(Math.min(most, 1 << 16));
  let value = new Float32Array(column.length);
  const placeOf = new Int32Array(finding.columns).fill(-1); // of a column in the row at hand
  let cells = 0;
  for (const [row, symbols] of sequences.entries()) {
    const first = cells;
    while (cells + symbols.length * finding.spec.longest > column.length) {
      column = doubled(column, 0);
      const longer = new Float32Array(column.length);
      longer.set(value);
      value = longer;
    }
    eachNgram(symbols, finding, (found) => {
      const place = placeOf[found]!;
      if (place >= first && column[place] === found) value[place]! += 1;
      else {
        placeOf[found] = cells;
        column[cells] = found;
        value[cells] = 1;
        cells += 1;
      }
    });
    starts[row + 1] = cells;
  }
  return {
    rows: sequences.length,
    columns: finding.columns,
    starts,
    column: column.slice(0, cells),
    value: value.slice(0, cells),
  };
}
