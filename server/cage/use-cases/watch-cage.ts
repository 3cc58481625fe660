import { shanghaiDate } from '@/server/kernel/dates'
import { alertsFrom, parametersOn } from '../domain/rules'
import { raiseAlert, readFacts } from '../watch.repository'

const dayMs = 86_400_000
/** A walk that began before the last look is seen whole; a worker that stood still for a day misses nothing. */
const lookBackMs = dayMs
/** Reads without a decision are told for so long after they are due. */
const undecidedForMs = 30 * dayMs

/** Looks at what was read of late and raises what the rules say. @returns how many alerts are new */
export async function watchCage(now: Date): Promise<number> {
  const limits = parametersOn(shanghaiDate(now))
  const before = new Date(now.getTime() - limits.undecidedAfterDays * dayMs)
  const facts = await readFacts(new Date(now.getTime() - lookBackMs), {
    from: new Date(before.getTime() - undecidedForMs),
    before,
  })
  let raised = 0
  for (const alert of alertsFrom(facts, limits)) if (await raiseAlert(alert)) raised++
  return raised
}
