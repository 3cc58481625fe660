import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { whileSeen } from './while-seen'

class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible'
  turn(state: DocumentVisibilityState) {
    this.visibilityState = state
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('what is done while a page is seen', () => {
  it('goes on at its pace, rests while the page is hidden, and is made up for when it is seen again', () => {
    const [page, work] = [new Page(), vi.fn()]
    const stop = whileSeen(page, 10_000, work)
    vi.advanceTimersByTime(30_000)
    expect(work).toHaveBeenCalledTimes(3)
    page.turn('hidden')
    vi.advanceTimersByTime(60_000)
    expect(work).toHaveBeenCalledTimes(3)
    page.turn('visible')
    expect(work).toHaveBeenCalledTimes(4)
    vi.advanceTimersByTime(10_000)
    expect(work).toHaveBeenCalledTimes(5)
    stop()
    vi.advanceTimersByTime(60_000)
    page.turn('visible')
    expect(work).toHaveBeenCalledTimes(5)
  })

  it('does not hurry for a page that was hidden for a moment only', () => {
    const [page, work] = [new Page(), vi.fn()]
    const stop = whileSeen(page, 10_000, work)
    vi.advanceTimersByTime(4_000)
    page.turn('hidden')
    page.turn('visible')
    expect(work).not.toHaveBeenCalled()
    stop()
  })
})
