import { useLocale, useMessages, useTranslations } from 'next-intl'
import { CodePath } from '@/components/ui/code-path'
import { DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { emptyMark } from '@/components/ui/number-format'
import { Section } from '@/components/ui/page-header'
import { type FieldRow, fieldKey, type OperationView } from './document'

/** Fields with type, limits and meaning. `group` names their descriptions among the messages. */
export function FieldTable({ caption, group, rows }: { caption: string; group: string; rows: readonly FieldRow[] }) {
  const t = useTranslations('tools.api')
  const groups: Record<string, Record<string, string>> = useMessages().tools.api.fields
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ name, where }) => `${where} ${name}`}
      columns={[
        { key: 'name', header: t('field'), cell: ({ name }) => <code className="text-14">{name}</code> },
        { key: 'type', header: t('type'), cell: ({ type }) => <code className="whitespace-nowrap text-14">{type}</code> },
        { key: 'required', header: t('required'), cell: ({ required }) => (required ? t('yes') : t('no')) },
        {
          key: 'limits',
          header: t('limits'),
          cell: ({ limits }) => <span className="figures block min-w-40 break-words text-14">{limits || emptyMark}</span>,
        },
        {
          key: 'meaning',
          header: t('meaning'),
          cell: ({ name }) => <span className="block min-w-56">{groups[group]?.[fieldKey(name)]}</span>,
        },
      ]}
      empty={null}
    />
  )
}

function Json({ label, value }: { label: string; value: unknown }) {
  return (
    <figure className="grid min-w-0 content-start gap-1">
      <figcaption className="text-14 text-fg-2">{label}</figcaption>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-control bg-surface-2 p-3"
      >
        <pre className="text-13">{JSON.stringify(value, null, 2)}</pre>
      </section>
    </figure>
  )
}

/** One operation: what it asks, what it answers, and both by example. */
export function OperationSection({ operation }: { operation: OperationView }) {
  const { id, method, path, summary, question, answer, statuses } = operation
  const t = useTranslations('tools.api')
  const english = useLocale() === 'en'
  const { api } = useMessages().tools
  const descriptions: Record<string, string> = api.operations
  const statusNames: Record<string, string> = api.statuses
  return (
    <Section id={id} title={english ? summary.en : summary.zh} lead={descriptions[id]}>
      <p>
        <code className="font-semibold">{method}</code> <CodePath path={path} />
      </p>
      <FieldTable caption={t('questionOf', { operation: english ? summary.en : summary.zh })} group={id} rows={question} />
      <FieldTable caption={t('answerOf', { operation: english ? summary.en : summary.zh })} group={id} rows={answer} />
      <ul aria-label={t('statusesOf', { operation: english ? summary.en : summary.zh })} className="grid gap-1 text-14">
        {statuses.map((status) => (
          <li key={status} className="flex gap-3">
            <code className="figures">{status}</code>
            <span className="text-fg-2">{statusNames[status]}</span>
          </li>
        ))}
      </ul>
      <Disclosure summary={t('example')}>
        <div className="grid gap-4 md:grid-cols-2">
          <Json
            label={t('exampleQuestionOf', { operation: english ? summary.en : summary.zh })}
            value={operation.exampleQuestion}
          />
          <Json label={t('exampleAnswerOf', { operation: english ? summary.en : summary.zh })} value={operation.exampleAnswer} />
        </div>
      </Disclosure>
    </Section>
  )
}
