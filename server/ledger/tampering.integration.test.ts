import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPlatformKey } from '@/tests/consents'
import { exported, foundIn } from '@/tests/ledger-world'
import { keys, layOut, places, remembered, restore, size } from './tampering/attacked-ledger.fixture'
import { inTheFiles } from './tampering/files.fixture'
import { byLogOwner } from './tampering/log-owner.fixture'
import { bySuperuser } from './tampering/superuser.fixture'

// What a database superuser, or the owner of the log's disk and keys, may try. `seen`: all that the verifier then names;
// `chief`: the name that says what was done. The control of each: without the checks named, nobody would notice.

const attacks = [...bySuperuser, ...inTheFiles, ...byLogOwner]

aPlatformKey()
beforeAll(layOut)
afterAll(() => rmSync(places.root, { recursive: true, force: true }))

describe('an untouched ledger', () => {
  it('verifies, against keys and a head kept from before', async () => {
    const folder = await exported(places)
    expect(size()).toBeGreaterThan(20)
    expect(await foundIn(folder, { keys, remembered })).toEqual([])
    expect(await foundIn(folder)).toEqual([])
  })
})

describe('whoever', () => {
  it.each(attacks)('$name is named', async ({ chief, seen, before, after, asStranger }) => {
    try {
      await before?.()
      const folder = await exported(places)
      await after?.()
      const known = asStranger ? { keys, remembered } : {}
      const found = await foundIn(folder, known)
      expect(found).toContain(chief)
      expect(found).toEqual(seen)
      // The control: without these checks it would pass, and each of the chief's kind is needed to see it.
      expect(await foundIn(folder, { ...known, without: seen })).toEqual([])
      if (asStranger) expect(await foundIn(folder)).not.toContain(chief)
    } finally {
      await restore()
    }
  })

  it('tries more than twenty things', () => {
    expect(new Set(attacks.map(({ name }) => name)).size).toBeGreaterThan(20)
  })
})
