import { type Cholesky, cholesky, inverseDiagonal, solve } from './linear-algebra'

/** Predictors column by column, each of one length; `y` is 1 for bad. */
export type Sample = { columns: readonly Float64Array[]; y: Uint8Array }

export type LogisticFit = {
  intercept: number
  coefficients: number[]
  /** Intercept first; null where a ridge was needed, since a penalised estimate has no such error. */
  standardErrors: number[] | null
  logLikelihood: number
  /** The penalty that was applied, 0 for maximum likelihood. */
  ridge: number
  iterations: number
  converged: boolean
}

const STEPS = 60
/** Beyond this linear predictor the data are separated: the likelihood has no maximum (Albert & Anderson 1984). */
const SEPARATED = 35

/**
 * Logistic regression by Newton's method, which for this model is iteratively reweighted least squares (McCullagh & Nelder,
 * Generalized Linear Models, 2.5), the step halved while the likelihood falls. `ridge` adds ½·ridge·Σ(sᵢβᵢ)² to the loss,
 * sᵢ the column's standard deviation; the intercept is free.
 */
export function logistic(sample: Sample, ridge = 0, start?: { intercept: number; coefficients: readonly number[] }): LogisticFit {
  const { columns, y } = sample
  const size = columns.length + 1
  const penalty = Float64Array.from([0, ...columns.map((column) => ridge * Math.max(varianceOf(column), 1e-12))])
  let beta = Float64Array.from(start ? [start.intercept, ...start.coefficients] : [logitOf(y), ...columns.map(() => 0)])
  let eta = predictor(columns, beta, y.length)
  let value = objective(eta, y, beta, penalty)
  let decomposed: Cholesky | null = null
  let iterations = 0
  let converged = false
  while (iterations < STEPS && !converged) {
    iterations++
    const { gradient, hessian } = derivatives(columns, y, eta, beta, penalty)
    decomposed = cholesky(hessian, size)
    if (!decomposed) break
    const step = solve(decomposed, gradient)
    let slope = 0
    for (let i = 0; i < size; i++) slope += (step[i] ?? 0) * (gradient[i] ?? 0)
    let share = 1
    for (; share > 1e-4; share /= 2) {
      const tried = beta.map((each, i) => each + share * (step[i] ?? 0))
      const triedEta = predictor(columns, tried, y.length)
      const triedValue = objective(triedEta, y, tried, penalty)
      if (triedValue >= value - 1e-9 * Math.abs(value)) {
        beta = tried
        eta = triedEta
        value = triedValue
        break
      }
    }
    converged = slope < 1e-16 * Math.max(1, Math.abs(value))
    if (share <= 1e-4) break
  }
  const likelihood = objective(eta, y, beta, new Float64Array(size))
  const standardErrors =
    ridge === 0 && decomposed && converged ? [...inverseDiagonal(decomposed)].map((each) => Math.sqrt(each)) : null
  const separated = ridge === 0 && eta.some((each) => Math.abs(each) > SEPARATED)
  const [intercept = 0, ...coefficients] = beta
  return {
    intercept,
    coefficients,
    standardErrors,
    logLikelihood: likelihood,
    ridge,
    iterations,
    converged: converged && !separated,
  }
}

/** Maximum likelihood where it exists; where classes are separated or columns depend on one another, the least ridge that settles. */
export function logisticOrRidge(sample: Sample): LogisticFit {
  for (const ridge of [0, 1e-3, 1e-2, 0.1, 1]) {
    const fit = logistic(sample, ridge)
    if (fit.converged) return fit
  }
  return logistic(sample, 10)
}

/** 1 / (1 + e⁻ˣ), without overflow. */
export const sigmoid = (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)))

function logitOf(y: Uint8Array): number {
  let bad = 0
  for (const each of y) bad += each
  return Math.log((bad + 0.5) / (y.length - bad + 0.5))
}

function varianceOf(column: Float64Array): number {
  let sum = 0
  let squares = 0
  for (const each of column) {
    sum += each
    squares += each * each
  }
  const mean = sum / column.length
  return squares / column.length - mean * mean
}

/** intercept + Σ coefficient · column, for each row. */
export function predictor(columns: readonly Float64Array[], beta: Float64Array, rows: number): Float64Array {
  const eta = new Float64Array(rows).fill(beta[0] ?? 0)
  for (const [at, column] of columns.entries()) {
    const coefficient = beta[at + 1] as number
    if (coefficient !== 0)
      for (let row = 0; row < rows; row++) eta[row] = (eta[row] as number) + coefficient * (column[row] as number)
  }
  return eta
}

/** Log-likelihood less the penalty. */
function objective(eta: Float64Array, y: Uint8Array, beta: Float64Array, penalty: Float64Array): number {
  let value = 0
  for (let row = 0; row < eta.length; row++) {
    const x = eta[row] as number
    value += (y[row] ? x : 0) - (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)))
  }
  for (let i = 0; i < beta.length; i++) value -= 0.5 * (penalty[i] as number) * (beta[i] as number) ** 2
  return value
}

function derivatives(
  columns: readonly Float64Array[],
  y: Uint8Array,
  eta: Float64Array,
  beta: Float64Array,
  penalty: Float64Array,
) {
  const size = columns.length + 1
  const rows = eta.length
  const gradient = new Float64Array(size)
  const hessian = new Float64Array(size * size)
  const residual = new Float64Array(rows)
  const weight = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const p = sigmoid(eta[row] as number)
    residual[row] = (y[row] as number) - p
    weight[row] = p * (1 - p)
  }
  const weighted = new Float64Array(rows)
  for (let i = 0; i < size; i++) {
    const left = i === 0 ? undefined : columns[i - 1]
    let slope = 0
    for (let row = 0; row < rows; row++) {
      const x = left ? (left[row] as number) : 1
      slope += x * (residual[row] as number)
      weighted[row] = x * (weight[row] as number)
    }
    gradient[i] = slope - (penalty[i] as number) * (beta[i] as number)
    for (let j = 0; j <= i; j++) {
      const right = j === 0 ? undefined : columns[j - 1]
      let sum = 0
      if (right) for (let row = 0; row < rows; row++) sum += (weighted[row] as number) * (right[row] as number)
      else for (let row = 0; row < rows; row++) sum += weighted[row] as number
      hessian[i * size + j] = sum
      hessian[j * size + i] = sum
    }
    hessian[i * size + i] = (hessian[i * size + i] as number) + (penalty[i] as number)
  }
  return { gradient, hessian }
}
