import { describe, expect, it } from 'vitest'
import { cyclesOf, dependencies, type Transaction } from './cycles'

const transaction = (id: number, reads: [number, number[]][], appends: [number, number][]): Transaction => ({
  id,
  reads: reads.map(([key, list]) => ({ key, list })),
  appends: appends.map(([key, value]) => ({ key, value })),
})
const cycles = (committed: Transaction[], final: [number, number[]][]) => cyclesOf(dependencies(committed, new Map(final)))

describe('a history', () => {
  it('that could have happened one by one has no cycle', () => {
    const one = transaction(1, [[1, []]], [[1, 1]])
    const two = transaction(2, [[1, [1]]], [[2, 2]])
    const three = transaction(
      3,
      [
        [1, [1]],
        [2, [2]],
      ],
      [[1, 3]],
    )
    expect(
      cycles(
        [one, two, three],
        [
          [1, [1, 3]],
          [2, [2]],
        ],
      ),
    ).toEqual([])
  })

  it('of two that each did not see the other has one: write skew', () => {
    const one = transaction(
      1,
      [
        [1, []],
        [2, []],
      ],
      [[1, 1]],
    )
    const two = transaction(
      2,
      [
        [1, []],
        [2, []],
      ],
      [[2, 2]],
    )
    expect(
      cycles(
        [one, two],
        [
          [1, [1]],
          [2, [2]],
        ],
      ).map((group) => group.sort()),
    ).toEqual([[1, 2]])
  })

  it('of thousands in a chain is walked without end of stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, n) => transaction(n, [], [[1, n]]))
    expect(cycles(chain, [[1, chain.map(({ id }) => id)]])).toEqual([])
  })
})
