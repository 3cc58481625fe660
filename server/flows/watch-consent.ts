import { watchConsent } from '@/server/consent/moves.repository'

type Standing = { consentId: string; live: boolean; classes: readonly string[] }

/**
 * Calls `moved` once: as soon as the consent moves, or at once when it no longer is in force, or covers other classes than the page
 * was drawn with, as after a sign-off that ended while nobody listened. It listens before it looks, so that nothing falls in between.
 * @param drawn the classes that the page shows
 * @param look how the consent stands, asked as whoever watches
 * @returns how to stop
 */
export async function untilConsentMoves(
  { consentId, classes: drawn }: Pick<Standing, 'consentId' | 'classes'>,
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
  if (!standing.live || standing.consentId !== consentId || standing.classes.join() !== drawn.join()) tell()
  return stop
}
