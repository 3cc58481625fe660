import { uuidv7 } from 'uuidv7'
import type { Session } from '@/server/auth/session'
import { owner } from '@/tests/world'
import { type Attack, superuser } from './attacked-ledger.fixture'

/** One row more of each kind of business record that an application leads to, written by whoever may; triggers at work. */
export async function layOutRows(firm: Session, bank: Session, applicationId: string, consentId: string): Promise<void> {
  const common = [firm.organisationId, applicationId, bank.organisationId, bank.accountId]
  await owner(
    `INSERT INTO decision ("enterpriseId", id, "applicationId", "institutionId", outcome, "amountFen", "rateBps", "termMonths", method,
       reasons, "byPerson", "byAccount", "byName", at)
     VALUES ($1, uuidv7(), $2, $3, 'GRANT', 100000000, 400, 12, 'equal_instalment', '{}', $5, $4, '钱审批', now())`,
    [...common, bank.personId],
  )
  await owner(
    `INSERT INTO disbursement ("enterpriseId", id, "institutionId", "applicationId", reference, "amountFen", "rateBps", "termMonths",
       "disbursedOn", renewal, "firstLoan", "creditLoan", "recordedBy")
     VALUES ($1, uuidv7(), $3, $2, 'V1', 60000000, 400, 12, '2026-11-20', false, true, true, $4)`,
    common,
  )
  await owner(
    `INSERT INTO repayment ("enterpriseId", id, "institutionId", "applicationId", reference, "principalFen", "interestFen", "repaidOn", "recordedBy")
     VALUES ($1, uuidv7(), $3, $2, 'V2', 5000000, 20000, '2026-11-21', $4)`,
    common,
  )
  await owner(
    `INSERT INTO snapshot ("enterpriseId", id, "dataClass", "agencyId", "consentId", "periodFrom", "periodTo", "issuedAt", digest, nonce, "signedAnswer")
     VALUES ($1, uuidv7(), 'TAX', $2, $3, to_char(now() - interval '23 months', 'YYYY-MM'), to_char(now(), 'YYYY-MM'), now(), 'digest', 'nonce',
       'enc.v1.sealed')`,
    [firm.organisationId, uuidv7(), consentId],
  )
}

const edit = (name: string, text: string): Attack => ({
  name,
  chief: 'record-edited',
  seen: ['record-edited'],
  caughtBy: ['content'],
  before: () => superuser(text),
})

/** What a superuser may do to the records of the business, beside the acts: each of them is a leaf of its own. */
export const onBusinessRows: Attack[] = [
  edit('makes a refusal of a grant', `UPDATE consent_event SET event = 'REJECTED', state = 'REJECTED' WHERE event = 'GRANTED'`),
  edit('dates the events of a consent back', `UPDATE consent_event SET at = at - interval '2 days'`),
  edit('swaps a delivered answer', `UPDATE snapshot SET digest = 'another' WHERE digest = 'digest'`),
  edit('raises a score', `UPDATE portrait SET score = score + 30`),
  edit('writes another portrait under the same score', `UPDATE portrait SET body = '{}'`),
  edit(
    'turns a grant down afterwards',
    `UPDATE decision SET outcome = 'REJECT', "amountFen" = NULL, reasons = '{REPAYMENT_ABILITY}'`,
  ),
  edit(
    'gives a decision to another officer',
    `UPDATE decision SET "byAccount" = (SELECT id FROM account WHERE id <> "byAccount" LIMIT 1)`,
  ),
  edit('makes a disbursement larger', `UPDATE disbursement SET "amountFen" = "amountFen" * 10`),
  edit(
    'makes interest of principal',
    `UPDATE repayment SET "principalFen" = "principalFen" - 1, "interestFen" = "interestFen" + 1`,
  ),
  {
    name: 'deletes a repayment, and leaves the act that reported it',
    chief: 'leaf-without-record',
    seen: ['leaf-without-record'],
    caughtBy: ['leafToRecord'],
    before: () => superuser('DELETE FROM repayment'),
  },
  {
    name: 'slips in a disbursement that nobody reported',
    chief: 'record-without-leaf',
    seen: ['record-without-leaf'],
    caughtBy: ['recordToLeaf'],
    before: () =>
      superuser(`INSERT INTO disbursement SELECT (jsonb_populate_record(d, jsonb_build_object('id', '${uuidv7()}', 'reference', 'V9'))).*
        FROM disbursement d`),
  },
]
