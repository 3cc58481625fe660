import { getLocale, getTranslations } from 'next-intl/server'
import type { ShownAlert } from '@/components/cage/alert-table'
import type { ShownCopy } from '@/components/consent/copy-table'
import { countyName, partNames } from '@/components/statistics/part-names'
import { beijingParts } from '@/components/ui/date-format'
import { storedWords } from '@/components/ui/stored-words'
import type { Dimension } from '@/server/cage/schema'
import { copyBases } from '@/server/consent/schema'
import { type Cell, toCsv } from '@/server/kernel/csv'
import { shanghaiDate } from '@/server/kernel/dates'
import type { exceptionsOn } from '@/server/statistics/queries/exceptions'
import type { ExceptionKind } from '@/server/statistics/schema'
import type { api } from '@/server/trpc/caller'

type Use = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['cage']['use']>>[number]

const instant = (at: Date | null): Cell => at && Object.values(beijingParts(at)).join(' ')

/** Who read how much, as on the page of flows. */
export async function usesTable(rows: readonly Use[], dimension: Dimension): Promise<string> {
  const t = await getTranslations('cage.use')
  const purposes = storedWords(await getTranslations('ledger.access.purposes'))
  const other = (await getTranslations('ledger.access'))('otherPurpose')
  const english = (await getLocale()) === 'en'
  const named = ({ key, name, nameEn }: Use) => {
    if (dimension === 'HOUR') return `${key}:00`
    if (dimension === 'PURPOSE') return purposes.has(key) ? purposes(key) : other
    return (english && nameEn) || name
  }
  const officers = dimension === 'OFFICER'
  return toCsv([
    [t(`columns.${dimension}`), ...(officers ? [t('columns.BANK')] : []), t('reads'), t('enterprises'), t('refused'), t('last')],
    ...rows.map((row): Cell[] => [
      named(row),
      ...(officers ? [(english && row.organisationNameEn) || row.organisationName] : []),
      row.reads,
      row.enterprises,
      row.refused,
      instant(row.lastAt),
    ]),
  ])
}

/** Alerts as listed: what happened in one sentence, and who handled it. */
export async function alertsTable(rows: readonly ShownAlert[]): Promise<string> {
  const t = await getTranslations('cage.alerts')
  const classes = storedWords(await getTranslations('consent.dataClasses'))
  const english = (await getLocale()) === 'en'
  const told = ({ rule, facts: { count = 0, limit = 0, dataClass = '', periodFrom = '' } }: ShownAlert) =>
    t(`texts.${rule}`, { count, limit, dataClass: classes.has(dataClass) ? classes(dataClass) : dataClass, periodFrom })
  return toCsv([
    [t('rule'), t('what'), t('organisation'), t('person'), t('at'), t('state'), t('handledBy')],
    ...rows.map((row): Cell[] => [
      t(`rules.${row.rule}`),
      told(row),
      (english && row.organisationNameEn) || row.organisationName,
      row.personName,
      instant(row.at),
      t(row.handledAt ? 'states.HANDLED' : 'states.OPEN'),
      row.handledBy,
    ]),
  ])
}

/** Copies that should be gone by now and were not confirmed. */
export async function copiesTable(rows: readonly ShownCopy[]): Promise<string> {
  const t = await getTranslations('consent.copies')
  const classes = await getTranslations('consent.dataClasses')
  const basis = (stored: string) => copyBases.find((known) => known === stored)
  return toCsv([
    [t('enterprise'), t('institution'), t('application'), t('data'), t('lastRead'), t('basis'), t('due'), t('state')],
    ...rows.map((row): Cell[] => {
      const why = basis(row.basis)
      return [
        row.enterpriseName,
        row.institutionName ?? null,
        row.applicationNumber,
        row.dataClasses.map((one) => classes(one)).join(' | '),
        instant(row.lastReadAt),
        why ? t(`bases.${why}`) : row.basis,
        row.dueOn,
        t(`standing.${row.standing}`),
      ]
    }),
  ])
}

type Exceptions = Awaited<ReturnType<typeof exceptionsOn>>
type Institutions = Parameters<typeof partNames>[0]

/** What to ask the banks about: late applications, silent contracts, contradicting reports. */
export async function exceptionsTable(kind: ExceptionKind, found: Exceptions, institutions: Institutions): Promise<string> {
  const t = await getTranslations('statistics.office.exceptions')
  const locale = await getLocale()
  const { nameOf } = await partNames(institutions)
  const day = (value: Date | null): Cell => value && shanghaiDate(value)
  if (kind === 'conflicts')
    return toCsv([
      [t('institution'), t('count'), t('oldest')],
      ...found.conflicts.map((row): Cell[] => [nameOf('institution', row.institution), row.conflicts, day(row.oldest)]),
    ])
  const [rows, header] =
    kind === 'overdue' ? ([found.overdue, t('due')] as const) : ([found.silentContracts, t('contracted')] as const)
  return toCsv([
    [t('application'), t('institution'), t('county'), header],
    ...rows.map((row): Cell[] => [
      row.number,
      nameOf('institution', row.institutionId),
      countyName(row.countyCode, locale),
      day(kind === 'overdue' ? row.dueOn : row.contractedAt),
    ]),
  ])
}
