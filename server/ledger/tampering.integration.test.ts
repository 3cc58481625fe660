import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPlatformKey } from '@/tests/consents'
import { exported, foundIn } from '@/tests/ledger-world'
import { keys, layOut, places, remembered, restore, size, takeDown, verifiers } from './tampering/attacked-ledger.fixture'
import { onBusinessRows } from './tampering/business-rows.fixture'
import { allDefences, verifierWithout } from './tampering/defences.fixture'
import { inTheFiles } from './tampering/files.fixture'
import { againstGrants } from './tampering/grants.fixture'
import { byLogOwner } from './tampering/log-owner.fixture'
import { againstStanding } from './tampering/standing.fixture'
import { bySuperuser } from './tampering/superuser.fixture'

// What a database superuser, or the owner of the log's disk and keys, may try. `seen`: all that the verifier then names;
// `chief`: the name that says what was done; `caughtBy`: the defences of which each alone sees it. The control of each: a
// verifier out of which these were cut (tampering/defences.fixture.ts) finds nothing wrong.

const attacks = [...bySuperuser, ...onBusinessRows, ...againstGrants, ...againstStanding, ...inTheFiles, ...byLogOwner]

aPlatformKey()
beforeAll(layOut)
afterAll(takeDown)

describe('an untouched ledger', () => {
  it('verifies, against keys and a head kept from before', async () => {
    const folder = await exported(places)
    expect(size()).toBeGreaterThan(20)
    expect(await foundIn(folder, { keys, remembered })).toEqual([])
    expect(await foundIn(folder)).toEqual([])
  })
})

describe('whoever', () => {
  it.each(attacks)('$name is named, and would not be without the defence', async (attack) => {
    try {
      await attack.before?.()
      const folder = await exported(places)
      await attack.after?.()
      const known = attack.asStranger ? { keys, remembered } : {}
      const found = await foundIn(folder, known)
      expect(found).toContain(attack.chief)
      expect(found).toEqual(attack.seen)
      for (const one of attack.caughtBy) {
        const others = await verifierWithout(
          allDefences.filter((other) => other !== one),
          verifiers,
        )
        expect(await foundIn(folder, known, others), one).not.toEqual([])
      }
      expect(await foundIn(folder, known, await verifierWithout(attack.caughtBy, verifiers))).toEqual([])
      if (attack.asStranger) expect(await foundIn(folder)).not.toContain(attack.chief)
    } finally {
      if (attack.before) await restore() // the rest is done to files of an export, which the next one writes anew
    }
  })

  it('tries more than twenty things, which need each of the defences', () => {
    expect(new Set(attacks.map(({ name }) => name)).size).toBeGreaterThan(20)
    expect([...new Set(attacks.flatMap(({ caughtBy }) => caughtBy))].sort()).toEqual([...allDefences].sort())
  })
})
