/**
 * The Cholesky factor of a symmetric matrix (row by row, `size` × `size`), after its rows and columns are scaled to a unit
 * diagonal, which keeps a predictor of tiny spread from losing its digits. Null when the matrix isn't positive definite to
 * `tolerance`: some column is a combination of the others.
 * Source: Golub & Van Loan, Matrix Computations, 4th ed., algorithm 4.2.2.
 */
export function cholesky(matrix: Float64Array, size: number, tolerance = 1e-11): Cholesky | null {
  const scale = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    const diagonal = matrix[i * size + i] ?? 0
    if (!(diagonal > 0) || !Number.isFinite(diagonal)) return null
    scale[i] = 1 / Math.sqrt(diagonal)
  }
  const factor = new Float64Array(size * size)
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = at(matrix, i * size + j) * at(scale, i) * at(scale, j)
      for (let k = 0; k < j; k++) sum -= at(factor, i * size + k) * at(factor, j * size + k)
      if (i > j) factor[i * size + j] = sum / at(factor, j * size + j)
      else if (sum > tolerance) factor[j * size + j] = Math.sqrt(sum)
      else return null
    }
  }
  return { factor, scale, size }
}

export type Cholesky = { factor: Float64Array; scale: Float64Array; size: number }

const at = (values: Float64Array, index: number) => values[index] as number

/** x of matrix · x = right, from the factor. */
export function solve({ factor, scale, size }: Cholesky, right: Float64Array): Float64Array {
  const x = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    let sum = at(right, i) * at(scale, i)
    for (let k = 0; k < i; k++) sum -= at(factor, i * size + k) * at(x, k)
    x[i] = sum / at(factor, i * size + i)
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = at(x, i)
    for (let k = i + 1; k < size; k++) sum -= at(factor, k * size + i) * at(x, k)
    x[i] = sum / at(factor, i * size + i)
  }
  for (let i = 0; i < size; i++) x[i] = at(x, i) * at(scale, i)
  return x
}

/** The diagonal of the inverse, from the factor: the variances of the coefficients. */
export function inverseDiagonal(decomposed: Cholesky): Float64Array {
  return Float64Array.from({ length: decomposed.size }, (_, i) => {
    const unit = new Float64Array(decomposed.size)
    unit[i] = 1
    return at(solve(decomposed, unit), i)
  })
}
