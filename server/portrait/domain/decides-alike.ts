import type { Gate, Portrait } from '../schema'

type Decided = Pick<Portrait, 'score' | 'grade' | 'gates'>

const sameGate = (a: Gate, b: Gate | undefined) =>
  b !== undefined &&
  a.code === b.code &&
  a.dataClass === b.dataClass &&
  a.recordId === b.recordId &&
  a.since === b.since &&
  a.endsOn === b.endsOn &&
  a.repairableFrom === b.repairableFrom &&
  a.repairableNow === b.repairableNow &&
  a.rule === b.rule

/**
 * Whether two portraits of a firm say the same by which somebody decides: score, grade and every bar with its days. Where they
 * do nobody is asked to look again.
 */
export function decidesAlike(former: Decided, next: Decided): boolean {
  const { gates } = next
  return (
    former.score === next.score &&
    former.grade === next.grade &&
    former.gates.length === gates.length &&
    former.gates.every((gate, at) => sameGate(gate, gates[at]))
  )
}
