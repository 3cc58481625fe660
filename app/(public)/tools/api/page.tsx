import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { PageHeader, Section } from '@/components/ui/page-header'
import { api } from '@/server/rest/app'
import { readDocument } from './document'
import { FieldTable, OperationSection } from './operation'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tools'))('api.title') }
}

/** The open API, read from the very document that it serves. */
export default async function ApiPage() {
  const t = await getTranslations('tools')
  const document = readDocument(await (await api.request('/api/v1/openapi.json')).json())
  const link = 'text-link underline underline-offset-4'
  return (
    <>
      <Breadcrumbs items={[{ label: t('title'), href: '/tools' }, { label: t('api.title') }]} />
      <PageHeader title={t('api.title')} lead={t('api.lead')} />
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        <a href="/api/v1/openapi.json" className={link}>
          {t('api.document')}
        </a>
        <span className="text-fg-2">{t('api.version', { version: document.version })}</span>
      </p>
      {document.operations.map((operation) => (
        <OperationSection key={operation.id} operation={operation} />
      ))}
      <Section title={t('api.problem')} lead={t('api.problemLead')} id="problem">
        <FieldTable caption={t('api.problem')} group="Problem" rows={document.problem} />
      </Section>
    </>
  )
}
