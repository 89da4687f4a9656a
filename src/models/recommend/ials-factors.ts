import { setImmediate } from "node:timers/promises";
import { mulberry32 } from "#numeric/mulberry32.js";
import { choleskyLower, inverseOfLower } from "#numeric/positive-inverse.js";
import { type Matrix, type MatrixProducts, matrixProducts } from "#tensor/matrix-products.js";
import { rowSystems } from "#tensor/row-systems.js";
import { baskets } from "./baskets.js";
import { owners, positions } from "./positions.js";
import type { FitOptions, Histories } from "./recommender.js";

export interface FactorSettings {
  readonly width: number;
  readonly iterations: number;
  readonly regularisation: number;
  readonly alpha: number;
}

const THREADS = 1; // the products are small, and a second thread would spin between them
const MOST_ITEMS_A_CUSTOMER = 500;

/** Of conjugate gradients for each, from where the round before ended: in this form the systems are near the identity. */
const STEPS = 3;

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
  const byItem = { starts: places.starts, vector: places.position.map((p) => owner[p]!) };
  const solveCustomers = rowSystems({ starts: basket.starts, vector: basket.item }, width, items);
  const solveItems = rowSystems(byItem, width, customers);
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
      ofCustomers = await solvedFor(solveCustomers, ofItems, { before: ofCustomers, settings, products });
      ofItems = await solvedFor(solveItems, ofCustomers, { before: ofItems, settings, products });
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
async function solvedFor(
  solve: ReturnType<typeof rowSystems>,
  others: Matrix,
  { before, settings, products }: Step,
): Promise<Matrix> {
  const { alpha, regularisation } = settings;
  const { z, lower, inverse } = await whitened(others, regularisation, products);
  const near = await products.product(before, lower); // v = Lᵀ·x, row by row
  solve(z.data, near.data, { weight: alpha - 1, right: alpha, steps: STEPS });
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
