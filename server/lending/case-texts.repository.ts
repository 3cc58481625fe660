import type { Tx } from '@/server/db/transaction'
import { codec } from '@/server/keys/envelope'
import { openValues, sealingKey } from '@/server/keys/sealed.repository'

/** What people write about a firm in its case. All of it is sealed under the firm's key for its cases (ADR 0013). */
export type CaseText =
  | 'contact_log.note'
  | 'due_diligence_note.findings'
  | 'due_diligence_note.conclusion'
  | 'supplement_request.request'
  | 'supplement_request.answer'
  | 'recommendation.opinion'

/** Where a text of a row stands sealed. */
export function caseTextCell(text: CaseText, enterpriseId: string, id: string) {
  const [table = '', column = ''] = text.split('.')
  return { table, column, row: `${enterpriseId}/${id}` }
}

export type CaseRow = { enterpriseId: string; id: string }

/** Seals texts of one row that is about to be written, in the same order, under one key. */
export async function sealCaseTexts(
  tx: Tx,
  { enterpriseId, id }: CaseRow,
  texts: readonly (readonly [CaseText, string])[],
): Promise<string[]> {
  const key = await sealingKey(tx, { ownerId: enterpriseId, purpose: 'CASES' })
  return texts.map(([text, plaintext]) => codec.seal(key, caseTextCell(text, enterpriseId, id), plaintext))
}

type Stored = { contacts: { id: string; note: string }[]; supplements: { id: string; request: string; answer: string | null }[] }
type StoredOfBank = {
  notes: { id: string; findings: string; conclusion: string }[]
  recommendations: { id: string; opinion: string }[]
}

/** Opens texts of one firm with one question to the database; what it returns finds them, null where they were erased. */
async function opened(tx: Tx, enterpriseId: string, texts: readonly (readonly [CaseText, string, string | null])[]) {
  const sealed = texts.flatMap(([text, id, value]) =>
    value === null ? [] : [{ ownerId: enterpriseId, cell: caseTextCell(text, enterpriseId, id), value }],
  )
  const values = await openValues(tx, 'CASES', sealed)
  const byCell = new Map(sealed.map(({ cell }, at) => [`${cell.table}.${cell.column} ${cell.row}`, values[at] ?? null]))
  return (text: CaseText, id: string) => byCell.get(`${text} ${enterpriseId}/${id}`) ?? null
}

const sharedTexts = ({ contacts, supplements }: Stored) => [
  ...contacts.map(({ id, note }) => ['contact_log.note', id, note] as const),
  ...supplements.map(({ id, request }) => ['supplement_request.request', id, request] as const),
  ...supplements.map(({ id, answer }) => ['supplement_request.answer', id, answer] as const),
]

const withShared = <Row extends Stored>(row: Row, find: (text: CaseText, id: string) => string | null) => ({
  ...row,
  contacts: row.contacts.map((one: Row['contacts'][number]) => ({ ...one, note: find('contact_log.note', one.id) })),
  supplements: row.supplements.map((one: Row['supplements'][number]) => ({
    ...one,
    request: find('supplement_request.request', one.id),
    answer: find('supplement_request.answer', one.id),
  })),
})

/** The case with the texts that both sides read as they were written; null in place of each that was erased. */
export async function openShared<Row extends Stored>(tx: Tx, enterpriseId: string, row: Row) {
  return withShared(row, await opened(tx, enterpriseId, sharedTexts(row)))
}

/** As {@link openShared}, with what the bank wrote for itself. */
export async function openForBank<Row extends Stored & StoredOfBank>(tx: Tx, enterpriseId: string, row: Row) {
  const find = await opened(tx, enterpriseId, [
    ...sharedTexts(row),
    ...row.notes.map(({ id, findings }) => ['due_diligence_note.findings', id, findings] as const),
    ...row.notes.map(({ id, conclusion }) => ['due_diligence_note.conclusion', id, conclusion] as const),
    ...row.recommendations.map(({ id, opinion }) => ['recommendation.opinion', id, opinion] as const),
  ])
  return {
    ...withShared(row, find),
    notes: row.notes.map((one: Row['notes'][number]) => ({
      ...one,
      findings: find('due_diligence_note.findings', one.id),
      conclusion: find('due_diligence_note.conclusion', one.id),
    })),
    recommendations: row.recommendations.map((one: Row['recommendations'][number]) => ({
      ...one,
      opinion: find('recommendation.opinion', one.id),
    })),
  }
}
