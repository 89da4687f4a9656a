/**
 * Whether all roots of c₀ + c₁z + … + cₙzⁿ lie closer to 0 than `radius`, told without finding them.
 *
 * Source: the Schur–Cohn recursion, as in Marden (1966), Geometry of Polynomials, §42: the polynomial whose roots are
 * mirrored at the circle is subtracted until a constant is left.
 *
 * @param coefficients [n + 1] constant first, the last one not 0
 */
export function rootsInside(coefficients: Float64Array, radius: number): boolean {
  const c = coefficients.map((coefficient, power) => coefficient * radius ** power);
  for (let degree = c.length - 1; degree > 0; degree--) {
    const [first, last] = [c[0]!, c[degree]!];
    if (!(Math.abs(first) < Math.abs(last))) return false;
    const ratio = first / last;
    // (P(z) − ratio·zⁿP(1/z)) ÷ z has the degree below, and its roots on the same side of the circle
    for (let low = 0, high = degree; low <= high; low++, high--) {
      const [a, b] = [c[low]!, c[high]!];
      c[low] = a - ratio * b;
      c[high] = b - ratio * a;
    }
    c.copyWithin(0, 1, degree + 1);
  }
  return true;
}
