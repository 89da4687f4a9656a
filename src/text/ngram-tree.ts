/**
 * Sequences of symbols, each a path from the root: its node is a number above 0, and its beginning (all but the last
 * symbol) is the node's parent. One table of open addresses maps (parent, symbol) to the node, so that following a
 * text costs one look-up a symbol and nothing is ever confused with anything else, as it is where n-grams are hashed.
 */
export interface NgramTree {
  /** Nodes, the root included. */
  size(): number;
  /** The node one symbol on, or 0 where there is none. @param parent 0 is the root @param symbol at least 0 */
  child(parent: number, symbol: number): number;
  /** The node one symbol on, made where there is none. */
  grow(parent: number, symbol: number): number;
  parentOf(node: number): number;
  symbolOf(node: number): number;
}

const START = 1024;
const FULL = 0.6;

export function ngramTree(): NgramTree {
  let slots = new Int32Array(START); // 0: free, else a node
  let mask = START - 1;
  let parents = new Int32Array(START);
  let symbols = new Int32Array(START);
  let size = 1;

  /** The slot that holds the node, or the free one where it belongs. */
  function slotOf(parent: number, symbol: number): number {
    let slot = mixed(parent, symbol) & mask;
    for (let node = slots[slot]!; node !== 0; node = slots[slot]!) {
      if (symbols[node] === symbol && parents[node] === parent) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  function widen(): void {
    slots = new Int32Array(2 * slots.length);
    mask = slots.length - 1;
    for (let node = 1; node < size; node++) slots[slotOf(parents[node]!, symbols[node]!)] = node;
  }

  return {
    size: () => size,
    child: (parent, symbol) => slots[slotOf(parent, symbol)]!,
    grow(parent, symbol) {
      const slot = slotOf(parent, symbol);
      const known = slots[slot]!;
      if (known !== 0) return known;
      if (size === parents.length) {
        parents = lengthened(parents);
        symbols = lengthened(symbols);
      }
      const node = size;
      parents[node] = parent;
      symbols[node] = symbol;
      slots[slot] = node;
      size += 1;
      if (size > FULL * slots.length) widen();
      return node;
    },
    parentOf: (node) => parents[node]!,
    symbolOf: (node) => symbols[node]!,
  };
}

/** Spreads neighbouring keys over the table; the constants are the odd ones of the 32-bit finaliser of MurmurHash3. */
function mixed(parent: number, symbol: number): number {
  let h = Math.imul(parent, 0x85ebca6b) ^ Math.imul(symbol + 1, 0xc2b2ae35);
  h ^= h >>> 15;
  h = Math.imul(h, 0x85ebca6b);
  return h ^ (h >>> 13);
}

function lengthened(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * array.length);
  longer.set(array);
  return longer;
}
