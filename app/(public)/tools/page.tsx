import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Icon, type IconName } from '@/components/ui/icon'
import { PageHeader } from '@/components/ui/page-header'

const tools = [
  { key: 'loanCost', href: '/tools/loan-cost', icon: 'calculator' },
  { key: 'code', href: '/tools/credit-code', icon: 'building' },
  { key: 'size', href: '/tools/enterprise-size', icon: 'scale' },
  { key: 'deadline', href: '/tools/deadline', icon: 'calendar' },
  { key: 'api', href: '/tools/api', icon: 'file-text' },
] as const satisfies readonly { key: string; href: string; icon: IconName }[]

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tools'))('title') }
}

export default async function ToolsPage() {
  const t = await getTranslations('tools')
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <ul className="grid gap-4 md:grid-cols-2">
        {tools.map(({ key, href, icon }) => (
          <li
            key={key}
            className="relative flex gap-4 rounded-card border border-border bg-surface p-card hover:border-border-strong"
          >
            <Icon name={icon} size={24} className="mt-0.5 shrink-0 text-primary" />
            <div className="grid content-start gap-1">
              <h2 className="text-20">
                <Link href={href} className="after:absolute after:inset-0 after:rounded-card hover:text-link">
                  {t(`${key}.title`)}
                </Link>
              </h2>
              <p className="text-fg-2">{t(`${key}.card`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
