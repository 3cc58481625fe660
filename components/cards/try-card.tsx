import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { TextField } from '@/components/ui/text-field'
import type { DataType } from '@/server/cards/domain/card'
import type { NotScored, Scored } from '@/server/cards/domain/evaluate-card'

/** What a trial came to; `error`: the sentence of a value that isn't of its field's type. */
export type Trial = Scored | NotScored | { error: string } | null

type Props = {
  path: string
  fields: readonly { name: string; dataType: DataType }[]
  values: ReadonlyMap<string, string>
  trial: Trial
}

/** The name of a field's value in the address. */
export const valueKey = (at: number) => `v${at}`

/** A card on values that the reader makes up; they stand in the address, so that a trial can be sent to a colleague. */
export function TryCard({ path, fields, values, trial }: Props) {
  const t = useTranslations('cards')
  return (
    <div className="grid gap-5">
      <form method="get" action={path} className="grid gap-4">
        <input type="hidden" name="try" value="1" />
        <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {fields.map(({ name, dataType }, at) => (
            <TextField
              key={name}
              name={valueKey(at)}
              label={name}
              hint={t(`types.${dataType}`)}
              optional
              maxLength={200}
              autoComplete="off"
              defaultValue={values.get(name)}
            />
          ))}
        </div>
        <div>
          <Button type="submit">{t('try')}</Button>
        </div>
      </form>
      <Outcome trial={trial} />
    </div>
  )
}

function Outcome({ trial }: { trial: Trial }) {
  const t = useTranslations('cards')
  if (!trial) return null
  if ('error' in trial) return <Banner tone="danger" title={trial.error} />
  if ('noScore' in trial) return <Banner tone="warning" title={t(`noScore.${trial.noScore}`, { at: trial.at })} />
  return (
    <div className="grid gap-4" role="status">
      <p>
        {t('score')} <strong className="figures text-24">{trial.score}</strong>
      </p>
      <p>
        {trial.reasons.length > 0
          ? t('reasons', { list: trial.reasons.map(({ code, points }) => `${code} (${points})`).join(' · ') })
          : t('noReason')}
      </p>
      <DataTable
        caption={t('points')}
        rows={trial.parts.map((part, at) => ({ ...part, at }))}
        rowKey={({ at }) => String(at)}
        empty={null}
        columns={[
          { key: 'characteristic', header: t('characteristic'), cell: ({ characteristic }) => characteristic },
          { key: 'points', header: t('points'), kind: 'figure', cell: ({ points }) => points },
        ]}
      />
    </div>
  )
}
