import { z } from 'zod'
import { Grade, IndicatorId } from '../../schema'

/** What a shadow run found of one firm; it says where and how large, not which. Points of the candidate less those of the card in force. */
export const ShadowResult = z.strictObject({
  countyCode: z.string(),
  size: z.string().nullable(),
  fromScore: z.int(),
  toScore: z.int(),
  fromGrade: Grade,
  toGrade: Grade,
  changes: z.array(z.strictObject({ indicatorId: IndicatorId, by: z.int() })),
})
export type ShadowResult = z.infer<typeof ShadowResult>

const count = z.int().nonnegative()
const Group = z.strictObject({ key: z.string(), firms: count, up: count, down: count, points: z.int() })
export type Group = z.infer<typeof Group>

/** Integers and text only, so that the same results give the same digest. */
export const ShadowReport = z.strictObject({
  candidate: z.string(),
  current: z.string(),
  firms: count,
  /** Grades A to E: firms by the grade in force (row) and the candidate's (column). */
  matrix: z.array(z.array(count)),
  /** Bands of 50 points from 300: firms by the score in force and by the candidate's. */
  bands: z.array(z.strictObject({ from: z.int(), to: z.int(), before: count, after: count })),
  /** Population stability index in ten-thousandths. */
  psi: z.int(),
  up: count,
  down: count,
  /** Σ of differences over all firms. */
  points: z.int(),
  /** By the sum of absolute differences, the largest first. */
  factors: z.array(z.strictObject({ indicatorId: IndicatorId, raised: count, lowered: count, points: z.int(), moved: count })),
  counties: z.array(Group),
  sizes: z.array(Group),
  /** Those whom the candidate moves most; `number` is their place in the export. */
  movers: z.array(z.strictObject({ number: z.int().positive(), ...ShadowResult.shape })),
})
export type ShadowReport = z.infer<typeof ShadowReport>
