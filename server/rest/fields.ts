import { z } from '@hono/zod-openapi'
import { isPlainDate } from '@/server/kernel/dates'
import type { SentenceKey } from './wording'

/** Fields of the open API. Every way to be wrong has the one sentence that says what is right. */

/** A whole number within bounds, both included. */
export const whole = (min: number, max: number, error: SentenceKey) => z.int({ error }).min(min, { error }).max(max, { error })

/** A number with decimals within bounds, both included. */
export const decimal = (min: number, max: number, error: SentenceKey) =>
  z.number({ error }).min(min, { error }).max(max, { error })

/** 'YYYY-MM-DD', a day that exists. */
export const day = () =>
  z
    .string({ error: 'date.day' satisfies SentenceKey })
    .refine((text) => isPlainDate(text) && text >= '1900-01-01' && text <= '2199-12-31', {
      error: 'date.day' satisfies SentenceKey,
    })

export type Examples<Value> = Record<string, { summary: string; value: Value }>
