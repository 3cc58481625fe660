import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { typed } from '@/components/public/query-reading'
import { ToolForm } from '@/components/public/tool-form'
import { ToolFrame } from '@/components/public/tool-frame'
import { Section } from '@/components/ui/page-header'
import { queryHref, type SearchParams } from '@/components/ui/query-href'
import { DateField, TextField } from '@/components/ui/text-field'
import { publishedYears } from '@/server/kernel/working-days'
import { DueDate } from './due-date'
import { MOST_DAYS, readDeadline } from './query'

const path = '/tools/deadline'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tools'))('deadline.title') }
}

export default async function DeadlinePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const t = await getTranslations('tools')
  const { faults: found, answer } = readDeadline(params)
  const years = { first: String(publishedYears.at(0) ?? ''), last: String(publishedYears.at(-1) ?? '') }
  const faults = found.map(({ path: field, key, values }) => ({
    path: field,
    message: t(`deadline.faults.${key}`, { ...years, most: MOST_DAYS, ...values }),
  }))
  const field = (name: string) => ({
    name,
    id: name,
    defaultValue: typed(params, name),
    error: faults.find((fault) => fault.path === name)?.message,
  })
  return (
    <ToolFrame
      title={t('deadline.title')}
      lead={t('deadline.lead', years)}
      operation={{
        id: 'computeDeadline',
        method: 'GET',
        path: '/api/v1/tools/deadline?start=…&workingDays=…',
        href: answer
          ? queryHref('/api/v1/tools/deadline', {}, { start: answer.start, workingDays: answer.workingDays })
          : undefined,
      }}
    >
      <Section title={t('deadline.question')}>
        <ToolForm path={path} submit={t('deadline.submit')} faults={faults}>
          <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
            <DateField {...field('start')} label={t('deadline.start')} hint={t('deadline.startHint')} />
            <TextField
              {...field('workingDays')}
              label={t('deadline.workingDays')}
              hint={t('deadline.workingDaysHint', { most: MOST_DAYS })}
              suffix={t('units.workingDays')}
              inputMode="numeric"
            />
          </div>
        </ToolForm>
      </Section>
      {answer ? <DueDate answer={answer} /> : null}
    </ToolFrame>
  )
}
