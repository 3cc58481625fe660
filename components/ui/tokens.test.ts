import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8')
const globals = readFileSync(path.resolve(import.meta.dirname, '../../app/globals.css'), 'utf8')

/** The declarations of the rule with this selector, comments and spaces away. */
function rule(selector: string): string[] {
  const body = css.split(`${selector} {`)[1]?.split('}')[0]
  if (body === undefined) throw new Error(`No rule ${selector}`)
  return body
    .replace(/\/\*.*?\*\//g, '')
    .split(';')
    .map((line) => line.trim())
    .filter(Boolean)
}
const names = (selector: string) => rule(selector).map((line) => line.split(':')[0])

describe('tokens', () => {
  it('gives the device’s dark the same colours as the chosen dark', () => {
    expect(rule('[data-theme="system"]')).toEqual(rule('[data-theme="dark"]'))
  })
  it('defines every colour in every theme, and offers each to Tailwind', () => {
    expect(names('[data-theme="dark"]')).toEqual(names(':root'))
    expect(names('[data-theme="screen"]')).toEqual(names(':root'))
    for (const name of names(':root').slice(1)) expect(globals).toContain(`--color-${name?.slice(2)}: var(${name});`)
  })
})
