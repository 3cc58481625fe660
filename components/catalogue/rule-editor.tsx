'use client'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { inputClass } from '@/components/ui/field'
import type { AdmissionRule } from '@/server/catalogue/schema'
import { Fault, fill, Preview, Row, type RuleParts, type RuleWords } from './rule-row'
import { type ConditionRow, type GroupRow, isGroup, type RuleForm, ruleOfRows } from './rule-rows'

type Props = RuleParts & {
  name: string
  original: AdmissionRule
  /** Null: nested deeper than the form can edit. */
  form: RuleForm | null
  english: boolean
  /** The stored rule in words, for one that the form leaves alone. */
  stored: ReactNode
}

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
