import { z } from 'zod'
import { binLabel } from './bins'
import type { Card } from './card'
import { ScorecardFault } from './fault'

const FORMAT = 'credit-easy-loan/scorecard/1'

const edge = z.number().nullable()
const binFile = z.object({
  label: z.string(),
  interval: z.object({ from: edge, to: edge }).nullable(),
  values: z.array(z.string()),
  missing: z.boolean(),
  rest: z.boolean(),
  n: z.int().nonnegative(),
  good: z.int().nonnegative(),
  bad: z.int().nonnegative(),
  woe: z.number(),
  iv: z.number(),
  points: z.int(),
})
const cardFile = z.object({
  format: z.literal(FORMAT),
  target: z.string(),
  bad: z.string(),
  scale: z.object({ points0: z.number(), odds0: z.number(), pdo: z.number(), a: z.number(), b: z.number() }),
  intercept: z.number(),
  basePoints: z.int(),
  variables: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['number', 'date', 'text']),
      coefficient: z.number(),
      best: z.number(),
      neutral: z.int(),
      /** Absent where the variable has bins. */
      linear: z.object({ mean: z.number(), least: z.number(), most: z.number() }).nullable().default(null),
      bins: z.array(binFile),
    }),
  ),
})

/** The card as it is written to card.json: the same card, the same bytes. */
export function cardToFile(card: Card): string {
  const variables = card.variables.map(({ linear, ...variable }) => ({
    ...variable,
    ...(linear ? { linear } : {}),
    bins: variable.bins.map(({ bin, ...rest }) => ({ label: binLabel(bin, variable.kind), ...bin, ...rest })),
  }))
  return `${JSON.stringify({ format: FORMAT, ...card, variables }, null, 1)}\n`
}

/** The card of a card.json. Throws a ScorecardFault that names the first thing wrong. */
export function cardFromFile(json: unknown): Card {
  const read = cardFile.safeParse(json)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new ScorecardFault(
      `The card file is no score card: ${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not understood'}.`,
    )
  }
  const { format: _, ...card } = read.data
  const variables = card.variables.map((variable) => ({
    ...variable,
    bins: variable.bins.map(({ label: __, interval, values, missing, rest, ...row }) => ({
      ...row,
      bin: { interval, values, missing, rest },
    })),
  }))
  return { ...card, variables }
}
