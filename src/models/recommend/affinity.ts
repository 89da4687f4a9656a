/** How strongly each item points to others: a sparse matrix in compressed rows, zeros left out. */
export interface Affinity {
  readonly items: number;
  /** [items + 1]: item i points to `neighbour[starts[i]] … neighbour[starts[i + 1] − 1]`. */
  readonly starts: Int32Array;
  /** [cells] */
  readonly neighbour: Int32Array;
  /** [cells] above zero */
  readonly weight: Float32Array;
}
