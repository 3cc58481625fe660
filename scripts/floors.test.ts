import path from 'node:path'
import { describe, expect, it } from 'vitest'
import floors from '@/security/floors.json'
import { belowFloors, floorFaults, isOlder } from './floors.mjs'

const lockWith = (packages: Record<string, { version: string }>) => ({ packages: { '': { version: '0.1.0' }, ...packages } })

describe('version floors', () => {
  it('hold for everything that is installed', () => {
    expect(floorFaults(path.resolve(import.meta.dirname, '..'))).toEqual([])
  })

  it('name what is below, however deep, and what must not be there (controls)', () => {
    const lock = lockWith({
      'node_modules/next': { version: '16.3.2' },
      'node_modules/a/node_modules/nodemailer': { version: '7.0.0' },
      'node_modules/xlsx': { version: '0.18.5' },
      'node_modules/@trpc/server': { version: '11.8.0' },
    })
    const named = belowFloors(floors, lock, '20.18.9').map((fault) => fault.split(/ (?:is older|must not)/)[0])
    expect(named).toEqual([
      'Node 20.18.9',
      'node_modules/next 16.3.2',
      'node_modules/a/node_modules/nodemailer 7.0.0',
      'node_modules/xlsx',
    ])
  })

  it('compare numbers, not texts', () => {
    expect([
      isOlder('16.10.0', '16.9.9'),
      isOlder('4.24.9', '4.24.12'),
      isOlder('18.4.0-beta.17', '18.4.0'),
      isOlder('20', '20.0.1'),
    ]).toEqual([false, true, false, true])
  })
})
