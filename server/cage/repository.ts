import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { AgencyScope, OfficeScope, OperatorScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { openValues, sealValue } from '@/server/keys/sealed.repository'
import { AlertFacts, AlertRule, alertNoteCell, type Dimension } from './schema'

/** Who watches; the database gives the functions to no one else. */
export type WatchScope = OperatorScope | OfficeScope
export type Span = { from: Date; to: Date }

export type Flow = {
  side: 'SOURCE' | 'BANK' | 'SUPERVISOR'
  id: string
  name: string
  nameEn: string | null
  /** Of a source; null for readers. */
  dataClass: string | null
  records: bigint
  enterprises: bigint
}

/** Answers that came in by agency and class, and reads by organisation. */
export const listFlows = (tx: Tx, _scope: WatchScope, { from, to }: Span) =>
  tx.$queryRaw<Flow[]>`SELECT * FROM guard.cage_flows(${from}::timestamptz, ${to}::timestamptz)`

export type Use = {
  key: string
  name: string | null
  nameEn: string | null
  organisationName: string | null
  organisationNameEn: string | null
  reads: bigint
  enterprises: bigint
  refused: bigint
  lastAt: Date
}

/** Reads and refused reads by one dimension, the most first; `most`: rows at most, null for all. */
export const listUse = (tx: Tx, _scope: WatchScope, dimension: Dimension, { from, to }: Span, most: number | null) =>
  tx.$queryRaw<Use[]>`SELECT * FROM guard.cage_use(${dimension}, ${from}::timestamptz, ${to}::timestamptz, ${most}::integer)`

type AlertRow = {
  id: string
  rule: string
  at: Date
  raisedAt: Date
  organisationName: string | null
  organisationNameEn: string | null
  personName: string | null
  enterpriseName: string | null
  facts: unknown
  handledBy: string | null
  handledAt: Date | null
  total: bigint
}
type AlertFilter = { rule?: string | undefined; state?: string | undefined; id?: string; skip: number; take: number }

/** Alerts, the open ones first, then the newest. */
export async function listAlerts(tx: Tx, _scope: WatchScope, { rule, state, id, skip, take }: AlertFilter) {
  const rows = await tx.$queryRaw<AlertRow[]>`
    SELECT * FROM guard.alerts(${rule ?? null}, ${state ?? null}, ${id ?? null}::uuid, ${skip}::integer, ${take}::integer)`
  const shown = rows.map(({ total: _, facts, ...row }) => ({
    ...row,
    rule: AlertRule.parse(row.rule),
    facts: AlertFacts.parse(facts),
  }))
  return { rows: shown, total: Number(rows[0]?.total ?? 0n) }
}

/** `note` is null once the key of the firm that it is about was destroyed. */
export type AlertStep = { id: string; step: 'NOTED' | 'HANDLED'; note: string | null; byName: string; at: Date }

async function keyOwnerOf(tx: Tx, alertId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ owner: string | null }[]>`SELECT guard.alert_key_owner(${alertId}::uuid) AS owner`
  return row?.owner ?? null
}

/** What was done about an alert, oldest first. */
export async function listSteps(tx: Tx, _scope: OperatorScope, alertId: string): Promise<AlertStep[]> {
  const ownerId = await keyOwnerOf(tx, alertId)
  const rows = await tx.$queryRaw<(AlertStep & { note: string })[]>`SELECT * FROM guard.alert_steps(${alertId}::uuid)`
  if (!ownerId) return []
  const sealed = rows.map(({ id, note: value }) => ({ ownerId, cell: alertNoteCell(id), value }))
  const notes = await openValues(tx, 'CASES', sealed)
  return rows.map((row, at) => ({ ...row, note: notes[at] ?? null }))
}

const refusalOf = (rows: { refusal: string | null }[]) => rows[0]?.refusal ?? null

/** Adds a note, or with HANDLED closes the alert; on record. Returns a refusal's code, or null. */
export async function addStep(tx: Tx, _scope: OperatorScope, step: { alertId: string; step: string; note: string }) {
  const ownerId = await keyOwnerOf(tx, step.alertId)
  if (!ownerId) return 'not-found'
  const id = uuidv7()
  const note = await sealValue(tx, { ownerId, purpose: 'CASES' }, alertNoteCell(id), step.note)
  return refusalOf(
    await tx.$queryRaw<{ refusal: string | null }[]>`
      SELECT guard.add_alert_step(${id}::uuid, ${step.alertId}::uuid, ${step.step}, ${note}) AS refusal`,
  )
}

export type BudgetRule = { since: Date; most: number; setBy: string | null; note: string; current: boolean }

/** The novelty budgets that held, hold and will hold, newest first. */
export const listBudgets = (tx: Tx, _scope: WatchScope) => tx.$queryRaw<BudgetRule[]>`SELECT * FROM guard.novelty_rules()`

export const setBudget = async (tx: Tx, _scope: OperatorScope, rule: { since: Date; most: number; note: string }) =>
  refusalOf(
    await tx.$queryRaw<{ refusal: string | null }[]>`
      SELECT guard.set_novelty_rule(${rule.since}::timestamptz, ${rule.most}::integer, ${rule.note}) AS refusal`,
  )

export type Canary = { creditCode: string; name: string; note: string; setBy: string | null; setAt: Date }
export const listCanaries = (tx: Tx, _scope: OperatorScope) => tx.$queryRaw<Canary[]>`SELECT * FROM guard.canaries()`

export const setCanary = async (tx: Tx, _scope: OperatorScope, canary: { creditCode: string; note: string; ended: boolean }) =>
  refusalOf(
    await tx.$queryRaw<{ refusal: string | null }[]>`
      SELECT guard.set_canary(${canary.creditCode}, ${canary.note}, ${canary.ended}) AS refusal`,
  )

export type AgencyUse = {
  dataClass: string
  organisationName: string
  organisationNameEn: string | null
  purpose: string
  reads: bigint
  enterprises: bigint
  lastAt: Date
}

/** Who used the agency's classes and for what: organisations and purposes, no enterprise and no person. */
export const listAgencyUse = (tx: Tx, _scope: AgencyScope, { from, to }: Span) =>
  tx.$queryRaw<AgencyUse[]>`SELECT * FROM guard.agency_usage(${from}::timestamptz, ${to}::timestamptz)`
