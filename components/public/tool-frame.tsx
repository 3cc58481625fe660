import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Breadcrumbs } from '@/components/shell/breadcrumbs'
import { CodePath } from '@/components/ui/code-path'
import { PageHeader } from '@/components/ui/page-header'

type Props = {
  title: string
  lead: string
  /** The same question as programs ask it. */
  operation: { id: string; method: 'GET' | 'POST'; path: string /** A GET of this very answer. */; href?: string }
  children: ReactNode
}

/** One open tool: what it is, the question, the answer, and the same for programs. */
export function ToolFrame({ title, lead, operation, children }: Props) {
  const t = useTranslations('tools')
  const link = 'text-link underline underline-offset-4'
  return (
    <>
      <Breadcrumbs items={[{ label: t('title'), href: '/tools' }, { label: title }]} />
      <PageHeader title={title} lead={lead} />
      {children}
      <p className="flex flex-wrap gap-x-3 gap-y-1 text-14 text-fg-2">
        <span>
          {t('forPrograms')} <code>{operation.method}</code> <CodePath path={operation.path} />
        </span>
        <Link href={`/tools/api#${operation.id}`} className={link}>
          {t('readApi')}
        </Link>
        {operation.href ? (
          <a href={operation.href} className={link}>
            {t('sameAsJson')}
          </a>
        ) : null}
      </p>
    </>
  )
}

/** The answer in one line, large; what it rests on follows. */
export function Verdict({ label, value, children }: { label: string; value: ReactNode; children?: ReactNode }) {
  return (
    <div className="grid gap-1">
      <p className="text-14 text-fg-2">{label}</p>
      <p className="figures font-semibold text-30">{value}</p>
      {children ? <div className="max-w-[45em] text-fg-2">{children}</div> : null}
    </div>
  )
}
