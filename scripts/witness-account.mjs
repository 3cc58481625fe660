// The system user that the ledger's witness runs as: another one than the log's, so that whoever holds the log's account cannot
// make the witness forget. Only root may change the user of a process it starts.
import { accessSync, chownSync, constants, mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const names = ['ledger-witness', 'nobody']

function otherAccount() {
  if (process.getuid?.() !== 0) return null
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const account = names.map((name) => accounts.find(([found]) => found === name)).find(Boolean)
  return account ? { uid: Number(account[2]), gid: Number(account[3]) } : null
}

/** Whether everybody may pass every folder on the way to this place. */
function isPassable(place) {
  for (let folder = path.resolve(place); ; folder = path.dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === path.dirname(folder)) return true
  }
}

/**
 * Makes the witness's folder and says whom it runs as: `{ uid, gid }`, or `{}` where it has to be the starter's own account
 * (/api/health then says so).
 */
export function prepareWitness({ root, folder, logFolder }) {
  mkdirSync(logFolder, { recursive: true, mode: 0o755 })
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  accessSync(folder, constants.R_OK)
  const account = otherAccount()
  if (!account || ![root, folder, logFolder, path.dirname(process.execPath)].every(isPassable)) return {}
  chownSync(folder, account.uid, account.gid)
  return account
}
