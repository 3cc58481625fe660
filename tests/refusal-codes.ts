import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from '@swc/core'

/** A code as it stands in the sources; `params`: what is passed along with it, where that can be read off. */
export type FoundCode = { code: string; file: string; params?: string[] }

type Node = { type?: string; [part: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [])

const looksLikeCode = (text: string) => /^[a-z][a-z-]*(\.[a-z][a-z-]*)+$/.test(text)

/** Every literal within an expression or type that looks like a code: both branches of a condition, every member of a union. */
function codesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(codesIn)
  if (!isNode(node)) return []
  if (node.type === 'StringLiteral' && typeof node.value === 'string') return looksLikeCode(node.value) ? [node.value] : []
  return Object.entries(node).flatMap(([key, child]) => (key === 'span' ? [] : codesIn(child)))
}

const nameOf = (node: unknown): string => (isNode(node) && typeof node.value === 'string' ? node.value : '')
const expressions = (call: Node) => nodes(call.arguments).map((argument) => argument.expression)

/** The keys of an object literal that hides none behind a spread. */
function keysOf(node: unknown): string[] | undefined {
  if (node === undefined) return []
  if (!isNode(node) || node.type !== 'ObjectExpression') return undefined
  const keys = nodes(node.properties).map((property) =>
    property.type === 'Identifier' ? nameOf(property) : nameOf(property.key),
  )
  return keys.every(Boolean) ? keys : undefined
}

/** Checks of Zod whose last argument says what to tell the person. */
const zodChecks =
  /^(refine|min|max|length|regex|gt|gte|lt|lte|positive|nonnegative|multipleOf|nonempty|email|int|string|number|bigint|enum|literal|iso|date|check)$/

function codesOf(node: Node, file: string): FoundCode[] {
  const found = (codes: string[], params?: string[]) => codes.map((code) => ({ code, file, params }))
  const [first, second] = expressions(node)
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Refused') return found(codesIn(first), keysOf(second))
  if (node.type !== 'CallExpression') {
    // `message: 'code'` of a Zod issue; `refusal: 'code'` of an outcome; `type …Refusal = 'code' | …`.
    if (node.type === 'KeyValueProperty' && /^(message|error|refusal)$/.test(nameOf(node.key))) return found(codesIn(node.value))
    if (node.type === 'TsTypeAliasDeclaration' && /Refusal$/.test(nameOf(node.id))) return found(codesIn(node.typeAnnotation))
    return []
  }
  const callee = isNode(node.callee) ? node.callee : {}
  if (nameOf(callee) === 'refused') return found(codesIn(first))
  if (callee.type === 'MemberExpression' && zodChecks.test(nameOf(callee.property)))
    return found(
      expressions(node).flatMap((argument) => (isNode(argument) && argument.type === 'StringLiteral' ? codesIn(argument) : [])),
    )
  return []
}

/** Every refusal's code in a source text: thrown, returned as an outcome, typed, or told by a schema. */
export function refusalCodes(source: string, file: string): FoundCode[] {
  const found: FoundCode[] = []
  const visit = (value: unknown): void => {
    if (!isNode(value)) return
    if (!Array.isArray(value)) found.push(...codesOf(value, file))
    for (const [key, child] of Object.entries(value)) if (key !== 'span') visit(child)
  }
  visit(parseSync(source, { syntax: 'typescript', tsx: file.endsWith('x'), target: 'es2022' }).body)
  return found
}

/** Those of the whole product. */
export function allRefusalCodes(root: string): FoundCode[] {
  return ['server', 'app'].flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
      .map((name) => path.posix.join(room, name.split(path.sep).join('/')))
      .filter((file) => /\.tsx?$/.test(file) && !/\.(test|fixture)\.tsx?$/.test(file) && !file.startsWith('server/generated/'))
      .flatMap((file) => refusalCodes(readFileSync(path.join(root, file), 'utf8'), file)),
  )
}
