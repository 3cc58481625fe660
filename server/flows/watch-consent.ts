import { watchConsent } from '@/server/consent/moves.repository'

type Standing = { consentId: string; live: boolean }

/**
 * Calls `moved` once: as soon as the consent moves, or at once when it no longer is in force. It listens before it looks, so
 * that nothing falls in between.
 * @param look how the consent stands, asked as whoever watches
 * @returns how to stop
 */
export async function untilConsentMoves(
  consentId: string,
  look: () => Promise<Standing>,
  moved: () => void,
): Promise<() => void> {
  let told = false
  const tell = () => {
    if (told) return
    told = true
    stop()
    moved()
  }
  let stop = () => {}
  stop = await watchConsent(consentId, tell)
  const standing = await look()
  if (!standing.live || standing.consentId !== consentId) tell()
  return stop
}
