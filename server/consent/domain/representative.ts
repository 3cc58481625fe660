/** Names as people write them: spaces, middle dots and full-width forms tell nobody apart. The database compares alike. */
const plain = (name: string) => name.normalize('NFKC').replace(/[\s·•]/g, '')

export const sameName = (a: string, b: string) => plain(a) === plain(b)

type Given = { id: string; state: string; grantedByName: string | null }

/**
 * The register names another legal representative: consents that the former one gave in that office wait until somebody who
 * can bind the firm today confirms them. The firm stays bound by what was done under them (民法典 art. 61, 65); the pause is
 * because nobody in office stands behind what is done next.
 */
export const consentsToConfirmAgain = <Consent extends Given>(consents: readonly Consent[], former: string): Consent[] =>
  consents.filter(({ state, grantedByName }) => state === 'ACTIVE' && grantedByName !== null && sameName(grantedByName, former))
