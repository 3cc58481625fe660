import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { DateText } from '@/components/ui/figures'
import { StatusTag } from '@/components/ui/status-tag'
import { storedWords } from '@/components/ui/stored-words'

export type ShownNotice = {
  id: string
  kind: string
  params: Record<string, string | number>
  href: string
  createdAt: Date
  readAt: Date | null
}

/** Notices with the way to where each is dealt with; reading one is an act of its own, for it stays until then. */
export function NoticeList({ rows }: { rows: readonly ShownNotice[] }) {
  const t = useTranslations('notify')
  const kinds = storedWords(useTranslations('notify.kinds'))
  const text = ({ kind, params }: ShownNotice) => (kinds.has(kind) ? kinds(kind, params) : t('other'))
  return (
    <ul className="grid">
      {rows.map((notice) => (
        <li
          key={notice.id}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-border border-b py-3 last:border-b-0"
        >
          <div className="grid min-w-0 justify-items-start gap-1">
            <Link
              href={notice.href}
              className={`text-link underline-offset-4 hover:underline ${notice.readAt ? '' : 'font-semibold'}`}
            >
              {text(notice)}
            </Link>
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-14 text-fg-3">
              <DateText value={notice.createdAt} />
              {notice.readAt ? <span>{t('read')}</span> : <StatusTag tone="info">{t('unread')}</StatusTag>}
            </p>
          </div>
          {notice.readAt ? null : (
            <ActionForm
              procedure="notify.markRead"
              fixed={{ id: notice.id }}
              labels={{ submit: t('markRead') }}
              variant="quiet"
              onDone={{ refresh: true }}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
