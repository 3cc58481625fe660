import { writeFileSync } from 'node:fs'
import { type AgencyCode, agencies, agencyCodes } from '@/sandbox/agencies/directory'
import { startSandbox } from '@/sandbox/agencies/testing'
import { anOrganisation, owner } from './world'

/** Really listening agencies of a small city that trust the platform's key, entered in the directory of the database. */
export async function openAgencies(platformKey: object) {
  const sandbox = await startSandbox(() => new Date(), 50)
  writeFileSync(sandbox.platformKeyFile, JSON.stringify(platformKey))
  for (const code of agencyCodes) {
    const { zh, en, dataClasses } = agencies[code]
    await owner(
      `INSERT INTO agency ("agencyId", code, name, "nameEn", "baseUrl", "publicKey", "dataClasses") VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        await anOrganisation('AGENCY', zh),
        code,
        zh,
        en,
        sandbox.address,
        JSON.stringify(sandbox.office.keys[code].publicJwk),
        [...dataClasses],
      ],
    )
  }
  return {
    ...sandbox,
    /** Makes an enterprise of the database the one with this number in the city. */
    settle: (enterpriseId: string, index: number) =>
      owner('UPDATE enterprise SET "creditCode" = $2, "legalRepresentative" = $3 WHERE "enterpriseId" = $1', [
        enterpriseId,
        sandbox.city.enterprise(index).creditCode,
        sandbox.city.enterprise(index).legalRepresentative,
      ]),
    misbehave: (agency: AgencyCode, kind: 'none' | 'slow' | 'fail' | 'cut' | 'forge', milliseconds = 300) =>
      sandbox.office.faults.set({ agency, subject: null, kind, milliseconds, times: null }),
  }
}
