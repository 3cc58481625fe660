import { personName } from '@/sandbox/city/names'
import type { Role } from '@/server/identity/schema'
import { blindIndex } from '@/server/keys/blind-index'
import { idAt } from './identifiers'
import type { World } from './world'

/** Somebody with an account: what rows that they write carry. */
export type Person = {
  accountId: string
  personId: string
  name: string
  organisationId: string
  branchId: string | null
}

type Membership = { organisationId: string; roles: readonly Role[]; branchId?: string; countyCode?: string }
type NewPerson = Membership & { login: string; at: Date; name?: string; contact?: string }

/** Numbers of the unassigned range 154 that the city's own contacts, drawn at random, are unlikely to hold. */
const staffContact = (count: number) => `1540000${String(count).padStart(4, '0')}`

/** Opens accounts; all have the demonstration's password. One mobile number is one natural person, as in the product. */
export function createPeople(world: World) {
  const persons = new Map<string, string>()
  let staff = 0

  function personOf(mobile: string, name: string, at: Date): string {
    const known = persons.get(mobile)
    if (known) return known
    const id = idAt(at, 'person', mobile)
    persons.set(mobile, id)
    world.rows.add('person', { id, name, contactHash: blindIndex('mobile', mobile) })
    return id
  }

  return {
    open({ login, at, organisationId, roles, branchId, countyCode, ...given }: NewPerson): Person {
      const mobile = given.contact ?? staffContact(++staff)
      const name = given.name ?? personName(world.random(`name/${login}`))
      const personId = personOf(mobile, name, at)
      const accountId = idAt(at, 'account', login)
      const cell = { table: 'account', column: 'contact', row: accountId }
      const contact = world.sealing.seal({ ownerId: personId, purpose: 'PEOPLE' }, cell, mobile)
      const { passwordHash, rows } = world
      rows.add('account', { id: accountId, personId, loginName: login, name, contact, passwordHash, createdAt: at })
      for (const role of roles) {
        rows.add('membership', {
          organisationId,
          id: idAt(at, 'membership', login, role),
          accountId,
          role,
          branchId: branchId ?? null,
          countyCode: countyCode ?? null,
          createdAt: at,
        })
      }
      return { accountId, personId, name, organisationId, branchId: branchId ?? null }
    },
  }
}
export type People = ReturnType<typeof createPeople>
