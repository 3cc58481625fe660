'use client'
import { type ComponentProps, useState } from 'react'
import { decimalText } from '@/server/kernel/number-text'
import { chineseUppercaseAmount, fenPerUnit, type MoneyUnit, parseMoneyText } from './money-text'

type Problems = { chineseNumerals: string; format: string; precision: string; tooLarge: string }
type Props = Omit<ComponentProps<'input'>, 'defaultValue'> & {
  unit: MoneyUnit
  unitLabel: string
  defaultFen?: bigint
  /** With `{yuan}`. */
  reads: string
  /** 人民币大写 beneath; for Chinese only. */
  uppercase: boolean
  problems: Problems
}

/** Ungrouped text of an amount in the field's unit, without trailing zeros. */
const textOf = (fen: bigint, unit: MoneyUnit) => {
  const digits = String(fenPerUnit[unit]).length - 1
  return decimalText(fen, fenPerUnit[unit], digits)
    .replaceAll(',', '')
    .replace(/\.?0+$/, '')
}

/** The box of a MoneyField: says beneath what the typed amount is, so that a slip of 万 shows before it is sent. */
export function MoneyInput({ unit, unitLabel, defaultFen, reads, uppercase, problems, className, ...rest }: Props) {
  const [text, setText] = useState(defaultFen === undefined ? '' : textOf(defaultFen, unit))
  const [left, setLeft] = useState(false)
  const parsed = parseMoneyText(text, unit)
  const yuan = parsed.ok ? decimalText(parsed.fen, 100n, parsed.fen % 100n === 0n ? 0 : 2) : ''
  const advice = !parsed.ok && parsed.problem !== 'empty' && left ? problems[parsed.problem] : ''
  return (
    <>
      <div className="flex max-w-sm items-center gap-2">
        <input
          {...rest}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          data-type="fen"
          data-unit={unit}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setLeft(false)
          }}
          onBlur={() => setLeft(true)}
          className={`${className} figures text-right`}
        />
        <span className="shrink-0 text-fg-2">{unitLabel}</span>
      </div>
      <output htmlFor={rest.id} className={`text-14 ${advice ? 'text-danger' : 'text-fg-2'} figures`}>
        {parsed.ok ? `${reads.replace('{yuan}', yuan)}${uppercase ? `（${chineseUppercaseAmount(parsed.fen)}）` : ''}` : advice}
      </output>
    </>
  )
}
