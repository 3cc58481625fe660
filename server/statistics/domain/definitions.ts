/**
 * Every figure of the office's dashboard, defined once (reference 4.15). Its Chinese and English name and definition are
 * messages under `statistics.figures.<id>.name` and `.definition`; its formula is in figures.ts, and every query must
 * equal it.
 */
export type FigureUnit = 'COUNT' | 'FEN' | 'SHARE' | 'BPS' | 'WORKING_DAYS'

/** FLOW: what happened in a period (month, year to date, since launch). STOCK: what stands at its last day. */
export type FigureScope = 'FLOW' | 'STOCK'

export type Figure = {
  unit: FigureUnit
  scope: FigureScope
  /** Parts add up to the whole: county to city, institution to city; and month to year where it is a flow. */
  additive: boolean
}

export const figures = {
  registeredEnterprises: { unit: 'COUNT', scope: 'STOCK', additive: true },
  applications: { unit: 'COUNT', scope: 'FLOW', additive: true },
  grantedApplications: { unit: 'COUNT', scope: 'FLOW', additive: true },
  grantedFen: { unit: 'FEN', scope: 'FLOW', additive: true },
  disbursedFen: { unit: 'FEN', scope: 'FLOW', additive: true },
  renewalFen: { unit: 'FEN', scope: 'FLOW', additive: true },
  netNewFen: { unit: 'FEN', scope: 'FLOW', additive: true },
  firstLoanFen: { unit: 'FEN', scope: 'FLOW', additive: true },
  repaidFen: { unit: 'FEN', scope: 'FLOW', additive: true },
  writtenOffFen: { unit: 'FEN', scope: 'FLOW', additive: true },
  /** One enterprise with loans of two institutions is one: never summed across. */
  borrowers: { unit: 'COUNT', scope: 'FLOW', additive: false },
  balanceFen: { unit: 'FEN', scope: 'STOCK', additive: true },
  creditBalanceFen: { unit: 'FEN', scope: 'STOCK', additive: true },
  creditLoanShare: { unit: 'SHARE', scope: 'STOCK', additive: false },
  firstLoanShare: { unit: 'SHARE', scope: 'FLOW', additive: false },
  weightedRateBps: { unit: 'BPS', scope: 'FLOW', additive: false },
  medianDaysToDecision: { unit: 'WORKING_DAYS', scope: 'FLOW', additive: false },
  p90DaysToDecision: { unit: 'WORKING_DAYS', scope: 'FLOW', additive: false },
} as const satisfies Record<string, Figure>

export type FigureId = keyof typeof figures
export const figureIds = Object.keys(figures) as FigureId[]

/** By what a figure is cut. A cut by month is one of flows only; a stock is shown at each month's last day. */
export const dimensions = ['institution', 'county', 'industry', 'size', 'month'] as const
export type Dimension = (typeof dimensions)[number]
