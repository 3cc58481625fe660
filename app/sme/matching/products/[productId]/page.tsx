import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/or-not-found'
import { TermsList } from '@/components/catalogue/terms-list'
import { askParams, readAsk } from '@/components/matching/ask-query'
import { MatchDetail } from '@/components/matching/match-detail'
import { NoPortrait, PortraitNotes } from '@/components/matching/portrait-notes'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { LinkButton } from '@/components/ui/button'
import { Section } from '@/components/ui/page-header'
import { queryHref, type SearchParams } from '@/components/ui/query-href'
import { requirePortal } from '@/server/auth/guard-page'
import { api } from '@/server/trpc/caller'

type Props = { params: Promise<{ productId: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata() {
  return { title: (await getTranslations('matching.card'))('details') }
}

/** One product for what the firm needs: how it matches, what it costs, month by month, and all of its terms. */
export default async function ProductPage({ params, searchParams }: Props) {
  const [{ productId }, query] = [await params, await searchParams]
  const path = `/sme/matching/products/${productId}`
  await requirePortal('ENTERPRISE', queryHref(path, query, {}))
  const t = await getTranslations('matching')
  const matching = await orNotFound((await api()).matching.one({ ask: readAsk(query).ask, productId }))
  if (matching === null) return <NoPortrait title={t('card.details')} />
  const [match] = matching.matches
  if (!match) notFound()
  const asked = askParams(matching.ask)
  return (
    <div className="grid gap-gap">
      <Breadcrumbs items={[{ label: t('title'), href: queryHref('/sme/matching', {}, asked) }, { label: t('card.details') }]} />
      <MatchDetail
        matching={matching}
        match={match}
        wayUpHref={queryHref(`${path}/way-up`, {}, asked)}
        applyHref={queryHref('/sme/applications/new', {}, { product: productId, ...asked })}
      />
      <PortraitNotes matching={matching} />
      <Section title={t('detail.terms')}>
        <TermsList terms={match.product.terms} lprBps={matching.lpr.bps} />
      </Section>
      <div>
        <LinkButton href={queryHref('/sme/matching', {}, asked)}>{t('compare.back')}</LinkButton>
      </div>
    </div>
  )
}
