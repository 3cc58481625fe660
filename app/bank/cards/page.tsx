import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { cardState, cardTones } from '@/components/cards/card-state'
import { ActionForm } from '@/components/ui/action-form'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { PageHeader, Section } from '@/components/ui/page-header'
import { EmptyState, ForbiddenState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { FileField, TextField } from '@/components/ui/text-field'
import { mayOpen, requirePortal } from '@/server/auth/guard-page'
import { maximumCardBytes } from '@/server/cards/schema'
import { api } from '@/server/trpc/caller'

const path = '/bank/cards'

export async function generateMetadata() {
  return { title: (await getTranslations('cards'))('title') }
}

/** The institution's own score cards, and where a product manager uploads one. */
export default async function CardsPage() {
  const session = await requirePortal('INSTITUTION', path)
  const t = await getTranslations('cards')
  if (!mayOpen(session, 'card.read')) return <ForbiddenState />
  const cards = await (await api()).cards.list()
  return (
    <div className="grid gap-gap">
      <PageHeader title={t('title')} lead={t('lead')} />
      <DataTable
        caption={t('title')}
        captionHidden
        rows={cards}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('empty')}>{t('emptyHint')}</EmptyState>}
        columns={[
          {
            key: 'card',
            header: t('columns.card'),
            cell: ({ id, code }) => (
              <Link href={`${path}/${id}`} className="text-link underline">
                {code}
              </Link>
            ),
          },
          { key: 'version', header: t('columns.version'), kind: 'figure', cell: ({ version }) => version },
          { key: 'model', header: t('columns.model'), cell: ({ modelName }) => modelName },
          {
            key: 'state',
            header: t('columns.state'),
            cell: (card) => <StatusTag tone={cardTones[cardState(card)]}>{t(`states.${cardState(card)}`)}</StatusTag>,
          },
          { key: 'uploaded', header: t('columns.uploaded'), cell: ({ uploadedAt }) => <DateText value={uploadedAt} /> },
          { key: 'by', header: t('columns.by'), cell: ({ uploadedByName }) => uploadedByName },
        ]}
      />
      <Section title={t('upload')} lead={t('uploadLead')}>
        {mayOpen(session, 'card.manage') ? (
          <ActionForm procedure="cards.upload" labels={{ submit: t('send') }} onDone={{ href: `${path}/{cardId}` }}>
            <TextField name="code" label={t('code')} hint={t('codeHint')} maxLength={40} autoComplete="off" spellCheck={false} />
            <FileField
              name="file"
              label={t('file')}
              hint={t('fileHint')}
              accept=".pmml,.xml,application/xml"
              maxBytes={maximumCardBytes}
            />
          </ActionForm>
        ) : (
          <p className="text-fg-2">{t('readOnly')}</p>
        )}
      </Section>
    </div>
  )
}
