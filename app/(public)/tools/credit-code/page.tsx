import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { typed } from '@/components/public/query-reading'
import { ToolForm } from '@/components/public/tool-form'
import { ToolFrame } from '@/components/public/tool-frame'
import { CreditCodeField } from '@/components/ui/money-field'
import { Section } from '@/components/ui/page-header'
import type { SearchParams } from '@/components/ui/query-href'
import { checkCreditCode } from '@/server/kernel/credit-code'
import { CodeAnswer } from './code-answer'

const path = '/tools/credit-code'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tools'))('code.title') }
}

export default async function CreditCodePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const t = await getTranslations('tools')
  const code = typed(params, 'code')
  const faults = params.code !== undefined && code === '' ? [{ path: 'code', message: t('code.empty') }] : []
  const answer = code === '' ? null : checkCreditCode(code)
  return (
    <ToolFrame
      title={t('code.title')}
      lead={t('code.lead')}
      operation={{
        id: 'checkCreditCode',
        method: 'GET',
        path: '/api/v1/tools/credit-code/{code}',
        href: answer ? `/api/v1/tools/credit-code/${encodeURIComponent(answer.code)}` : undefined,
      }}
    >
      <Section title={t('code.question')}>
        <ToolForm path={path} submit={t('code.submit')} faults={faults}>
          <CreditCodeField
            name="code"
            id="code"
            label={t('code.label')}
            defaultValue={answer?.code ?? code}
            error={faults[0]?.message}
          />
        </ToolForm>
      </Section>
      {answer ? <CodeAnswer answer={answer} path={path} /> : null}
    </ToolFrame>
  )
}
