import { randomUUID } from 'node:crypto'
import { scoreCity } from '@/server/flows/score-city'
import { timer } from '../task'

/** At once when a run was begun, and every minute: a run whose worker died is taken over when its lease has run out. */
export const scoreCityTask = timer('* * * * *', (runtime) => scoreCity(randomUUID(), runtime))
