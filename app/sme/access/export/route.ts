import { getTranslations } from 'next-intl/server'
import { beijingParts } from '@/components/ui/date-format'
import { toCsv } from '@/server/kernel/csv'
import { api } from '@/server/trpc/caller'
import { download } from '../../../download'

const instant = (at: Date) => Object.values(beijingParts(at)).join(' ')

/** Every read as CSV, newest first, with the exact fields; Beijing time. */
export async function GET(request: Request) {
  return download(request, 'data-access', 'csv', async () => {
    const { ledger } = await api()
    const [{ rows }, t] = [await ledger.allReads(), await getTranslations('ledger.access')]
    await ledger.recordExport({ file: 'data-access' })
    const head = [t('when'), t('who'), t('person'), t('purpose'), t('consent'), t('application'), t('fields')]
    return toCsv([
      head,
      ...rows.map((row) => [
        instant(row.at),
        row.readerOrganisationName,
        row.readerName,
        row.purpose,
        row.consentId,
        row.applicationId,
        row.fields.join(' '),
      ]),
    ])
  })
}
