import { getLocale, getTranslations } from 'next-intl/server'
import { formatInstant } from '@/components/ui/date-format'
import { PageHeader, Section } from '@/components/ui/page-header'
import { firstOf, queryHref, type SearchParams } from '@/components/ui/query-href'
import { Tabs } from '@/components/ui/tabs'
import type { Use } from '@/server/cage/repository'
import { type Dimension, dimensions, Window } from '@/server/cage/schema'
import { FlowPicture, type ShownFlow } from './flow-picture'
import { Live } from './live'
import { UseTable } from './use-table'

/** Window and dimension as the address has them; anything else is the first. */
export function chosen(params: SearchParams): { window: Window; dimension: Dimension } {
  const window = Window.safeParse(firstOf(params.window)).data ?? 'month'
  const by = firstOf(params.by)
  return { window, dimension: dimensions.find((one) => one === by) ?? 'BANK' }
}

/** The windows as tabs, each with its own address. */
export async function WindowTabs({ path, params, window }: { path: string; params: SearchParams; window: Window }) {
  const t = await getTranslations('cage')
  return (
    <Tabs
      label={t('window')}
      tabs={Window.options.map((one) => ({
        href: queryHref(path, params, { window: one === 'month' ? undefined : one }),
        label: t(`windows.${one}`),
        current: one === window,
      }))}
    />
  )
}

type Props = {
  portal: 'office' | 'operator'
  path: string
  params: SearchParams
  flows: { rows: readonly ShownFlow[]; asOf: Date }
  use: readonly Use[]
}

/** The data cage at work: what came in, who looked, and by whom, for what and when. */
export async function FlowsView({ portal, path, params, flows, use }: Props) {
  const t = await getTranslations('cage')
  const { window, dimension } = chosen(params)
  const subtitle = t('subtitle', { window: t(`windows.${window}`), at: formatInstant(flows.asOf, await getLocale()) })
  const words = {
    live: t('flows.follow.live'),
    paused: t('flows.follow.paused'),
    pause: t('flows.follow.pause'),
    resume: t('flows.follow.resume'),
  }
  return (
    <>
      <PageHeader title={t('flows.title')} lead={t('flows.lead')} />
      <WindowTabs path={path} params={params} window={window} />
      <Section title={t('flows.picture')}>
        <Live words={words} />
        <FlowPicture flows={flows.rows} subtitle={subtitle} />
      </Section>
      <Section title={t('use.title')}>
        <Tabs
          label={t('use.by')}
          tabs={dimensions.map((one) => ({
            href: queryHref(path, params, { by: one === 'BANK' ? undefined : one }),
            label: t(`use.dimensions.${one}`),
            current: one === dimension,
          }))}
        />
        <UseTable
          rows={use}
          dimension={dimension}
          subtitle={subtitle}
          csvHref={queryHref('/api/exports/oversight', { portal }, { table: 'use', window, by: dimension })}
        />
      </Section>
    </>
  )
}
