import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/ui/action-form'
import { DataTable } from '@/components/ui/data-table'
import { formatMonth } from '@/components/ui/date-format'
import { DateText } from '@/components/ui/figures'
import { emptyMark } from '@/components/ui/number-format'
import { StatusTag } from '@/components/ui/status-tag'
import { storedWords } from '@/components/ui/stored-words'
import type { DataClass } from '@/server/sources/schema'
import { classPath } from './class-path'
import type { PullState } from './pull-progress'

export type SourceRow = {
  dataClass: DataClass
  provider: string
  providerEn: string
  snapshot: { periodFrom: string; periodTo: string; receivedAt: Date } | null
  task: { state: PullState; attempts: number; failure: string | null } | null
}

const looks = {
  QUEUED: { tone: 'neutral', icon: 'clock' },
  RUNNING: { tone: 'info', icon: 'refresh-cw' },
  DONE: { tone: 'success', icon: 'check' },
  FAILED: { tone: 'warning', icon: 'triangle-alert' },
  REFUSED: { tone: 'danger', icon: 'shield-x' },
  STOPPED: { tone: 'neutral', icon: 'minus' },
} as const

/** Why a source brought nothing, in words. */
function Failure({ failure }: { failure: string }) {
  const t = storedWords(useTranslations('sources.failures'))
  return t.has(failure) ? t(failure) : failure
}

function TaskState({ task, covered }: { task: SourceRow['task']; covered: boolean }) {
  const t = useTranslations('sources')
  if (!task) {
    return (
      <StatusTag tone="neutral" icon="circle-dashed">
        {covered ? t('states.IDLE') : t('states.NOT_ASKED')}
      </StatusTag>
    )
  }
  const waitsAgain = task.state === 'QUEUED' && task.failure
  return (
    <div className="grid justify-items-start gap-0.5 py-1">
      <StatusTag {...looks[task.state]}>{t(`states.${task.state}`)}</StatusTag>
      {task.failure && task.state !== 'DONE' ? (
        <span className="text-13 text-fg-2">
          <Failure failure={task.failure} />
        </span>
      ) : null}
      {waitsAgain || (task.state === 'RUNNING' && task.attempts > 1) ? (
        <span className="text-13 text-fg-3">{waitsAgain ? t('autoRetry') : t('attempt', { count: task.attempts })}</span>
      ) : null}
    </div>
  )
}

type Props = { rows: readonly SourceRow[]; runId: string | null; covered: readonly DataClass[]; mayFetch: boolean }

/** Every class: who provides it, how its last fetch went, what is on file, and what can be done. */
export function SourceTable({ rows, runId, covered, mayFetch }: Props) {
  const t = useTranslations('sources')
  const names = useTranslations('consent.dataClasses')
  const locale = useLocale()
  return (
    <DataTable
      caption={t('table.caption')}
      captionHidden
      rows={rows}
      rowKey={({ dataClass }) => dataClass}
      empty={null}
      columns={[
        {
          key: 'class',
          header: t('table.class'),
          cell: ({ dataClass, snapshot }) =>
            snapshot ? (
              <Link href={`/sme/data/${classPath(dataClass)}`} className="text-link underline-offset-4 hover:underline">
                {names(dataClass)}
              </Link>
            ) : (
              names(dataClass)
            ),
        },
        {
          key: 'state',
          header: t('table.state'),
          cell: (row) => <TaskState task={row.task} covered={covered.includes(row.dataClass)} />,
        },
        {
          key: 'provider',
          header: t('table.provider'),
          cell: (row) => (
            <span className={locale === 'en' ? '' : 'whitespace-nowrap'}>{locale === 'en' ? row.providerEn : row.provider}</span>
          ),
        },
        {
          key: 'period',
          header: t('table.period'),
          cell: ({ snapshot }) => (
            <span className="figures whitespace-nowrap">
              {snapshot
                ? `${formatMonth(snapshot.periodFrom, locale)} ${locale === 'en' ? '–' : '～'} ${formatMonth(snapshot.periodTo, locale)}`
                : emptyMark}
            </span>
          ),
        },
        { key: 'received', header: t('table.received'), cell: ({ snapshot }) => <DateText value={snapshot?.receivedAt} /> },
        {
          key: 'action',
          header: <span className="sr-only">{t('table.action')}</span>,
          kind: 'actions',
          cell: ({ dataClass, task }) =>
            mayFetch && runId && (task?.state === 'FAILED' || task?.state === 'REFUSED') && covered.includes(dataClass) ? (
              <ActionForm
                procedure="sources.retry"
                fixed={{ runId, dataClass }}
                labels={{ submit: t('retryOf', { name: names(dataClass) }) }}
                variant="secondary"
                onDone={{ refresh: true }}
              />
            ) : null,
        },
      ]}
    />
  )
}
