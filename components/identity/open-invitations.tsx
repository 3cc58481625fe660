import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { EmptyState } from '@/components/ui/states'
import type { StaffData } from './staff-panel'

type Props = {
  invitations: StaffData['invitations']
  /** The mutation that revokes one; without it the list is for reading. */
  procedure?: 'staff.revokeInvitation'
}

/** Invitations that wait for somebody to accept them. */
export function OpenInvitations({ invitations, procedure }: Props) {
  const t = useTranslations('identity.staff.invitations')
  const members = useTranslations('identity.staff.members')
  const roles = useTranslations('identity.roles')
  const ui = useTranslations('ui')
  return (
    <DataTable
      caption={t('caption')}
      captionHidden
      columns={[
        { key: 'name', header: members('name'), cell: ({ name }) => name },
        {
          key: 'contact',
          header: t('contact'),
          cell: ({ contact }) => <span className="figures">{contact ?? ui('erased')}</span>,
        },
        { key: 'role', header: members('role'), cell: ({ role }) => roles(role) },
        { key: 'sent', header: t('sent'), cell: ({ createdAt }) => <DateText value={createdAt} /> },
        { key: 'until', header: t('until'), cell: ({ expiresAt }) => <DateText value={expiresAt} /> },
        ...(procedure
          ? [
              {
                key: 'actions',
                header: members('actions'),
                kind: 'actions' as const,
                cell: ({ id, name }: Props['invitations'][number]) => (
                  <ConfirmDialog trigger={t('revoke')} triggerVariant="quiet" title={t('revokeTitle', { name })}>
                    <p>{t('revokeBody')}</p>
                    <ActionForm
                      procedure={procedure}
                      labels={{ submit: t('revoke') }}
                      variant="danger"
                      fixed={{ invitationId: id }}
                      onDone={{ refresh: true }}
                    />
                  </ConfirmDialog>
                ),
              },
            ]
          : []),
      ]}
      rows={invitations}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
    />
  )
}
