/**
 * How often a random test runs and from which seed, for `fc.assert(property, randomRuns('name', 10_000))`: the stated
 * count under TEST_FULL, else a twentieth of it. The seed is printed; TEST_SEED=… replays it.
 */
export function randomRuns(name: string, full: number): { numRuns: number; seed: number } {
  const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 0x7fff_ffff))
  const numRuns = Math.ceil(full * (process.env.TEST_FULL ? 1 : 0.05))
  console.info(`${name}: ${numRuns} of ${full} runs, TEST_SEED=${seed}`)
  return { numRuns, seed }
}
