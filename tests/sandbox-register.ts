import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { close, listen, openSandbox } from '@/sandbox/agencies/server'
import { creditCodeFrom } from '@/server/kernel/credit-code'
import { owner } from './world'

export type RegisteredFirm = { creditCode: string; name: string; representative: string; status: '存续' | '注销' }

/** Firms of the test's own invention; both check digits are right. */
export const firm = (serial: number, representative = '李建国', status: RegisteredFirm['status'] = '存续'): RegisteredFirm => ({
  creditCode: creditCodeFrom('91610802', `MA70${String(serial).padStart(4, '0')}`),
  name: `榆林试验${serial}商贸有限公司`,
  representative,
  status,
})

/**
 * Market regulation over real HTTP, with real signatures, knowing these firms only; its address and key are pinned in the
 * database. `codeFor` reads the newest code sent about a firm.
 */
export async function openRegister(firms: readonly RegisteredFirm[]) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'register-'))
  const city = {
    find: (code: string) => {
      const index = firms.findIndex(({ creditCode }) => creditCode === code)
      return index < 0 ? null : index
    },
    registerEntry: (index: number) => {
      const { creditCode = '', name = '', representative = '', status = '存续' } = firms[index] ?? {}
      return {
        uscc: creditCode,
        entityName: name,
        entityType: '企业',
        industryCode: 'F5199',
        countyCode: '610802',
        address: '榆林市榆阳区试验路 1 号',
        foundedOn: '2018-05-01',
        legalRepresentative: representative,
        status,
        contactMasked: '138****0001',
      }
    },
    deedsOf: () => [],
    contactOf: () => '13800000001',
    contentOf: () => ({}),
  }
  const sandbox = await openSandbox({ city, folder, platformKeyFile: path.join(folder, 'none') })
  const url = await listen(sandbox.server, 0)
  await owner(`INSERT INTO organisation (id, kind, name) VALUES (uuidv7(), 'AGENCY', '市市场监督管理局')`)
  await owner(
    `INSERT INTO agency ("agencyId", code, name, "nameEn", "baseUrl", "publicKey", "dataClasses")
     SELECT id, 'market', name, 'Market Regulation', $1, $2, '{REGISTRATION}' FROM organisation WHERE name = '市市场监督管理局'`,
    [url, JSON.stringify(sandbox.office.keys.market.publicJwk)],
  )
  return {
    url,
    faults: sandbox.office.faults,
    codesFor: (creditCode: string) =>
      sandbox.office.mailbox.read(creditCode).map(({ text }) => /\d{6}/.exec(text.replace(creditCode, ''))?.[0] ?? ''),
    messages: () => sandbox.office.mailbox.read(null),
    close: async () => {
      await close(sandbox.server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
