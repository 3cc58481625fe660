// The oldest versions that are not known to be broken into, held without a network (design/security.md F13): what `npm audit` would
// say where one exists, for the packages whose advisories shaped this product.
import { readFileSync } from 'node:fs'
import path from 'node:path'

const numbersOf = (version) =>
  version
    .split(/[-+]/)[0]
    .split('.')
    .map((part) => Number.parseInt(part, 10) || 0)

/** Whether a version is older than a floor; a pre-release counts as what it precedes. */
export function isOlder(version, floor) {
  const [own, least] = [numbersOf(version), numbersOf(floor)]
  for (let at = 0; at < Math.max(own.length, least.length); at++) {
    if ((own[at] ?? 0) !== (least[at] ?? 0)) return (own[at] ?? 0) < (least[at] ?? 0)
  }
  return false
}

/**
 * What is installed below its floor, or must not be installed at all, wherever in the tree it lies.
 * @param floors as security/floors.json
 * @param lock as package-lock.json (version 3)
 * @returns one sentence a fault
 */
export function belowFloors(floors, lock, nodeVersion) {
  const faults = isOlder(nodeVersion, floors.node.floor)
    ? [`Node ${nodeVersion} is older than ${floors.node.floor}: ${floors.node.for}`]
    : []
  for (const [place, { version }] of Object.entries(lock.packages)) {
    const name = place.split('node_modules/').at(-1)
    const rule = Object.hasOwn(floors.packages, name) ? floors.packages[name] : undefined
    if (!rule || !place) continue
    if (rule.floor === null) faults.push(`${place} must not be installed: ${rule.for}`)
    else if (isOlder(version, rule.floor)) faults.push(`${place} ${version} is older than ${rule.floor}: ${rule.for}`)
  }
  return faults
}

export function floorFaults(root) {
  const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'))
  return belowFloors(read('security/floors.json'), read('package-lock.json'), process.versions.node)
}
