import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { StatusTag } from '@/components/ui/status-tag'
import type { OpenSession } from '@/server/auth/session'

/** Where one is signed in, and how to end it. The list is never empty: it holds the session that reads it. */
export function OwnSessions({ sessions }: { sessions: readonly OpenSession[] }) {
  const t = useTranslations('identity.account.sessions')
  const english = useLocale() === 'en'
  return (
    <>
      <DataTable
        caption={t('caption')}
        captionHidden
        columns={[
          {
            key: 'organisation',
            header: t('organisation'),
            cell: ({ organisationName, organisationNameEn }) => (english && organisationNameEn) || organisationName,
          },
          { key: 'opened', header: t('opened'), cell: ({ openedAt }) => <DateText value={openedAt} /> },
          { key: 'seen', header: t('seen'), cell: ({ seenAt }) => <DateText value={seenAt} /> },
          { key: 'expires', header: t('expires'), cell: ({ expiresAt }) => <DateText value={expiresAt} /> },
          {
            key: 'action',
            header: t('action'),
            kind: 'actions',
            cell: ({ current, reference }) =>
              current ? (
                <StatusTag tone="success">{t('current')}</StatusTag>
              ) : (
                <ActionForm
                  procedure="account.endSession"
                  labels={{ submit: t('end') }}
                  variant="quiet"
                  fixed={{ reference }}
                  onDone={{ refresh: true }}
                  className="justify-items-end"
                />
              ),
          },
        ]}
        rows={sessions}
        rowKey={({ reference }) => reference}
        empty={null}
      />
      {sessions.length > 1 ? (
        <ActionForm
          procedure="account.endOtherSessions"
          labels={{ submit: t('endOthers') }}
          variant="secondary"
          onDone={{ refresh: true }}
        />
      ) : null}
    </>
  )
}
