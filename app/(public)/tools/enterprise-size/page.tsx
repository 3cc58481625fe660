import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { typed } from '@/components/public/query-reading'
import { ToolForm } from '@/components/public/tool-form'
import { ToolFrame } from '@/components/public/tool-frame'
import { type Choice, Select } from '@/components/ui/choice-field'
import { Section } from '@/components/ui/page-header'
import type { SearchParams } from '@/components/ui/query-href'
import { TextField } from '@/components/ui/text-field'
import { divisions, parseIndustry } from '@/server/kernel/industry'
import { readSize } from './query'
import { SizeVerdict } from './size-verdict'

const path = '/tools/enterprise-size'
/** The groups of the two divisions that the standard splits, GB/T 4754-2017. */
const groups = {
  G59: ['591', '592', '593', '594', '595', '596', '599'],
  K70: ['701', '702', '703', '704', '709'],
} as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tools'))('size.title') }
}

/** Every division by its code, split where the rule needs it; and the finer code that somebody linked to. */
async function industryChoices(asked: string): Promise<Choice[]> {
  const english = (await getLocale()) === 'en'
  const t = await getTranslations('tools.size.groups')
  const choices = divisions.flatMap((division): Choice[] => {
    if (division.code === 'G59' || division.code === 'K70') {
      return groups[division.code].map((group) => ({
        value: division.section + group,
        label: `${division.section}${group} ${t(group)}`,
      }))
    }
    return [{ value: division.code, label: `${division.code} ${english ? division.en : division.zh}` }]
  })
  const parsed = parseIndustry(asked)
  if (parsed.ok && !choices.some(({ value }) => value === asked))
    choices.push({ value: asked, label: `${asked} ${english ? parsed.value.division.en : parsed.value.division.zh}` })
  return choices
}

export default async function EnterpriseSizePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const t = await getTranslations('tools')
  const { faults: found, answer } = readSize(params)
  const industry = typed(params, 'industry').toUpperCase()
  const faults = found.map(({ path: field, key }) => ({ path: field, message: t(`size.faults.${key}`) }))
  const field = (name: string) => ({
    name,
    id: name,
    defaultValue: typed(params, name),
    error: faults.find((fault) => fault.path === name)?.message,
  })
  return (
    <ToolFrame
      title={t('size.title')}
      lead={t('size.lead')}
      operation={{ id: 'classifyEnterpriseSize', method: 'POST', path: '/api/v1/tools/enterprise-size' }}
    >
      <Section title={t('size.enterprise')}>
        <ToolForm path={path} submit={t('size.submit')} faults={faults}>
          <Select
            {...field('industry')}
            label={t('size.industry')}
            hint={t('size.industryHint')}
            options={await industryChoices(industry)}
            defaultValue={industry}
          />
          <div className="grid gap-x-8 gap-y-6 md:grid-cols-3">
            <TextField
              {...field('employees')}
              label={t('size.employees')}
              hint={t('size.employeesHint')}
              suffix={t('units.people')}
              inputMode="decimal"
              optional
            />
            <TextField
              {...field('revenueWan')}
              label={t('size.revenueWan')}
              hint={t('size.revenueHint')}
              suffix={t('units.wan')}
              inputMode="decimal"
              optional
            />
            <TextField
              {...field('assetsWan')}
              label={t('size.assetsWan')}
              hint={t('size.assetsHint')}
              suffix={t('units.wan')}
              inputMode="decimal"
              optional
            />
          </div>
        </ToolForm>
      </Section>
      {answer ? <SizeVerdict answer={answer} /> : null}
    </ToolFrame>
  )
}
