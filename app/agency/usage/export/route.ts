import { getLocale, getTranslations } from 'next-intl/server'
import { beijingParts } from '@/components/ui/date-format'
import { storedWords } from '@/components/ui/stored-words'
import { windowInput } from '@/server/cage/schema'
import { toCsv } from '@/server/kernel/csv'
import { api } from '@/server/trpc/caller'
import { download } from '../../../download'
import { strictly } from '../../../strict-params'

/** Who used the agency's data and for what, as on the page. */
export async function GET(request: Request): Promise<Response> {
  return download(request, 'data-use', 'csv', async () => {
    const input = strictly(windowInput, request)
    const caller = await api()
    const { rows } = await caller.cage.agencyUse(input)
    await caller.ledger.recordExport({ file: 'data-use' })
    const [t, english] = [await getTranslations('cage'), (await getLocale()) === 'en']
    const classes = storedWords(await getTranslations('consent.dataClasses'))
    const access = await getTranslations('ledger.access')
    const purposes = storedWords(await getTranslations('ledger.access.purposes'))
    const columns = [
      t('agency.organisation'),
      t('agency.class'),
      t('agency.purpose'),
      t('use.reads'),
      t('use.enterprises'),
      t('use.last'),
    ]
    return toCsv([
      columns,
      ...rows.map((row) => [
        (english && row.organisationNameEn) || row.organisationName,
        classes.has(row.dataClass) ? classes(row.dataClass) : row.dataClass,
        purposes.has(row.purpose) ? purposes(row.purpose) : access('otherPurpose'),
        row.reads,
        row.enterprises,
        Object.values(beijingParts(row.lastAt)).join(' '),
      ]),
    ])
  })
}
