import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Actor, EnterpriseScope } from '@/server/auth/scope'
import type { Tx } from '@/server/db/transaction'
import { Refused } from '@/server/kernel/refused'
import { appendToLedger } from '@/server/ledger/append'
import {
  commitmentText,
  commitmentVersion,
  compareDeclared,
  DeclaredValues,
  declaredItems,
} from '@/server/sources/domain/declaration'
import { insertDeclaration, listDeclarations } from '@/server/sources/own.repository'
import { readSnapshot } from '@/server/sources/read-snapshot'
import { listLatestSnapshots, readSnapshots } from '@/server/sources/repository'
import { DataClass, type DeclareInput, type EnterpriseFacts } from '@/server/sources/schema'

type Declaring = { tx: Tx; scope: EnterpriseScope; person: Actor; now: Date; locale: 'zh-CN' | 'en' }

/**
 * Stores what the enterprise declares of itself, with the commitment that it was declared under.
 * @throws Refused `declaration.empty`, `declaration.not-committed`
 */
export async function declare({ tx, scope, person, now, locale }: Declaring, input: DeclareInput): Promise<{ id: string }> {
  if (!input.committed) throw new Refused('declaration.not-committed', { field: 'committed' })
  const { salesFen, capitalFen, assetsFen, headcount, electricity, patents } = input
  const given = {
    'declared.sales': salesFen,
    'declared.headcount': headcount,
    'declared.electricity': electricity,
    'declared.capital': capitalFen,
    'declared.assets': assetsFen,
    'declared.patents': patents,
  } as const
  const values = DeclaredValues.parse(
    Object.fromEntries(declaredItems.flatMap((item) => (given[item] === undefined ? [] : [[item, String(given[item])]]))),
  )
  if (Object.keys(values).length === 0) throw new Refused('declaration.empty')
  const id = uuidv7()
  const commitmentSha256 = createHash('sha256').update(commitmentText[locale]).digest('hex')
  await insertDeclaration(tx, scope, {
    id,
    values,
    declaredBy: person.accountId,
    declaredByName: person.name,
    declaredAt: now,
    commitmentVersion,
    commitmentSha256,
    language: locale,
  })
  await appendToLedger(tx, person, {
    act: 'source.declared',
    enterpriseId: scope.enterpriseId,
    subjectId: id,
    body: { items: Object.keys(values), commitmentVersion, commitmentSha256 },
  })
  return { id }
}

/** The newest declaration held against what the sources say, and the earlier ones. */
export async function showDeclaration({ tx, scope }: Pick<Declaring, 'tx' | 'scope'>) {
  const declarations = await listDeclarations(tx, scope)
  const [newest] = declarations
  const facts: EnterpriseFacts = {}
  if (newest) {
    const latest = await listLatestSnapshots(tx, scope)
    const stored = await readSnapshots(
      tx,
      scope,
      latest.map(({ id }) => id),
    )
    for (const snapshot of stored) {
      const { signedAnswer } = snapshot
      if (signedAnswer === null) continue
      const read = readSnapshot({ ...snapshot, signedAnswer, dataClass: DataClass.parse(snapshot.dataClass) })
      Object.assign(facts, { [read.dataClass]: read.facts })
    }
  }
  return {
    compared: newest ? compareDeclared(newest.values, facts) : [],
    declarations: declarations.map(({ id, declaredAt, declaredByName }) => ({ id, declaredAt, declaredByName })),
  }
}
