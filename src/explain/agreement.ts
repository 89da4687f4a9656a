/**
 * How alike two views order the same parts: Spearman's rank correlation of their amounts, ties at their mean rank;
 * 1 is the same order, 0 none in common. NaN where one of them tells no parts apart.
 */
export function agreement(a: Float64Array, b: Float64Array): number {
  const [first, second] = [ranks(a), ranks(b)];
  const middle = (a.length + 1) / 2;
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (const [i, rank] of first.entries()) {
    product += (rank - middle) * (second[i]! - middle);
    squaresA += (rank - middle) ** 2;
    squaresB += (second[i]! - middle) ** 2;
  }
  return product / Math.sqrt(squaresA * squaresB);
}

function ranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const found = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (let at = from; at < to; at++) found[order[at]!] = (from + 1 + to) / 2;
    from = to;
  }
  return found;
}
