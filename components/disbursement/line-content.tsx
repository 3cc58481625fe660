import { useTranslations } from 'next-intl'
import { z } from 'zod'

const Cells = z.record(z.string(), z.string())
const Problems = z.array(z.object({ column: z.string(), refusal: z.string().nullable() }))
const columnKeys = [
  'applicationNumber',
  'creditCode',
  'reference',
  'amountFen',
  'principalFen',
  'interestFen',
  'on',
  'renewal',
  'firstLoan',
  'renews',
  'writtenOffFen',
] as const
const isColumn = (key: string) => columnKeys.find((known) => known === key)

/** The cells of a line as the bank wrote them. */
export function LineCells({ raw }: { raw: unknown }) {
  const t = useTranslations('disbursement.columns')
  const cells = Cells.safeParse(raw)
  if (!cells.success) return null
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-13">
      {columnKeys.flatMap((key) =>
        cells.data[key] ? (
          <div key={key} className="flex gap-1">
            <dt className="text-fg-3">{t(key)}</dt>
            <dd className="figures break-all">{cells.data[key]}</dd>
          </div>
        ) : (
          []
        ),
      )}
    </dl>
  )
}

/** Why a line was not recorded: each column that is wrong, and what to do. */
export function LineProblems({ reason }: { reason: string | null }) {
  const column = useTranslations('disbursement.columns')
  const refusals = useTranslations()
  if (!reason) return null
  const problems = Problems.safeParse(JSON.parse(reason))
  if (!problems.success) return null
  return (
    <ul className="grid gap-0.5">
      {problems.data.map(({ column: key, refusal }) => {
        const known = isColumn(key)
        const path = `refusals.${refusal ?? 'refused'}`
        const sentence = refusals.has(path as 'refusals.refused')
          ? refusals(path as 'refusals.refused')
          : refusals('refusals.refused')
        return (
          <li key={`${key} ${refusal}`}>
            {known ? <strong className="font-semibold">{column(known)}</strong> : null} {sentence}
          </li>
        )
      })}
    </ul>
  )
}
