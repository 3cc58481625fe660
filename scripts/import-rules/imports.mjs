// What a file imports, however it is spelled: `@/x`, `../x`, export-from, import(), require(), import type. Targets are
// resolved to paths from the root, so that rules speak about files and not about spelling.
import { statSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from '@swc/core'

const isFile = (file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false

/** The file that a specifier means, as a path from the root; a package's name stays as it is. */
function resolve(specifier, importer, root) {
  if (!/^(\.|@\/)/.test(specifier)) return specifier
  const target = specifier.startsWith('@/')
    ? path.posix.normalize(specifier.slice(2))
    : path.posix.join(path.posix.dirname(importer), specifier)
  const bare = target.replace(/\.[cm]?jsx?$/, '')
  const candidates = [
    target,
    ...[target, bare].flatMap((name) => ['.ts', '.tsx', '.mjs', '.js', '.json'].map((end) => name + end)),
  ]
  for (const end of ['ts', 'tsx']) candidates.push(`${target}/index.${end}`)
  return candidates.find((file) => isFile(path.join(root, file))) ?? target
}

const sourced = new Set(['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration'])

/** A literal's text; a template without holes is one too. */
function literal(node) {
  if (node?.type === 'StringLiteral') return node.value
  if (node?.type === 'TemplateLiteral' && node.quasis.length === 1) return node.quasis[0].cooked
  return undefined
}

/** @returns {{ specifier: string, target: string, typeOnly: boolean }[]} and whether the file begins with a directive */
export function importsOf(source, file, root) {
  const ast = parseSync(source, { syntax: 'typescript', tsx: file.endsWith('x'), target: 'es2022' })
  const found = []
  const directives = []
  const add = (specifier, typeOnly) =>
    specifier !== undefined && found.push({ specifier, target: resolve(specifier, file, root), typeOnly })
  const visit = (node) => {
    if (!node || typeof node !== 'object') return
    if (Array.isArray(node)) return node.forEach(visit)
    if (sourced.has(node.type)) {
      const named = node.specifiers ?? []
      // `import { type A }` keeps the import itself alive under isolatedModules, but brings no value with it.
      add(literal(node.source), Boolean(node.typeOnly) || (named.length > 0 && named.every((each) => each.isTypeOnly)))
    } else if (node.type === 'TsImportEqualsDeclaration' && node.moduleRef?.type === 'TsExternalModuleReference') {
      add(literal(node.moduleRef.expression), Boolean(node.isTypeOnly))
    } else if (node.type === 'CallExpression' && (node.callee.type === 'Import' || node.callee.value === 'require')) {
      add(literal(node.arguments[0]?.expression) ?? '<computed>', false)
    } else if (node.type === 'TsImportType') {
      add(literal(node.argument), true)
    } else if (node.type === 'ExpressionStatement' && node.expression.type === 'StringLiteral') {
      directives.push(node.expression.value)
    }
    for (const key in node) if (key !== 'span') visit(node[key])
  }
  visit(ast.body)
  return { imports: found, directives }
}
