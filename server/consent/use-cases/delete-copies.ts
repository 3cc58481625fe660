import type { Actor, InstitutionScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { type PlainDate, shanghaiDate } from '@/server/kernel/dates'
import { ChangedMeanwhile, NotFound, Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import {
  confirmCopy,
  countOpenCopies,
  countOverdueCopies,
  findCopyHeld,
  listCopiesHeld,
  listOverdueCopies,
} from '../copies.repository'
import { copyStanding } from '../domain/copies'
import { namesOfInstitutions } from '../repository'
import { type ConfirmDeletionInput, DataClass } from '../schema'

type Reading = { tx: Tx; scope: InstitutionScope; now: Date }
type Copy = Awaited<ReturnType<typeof listCopiesHeld>>[number]

const day = (date: Date): PlainDate => date.toISOString().slice(0, 10)

function shown(copy: Copy, now: Date) {
  const dueOn = day(copy.dueOn)
  const standing = copyStanding({ dueOn, confirmedAt: copy.confirmedAt }, shanghaiDate(now))
  return { ...copy, dueOn, standing, dataClasses: DataClass.array().parse(copy.dataClasses) }
}

/** What an institution still has to delete, and what it has confirmed. */
export async function listHeldCopies({ tx, scope, now }: Reading) {
  const [open, done] = [await listCopiesHeld(tx, scope, false), await listCopiesHeld(tx, scope, true)]
  return { open: open.map((one) => shown(one, now)), done: done.map((one) => shown(one, now)) }
}

export async function showHeldCopy({ tx, scope, now }: Reading, copyId: string) {
  const copy = await findCopyHeld(tx, scope, copyId)
  if (!copy) throw new NotFound('copy')
  return shown(copy, now)
}

/**
 * The institution confirms that its copies are gone, once, by name and on record.
 * @throws NotFound, ChangedMeanwhile when a colleague confirmed it first
 */
export async function confirmDeletion(
  { tx, scope, now, person }: Reading & { person: Actor },
  { copyId, method, note }: ConfirmDeletionInput,
): Promise<{ copyId: string }> {
  const copy = await findCopyHeld(tx, scope, copyId)
  if (!copy) throw new NotFound('copy')
  const { accountId: confirmedBy, name: confirmedByName } = person
  const said = { confirmedAt: now, confirmedBy, confirmedByName, method, note: note || null }
  if (!(await confirmCopy(tx, scope, copyId, said))) throw new ChangedMeanwhile('copy')
  await appendToLedger(tx, person, {
    act: 'copies.deletion-confirmed',
    enterpriseId: copy.enterpriseId,
    subjectId: copy.consentId,
    body: { copyId, method, inTime: day(copy.dueOn) >= shanghaiDate(now) },
  })
  return { copyId }
}

/** On a page, and in a file. */
const [mostShown, mostExported] = [500, 10_000]

/**
 * For the office and the operator: orders past their day, and how many are still in time. Names are in the reader's language.
 * @param whole all, for a file, which is refused where there are too many
 */
export async function listOverdue({ tx, now }: { tx: Tx; now: Date }, language: 'zh-CN' | 'en', whole: boolean) {
  const today = shanghaiDate(now)
  const midnight = new Date(`${today}T00:00:00Z`)
  const total = await countOverdueCopies(tx, midnight)
  if (whole && total > mostExported) throw new Refused('statistics.too-many-rows')
  const overdue = await listOverdueCopies(tx, midnight, whole ? mostExported : mostShown)
  const ids = [...new Set(overdue.map(({ institutionId }) => institutionId))]
  const institutions = ids.length > 0 ? await namesOfInstitutions(tx, ids) : []
  const names = new Map(institutions.map((one) => [one.institutionId, language === 'en' ? one.nameEn : one.name]))
  return {
    overdue: overdue.map((one) => ({ ...shown(one, now), institutionName: names.get(one.institutionId) ?? '--' })),
    total,
    open: await countOpenCopies(tx, midnight),
  }
}
