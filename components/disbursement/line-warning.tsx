'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { type MoneyUnit, parseMoneyText } from '@/components/ui/money-text'

const isUnit = (text: string | undefined): text is MoneyUnit => text === 'yuan' || text === 'wan' || text === 'yi'

/** Warns while an amount above the limit stands in the field inside it; the server refuses it all the same. */
export function LineWarning({ limitFen, text, children }: { limitFen: bigint; text: string; children: ReactNode }) {
  const [above, setAbove] = useState(false)
  function check(event: FormEvent<HTMLDivElement>) {
    const { target } = event
    if (!(target instanceof HTMLInputElement) || !isUnit(target.dataset.unit)) return
    const amount = parseMoneyText(target.value, target.dataset.unit)
    setAbove(amount.ok && amount.fen > limitFen)
  }
  return (
    <div className="grid gap-3" onInput={check}>
      {children}
      <div aria-live="polite">{above ? <Banner tone="warning" title={text} /> : null}</div>
    </div>
  )
}
