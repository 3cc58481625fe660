// npx tsx scripts/fit-norms.ts [--seeds 101,102,103] [--enterprises 5000] [--as-of 2026-09,2026-03]: what an industry uses,
// fitted on synthetic cities, written as server/portrait/domain/triangulation/norm-rows.ts. Norms that portraits stand on
// are never replaced: new ones come with a new version of the catalogue.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createCity } from '@/sandbox/city/city'
import { fitNorms, type NormFirm } from '@/server/portrait/domain/triangulation/fit-norms'
import { writeNorm } from '@/server/portrait/domain/triangulation/norms'
import { cityFacts } from '@/tests/city-facts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '101,102,103' },
    enterprises: { type: 'string', default: '5000' },
    'as-of': { type: 'string', default: '2026-09,2026-09,2026-03' },
    out: { type: 'string', default: 'server/portrait/domain/triangulation/norm-rows.ts' },
  },
})
const months = values['as-of'].split(',')
const firms: NormFirm[] = []
for (const [at, seed] of values.seeds.split(',').map(Number).entries()) {
  const city = createCity({ seed, enterprises: Number(values.enterprises), asOf: months[at % months.length] ?? '' })
  for (let index = 0; index < city.size; index++) {
    const { TAX, ELECTRICITY, SOCIAL_SECURITY } = cityFacts(city, index, ['TAX', 'ELECTRICITY', 'SOCIAL_SECURITY'])
    const bills = new Map(ELECTRICITY?.months.map((row) => [row.month, row.quantity]))
    const heads = new Map(SOCIAL_SECURITY?.months.map((row) => [row.month, row.insuredHeadcount]))
    firms.push({
      industry: city.enterprise(index).industry.code,
      months: (TAX?.months ?? []).flatMap(({ month, declaredSalesFen: salesFen }) => {
        const [kwh, staff] = [bills.get(month), heads.get(month)]
        return kwh === undefined || staff === undefined ? [] : [{ month, salesFen, kwh, heads: staff }]
      }),
    })
  }
}
const rows = fitNorms(firms).map(writeNorm)
const text = `/**
 * Norms of electricity by industry, fitted by scripts/fit-norms.ts on synthetic cities (seeds ${values.seeds}; ${values.enterprises} firms each).
 * A city that runs this for real fits them on its own firms. Format: norms.ts.
 */
export const normRows = \`
${rows.join('\n')}
\`
`
writeFileSync(values.out, text)
console.log(`${rows.length} norms of ${firms.length} firms written to ${values.out}`)
