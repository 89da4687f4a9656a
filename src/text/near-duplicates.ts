/** How alike two texts must be to count as copies: the share of their pieces that both have. */
const ALIKE = 0.7;
/** Characters of a piece; a text of fewer is its own only piece. */
const PIECE = 4;
const BANDS = 16;
const ROWS = 4;
/** Shorter texts are alike by chance: "很好" is nobody's copy. */
const SHORTEST = 12;
/** Texts of one bucket that are compared with each other; beyond it each is compared with the first only. */
const COMPARED = 60;

/**
 * Groups of texts that are copies of each other with small changes, largest first; texts below 12 characters are
 * nobody's copy. Candidates are found by MinHash in 16 bands of 4 (of pairs alike by 0.7, 99 % meet in a band), then
 * compared exactly.
 *
 * Source: Broder (1997), On the resemblance and containment of documents; banding after Leskovec, Rajaraman & Ullman,
 * Mining of massive datasets, §3.4.
 *
 * @returns places in `texts`, each group in their order
 */
export function nearDuplicates(texts: readonly string[]): number[][] {
  const pieces = texts.map(piecesOf);
  const leader = Int32Array.from(texts.keys());
  for (const [first, other] of candidates(pieces)) {
    if (leaderOf(leader, first) === leaderOf(leader, other)) continue;
    if (alike(pieces[first]!, pieces[other]!)) join(leader, first, other);
  }
  const groups = new Map<number, number[]>();
  for (const at of texts.keys()) {
    const found = leaderOf(leader, at);
    groups.set(found, [...(groups.get(found) ?? []), at]);
  }
  return [...groups.values()].filter(({ length }) => length > 1).sort((a, b) => b.length - a.length);
}

/** The distinct pieces of a text, as numbers, without signs and spaces; none of a short one. */
function piecesOf(text: string): Uint32Array {
  const letters = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .slice(0, 2000);
  if (letters.length < SHORTEST) return new Uint32Array(0);
  const found = new Set<number>();
  for (let from = 0; from + PIECE <= letters.length; from++) found.add(hashOf(letters, from));
  return Uint32Array.from(found).sort();
}

function hashOf(text: string, from: number): number {
  let hash = 0x811c9dc5; // FNV-1a, 32 bit
  for (let at = from; at < from + PIECE; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Pairs that share a band: in a large bucket those with its first and those among its first sixty. */
function* candidates(pieces: readonly Uint32Array[]): Generator<[number, number]> {
  for (const bucket of buckets(pieces)) {
    for (const [place, first] of bucket.slice(0, COMPARED).entries()) {
      for (const other of bucket.slice(place + 1, place === 0 ? bucket.length : COMPARED)) yield [first, other];
    }
  }
}

/** Places of texts that share a band of their signatures. */
function* buckets(pieces: readonly Uint32Array[]): Generator<number[]> {
  const signatures = pieces.map((own) => (own.length > 0 ? signatureOf(own) : null));
  for (let band = 0; band < BANDS; band++) {
    const places = new Map<string, number[]>();
    for (const [at, signature] of signatures.entries()) {
      if (!signature) continue;
      const key = signature.subarray(band * ROWS, (band + 1) * ROWS).join(" ");
      const known = places.get(key);
      if (known) known.push(at);
      else places.set(key, [at]);
    }
    for (const bucket of places.values()) if (bucket.length > 1) yield bucket;
  }
}

/** [BANDS · ROWS] the least value of the pieces under each of as many hash functions */
function signatureOf(pieces: Uint32Array): Uint32Array {
  const signature = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
  for (const piece of pieces) {
    let value = piece;
    for (let at = 0; at < signature.length; at++) {
      value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) + at; // a new function each turn, from the one before
      value ^= value >>> 12;
      const unsigned = value >>> 0;
      if (unsigned < signature[at]!) signature[at] = unsigned;
    }
  }
  return signature;
}

/** Jaccard: pieces of both over pieces of either. @param a rising @param b rising */
function alike(a: Uint32Array, b: Uint32Array): boolean {
  let both = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) both += 1;
    const step = a[i]! - b[j]!;
    if (step <= 0) i += 1;
    if (step >= 0) j += 1;
  }
  return both >= ALIKE * (a.length + b.length - both);
}

function leaderOf(leader: Int32Array, at: number): number {
  while (leader[at] !== at) {
    leader[at] = leader[leader[at]!]!;
    at = leader[at]!;
  }
  return at;
}

function join(leader: Int32Array, a: number, b: number): void {
  const [first, second] = [leaderOf(leader, a), leaderOf(leader, b)];
  leader[Math.max(first, second)] = Math.min(first, second);
}
