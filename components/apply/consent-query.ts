import { firstOf, type SearchParams } from '@/components/ui/query-href'
import type { GrantConsentInput } from '@/server/consent/schema'
import { addDays, type PlainDate } from '@/server/kernel/dates'
import { DataClass } from '@/server/sources/schema'

/** What the form offers; each well within what a consent may ask for. */
export const consentDays = [90, 180, 365] as const
export const consentMonths = [12, 24, 36] as const
export const retentionMonths = [12, 36, 60] as const

const oneOf = <Choice extends number>(choices: readonly Choice[], text: string | undefined) =>
  choices.find((choice) => String(choice) === text)

type For = { institutionId: string; applicationId: string; today: PlainDate }

/** The consent to one bank for one application that an address describes; null while anything is not chosen. */
export function readBankConsent(
  params: SearchParams,
  { institutionId, applicationId, today }: For,
): Omit<GrantConsentInput, 'notice'> | null {
  const classes = DataClass.array()
    .min(1)
    .safeParse([...new Set([params.classes ?? []].flat())])
  const [days, months, keep] = [
    oneOf(consentDays, firstOf(params.days)),
    oneOf(consentMonths, firstOf(params.months)),
    oneOf(retentionMonths, firstOf(params.keep)),
  ]
  if (!classes.success || !days || !months || !keep) return null
  return {
    recipient: { kind: 'INSTITUTION', institutionId, applicationId },
    purpose: 'LOAN_APPLICATION',
    dataClasses: classes.data,
    consentMode: 'STORE',
    fetchType: 'ONETIME',
    from: today,
    to: addDays(today, days - 1),
    lookbackMonths: months,
    retention: { unit: 'MONTH', value: keep },
  }
}
