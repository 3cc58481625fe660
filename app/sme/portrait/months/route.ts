import { getLocale, getTranslations } from 'next-intl/server'
import { monthlySeries } from '@/components/portrait/monthly-charts'
import { moneyUnitLabel } from '@/components/ui/number-format'
import { toCsv } from '@/server/kernel/csv'
import { api } from '@/server/trpc/caller'
import { download } from '../../../download'

/** The monthly figures of a portrait as CSV: amounts in yuan, months without data empty. */
export async function GET(request: Request) {
  const id = new URL(request.url).searchParams.get('portrait')
  return download(request, 'portrait-months', 'csv', async () => {
    const caller = await api()
    const portrait = id ? await caller.portrait.one({ id }) : await caller.portrait.current()
    await caller.ledger.recordExport({ file: 'portrait-months' })
    const t = await getTranslations('portrait.months')
    const yuan = moneyUnitLabel('yuan', await getLocale())
    const unitOf = (unit: (typeof monthlySeries)[number]['unit']) => (unit === 'money' ? yuan : t(`units.${unit}`))
    const head = [t('month'), ...monthlySeries.map(({ name, unit }) => `${t(name)} (${unitOf(unit)})`)]
    const rows = (portrait?.body.months ?? []).map((point) => [
      point.month,
      ...monthlySeries.map(({ key, unit }) => {
        const value = point[key]
        return value !== null && unit === 'money' ? { fen: BigInt(value) } : value
      }),
    ])
    return toCsv([head, ...rows])
  })
}
