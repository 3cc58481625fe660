import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { WayUpResult } from '@/components/portrait/way-up'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { Button, LinkButton } from '@/components/ui/button'
import { Select } from '@/components/ui/choice-field'
import { formatDay } from '@/components/ui/date-format'
import { PageHeader } from '@/components/ui/page-header'
import { firstOf, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { requirePortal } from '@/server/auth/guard-page'
import { Grade, grades } from '@/server/portrait/schema'
import { api } from '@/server/trpc/caller'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('portrait.wayUp'))('title') })

/** The cheapest way to a better grade; the next one where none is named. */
export default async function WayUpPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePortal('ENTERPRISE', '/sme/portrait/way-up')
  const caller = await api()
  const [t, page, locale, current] = [
    await getTranslations('portrait.wayUp'),
    await getTranslations('portrait'),
    await getLocale(),
    await caller.portrait.current(),
  ]
  const asked = Grade.safeParse(firstOf((await searchParams).grade))
  const next = current ? (grades[grades.indexOf(current.body.grade) - 1] ?? 'A') : 'A'
  const grade = asked.success ? asked.data : next
  const found = current ? await caller.portrait.wayUp({ grade }) : null
  if (!found) {
    return (
      <>
        <PageHeader title={t('title')} />
        <EmptyState title={page('empty.title')} actions={<LinkButton href="/sme/data">{page('empty.action')}</LinkButton>}>
          {page('empty.body')}
        </EmptyState>
      </>
    )
  }
  return (
    <div className="grid gap-gap">
      <Breadcrumbs items={[{ label: page('title'), href: '/sme/portrait' }, { label: t('title') }]} />
      <PageHeader title={t('title')} lead={t('lead', { asOf: formatDay(found.from.asOf, locale, 'prose') })} />
      <form action="/sme/portrait/way-up" method="get" className="flex flex-wrap items-end gap-4">
        <Select
          name="grade"
          label={t('target.choose')}
          defaultValue={grade}
          options={grades.slice(0, -1).map((value) => ({ value, label: t('target.grade', { grade: value }) }))}
        />
        <Button type="submit">{t('target.show')}</Button>
      </form>
      <WayUpResult way={found.way} from={found.from} target={t('target.grade', { grade })} />
      <div>
        <LinkButton href="/sme/portrait">{t('back')}</LinkButton>
      </div>
    </div>
  )
}
