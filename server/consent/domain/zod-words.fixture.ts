import { parseSync } from '@swc/core'

type Node = { type?: string; value?: unknown; [part: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** Makers of Zod schemas that name fields or values. */
const ofFields = ['object', 'strictObject', 'looseObject', 'extend', 'safeExtend']
const ofValues = ['enum', 'literal']

/** The names of an object's own properties, as they are written. */
const namesOf = (literal: Node): string[] =>
  (Array.isArray(literal.properties) ? literal.properties : []).filter(isNode).flatMap((property) => {
    const key = property.type === 'KeyValueProperty' ? property.key : property
    return isNode(key) && typeof key.value === 'string' ? [key.value] : []
  })

const textsIn = (node: Node): string[] => {
  if (node.type === 'StringLiteral') return [String(node.value)]
  const elements = Array.isArray(node.elements) ? node.elements : []
  return elements.filter(isNode).flatMap(({ expression }) => (isNode(expression) ? textsIn(expression) : []))
}

/** What one call of a maker names; null where it is none. */
function namedBy({ callee, arguments: given }: Node): { words: string[]; objects: number } | null {
  const method = isNode(callee) && isNode(callee.property) ? String(callee.property.value) : ''
  const first = Array.isArray(given) && isNode(given[0]) && isNode(given[0].expression) ? given[0].expression : null
  if (!first) return null
  if (ofFields.includes(method) && first.type === 'ObjectExpression') return { words: namesOf(first), objects: 1 }
  return ofValues.includes(method) ? { words: textsIn(first), objects: 0 } : null
}

/** Every field and value that the Zod schemas of a source file name, wherever in it they stand, and how many objects there are. */
export function zodWordsOf(source: string): { words: string[]; objects: number } {
  const found = { words: [] as string[], objects: 0 }
  if (!/\bz\.|\.(e|safeE)xtend\(/.test(source)) return found
  const walk = (value: unknown): void => {
    if (!isNode(value)) return
    const named = value.type === 'CallExpression' ? namedBy(value) : null
    found.words.push(...(named?.words ?? []))
    found.objects += named?.objects ?? 0
    Object.values(value).forEach(walk)
  }
  walk(parseSync(source, { syntax: 'typescript', tsx: false }).body)
  return found
}
