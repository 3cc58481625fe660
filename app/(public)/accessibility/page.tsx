import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader, Section } from '@/components/ui/page-header'

const done = ['keyboard', 'reader', 'zoom', 'colour', 'charts', 'scripts', 'motion', 'language'] as const
const limits = ['sending', 'documents', 'sign', 'outside'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('public.accessibility'))('title') }
}

/** What is kept, how it is checked, and what is not there; nothing that isn't so. */
export default async function AccessibilityPage() {
  const t = await getTranslations('public.accessibility')
  const list = (group: 'done' | 'limits', keys: readonly string[], texts: readonly string[]) => (
    <ul className="grid max-w-[45em] list-disc gap-2 pl-6 marker:text-fg-3">
      {texts.map((text, index) => (
        <li key={`${group}-${keys[index]}`}>{text}</li>
      ))}
    </ul>
  )
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Section title={t('doneTitle')}>
        {list(
          'done',
          done,
          done.map((key) => t(`done.${key}`)),
        )}
      </Section>
      <Section title={t('checkedTitle')}>
        <p className="max-w-[45em]">{t('checkedBody')}</p>
      </Section>
      <Section title={t('limitsTitle')}>
        {list(
          'limits',
          limits,
          limits.map((key) => t(`limits.${key}`)),
        )}
      </Section>
      <Section title={t('contactTitle')}>
        <p className="max-w-[45em]">{t('contactBody')}</p>
      </Section>
    </>
  )
}
