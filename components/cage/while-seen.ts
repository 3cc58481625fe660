type Seen = {
  readonly visibilityState: DocumentVisibilityState
  addEventListener: (type: 'visibilitychange', listener: () => void) => void
  removeEventListener: (type: 'visibilitychange', listener: () => void) => void
}

/**
 * Calls `work` every so many milliseconds while the page is seen, and at once when it is seen again after at least that long.
 * A page that nobody looks at asks for nothing.
 * @returns stops it
 */
export function whileSeen(page: Seen, everyMs: number, work: () => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined
  let last = Date.now()
  const run = () => {
    last = Date.now()
    work()
  }
  const follow = () => {
    clearInterval(timer)
    timer = undefined
    if (page.visibilityState !== 'visible') return
    if (Date.now() - last >= everyMs) run()
    timer = setInterval(run, everyMs)
  }
  page.addEventListener('visibilitychange', follow)
  follow()
  return () => {
    clearInterval(timer)
    page.removeEventListener('visibilitychange', follow)
  }
}
