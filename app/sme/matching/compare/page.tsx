import { getTranslations } from 'next-intl/server'
import { readAsk } from '@/components/matching/ask-query'
import { CompareTable } from '@/components/matching/compare-table'
import { NoPortrait, PortraitNotes } from '@/components/matching/portrait-notes'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

const path = '/sme/matching/compare'
const most = 3
const isId = (id: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(id)
type Props = { searchParams: Promise<SearchParams> }

export async function generateMetadata() {
  return { title: (await getTranslations('matching.compare'))('title') }
}

/** Up to three products side by side, for the same ask. */
export default async function ComparePage({ searchParams }: Props) {
  const params = await searchParams
  await requirePortal('ENTERPRISE', queryHref(path, params, {}))
  const t = await getTranslations('matching')
  const asked = [...new Set([params.ids ?? []].flat())].filter(isId)
  const productIds = asked.slice(0, most)
  const matching = productIds.length > 0 ? await (await api()).matching.some({ ask: readAsk(params).ask, productIds }) : undefined
  if (matching === null) return <NoPortrait title={t('compare.title')} />
  const { amount, unit, term, method } = params
  const back = queryHref('/sme/matching', { amount, unit, term, method }, {})
  return (
    <div className="grid gap-gap">
      <Breadcrumbs items={[{ label: t('title'), href: back }, { label: t('compare.title') }]} />
      <PageHeader title={t('compare.title')} />
      {matching && matching.matches.length > 0 ? (
        <>
          {asked.length > most ? <Banner title={t('compare.tooMany')} /> : null}
          {matching.matches.length < productIds.length ? <Banner tone="warning" title={t('compare.gone')} /> : null}
          <PortraitNotes matching={matching} />
          <CompareTable matching={matching} />
        </>
      ) : (
        <EmptyState title={t('compare.empty')} actions={<LinkButton href={back}>{t('compare.back')}</LinkButton>}>
          {t('compare.emptyBody')}
        </EmptyState>
      )}
    </div>
  )
}
