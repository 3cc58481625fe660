import { getLocale, getTranslations } from 'next-intl/server'
import { download } from '@/app/download'
import { pointsText } from '@/components/rescoring/points-text'
import { countyName } from '@/components/statistics/part-names'
import { toCsv } from '@/server/kernel/csv'
import { indicatorKey } from '@/server/portrait/domain/value-words'
import { SizeKey } from '@/server/statistics/schema'
import { api } from '@/server/trpc/caller'

/** Every result of a shadow run, one row a firm without its name; the numbers are those of the page. */
export function GET(request: Request): Promise<Response> {
  const runId = new URL(request.url).searchParams.get('run') ?? ''
  return download(request, 'shadow-run', 'csv', async () => {
    const { run, results } = await (await api()).cardVersions.results({ runId })
    const [t, sizes, names, locale] = await Promise.all([
      getTranslations('rescoring.report'),
      getTranslations('statistics.office.sizes'),
      getTranslations('indicators'),
      getLocale(),
    ])
    const [before, after] = [run.against, run.report?.candidate ?? '']
    return toCsv([
      [
        t('number'),
        t('county'),
        t('size'),
        `${t('score')} ${before}`,
        `${t('score')} ${after}`,
        `${t('grade')} ${before}`,
        `${t('grade')} ${after}`,
        t('reasons'),
      ],
      ...results.map((one, at) => [
        at + 1,
        countyName(one.countyCode, locale),
        sizes(SizeKey.safeParse(one.size).data ?? 'unknown'),
        one.fromScore,
        one.toScore,
        one.fromGrade,
        one.toGrade,
        one.changes.map(({ indicatorId, by }) => `${names(`${indicatorKey(indicatorId)}.name`)} ${pointsText(by)}`).join(' | '),
      ]),
    ])
  })
}
