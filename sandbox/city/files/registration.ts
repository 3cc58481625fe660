import { dayText, type MonthNumber } from '../calendar'
import { healthAt } from '../health'
import { maskContact } from '../names'
import { createRandom } from '../random'
import { ifPast, monthsOnFile, type Subject, yuan } from './file'

const entityTypes = { COMPANY: '企业', SOLE_TRADER: '个体工商户', COOPERATIVE: '农民专业合作社' } as const
const changeRates = [
  ['法定代表人变更', 0.0022],
  ['住所变更', 0.0025],
  ['注册资本变更', 0.0018],
  ['股东变更', 0.0026],
] as const

function identityOf(subject: Subject) {
  const { enterprise } = subject
  return {
    uscc: enterprise.creditCode,
    entityName: enterprise.name,
    entityType: entityTypes[enterprise.legalForm],
    industryCode: enterprise.industry.code,
    countyCode: enterprise.county.code,
    address: enterprise.address,
    foundedOn: enterprise.foundedOn,
    legalRepresentative: enterprise.legalRepresentative,
    status: statusOf(subject),
  }
}

/** The register's full file with the changes of the months from–to; trouble makes firms change hands. */
export function registrationFile(subject: Subject, from: MonthNumber, to: MonthNumber) {
  const { seed, enterprise, life } = subject
  const changes = monthsOnFile(subject, from, to).flatMap((month) => {
    const random = createRandom(seed, enterprise.index, 'changes', month)
    const unrest = Math.exp(-0.8 * healthAt(life, month))
    return changeRates.flatMap(([item, rate]) => {
      const happened = random.chance(rate * unrest)
      const changedOn = ifPast(dayText(month, random.int(1, 28)), subject)
      return happened && changedOn && changedOn > enterprise.foundedOn ? [{ changedOn, item }] : []
    })
  })
  return {
    ...identityOf(subject),
    registeredCapital: yuan(enterprise.registeredCapital),
    paidInCapital: yuan(enterprise.paidInCapital),
    changes,
  }
}

/** The public entry of the register. */
export const registerEntry = (subject: Subject) => ({
  ...identityOf(subject),
  contactMasked: maskContact(subject.enterprise.contact),
})

/** A few of those that failed for good have lost their licence a year later. */
function statusOf({ seed, enterprise, life, asOf }: Subject): '存续' | '吊销' {
  const lost = life.defaults.some(
    (month) => month + 14 <= asOf && createRandom(seed, enterprise.index, 'licence', month).chance(0.06),
  )
  return lost ? '吊销' : '存续'
}
