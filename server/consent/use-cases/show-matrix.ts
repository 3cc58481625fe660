import type { NoticeLanguage } from '../domain/notice-text'
import { DataClass, dataClasses } from '../schema'
import { listTaken, type Taken } from '../taken.repository'
import type { ConsentContext } from './context'
import { listConsentsOf } from './show-consents'

type Reading = Pick<ConsentContext, 'tx' | 'scope' | 'now'>

/** One class under one consent. MISSING_SIGN_OFF: granted, but the person has not consented to their personal data. */
export type Cell = { state: 'GRANTED' | 'MISSING_SIGN_OFF' | 'NOT_GRANTED'; times: number; lastAt: Date | null }

const keyOf = (consentId: string, dataClass: string) => `${consentId} ${dataClass}`

/**
 * The consents that stand (or wait to be confirmed) by recipient, and every class of data under each: granted or not, how
 * often it was taken and when last. Classes in the catalogue's order; `never`: those that no consent covers.
 */
export async function showMatrix(ctx: Reading, language: NoticeLanguage) {
  const consents = (await listConsentsOf(ctx, language)).filter(({ current, shown }) => current && shown !== 'DRAFT')
  const taken = new Map<string, Taken>()
  for (const one of await listTaken(ctx.tx, ctx.scope)) taken.set(keyOf(one.consentId, one.dataClass), one)
  const cell = (consent: (typeof consents)[number], dataClass: DataClass): Cell => {
    const found = taken.get(keyOf(consent.id, dataClass))
    const granted = consent.dataClasses.includes(dataClass)
    const waits = consent.lacksSignOff && consent.personalClasses.includes(dataClass)
    const state = granted ? (waits ? 'MISSING_SIGN_OFF' : 'GRANTED') : 'NOT_GRANTED'
    return { state, times: found?.times ?? 0, lastAt: found?.lastAt ?? null }
  }
  const rows = DataClass.array()
    .parse([...dataClasses])
    .map((dataClass) => ({ dataClass, cells: consents.map((consent) => cell(consent, dataClass)) }))
  return { consents, rows }
}
