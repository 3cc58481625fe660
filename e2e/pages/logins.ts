import { readFileSync } from 'node:fs'
import path from 'node:path'

type Logins = {
  password: string
  logins: { login: string }[]
  unregistered: { creditCode: string; name: string; legalRepresentative: string }[]
}

/** The demonstration's logins, as `npm start` prints them. */
export const demo: Logins = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../prisma/seed/demo-logins.json'), 'utf8'),
)

/** A firm that nobody has registered yet, by its place in the printed list. */
export function unregisteredFirm(at: number) {
  const firm = demo.unregistered[at]
  if (!firm) throw new Error(`demo-logins.json names no unregistered firm ${at}`)
  return firm
}

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The same code with another last character, as somebody might mistype it. */
export const mistyped = (code: string): string =>
  code.slice(0, 17) + (alphabet[(alphabet.indexOf(code.charAt(17)) + 1) % alphabet.length] ?? '')
