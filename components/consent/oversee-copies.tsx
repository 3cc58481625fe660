import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { queryHref } from '@/components/ui/query-href'
import { CopyTable, type ShownCopy } from './copy-table'

type Props = { portal: 'office' | 'operator'; overdue: readonly ShownCopy[]; total: number; open: number }

/** For whoever oversees: copies that institutions should have deleted by now and have not confirmed. `open`: still in time. */
export function OverseeCopies({ portal, overdue, total, open }: Props) {
  const t = useTranslations('consent.copies')
  return (
    <div className="grid gap-gap">
      <PageHeader title={t('overseeTitle')} lead={t('overseeLead', { count: open })} />
      <Section
        title={t('overseeList')}
        lead={total > overdue.length ? t('overseeMore', { total, shown: overdue.length }) : undefined}
        actions={
          total > 0 ? (
            <LinkButton href={queryHref('/api/exports/oversight', { portal }, { table: 'copies' })} prefetch={false}>
              {t('export')}
            </LinkButton>
          ) : null
        }
      >
        <CopyTable copies={overdue} caption={t('overseeList')} empty={t('overseeEmpty')} withInstitution />
      </Section>
    </div>
  )
}
