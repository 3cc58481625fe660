import type { z } from 'zod'

type Path = (string | number)[]
/** A fault of a rule: where, and a dotted code or the message of the schema that refused. */
export type RuleFault = { path: Path; message: string }
/** One schema for each kind of node, under the key that names the kind; joints hold their children unparsed. */
export type NodeKinds = { readonly [kind: string]: z.ZodType }

type Walk = { kinds: NodeKinds; limits: { depth: number; nodes: number }; nodes: number; faults: RuleFault[] }

/**
 * Checks a rule tree node by node, each by the one key that names its kind, so that a fault is reported where it is and
 * not once for every kind it might have been. Stops at the first node beyond the limit: a rule of a million nodes must
 * not cost a million checks.
 * @param limits most levels, and most nodes in all
 * @returns faults in reading order; empty when the rule is well formed
 */
export function ruleFaults(rule: unknown, kinds: NodeKinds, limits: { depth: number; nodes: number }): RuleFault[] {
  const state: Walk = { kinds, limits, nodes: 0, faults: [] }
  walk(rule, [], 1, state)
  return state.nodes > limits.nodes ? [{ path: [], message: 'rule.too-many-nodes' }] : state.faults
}

function walk(node: unknown, path: Path, depth: number, state: Walk) {
  state.nodes += 1
  if (state.nodes > state.limits.nodes) return
  if (depth > state.limits.depth) {
    state.faults.push({ path, message: 'rule.too-deep' })
    return
  }
  const schema = schemaOf(node, state.kinds)
  if (!schema) {
    state.faults.push({ path, message: 'rule.unknown-kind' })
    return
  }
  const parsed = schema.safeParse(node)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) state.faults.push({ path: [...path, ...plain(issue.path)], message: worded(issue) })
    return
  }
  for (const child of childrenOf(parsed.data)) walk(child.node, [...path, ...child.path], depth + 1, state)
}

/** The schema of the node's kind; none when it names no kind, or two. */
function schemaOf(node: unknown, kinds: NodeKinds): z.ZodType | undefined {
  if (node === null || typeof node !== 'object') return undefined
  const named = Object.keys(kinds).filter((kind) => Object.hasOwn(node, kind))
  return named[0] !== undefined && named.length === 1 ? kinds[named[0]] : undefined
}

function childrenOf(node: unknown): { node: unknown; path: Path }[] {
  if (node === null || typeof node !== 'object') return []
  if ('not' in node) return [{ node: node.not, path: ['not'] }]
  const [key, list] = 'all' in node ? ['all', node.all] : 'any' in node ? ['any', node.any] : []
  return key && Array.isArray(list) ? list.map((child: unknown, at) => ({ node: child, path: [key, at] })) : []
}

const plain = (path: PropertyKey[]): Path => path.map((one) => (typeof one === 'number' ? one : String(one)))

const worded = (issue: z.core.$ZodIssue) =>
  issue.path[0] === 'indicator' && issue.code === 'invalid_value' ? 'rule.unknown-indicator' : issue.message
