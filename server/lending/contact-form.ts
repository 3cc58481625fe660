import { z } from 'zod'
import { shanghaiMidnight } from '@/server/kernel/dates'
import { type ContactInput, contactInput } from './schema'

/** A contact as the form has it: the day and the time on a clock in Shanghai. */
export const contactForm = contactInput
  .omit({ contactedAt: true })
  .extend({ day: z.iso.date(), time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'lending.time-form') })

/** The same with the instant that day and time mean. */
export function contactOf({ day, time, ...contact }: z.infer<typeof contactForm>): ContactInput {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return { ...contact, contactedAt: new Date(shanghaiMidnight(day).getTime() + (hours * 60 + minutes) * 60_000) }
}
