'use client'
import { type ReactNode, useContext, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { inputClass } from '@/components/ui/field'
import { FormContext } from '@/components/ui/form-context'
import type { AdmissionRule } from '@/server/catalogue/schema'
import {
  type ConditionRow,
  type GroupRow,
  isChosen,
  isGroup,
  type RowSubject,
  type RuleForm,
  ruleOfRows,
  subjectUnit,
} from './rule-rows'

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
type Props = {
  name: string
  original: AdmissionRule
  /** Null: nested deeper than the form can edit. */
  form: RuleForm | null
  english: boolean
  subjects: readonly { label: string; options: readonly Choice[] }[]
  comparisons: readonly Choice[]
  units: Record<string, string>
  /** What a unit's values are chosen from: grades of the tax office, letters, yes and no. */
  choices: Record<string, readonly Choice[]>
  words: RuleWords
  /** The stored rule in words, for one that the form leaves alone. */
  stored: ReactNode
}

const fill = (text: string, row: number) => text.replace('{row}', String(row))
const fresh = (key: number): ConditionRow => ({ key, subject: 'score', op: '>=', value: '', chosen: [] })
const highest = (form: RuleForm) =>
  Math.max(0, ...form.items.flatMap((item) => [item.key, ...(isGroup(item) ? item.rows.map((row) => row.key) : [])]))

/**
 * An admission rule as rows. What nobody touched is sent as it was stored, to the byte; a rule that is nested deeper than the
 * form can show is kept whole unless somebody begins it anew.
 */
export function RuleEditor(props: Props) {
  const { name, original, english, words, stored } = props
  const [form, setForm] = useState(props.form)
  const [touched, setTouched] = useState(false)
  const change = (next: RuleForm) => {
    setForm(next)
    setTouched(true)
  }
  const sent = touched && form ? ruleOfRows(form, english) : original
  return (
    <div className="grid gap-4">
      <input type="hidden" name={name} data-type="json" data-label={words.kind} value={JSON.stringify(sent)} />
      <Fault path={name} exact />
      {form === null ? (
        <div className="grid gap-3">
          <p className="text-fg-2">{words.tooDeep}</p>
          {stored}
          <div>
            <Button onClick={() => change({ joint: 'all', items: [fresh(1)] })}>{words.rewrite}</Button>
          </div>
        </div>
      ) : (
        <>
          <Joint value={form.joint} words={words} onChange={(joint) => change({ ...form, joint })} />
          {form.items.map((item, at) => {
            const replace = (next: ConditionRow | GroupRow) =>
              change({ ...form, items: form.items.map((one) => (one.key === item.key ? next : one)) })
            const remove =
              form.items.length > 1
                ? () => change({ ...form, items: form.items.filter((one) => one.key !== item.key) })
                : undefined
            const path = `${name}.${form.joint}.${at}`
            return isGroup(item) ? (
              <Group
                {...props}
                key={item.key}
                at={at}
                path={path}
                group={item}
                next={highest(form) + 1}
                onChange={replace}
                onRemove={remove}
              />
            ) : (
              <Row
                {...props}
                key={item.key}
                label={fill(words.row, at + 1)}
                path={path}
                row={item}
                onChange={replace}
                onRemove={remove}
                at={at}
              />
            )
          })}
          <div className="flex flex-wrap gap-3">
            <Button onClick={() => change({ ...form, items: [...form.items, fresh(highest(form) + 1)] })}>
              {words.addCondition}
            </Button>
            <Button
              onClick={() => {
                const key = highest(form) + 1
                change({ ...form, items: [...form.items, { key, joint: 'any', rows: [fresh(key + 1)] }] })
              }}
            >
              {words.addGroup}
            </Button>
          </div>
          <Preview {...props} form={form} />
        </>
      )}
    </div>
  )
}

/** The server's sentence at the row it is about. */
function Fault({ path, exact = false }: { path: string; exact?: boolean }) {
  const { errors } = useContext(FormContext)
  const found = errors.find((error) => error.path === path || (!exact && error.path.startsWith(`${path}.`)))
  return found ? (
    <p className="flex gap-1.5 text-14 text-danger" data-field-error="">
      <span aria-hidden="true">▲</span>
      {found.message}
    </p>
  ) : null
}

function Joint({ value, words, onChange }: { value: 'all' | 'any'; words: RuleWords; onChange: (joint: 'all' | 'any') => void }) {
  return (
    <select
      aria-label={words.joint}
      value={value}
      onChange={(event) => onChange(event.target.value === 'any' ? 'any' : 'all')}
      className={`${inputClass} max-w-xs`}
    >
      <option value="all">{words.all}</option>
      <option value="any">{words.any}</option>
    </select>
  )
}

type GroupProps = Props & {
  at: number
  path: string
  group: GroupRow
  next: number
  onChange: (group: GroupRow) => void
  onRemove: (() => void) | undefined
}

function Group({ at, path, group, next, onChange, onRemove, ...props }: GroupProps) {
  const { words } = props
  return (
    <fieldset className="grid gap-3 border-border-strong border-l-2 pl-4">
      <legend className="float-left w-full text-14 text-fg-2">{fill(words.group, at + 1)}</legend>
      <Joint value={group.joint} words={words} onChange={(joint) => onChange({ ...group, joint })} />
      {group.rows.map((row, index) => (
        <Row
          {...props}
          key={row.key}
          at={index}
          label={fill(words.row, index + 1)}
          path={`${path}.${group.joint}.${index}`}
          row={row}
          onChange={(changed) => onChange({ ...group, rows: group.rows.map((one) => (one.key === row.key ? changed : one)) })}
          onRemove={
            group.rows.length > 1
              ? () => onChange({ ...group, rows: group.rows.filter((one) => one.key !== row.key) })
              : undefined
          }
        />
      ))}
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => onChange({ ...group, rows: [...group.rows, fresh(next)] })}>{words.addCondition}</Button>
        {onRemove ? (
          <Button variant="quiet" onClick={onRemove}>
            {words.remove}
          </Button>
        ) : null}
      </div>
    </fieldset>
  )
}

type RowProps = Props & {
  at: number
  label: string
  path: string
  row: ConditionRow
  onChange: (row: ConditionRow) => void
  onRemove: (() => void) | undefined
}

function Row({ at, label, path, row, subjects, comparisons, units, choices, words, onChange, onRemove }: RowProps) {
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
function Preview({ form, words, subjects, comparisons, units, choices }: Props & { form: RuleForm }) {
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
