import { uuidv7 } from 'uuidv7'
import { inRoleTransaction } from '@/server/db/transaction'
import { createClaim } from '@/server/identity/claims.repository'
import type { RegisterEntry } from '@/server/sources/schema'
import { owner } from '@/tests/world'
import type { Planter } from './canary-planter.fixture'

/**
 * A disputed claim on a firm, with what its claimant said and the register answered; returns its number. The two names are no canaries:
 * the operator lists its cases by them.
 */
export async function aClaim(plant: Planter): Promise<string> {
  const id = uuidv7()
  const word = (name: string) => plant.word('claim', name)
  const entry: RegisterEntry = {
    creditCode: '91610802MA70ABCD7Q',
    name: 'A firm',
    legalForm: 'COMPANY',
    industry: 'C2522',
    countyCode: '610881',
    address: word('register'),
    foundedOn: '2018-05-01',
    legalRepresentative: word('register'),
    status: 'ACTIVE',
    contactMasked: '138****0000',
  }
  await inRoleTransaction('auth', (tx) =>
    createClaim(tx, {
      id,
      creditCode: entry.creditCode,
      enterpriseName: entry.name,
      relation: 'AGENT',
      claimantName: 'Claimant',
      contact: '13800000000',
      loginName: `claim-${id}`,
      passwordHash: 'none',
      mandate: word('mandate'),
      mandateEndsOn: null,
      codeHash: Buffer.from('none'),
      sentTo: entry.contactMasked,
      expiresAt: new Date(),
      registerEntry: entry,
    }),
  )
  await owner(`UPDATE enterprise_claim SET state = 'DISPUTED' WHERE id = $1`, [id])
  return id
}
