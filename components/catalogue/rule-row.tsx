'use client'
import { useContext, useId } from 'react'
import { Button } from '@/components/ui/button'
import { inputClass } from '@/components/ui/field'
import { FormContext } from '@/components/ui/form-context'
import { type ConditionRow, isChosen, isGroup, type RowSubject, type RuleForm, subjectUnit } from './rule-rows'

type Choice = { value: string; label: string }
export type RuleWords = {
  joint: string
  all: string
  any: string
  addCondition: string
  addGroup: string
  remove: string
  /** With `{row}`. */
  removeRow: string
  row: string
  group: string
  kind: string
  op: string
  value: string
  preview: string
  previewHint: string
  tooDeep: string
  rewrite: string
  empty: string
  separator: string
  gate: string
}
/** What every part of the editor is given to show. */
export type RuleParts = {
  subjects: readonly { label: string; options: readonly Choice[] }[]
  comparisons: readonly Choice[]
  units: Record<string, string>
  /** What a unit's values are chosen from: grades of the tax office, letters, yes and no. */
  choices: Record<string, readonly Choice[]>
  words: RuleWords
}

export const fill = (text: string, row: number) => text.replace('{row}', String(row))

/** The server's sentence at the row it is about. */
export function Fault({ path, exact = false }: { path: string; exact?: boolean }) {
  const { errors } = useContext(FormContext)
  const found = errors.find((error) => error.path === path || (!exact && error.path.startsWith(`${path}.`)))
  return found ? (
    <p className="flex gap-1.5 text-14 text-danger" data-field-error="">
      <span aria-hidden="true">▲</span>
      {found.message}
    </p>
  ) : null
}

type RowProps = RuleParts & {
  at: number
  label: string
  path: string
  row: ConditionRow
  onChange: (row: ConditionRow) => void
  onRemove: (() => void) | undefined
}

/** One condition: what it is about, how it compares, and with what. */
export function Row({ at, label, path, row, subjects, comparisons, units, choices, words, onChange, onRemove }: RowProps) {
  const id = useId()
  const unit = subjectUnit(row.subject)
  const options = choices[unit] ?? []
  // A grade is one of those ticked; yes or no is itself: neither has a comparison to choose.
  const hasComparison = !isChosen(row.subject) && unit !== 'GATE'
  const subject = (value: string) => {
    const next = value as RowSubject
    onChange({ ...row, subject: next, op: isChosen(next) ? 'in' : '>=', value: '', chosen: [] })
  }
  const tick = (value: string, on: boolean) => {
    const others = unit === 'BOOLEAN' ? [] : row.chosen.filter((one) => one !== value)
    onChange({ ...row, op: 'in', chosen: on ? [...others, value] : others })
  }
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">{label}</legend>
      <div className="flex flex-wrap items-center gap-2">
        <select
          aria-label={words.kind}
          value={row.subject}
          onChange={(event) => subject(event.target.value)}
          className={`${inputClass} max-w-72`}
        >
          {subjects.map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.options.map((one) => (
                <option key={one.value} value={one.value}>
                  {one.label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        {hasComparison ? (
          <>
            <select
              aria-label={words.op}
              value={row.op}
              onChange={(event) => onChange({ ...row, op: event.target.value as ConditionRow['op'] })}
              className={`${inputClass} max-w-32`}
            >
              {comparisons.map((one) => (
                <option key={one.value} value={one.value}>
                  {one.label}
                </option>
              ))}
            </select>
            <input
              aria-label={words.value}
              type="text"
              inputMode="decimal"
              value={row.value}
              aria-describedby={`${id}-unit`}
              onChange={(event) => onChange({ ...row, value: event.target.value })}
              className={`${inputClass} figures max-w-36 text-right`}
            />
            <span id={`${id}-unit`} className="text-14 text-fg-2">
              {units[unit] ?? ''}
            </span>
          </>
        ) : null}
        {options.map((one) => (
          <label key={one.value} className="flex items-center gap-1.5">
            <input
              type={unit === 'BOOLEAN' ? 'radio' : 'checkbox'}
              name={`${id}-choice`}
              form="" // part of the row, not of the input that is sent
              checked={row.chosen.includes(one.value)}
              onChange={(event) => tick(one.value, event.target.checked)}
              className="size-4 accent-primary"
            />
            {one.label}
          </label>
        ))}
        {onRemove ? (
          <Button variant="quiet" aria-label={fill(words.removeRow, at + 1)} onClick={onRemove}>
            {words.remove}
          </Button>
        ) : null}
      </div>
      <Fault path={path} />
    </fieldset>
  )
}

/** The rule in sentences while it is typed, as enterprises will read it. */
export function Preview({ form, words, subjects, comparisons, units, choices }: RuleParts & { form: RuleForm }) {
  const labelOf = (list: readonly Choice[], value: string) => list.find((one) => one.value === value)?.label ?? value
  const all = subjects.flatMap((group) => group.options)
  const sentence = (row: ConditionRow): string => {
    const name = labelOf(all, row.subject)
    const unit = subjectUnit(row.subject)
    if (unit === 'GATE') return words.gate
    if (isChosen(row.subject)) {
      const list = choices[unit] ?? []
      return `${name} ${labelOf(comparisons, unit === 'BOOLEAN' ? '=' : 'in')} ${row.chosen.map((one) => labelOf(list, one)).join(words.separator)}`
    }
    return `${name} ${labelOf(comparisons, row.op)} ${row.value || '--'} ${units[unit] ?? ''}`.trim()
  }
  return (
    <section aria-label={words.preview} aria-live="polite" className="grid gap-1 rounded-control bg-surface-2 p-4">
      <h3 className="font-semibold">{words.preview}</h3>
      <p className="text-14 text-fg-3">{words.previewHint}</p>
      <p>{words[form.joint]}</p>
      <ul className="list-disc pl-6">
        {form.items.map((item) => (
          <li key={item.key}>
            {isGroup(item) ? (
              <>
                {words[item.joint]}
                <ul className="list-disc pl-6">
                  {item.rows.map((row) => (
                    <li key={row.key}>{sentence(row)}</li>
                  ))}
                </ul>
              </>
            ) : (
              sentence(item)
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
