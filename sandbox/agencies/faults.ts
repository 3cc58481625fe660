import { z } from 'zod'
import { type AgencyCode, agencyCodes } from './directory'

/** Faults that spoil what an answer says, and those that spoil how it comes. */
export const contentFaults = [
  'wrong-types',
  'future',
  'negative',
  'wrong-subject',
  'replay',
  'stale',
  'older',
  'revised',
] as const
export const wayFaults = ['fail', 'cut', 'forge', 'flood', 'redirect'] as const
export type ContentFault = (typeof contentFaults)[number]

/** What an agency can be told to do wrong, for one subject or for all, for some answers or until told otherwise. */
export const FaultOrder = z.strictObject({
  agency: z.enum(agencyCodes),
  subject: z.string().length(18).nullable().default(null),
  kind: z.enum(['none', 'slow', ...wayFaults, ...contentFaults]),
  /** How late a slow answer comes, in milliseconds. */
  milliseconds: z.int().min(0).max(120_000).default(5_000),
  /** How many answers are spoilt; null: all, until `none`. */
  times: z.int().min(1).max(1_000).nullable().default(null),
})
export type FaultOrder = z.infer<typeof FaultOrder>
export type Fault = { kind: 'slow'; milliseconds: number } | { kind: (typeof wayFaults)[number] | ContentFault }

const keyOf = (agency: AgencyCode, subject: string | null) => `${agency}/${subject ?? '*'}`

/** The standing orders of misbehaviour. */
export function createFaults() {
  const orders = new Map<string, FaultOrder>()
  return {
    set(order: FaultOrder) {
      const key = keyOf(order.agency, order.subject)
      if (order.kind === 'none') orders.delete(key)
      else orders.set(key, { ...order })
    },

    /** The fault to commit now, counted off; an order for the very subject goes before one for all. */
    take(agency: AgencyCode, subject: string): Fault | null {
      for (const key of [keyOf(agency, subject), keyOf(agency, null)]) {
        const order = orders.get(key)
        if (!order || order.kind === 'none') continue
        if (order.times !== null && --order.times <= 0) orders.delete(key)
        return order.kind === 'slow' ? { kind: 'slow', milliseconds: order.milliseconds } : { kind: order.kind }
      }
      return null
    },

    list: () => [...orders.values()],
  }
}
export type Faults = ReturnType<typeof createFaults>
