import { getLocale, getTranslations } from 'next-intl/server'
import { AskForm } from '@/components/matching/ask-form'
import { askParams, readAsk } from '@/components/matching/ask-query'
import { MatchCard } from '@/components/matching/match-card'
import { OrderLinks } from '@/components/matching/order-links'
import { NoPortrait, PortraitNotes } from '@/components/matching/portrait-notes'
import { readFilters, selectMatches } from '@/components/matching/select-matches'
import { StaleNotice } from '@/components/sources/stale-notice'
import { Button, LinkButton } from '@/components/ui/button'
import { FilterBar } from '@/components/ui/filter-bar'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { guaranteeModes } from '@/server/catalogue/schema'
import type { Matching } from '@/server/flows/match-products'
import { verdicts } from '@/server/matching/schema'
import { api } from '@/server/trpc/caller'

const path = '/sme/matching'
const pageSize = 10
type Props = { searchParams: Promise<SearchParams> }

export async function generateMetadata() {
  return { title: (await getTranslations('matching'))('title') }
}

/** Every product on offer for what the firm needs, held against its portrait. */
export default async function MatchingPage({ searchParams }: Props) {
  const params = await searchParams
  const session = await requirePortal('ENTERPRISE', queryHref(path, params, {}))
  const t = await getTranslations('matching')
  const { ask, problems } = readAsk(params)
  const caller = await api()
  const [matching, stale] = await Promise.all([caller.matching.all({ ask }), caller.sources.stale()])
  if (!matching) return <NoPortrait title={t('title')} />
  const { guarantee, institution, verdict, order } = readFilters(params)
  const english = (await getLocale()) === 'en'
  return (
    <div className="grid gap-gap">
      <PageHeader title={t('title')} lead={t('lead', { asOf: matching.portrait.asOf })} />
      <StaleNotice since={stale} mayFetch={mayOpen(session, 'source.refresh')} />
      <PortraitNotes matching={matching} />
      <AskForm
        path={path}
        ask={problems.length > 0 ? ask : matching.ask}
        problems={problems}
        suggested={matching.suggested && problems.length === 0}
        english={english}
        keep={{ guarantee, institution, verdict, sort: order === 'cost' ? undefined : order }}
      />
      {problems.length > 0 ? null : <Results matching={matching} params={params} english={english} />}
    </div>
  )
}

type ResultsProps = { matching: Matching; params: SearchParams; english: boolean }

async function Results({ matching, params, english }: ResultsProps) {
  const [t, own] = [await getTranslations('matching'), await getTranslations('catalogue')]
  const filters = readFilters(params)
  const { verdict, guarantee, institution, order } = filters
  const asked = askParams(matching.ask)
  const here = { ...asked, guarantee, institution, sort: order === 'cost' ? undefined : order }
  const hrefOf = (changes: Record<string, string | undefined>) => queryHref(path, {}, { ...here, verdict, ...changes })
  const fitting = selectMatches(matching.matches, { guarantee, institution })
  const shown = selectMatches(matching.matches, filters, order)
  const pages = Math.max(1, Math.ceil(shown.length / pageSize))
  const page = Math.min(pages, Math.max(1, Number.parseInt(firstOf(params.page) ?? '1', 10) || 1))
  const visible = shown.slice((page - 1) * pageSize, page * pageSize)
  const institutions = [...new Map(matching.matches.map(({ product }) => [product.institutionId, product])).values()]
  const active = [
    ...(guarantee ? [t('filter.guarantee')] : []),
    ...(institution ? [t('filter.institution')] : []),
    ...(verdict ? [t('empty.verdict')] : []),
  ]
  return (
    <>
      <FilterBar
        path={path}
        keep={{ ...asked, verdict, sort: here.sort }}
        filters={[
          {
            kind: 'select',
            name: 'guarantee',
            label: t('filter.guarantee'),
            ...(guarantee ? { value: guarantee } : {}),
            options: guaranteeModes.map((value) => ({ value, label: own(`guaranteeModes.${value}`) })),
          },
          {
            kind: 'select',
            name: 'institution',
            label: t('filter.institution'),
            ...(institution ? { value: institution } : {}),
            options: institutions.map((one) => ({
              value: one.institutionId,
              label: english ? one.institutionNameEn : one.institutionName,
            })),
          },
        ]}
      />
      <Tabs
        label={t('tabs.label')}
        tabs={[
          { href: hrefOf({ verdict: undefined }), label: t('tabs.all'), count: fitting.length, current: !verdict },
          ...verdicts.map((one) => ({
            href: hrefOf({ verdict: one }),
            label: t(`tabs.${one}`),
            count: fitting.filter((match) => match.verdict === one).length,
            current: verdict === one,
          })),
        ]}
      />
      {matching.matches.length === 0 ? <EmptyState title={t('empty.nothing')} /> : null}
      {matching.matches.length > 0 && shown.length === 0 ? (
        <EmptyState
          title={t('empty.title')}
          actions={<LinkButton href={queryHref(path, {}, asked)}>{t('empty.clear')}</LinkButton>}
        >
          {t('empty.body', { filters: new Intl.ListFormat(english ? 'en' : 'zh-CN').format(active) })}
        </EmptyState>
      ) : null}
      {shown.length > 0 ? <CompareBar asked={asked} order={order} hrefOf={hrefOf} /> : null}
      <Groups shown={shown} visible={visible} asked={asked} />
      {shown.length > pageSize ? (
        <Pagination
          page={page}
          pageSize={pageSize}
          total={shown.length}
          href={(to) => hrefOf({ page: to === 1 ? undefined : String(to) })}
        />
      ) : null}
    </>
  )
}

type Asked = ReturnType<typeof askParams>
type CompareBarProps = {
  asked: Asked
  order: ReturnType<typeof readFilters>['order']
  hrefOf: (changes: Record<string, string | undefined>) => string
}

/** What compares the ticked products, and the order of the list. */
async function CompareBar({ asked, order, hrefOf }: CompareBarProps) {
  const t = await getTranslations('matching')
  return (
    <form
      id="compare"
      action={`${path}/compare`}
      method="get"
      className="flex flex-wrap items-center gap-3"
      aria-label={t('compare.choose')}
    >
      {Object.entries(asked).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit">{t('compare.submit')}</Button>
      <span className="text-14 text-fg-2">{t('compare.hint')}</span>
      <OrderLinks order={order} hrefOf={(one) => hrefOf({ sort: one === 'cost' ? undefined : one })} />
    </form>
  )
}

type Matches = Matching['matches']

/** The products of this page, by verdict; each group says how many there are in all. */
async function Groups({ shown, visible, asked }: { shown: Matches; visible: Matches; asked: Asked }) {
  const t = await getTranslations('matching')
  const query = queryHref('', {}, asked)
  return verdicts.map((one) => {
    const group = visible.filter((match) => match.verdict === one)
    const count = shown.filter((match) => match.verdict === one).length
    return group.length === 0 ? null : (
      <section key={one} aria-labelledby={`group-${one}`} className="grid gap-4">
        <h2 id={`group-${one}`} className="text-20">
          {t(`groups.${one}`, { count })}
        </h2>
        {group.map((match) => (
          <MatchCard
            key={match.productId}
            match={match}
            detailHref={`${path}/products/${match.productId}${query}`}
            wayUpHref={`${path}/products/${match.productId}/way-up${query}`}
            applyHref={queryHref('/sme/applications/new', {}, { product: match.productId, ...asked })}
          />
        ))}
      </section>
    )
  })
}
