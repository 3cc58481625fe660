import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { DateText } from '@/components/ui/figures'
import { FilterBar } from '@/components/ui/filter-bar'
import { Pagination } from '@/components/ui/pagination'
import { queryHref, type SearchParams } from '@/components/ui/query-href'
import { EmptyState } from '@/components/ui/states'
import { StatusTag } from '@/components/ui/status-tag'
import { storedWords } from '@/components/ui/stored-words'
import { type AlertFacts, type AlertRule, alertRules, alertStates } from '@/server/cage/schema'

export type ShownAlert = {
  id: string
  rule: AlertRule
  at: Date
  raisedAt: Date
  organisationName: string | null
  organisationNameEn: string | null
  personName: string | null
  enterpriseName: string | null
  facts: AlertFacts
  handledBy: string | null
  handledAt: Date | null
}

/** What happened, in one sentence with its numbers. */
export function AlertText({ alert: { rule, facts } }: { alert: Pick<ShownAlert, 'rule' | 'facts'> }) {
  const t = useTranslations('cage.alerts.texts')
  const classes = storedWords(useTranslations('consent.dataClasses'))
  const { count = 0, limit = 0, dataClass = '', periodFrom = '' } = facts
  return <>{t(rule, { count, limit, dataClass: classes.has(dataClass) ? classes(dataClass) : dataClass, periodFrom })}</>
}

export function AlertState({ handled }: { handled: boolean }) {
  const t = useTranslations('cage.alerts.states')
  return handled ? <StatusTag tone="success">{t('HANDLED')}</StatusTag> : <StatusTag tone="warning">{t('OPEN')}</StatusTag>
}

type Filter = { page: number; rule?: string | undefined; state?: string | undefined }
type Props = {
  portal: 'office' | 'operator'
  path: string
  params: SearchParams
  filter: Filter
  found: { rows: readonly ShownAlert[]; total: number; pageSize: number }
  /** Where one is opened; a list for reading has none. */
  detailPath?: string
}

/** Alerts with filters, the open ones first. */
export function AlertTable({ portal, path, params, filter, found, detailPath }: Props) {
  const t = useTranslations('cage.alerts')
  const english = useLocale() === 'en'
  return (
    <>
      <FilterBar
        path={path}
        filters={[
          {
            kind: 'select',
            name: 'rule',
            label: t('rule'),
            value: filter.rule,
            options: alertRules.map((value) => ({ value, label: t(`rules.${value}`) })),
          },
          {
            kind: 'select',
            name: 'state',
            label: t('state'),
            value: filter.state,
            options: alertStates.map((value) => ({ value, label: t(`states.${value}`) })),
          },
        ]}
      />
      <DataTable
        caption={t('title')}
        captionHidden
        columns={[
          {
            key: 'rule',
            header: t('rule'),
            cell: ({ id, rule }) =>
              detailPath ? (
                <Link href={`${detailPath}/${id}`} className="text-link underline-offset-4 hover:underline">
                  {t(`rules.${rule}`)}
                </Link>
              ) : (
                t(`rules.${rule}`)
              ),
          },
          { key: 'text', header: t('what'), cell: (alert) => <AlertText alert={alert} /> },
          {
            key: 'who',
            header: t('organisation'),
            cell: ({ organisationName, organisationNameEn }) => ((english && organisationNameEn) || organisationName) ?? '--',
          },
          { key: 'person', header: t('person'), cell: ({ personName }) => personName ?? '--' },
          { key: 'at', header: t('at'), cell: ({ at }) => <DateText value={at} /> },
          { key: 'state', header: t('state'), cell: ({ handledAt }) => <AlertState handled={handledAt !== null} /> },
          { key: 'by', header: t('handledBy'), cell: ({ handledBy }) => handledBy ?? '--' },
        ]}
        rows={found.rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
      />
      {found.total > 0 ? (
        <LinkButton
          href={queryHref('/api/exports/oversight', { portal }, { table: 'alerts', rule: filter.rule, state: filter.state })}
          prefetch={false}
          className="justify-self-start"
        >
          {t('export')}
        </LinkButton>
      ) : null}
      {found.total > 0 ? (
        <Pagination
          page={filter.page}
          pageSize={found.pageSize}
          total={found.total}
          href={(to) => queryHref(path, params, { page: to === 1 ? undefined : to })}
        />
      ) : null}
    </>
  )
}
