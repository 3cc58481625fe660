'use client'
import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { checkCreditCode, organisationCheckCharacter } from '@/server/kernel/credit-code'

export type CheckLabels = {
  label: string
  hint: string
  /** Placeholders {count}; {characters}; {expected} {actual}; {code}. */
  count: string
  alien: string
  tooLong: string
  organisationRight: string
  organisationWrong: string
  codeRight: string
  codeWrong: string
  stillLook: string
  suggestions: string
  use: string
}

const put = (text: string, values: Record<string, string | number>) =>
  Object.entries(values).reduce((result, [name, value]) => result.replace(`{${name}}`, String(value)), text)

function Verdict({ right, children }: { right: boolean; children: string }) {
  return (
    <li className={`flex gap-2 ${right ? 'text-success' : 'text-warning'}`}>
      <Icon name={right ? 'circle-check' : 'triangle-alert'} size={16} className="mt-1" />
      <span>{children}</span>
    </li>
  )
}

/** Both checks of a code of 18 good characters, and the codes that it may have been meant to be. */
function Checks({ code, labels, onUse }: { code: string; labels: CheckLabels; onUse: (code: string) => void }) {
  const { valid, organisationCheck, check, suggestions } = checkCreditCode(code)
  const expected = { organisation: organisationCheckCharacter(code.slice(8, 16)) ?? '', code: check.expected ?? '' }
  return (
    <>
      <ul className="grid gap-1">
        <Verdict right={organisationCheck}>
          {organisationCheck
            ? labels.organisationRight
            : put(labels.organisationWrong, { expected: expected.organisation, actual: code.charAt(16) })}
        </Verdict>
        <Verdict right={valid}>
          {valid ? labels.codeRight : put(labels.codeWrong, { expected: expected.code, actual: code.charAt(17) })}
        </Verdict>
      </ul>
      {valid && organisationCheck ? null : <p>{labels.stillLook}</p>}
      {suggestions.length > 0 && !(valid && organisationCheck) ? (
        <div className="grid gap-1">
          <p>{labels.suggestions}</p>
          <ul className="flex flex-wrap gap-2">
            {suggestions.map((suggestion) => (
              <li key={suggestion}>
                <button
                  type="button"
                  onClick={() => onUse(suggestion)}
                  className="figures min-h-9 rounded-control border border-border-strong px-2 hover:bg-surface-2"
                >
                  {put(labels.use, { code: suggestion })}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  )
}

/** A credit code that is checked while it is typed. It only advises: the register decides. */
export function CreditCodeCheck({ name, initial, labels }: { name: string; initial: string; labels: CheckLabels }) {
  const [typed, setTyped] = useState(initial)
  const code = typed.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  const alien = [...new Set(code.replace(/[0-9A-HJ-NPQRTUWXY]/g, ''))].join(' ')
  const length = [...code].length
  return (
    <div className="grid max-w-xl gap-1.5">
      <label htmlFor="credit-code" className="font-semibold">
        {labels.label}
        <span aria-hidden="true" className="ml-1 text-danger">
          *
        </span>
      </label>
      <p id="credit-code-hint" className="text-14 text-fg-3">
        {labels.hint}
      </p>
      <input
        id="credit-code"
        name={name}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        required
        maxLength={40}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        aria-describedby="credit-code-hint credit-code-check"
        className="figures min-h-control w-full max-w-sm rounded-control border border-border-strong bg-surface px-3 py-1 text-body text-fg uppercase tracking-wider"
      />
      <div id="credit-code-check" aria-live="polite" className="grid gap-2 text-14 text-fg-2 empty:hidden">
        {alien ? <p className="text-warning">{put(labels.alien, { characters: alien })}</p> : null}
        {length > 18 ? <p className="text-warning">{labels.tooLong}</p> : null}
        {length > 0 && length < 18 ? <p>{put(labels.count, { count: length })}</p> : null}
        {length === 18 && !alien ? <Checks code={code} labels={labels} onUse={setTyped} /> : null}
      </div>
    </div>
  )
}
