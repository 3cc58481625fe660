import { getLocale, getTranslations } from 'next-intl/server'
import { AskForm } from '@/components/matching/ask-form'
import { askParams, readAsk } from '@/components/matching/ask-query'
import { MatchCard } from '@/components/matching/match-card'
import { NoPortrait, PortraitNotes } from '@/components/matching/portrait-notes'
import { matchOrders, readFilters, selectMatches } from '@/components/matching/select-matches'
import { Button, LinkButton } from '@/components/ui/button'
import { FilterBar } from '@/components/ui/filter-bar'
import { PageHeader } from '@/components/ui/page-header'
import { queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { requirePortal } from '@/server/auth/guard-page'
import { guaranteeModes } from '@/server/catalogue/schema'
import type { Matching } from '@/server/flows/match-products'
import { verdicts } from '@/server/matching/schema'
import { api } from '@/server/trpc/caller'

const path = '/sme/matching'
type Props = { searchParams: Promise<SearchParams> }

export async function generateMetadata() {
  return { title: (await getTranslations('matching'))('title') }
}

/** Every product on offer for what the firm needs, held against its portrait. */
export default async function MatchingPage({ searchParams }: Props) {
  const params = await searchParams
  await requirePortal('ENTERPRISE', queryHref(path, params, {}))
  const t = await getTranslations('matching')
  const { ask, problems } = readAsk(params)
  const matching = await (await api()).matching.all({ ask })
  if (!matching) return <NoPortrait title={t('title')} />
  const { guarantee, institution, verdict, order } = readFilters(params)
  const english = (await getLocale()) === 'en'
  return (
    <div className="grid gap-gap">
      <PageHeader title={t('title')} lead={t('lead', { asOf: matching.portrait.asOf })} />
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
  const institutions = [...new Map(matching.matches.map(({ product }) => [product.institutionId, product])).values()]
  const query = queryHref('', {}, asked)
  const orderNames = { cost: t('filter.byCost'), line: t('filter.byLine'), instalment: t('filter.byInstalment') }
  const active = [
    ...(guarantee ? [t('filter.guarantee')] : []),
    ...(institution ? [t('filter.institution')] : []),
    ...(verdict ? [t('tabs.label')] : []),
  ]
  return (
    <>
      <FilterBar
        path={path}
        keep={{ ...asked, verdict }}
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
          {
            kind: 'select',
            name: 'sort',
            label: t('filter.sort'),
            ...(order === 'cost' ? {} : { value: order }),
            options: matchOrders.map((value) => ({ value, label: orderNames[value] })),
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
      {shown.length > 0 ? (
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
        </form>
      ) : null}
      {verdicts.map((one) => {
        const group = shown.filter((match) => match.verdict === one)
        return group.length === 0 ? null : (
          <section key={one} aria-labelledby={`group-${one}`} className="grid gap-4">
            <h2 id={`group-${one}`} className="text-20">
              {t(`groups.${one}`, { count: group.length })}
            </h2>
            {group.map((match) => (
              <MatchCard
                key={match.productId}
                match={match}
                detailHref={`${path}/products/${match.productId}${query}`}
                applyHref={queryHref('/sme/applications/new', {}, { product: match.productId, ...asked })}
              />
            ))}
          </section>
        )
      })}
    </>
  )
}
