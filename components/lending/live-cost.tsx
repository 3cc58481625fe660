'use client'
import { useEffect, useRef, useState } from 'react'
import { convertField, fieldTypeOf } from '@/components/ui/form-input'
import { controlsOf, fill } from '@/components/ui/form-reading'
import { loanCost } from '@/server/kernel/loan/annual-cost'
import { type RepaymentMethod, repaymentMethods } from '@/server/kernel/loan/schedule'
import { decimalText } from '@/server/kernel/number-text'

export type LiveCostStrings = {
  title: string
  /** With `{simple}` and `{compound}`. */
  cost: string
  /** With `{spread}` and `{lpr}`. */
  above: string
  below: string
  /** With `{first}` and `{interest}`. */
  payments: string
  waiting: string
}

type Props = {
  /** The names of the terms' fields begin so: `decision.`. */
  prefix: string
  /** LPR in basis points: for terms up to 60 months, and beyond. */
  lpr: { upTo60: number; beyond: number }
  strings: LiveCostStrings
}

type Terms = { amountFen?: bigint; rateBps?: number; termMonths?: number; method?: RepaymentMethod; upfrontFeesFen?: bigint }

/** The terms as they stand in the form around; what cannot be read is left out. */
function readTerms(form: HTMLFormElement, prefix: string): Terms {
  const values: Record<string, unknown> = {}
  for (const control of controlsOf(form)) {
    if (!control.name.startsWith(prefix)) continue
    const unit = control.dataset.unit === 'wan' ? 'wan' : 'yuan'
    const converted = convertField(control.value, fieldTypeOf(control.dataset.type), unit)
    if (converted.ok) values[control.name.slice(prefix.length)] = converted.value
  }
  const { amountFen, rateBps, termMonths, upfrontFeesFen } = values
  return {
    amountFen: typeof amountFen === 'bigint' ? amountFen : undefined,
    rateBps: typeof rateBps === 'number' ? rateBps : undefined,
    termMonths: typeof termMonths === 'number' ? termMonths : undefined,
    method: repaymentMethods.find((method) => method === values.method),
    upfrontFeesFen: typeof upfrontFeesFen === 'bigint' ? upfrontFeesFen : undefined,
  }
}

const percent = (fraction: number) => decimalText(BigInt(Math.round(fraction * 1e6)), 10_000n, 2)
const yuan = (fen: bigint) => decimalText(fen, 100n, 2)

/** The lines for these terms, or null while they are incomplete or out of any range. */
function linesOf({ amountFen, rateBps, termMonths, method, upfrontFeesFen }: Terms, { lpr, strings }: Props): string[] | null {
  if (!amountFen || !rateBps || !termMonths || !method || rateBps < 1 || rateBps > 3_600) return null
  if (amountFen <= 0n || termMonths < 1 || termMonths > 360) return null
  const terms = { principalFen: amountFen, annualRateBps: rateBps, termMonths, method }
  const cost = loanCost(terms, upfrontFeesFen ?? 0n)
  if (!cost.ok) return null
  const { annualCostSimple, annualCostCompound, schedule, totalInterestFen } = cost.value
  const base = termMonths > 60 ? lpr.beyond : lpr.upTo60
  const first = schedule[0]
  return [
    fill(strings.cost, { simple: percent(annualCostSimple), compound: percent(annualCostCompound) }),
    fill(rateBps >= base ? strings.above : strings.below, {
      spread: Math.abs(rateBps - base),
      lpr: decimalText(BigInt(base), 100n, 2),
    }),
    fill(strings.payments, {
      first: yuan(first ? first.principalFen + first.interestFen : 0n),
      interest: yuan(totalInterestFen),
    }),
  ]
}

/** What the terms in the form cost the enterprise all in, kept up with the typing. */
export function LiveCost(props: Props) {
  const { prefix, strings } = props
  const place = useRef<HTMLDivElement>(null)
  const [terms, setTerms] = useState<Terms>({})
  useEffect(() => {
    const form = place.current?.closest('form')
    if (!form) return
    const read = () => setTerms(readTerms(form, prefix))
    read()
    form.addEventListener('input', read)
    form.addEventListener('change', read)
    return () => {
      form.removeEventListener('input', read)
      form.removeEventListener('change', read)
    }
  }, [prefix])
  const lines = linesOf(terms, props)
  return (
    <div ref={place} aria-live="polite" className="grid gap-1 rounded-control bg-surface-2 p-3 text-14">
      <p className="font-semibold">{strings.title}</p>
      {lines ? (
        lines.map((line) => (
          <p key={line} className="figures text-fg-2">
            {line}
          </p>
        ))
      ) : (
        <p className="text-fg-3">{strings.waiting}</p>
      )}
    </div>
  )
}
