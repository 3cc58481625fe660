import { agencies, agencyCodes } from '@/sandbox/agencies/directory'
import { type CityInstitution, institutions } from '@/sandbox/city/institutions'
import type { OrganisationKind } from '@/server/identity/schema'
import { addDays, shanghaiMidnight } from '@/server/kernel/dates'
import demo from './demo-logins.json'
import { idAt } from './identifiers'
import type { People, Person } from './people'
import type { World } from './world'

/** Days before today on which the platform opened; enterprises join from then on. */
export const openDays = 560

/** An institution with the people who work on applications. `officers[0]` and every approver sit at the head office. */
export type Institution = CityInstitution & {
  id: string
  branchIds: ReadonlyMap<string, string>
  officers: Person[]
  approvers: Person[]
  productManager: Person
  administrator: Person
}

export type Organisations = {
  institutions: ReadonlyMap<string, Institution>
  /** Agency by code. */
  agencyIds: ReadonlyMap<string, string>
  office: { id: string; name: string; leader: Person; analyst: Person }
  /** `second`: the other operator, for what takes two. */
  operator: { id: string; operator: Person; second: Person; auditor: Person }
}

/** Everyone but the enterprises: the office, the operator, the agencies with their pinned keys, the institutions and their staff. */
export function foundOrganisations(world: World, people: People): Organisations {
  const at = shanghaiMidnight(addDays(world.today, -openDays))
  const organisation = (kind: OrganisationKind, code: string, name: string, nameEn: string) => {
    const id = idAt(at, 'organisation', code)
    world.rows.add('organisation', { id, kind, name, nameEn, createdAt: at })
    return id
  }
  const officeId = organisation('OFFICE', 'office', '榆林市金融工作办公室（仿真）', 'Yulin Financial Affairs Office (simulated)')
  const operatorId = organisation('OPERATOR', 'operator', '信易贷平台运营中心（仿真）', 'Platform Operations Centre (simulated)')
  const open = (login: string, organisationId: string, role: 'OFFICE_LEADER' | 'OFFICE_ANALYST' | 'OPERATOR' | 'AUDITOR') =>
    people.open({ login, organisationId, roles: [role], at })

  const agencyIds = new Map(
    agencyCodes.map((code) => {
      const { zh, en, dataClasses } = agencies[code]
      const agencyId = organisation('AGENCY', `agency/${code}`, zh, en)
      world.rows.add('agency', {
        agencyId,
        code,
        name: zh,
        nameEn: en,
        baseUrl: world.sandboxUrl,
        publicKey: { ...world.keys[code].publicJwk },
        dataClasses: [...dataClasses],
      })
      people.open({ login: `steward-${code}`, organisationId: agencyId, roles: ['AGENCY_STEWARD'], at })
      return [code, agencyId] as const
    }),
  )
  const founded = institutions.map((institution) => {
    const id = organisation('INSTITUTION', institution.code, institution.name, institution.nameEn)
    return [institution.code, foundInstitution(world, people, institution, id, at)] as const
  })
  people.open({ login: 'office-shenmu', organisationId: officeId, roles: ['OFFICE_ANALYST'], countyCode: '610881', at })
  const auditor = open('auditor1', operatorId, 'AUDITOR')
  return {
    institutions: new Map(founded),
    agencyIds,
    office: {
      id: officeId,
      name: '榆林市金融工作办公室（仿真）',
      leader: open('office-leader', officeId, 'OFFICE_LEADER'),
      analyst: open('office-analyst', officeId, 'OFFICE_ANALYST'),
    },
    operator: {
      id: auditor.organisationId,
      operator: open('operator1', operatorId, 'OPERATOR'),
      second: open('operator2', operatorId, 'OPERATOR'),
      auditor,
    },
  }
}

function foundInstitution(world: World, people: People, institution: CityInstitution, id: string, at: Date): Institution {
  const { code, kind, name, nameEn, servicePhone, address, addressEn, branches } = institution
  world.rows.add('institution', { institutionId: id, kind, code, name, nameEn, servicePhone, address, addressEn })
  const branchIds = new Map(
    branches.map(({ countyCode, ...branch }) => {
      const branchId = idAt(at, 'branch', code, countyCode)
      world.rows.add('branch', { institutionId: id, id: branchId, ...branch, countyCode })
      return [countyCode, branchId] as const
    }),
  )
  const login = loginsOf(code)
  const open = (
    what: string,
    role: 'BANK_OFFICER' | 'BANK_APPROVER' | 'PRODUCT_MANAGER' | 'INSTITUTION_ADMIN',
    branchId?: string,
  ) => people.open({ login: login(what), organisationId: id, roles: [role], at, ...(branchId ? { branchId } : {}) })
  const branchOfficers = [...branchIds.values()].map((branchId, index) => open(`officer${index + 2}`, 'BANK_OFFICER', branchId))
  return {
    ...institution,
    id,
    branchIds,
    officers: [open('officer1', 'BANK_OFFICER'), ...branchOfficers],
    approvers: [open('approver1', 'BANK_APPROVER'), open('approver2', 'BANK_APPROVER')],
    productManager: open('product1', 'PRODUCT_MANAGER'),
    administrator: open('admin1', 'INSTITUTION_ADMIN'),
  }
}

/** The demonstration bank's people have plain names, everyone else's begin with their institution's code. */
function loginsOf(code: string): (what: string) => string {
  if (code === demo.demoBank) return (what) => (what === 'admin1' ? 'bankadmin1' : what)
  const prefix = code.toLowerCase()
  return (what) => (code === demo.otherBank && what === 'officer1' ? 'officer-b' : `${prefix}-${what}`)
}
