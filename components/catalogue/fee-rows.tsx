'use client'
import { useContext, useState } from 'react'
import { Button } from '@/components/ui/button'
import { inputClass } from '@/components/ui/field'
import { FormContext } from '@/components/ui/form-context'
import { convertField } from '@/components/ui/form-input'
import type { Fee } from '@/server/catalogue/schema'

type Choice = { value: string; label: string }
type Props = {
  name: string
  fees: readonly Fee[]
  kinds: readonly Choice[]
  bases: readonly Choice[]
  words: {
    add: string /** With `{row}`. */
    remove: string
    kind: string
    basis: string
    value: string
    yuan: string
    percent: string
  }
}
type Row = { key: number; kind: string; basis: string; text: string }

const share = 'BPS_OF_PRINCIPAL_UPFRONT'
const rowOf = (fee: Fee, key: number): Row => ({ key, kind: fee.kind, basis: fee.basis, text: String(fee.value / 100) })

/** Per cent become basis points and yuan become fen; what is no figure is sent as none, and refused at its row. */
function feeOf({ kind, basis, text }: Row) {
  const read = convertField(text, basis === share ? 'bps' : 'fen', 'yuan')
  return { kind, basis, value: read.ok && read.value !== undefined ? Number(read.value) : null }
}

/** The fees of a product, as many as there are. */
export function FeeRows({ name, fees, kinds, bases, words }: Props) {
  const [rows, setRows] = useState(fees.map(rowOf))
  const { errors } = useContext(FormContext)
  const change = (row: Row) => setRows((before) => before.map((one) => (one.key === row.key ? row : one)))
  const select = (label: string, value: string, options: readonly Choice[], onChange: (value: string) => void) => (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={`${inputClass} max-w-52`}
    >
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  )
  return (
    <div className="grid gap-3">
      <input type="hidden" name={name} data-type="json" value={JSON.stringify(rows.map(feeOf))} />
      {rows.map((row, at) => {
        const fault = errors.find(({ path }) => path.startsWith(`${name}.${at}`))
        return (
          <div key={row.key} className="grid gap-1">
            <div className="flex flex-wrap items-center gap-2">
              {select(words.kind, row.kind, kinds, (kind) => change({ ...row, kind }))}
              {select(words.basis, row.basis, bases, (basis) => change({ ...row, basis, text: '' }))}
              <input
                aria-label={words.value}
                type="text"
                inputMode="decimal"
                value={row.text}
                onChange={(event) => change({ ...row, text: event.target.value })}
                className={`${inputClass} figures max-w-32 text-right`}
              />
              <span className="text-14 text-fg-2">{row.basis === share ? words.percent : words.yuan}</span>
              <Button variant="quiet" onClick={() => setRows((before) => before.filter((one) => one.key !== row.key))}>
                {words.remove.replace('{row}', String(at + 1))}
              </Button>
            </div>
            {fault ? (
              <p className="flex gap-1.5 text-14 text-danger" data-field-error="">
                <span aria-hidden="true">▲</span>
                {fault.message}
              </p>
            ) : null}
          </div>
        )
      })}
      <div>
        <Button
          onClick={() =>
            setRows((before) => [
              ...before,
              { key: Math.max(-1, ...before.map(({ key }) => key)) + 1, kind: kinds[0]?.value ?? '', basis: share, text: '' },
            ])
          }
        >
          {words.add}
        </Button>
      </div>
    </div>
  )
}
