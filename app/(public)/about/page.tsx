import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { PageHeader, Section } from '@/components/ui/page-header'

const parts = ['what', 'consent', 'score', 'matching', 'totals', 'simulated'] as const
const links = [
  { key: 'definitions', href: '/definitions' },
  { key: 'tools', href: '/tools' },
  { key: 'accessibility', href: '/accessibility' },
] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('public.about'))('title') }
}

export default async function AboutPage() {
  const t = await getTranslations('public.about')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {parts.map((part) => (
        <Section key={part} title={t(`${part}.title`)}>
          <p className="max-w-[45em]">{t(`${part}.body`)}</p>
        </Section>
      ))}
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {links.map(({ key, href }) => (
          <li key={key}>
            <Link href={href} className="text-link underline underline-offset-4">
              {t(`links.${key}`)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
