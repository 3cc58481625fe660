'use client'
import { type ReactNode, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { inputClass } from '@/components/ui/field'
import { FieldError } from '@/components/ui/field-error'
import { MoneyInput } from '@/components/ui/money-input'

type Words = {
  kind: string
  none: string
  listed: string
  lender: string
  balance: string
  endsOn: string
  /** With `{row}`. */
  row: string
  add: string
  remove: string
  unit: string
  reads: string
  problems: { chineseNumerals: string; format: string; precision: string; tooLarge: string }
}
type Debt = { lender: string; balanceFen: number; endsOn: string }
type Props = { kind: 'NONE' | 'LISTED' | undefined; debts: readonly Debt[]; english: boolean; words: Words }
type Row = { key: number; debt?: Debt }

const most = 50

/** Debts elsewhere: the explicit statement that there are none, or a list that grows and shrinks. */
export function DebtsField({ kind: initial, debts, english, words }: Props) {
  const [kind, setKind] = useState(initial)
  const [rows, setRows] = useState<Row[]>(debts.length > 0 ? debts.map((debt, key) => ({ key, debt })) : [{ key: 0 }])
  const group = useId()
  const add = () => setRows((before) => [...before, { key: Math.max(...before.map(({ key }) => key)) + 1 }])
  const remove = (key: number) => setRows((before) => before.filter((row) => row.key !== key))
  return (
    <>
      <fieldset className="grid max-w-xl gap-1.5">
        <legend className="float-left w-full font-semibold">
          {words.kind}
          <span aria-hidden="true" className="ml-1 text-danger">
            *
          </span>
        </legend>
        {(['NONE', 'LISTED'] as const).map((value) => (
          <label key={value} className="flex items-center gap-3 p-1">
            <input
              type="radio"
              name="debts.kind"
              value={value}
              required
              data-label={words.kind}
              aria-describedby={`${group}-error`}
              defaultChecked={initial === value}
              onChange={() => setKind(value)}
              className="size-5 accent-primary"
            />
            {value === 'NONE' ? words.none : words.listed}
          </label>
        ))}
        <FieldError id={`${group}-error`} name="debts.kind" />
      </fieldset>
      {kind === 'LISTED' ? (
        <div className="grid gap-4">
          {rows.map((row, at) => (
            <DebtRow key={row.key} at={at} debt={row.debt} words={words} english={english}>
              {rows.length > 1 ? (
                <Button variant="quiet" onClick={() => remove(row.key)}>
                  {words.remove.replace('{row}', String(at + 1))}
                </Button>
              ) : null}
            </DebtRow>
          ))}
          {rows.length < most ? (
            <div>
              <Button onClick={add}>{words.add}</Button>
            </div>
          ) : null}
        </div>
      ) : null}
    </>
  )
}

type RowProps = { at: number; debt?: Debt | undefined; words: Words; english: boolean; children: ReactNode }

function DebtRow({ at, debt, words, english, children }: RowProps) {
  const id = useId()
  const name = (field: string) => `debts.debts[${at}].${field}`
  const shared = (field: keyof Debt, label: string) => ({
    id: `${id}-${field}`,
    name: name(field),
    required: true,
    'data-label': `${words.row.replace('{row}', String(at + 1))} ${label}`,
    'aria-describedby': `${id}-${field}-error`,
  })
  const labelled = (field: keyof Debt, label: string, control: ReactNode) => (
    <div className="grid content-start gap-1.5">
      <label htmlFor={`${id}-${field}`} className="font-semibold">
        {label}
        <span aria-hidden="true" className="ml-1 text-danger">
          *
        </span>
      </label>
      {control}
      <FieldError id={`${id}-${field}-error`} name={name(field)} />
    </div>
  )
  return (
    <fieldset className="grid gap-3 rounded-card border border-border bg-surface p-card">
      <legend className="float-left w-full text-14 text-fg-2">{words.row.replace('{row}', String(at + 1))}</legend>
      <div className="grid gap-4 md:grid-cols-3">
        {labelled(
          'lender',
          words.lender,
          <input
            {...shared('lender', words.lender)}
            type="text"
            maxLength={60}
            defaultValue={debt?.lender}
            className={inputClass}
          />,
        )}
        {labelled(
          'balanceFen',
          words.balance,
          <MoneyInput
            {...shared('balanceFen', words.balance)}
            unit={english ? 'yuan' : 'wan'}
            unitLabel={words.unit}
            defaultFen={debt && BigInt(debt.balanceFen)}
            reads={words.reads}
            uppercase={!english}
            problems={words.problems}
            className={inputClass}
          />,
        )}
        {labelled(
          'endsOn',
          words.endsOn,
          <input
            {...shared('endsOn', words.endsOn)}
            type="date"
            data-type="date"
            defaultValue={debt?.endsOn}
            className={inputClass}
          />,
        )}
      </div>
      <div>{children}</div>
    </fieldset>
  )
}
