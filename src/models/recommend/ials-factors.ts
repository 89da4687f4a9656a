import { setImmediate } from "node:timers/promises";
import { mulberry32 } from "#numeric/mulberry32.js";
import { choleskyLower, inverseOfLower } from "#numeric/positive-inverse.js";
import { type Matrix, type MatrixProducts, matrixProducts } from "#tensor/matrix-products.js";
import { baskets } from "./baskets.js";
import { owners, positions } from "./positions.js";
import type { FitOptions, Histories } from "./recommender.js";
import { exactTaste, nearTaste, scratchOf } from "./whitened-taste.js";

export interface FactorSettings {
  readonly width: number;
  readonly iterations: number;
  readonly regularisation: number;
  readonly alpha: number;
}

/** Who has what, or what is had by whom. */
interface Rows {
  /** [rows + 1] */
  readonly starts: Int32Array;
  /** [cells] numbers of the other side */
  readonly other: Int32Array;
}

const THREADS = 2;
const MOST_ITEMS_A_CUSTOMER = 500;

/** With so few items the exact solution costs less than steps towards it. */
const FEW = 12;

/**
 * Alternating least squares: customers' numbers from the items', items' from the customers', some times over.
 *
 * @returns [items · width] the items' numbers in the form `whitened-taste` asks for
 */
export async function itemFactors(
  histories: Histories,
  settings: FactorSettings,
  { seed, signal, progress }: FitOptions,
): Promise<Float32Array> {
  const { customers, items } = histories;
  const { width, iterations } = settings;
  const basket = baskets(histories, MOST_ITEMS_A_CUSTOMER);
  if (basket.item.length === 0) return new Float32Array(items * width);
  const owner = owners(basket.starts);
  const places = positions(basket.item, items);
  const byCustomer: Rows = { starts: basket.starts, other: basket.item };
  const byItem: Rows = { starts: places.starts, other: places.position.map((p) => owner[p]!) };
  const random = mulberry32(seed);
  let ofItems: Matrix = {
    rows: items,
    columns: width,
    data: Float32Array.from({ length: items * width }, () => random() * 0.01),
  };
  let ofCustomers: Matrix = { rows: customers, columns: width, data: new Float32Array(customers * width) };
  const products = await matrixProducts(THREADS);
  try {
    for (let iteration = 0; iteration < iterations; iteration++) {
      await setImmediate();
      signal.throwIfAborted();
      ofCustomers = await solvedFor(byCustomer, ofItems, { before: ofCustomers, settings, products });
      ofItems = await solvedFor(byItem, ofCustomers, { before: ofItems, settings, products });
      progress((iteration + 1) / iterations);
    }
    return (await whitened(ofItems, settings.regularisation, products)).z.data;
  } finally {
    await products.close();
  }
}

interface Step {
  /** What was found for the same rows last time. */
  readonly before: Matrix;
  readonly settings: FactorSettings;
  readonly products: MatrixProducts;
}

/** The numbers of one side, from those of the other. */
async function solvedFor(rows: Rows, others: Matrix, { before, settings, products }: Step): Promise<Matrix> {
  const { width, alpha, regularisation } = settings;
  const { z, lower, inverse } = await whitened(others, regularisation, products);
  const near = await products.product(before, lower); // v = Lᵀ·x, row by row
  const items = { width, alpha, z: z.data };
  const scratch = scratchOf(width);
  for (let row = 0; row + 1 < rows.starts.length; row++) {
    const own = rows.other.subarray(rows.starts[row], rows.starts[row + 1]);
    const v = near.data.subarray(row * width, (row + 1) * width);
    if (own.length <= FEW) exactTaste(items, own, v);
    else nearTaste(items, own, v, scratch);
  }
  return products.product(near, inverse); // x = L⁻ᵀ·v
}

async function whitened(y: Matrix, regularisation: number, products: MatrixProducts) {
  const width = y.columns;
  const gram = Float64Array.from((await products.gram(y)).data);
  for (let d = 0; d < width; d++) gram[d * width + d]! += regularisation;
  const lower = choleskyLower(gram, width);
  const inverse = inverseOfLower(lower, width);
  const square = (data: Float64Array): Matrix => ({ rows: width, columns: width, data: Float32Array.from(data) });
  const z = await products.product(y, square(transposed(inverse, width))); // z = L⁻¹·y, row by row
  return { z, lower: square(lower), inverse: square(inverse) };
}

function transposed(a: Float64Array, size: number): Float64Array {
  return a.map((_, at) => a[(at % size) * size + Math.floor(at / size)]!);
}
