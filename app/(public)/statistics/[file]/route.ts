import { getLocale, getTranslations } from 'next-intl/server'
import { download } from '@/app/download'
import { countyOf } from '@/server/kernel/areas'
import { type Cell, toCsv } from '@/server/kernel/csv'
import { lprFixings } from '@/server/kernel/lpr'
import { api } from '@/server/trpc/caller'
import { supplyByCounty, supplyByMode } from '../supply'

type Rows = (readonly Cell[])[]
const percentText = (bps: number) => `${Math.trunc(bps / 100)}.${String(Math.abs(bps % 100)).padStart(2, '0')}`

async function headline(): Promise<Rows> {
  const t = await getTranslations('public')
  const names = await getTranslations('statistics.figures')
  const { asOf, enterprises, institutions, applications, grantedFen, disbursedFen, borrowers } = await (
    await api()
  ).statistics.publicHeadline()
  const money = (fen: bigint | null): Cell => (fen === null ? null : { fen })
  return [
    [t('statistics.csv.figure'), t('statistics.csv.value'), t('statistics.csv.unit'), t('statistics.csv.asOf')],
    [names('registeredEnterprises.name'), enterprises, t('statistics.csv.count'), asOf],
    [t('headline.institutions'), institutions, t('statistics.csv.count'), asOf],
    [names('applications.name'), applications, t('statistics.csv.count'), asOf],
    [t('headline.granted'), money(grantedFen), t('statistics.csv.yuan'), asOf],
    [t('headline.disbursed'), money(disbursedFen), t('statistics.csv.yuan'), asOf],
    [names('borrowers.name'), borrowers, t('statistics.csv.count'), asOf],
  ]
}

async function countyRows(): Promise<Rows> {
  const t = await getTranslations('public.statistics')
  const english = (await getLocale()) === 'en'
  const products = await (await api()).catalogue.publicList()
  return [
    [t('csv.code'), t('tiles.county'), t('products'), t('institutions')],
    ...supplyByCounty(products).map((row): Cell[] => {
      const county = countyOf(row.code)
      return [row.code, (english ? county?.en : county?.zh) ?? row.code, row.products, row.institutions]
    }),
  ]
}

async function modeRows(): Promise<Rows> {
  const t = await getTranslations('public.statistics')
  const modes = await getTranslations('catalogue.guaranteeModes')
  const caller = await api()
  const { asOf } = await caller.statistics.publicHeadline()
  return [
    [t('csv.mode'), t('products'), t('institutions'), t('csv.rateFrom'), t('csv.rateTo'), t('csv.ceiling'), t('csv.asOf')],
    ...supplyByMode(await caller.catalogue.publicList(), asOf).map((row): Cell[] => [
      modes(row.mode),
      row.products,
      row.institutions,
      row.rates ? percentText(row.rates.fromBps) : null,
      row.rates ? percentText(row.rates.toBps) : null,
      { fen: BigInt(row.ceilingFen) },
      asOf,
    ]),
  ]
}

async function lprRows(): Promise<Rows> {
  const t = await getTranslations('public.statistics.lpr')
  return [
    [t('from'), t('oneYear'), t('fiveYear')],
    ...lprFixings.map(({ from, oneYearBps, fiveYearBps }): Cell[] => [from, percentText(oneYearBps), percentText(fiveYearBps)]),
  ]
}

const files = new Map<string, () => Promise<Rows>>([
  ['headline', headline],
  ['counties', countyRows],
  ['modes', modeRows],
  ['lpr', lprRows],
])

/** The tables of the statistics page as CSV: /statistics/headline.csv and so on. */
export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const name = (await params).file.replace(/\.csv$/, '')
  const rows = files.get(name)
  return rows
    ? download(request, `statistics-${name}`, 'csv', async () => toCsv(await rows()))
    : new Response(null, { status: 404 })
}
