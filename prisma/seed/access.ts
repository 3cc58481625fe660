import type { ReadPurpose } from '@/server/portrait/use-cases/read-granted-portrait'
import { fieldsFor } from '@/server/portrait/use-cases/trim-for-reader'
import { DataClass } from '@/server/sources/schema'
import type { Case } from './cases'
import { isLiveAt } from './consents'
import type { Firm } from './enterprises'
import { idAt } from './identifiers'
import { record } from './ledger'
import type { Organisations } from './organisations'
import type { Person } from './people'
import type { World } from './world'

/** A bank's read of the portrait that an application stands on, on record as `guard.open_portrait` puts it. */
export function readPortrait(application: Case, reader: Person, purpose: ReadPurpose, at: Date): void {
  const { world, firm, institution, consent, row } = application
  if (!isLiveAt(consent, at)) return
  consent.reads.push(at)
  const { dataClasses, lookbackMonths } = consent.terms
  const fields = fieldsFor({ classes: DataClass.array().parse(dataClasses), lookbackMonths })
  world.rows.add('access_record', {
    enterpriseId: firm.id,
    id: idAt(at, 'access', application.id, purpose),
    readerOrganisationId: institution.id,
    readerOrganisationName: institution.name,
    readerAccountId: reader.accountId,
    readerName: reader.name,
    at,
    purpose,
    consentId: consent.id,
    applicationId: application.id,
    portraitId: row.portraitId,
    fields,
    // No transaction of this server: a record of the past opens nothing today.
    transactionId: 0n,
  })
  record(world, reader, at, {
    act: 'portrait.read',
    enterpriseId: firm.id,
    subjectId: row.portraitId,
    body: { applicationId: application.id, consentId: consent.id, purpose, fields },
  })
}

/** The office looked at a firm's lending records, as `guard.record_supervision` puts it. */
export function supervise(world: World, { office }: Organisations, firm: Firm, at: Date): void {
  const { analyst } = office
  world.rows.add('access_record', {
    enterpriseId: firm.id,
    id: idAt(at, 'supervision', firm.index),
    readerOrganisationId: office.id,
    readerOrganisationName: office.name,
    readerAccountId: analyst.accountId,
    readerName: analyst.name,
    at,
    purpose: 'SUPERVISION',
    consentId: null,
    applicationId: null,
    portraitId: null,
    fields: ['application', 'disbursement'],
    transactionId: 0n,
  })
}
